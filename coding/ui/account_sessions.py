"""The sessions of a server: they stand in the database; every process knows them, and any of them can be ended."""

from coding import workbench
from coding.ui.sessions import Login
from coding.workbench import Actor, Desk, accounts


class AccountSessions:
    """Who is signed in, asked of the database each time."""

    def __init__(self, url: str) -> None:
        self._url = url

    def desk(self) -> Desk:
        """The opened database."""
        return workbench.open_desk(self._url)

    def find(self, secret: str) -> Login | None:
        """The login behind a secret id, if it is still good; looking counts as use."""
        handle = accounts.handle_of(secret)
        found = self.whose(handle)
        return Login(str(found.id), handle) if found else None

    def whose(self, handle: str) -> Actor | None:
        """Who is signed in by the session with this hash; asking counts as use."""
        return accounts.signed_in(self.desk(), handle) if handle else None

    def alive(self, handle: str) -> bool:
        """Whether the session with this hash is still good; asking counts as use."""
        return self.whose(handle) is not None

    def close(self, handle: str) -> None:
        """Sign this session out."""
        accounts.sign_out(self.desk(), handle)

    def keep(self) -> None:
        """Nothing to write down when the server stops."""
