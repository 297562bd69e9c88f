"""Where people reach the app: on this machine, or at the public address of a server.

The public address is told at the start and never taken from a request, so that no link is made from what a stranger
sends.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from coding.errors import AddressOdd

LOOPBACK = ("127.0.0.1", "localhost")
_PORTS = {"http": ":80", "https": ":443"}


@dataclass(frozen=True, slots=True)
class Address:
    """Scheme and host (with its port, where it is not the scheme's own) of a server."""

    scheme: str
    host: str

    @property
    def origin(self) -> str:
        """The address as browsers name it."""
        return f"{self.scheme}://{self.host}"

    @property
    def secure(self) -> bool:
        """Whether what is sent there is encrypted."""
        return self.scheme == "https"

    @property
    def name(self) -> str:
        """The host without its port."""
        return re.sub(r":\d+$", "", self.host)

    def link(self, token: str) -> str:
        """The link by which somebody chooses a password."""
        return f"{self.origin}/join?key={token}"


def public(url: str) -> Address:
    """The address that a URL names (AddressOdd for anything but scheme and host)."""
    parts = urlsplit(url.strip().rstrip("/").lower())
    odd = parts.path or parts.query or parts.fragment or parts.username or parts.password
    if parts.scheme not in _PORTS or not re.fullmatch(r"[a-z0-9.\-\[\]:]+", parts.netloc) or odd:
        raise AddressOdd(url=url)
    return Address(parts.scheme, parts.netloc.removesuffix(_PORTS[parts.scheme]))


def origin_for(host: str, address: Address | None) -> str | None:
    """The one origin that may ask under this Host; None where nobody is to be reached under it."""
    host = host.lower()
    if address and host.removesuffix(_PORTS[address.scheme]) == address.host:
        return address.origin
    if re.sub(r":\d+$", "", host) in LOOPBACK:
        return f"http://{host}"
    return None
