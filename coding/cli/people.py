"""Commands about people: who can sign in to a server, and who is in a project."""

from typing import get_args

import click

from coding import workbench
from coding.cli.commands import main
from coding.cli.frame import existing, in_project, or_json, print_json
from coding.model import Account, Role
from coding.ui.address import public
from coding.ui.running import FIRST_PORT, HOST, PUBLIC_URL
from coding.workbench import accounts
from coding.workbench.membership import set_member


@main.group()
def user() -> None:
    """Who can sign in to a server."""


@user.command()
@click.argument("db")
@click.argument("name")
@click.option(
    "--public-url", envvar=PUBLIC_URL, default=f"http://{HOST}:{FIRST_PORT}", help="What the link begins with."
)
def add(db: str, name: str, public_url: str) -> None:
    """Make an account, and print the link by which its owner chooses a password; for one there is, a new link."""
    address = public(public_url)
    found, token = accounts.add_account(workbench.open_desk(db), name)
    click.echo(f"{found.coder.name}: the link works once, within {accounts.LINK.days} days.", err=True)
    click.echo(address.link(token))


@user.command("list")
@click.argument("db")
@or_json
def list_(db: str, as_json: bool) -> None:
    """List the accounts: name, sign-in name, state, last seen."""
    found = accounts.list_accounts(workbench.open_desk(existing(db)))
    rows = [{"name": one.coder.name, "login": one.login, "state": _state(one), "seen_at": one.seen_at} for one in found]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        seen = f"{row['seen_at']:%Y-%m-%d %H:%M} UTC" if row["seen_at"] else "-"
        click.echo(f"{row['name']}\t{row['login'] or '-'}\t{row['state']}\t{seen}")


def _state(one: Account) -> str:
    if one.disabled:
        return "disabled"
    return "active" if one.ready else "invited" if one.invited else "invitation ran out"


@user.command()
@click.argument("db")
@click.argument("name")
@click.option("--lift", is_flag=True, help="Let the person in again.")
def disable(db: str, name: str, lift: bool) -> None:
    """Shut somebody out, in all open pages too; what they did stays."""
    found = accounts.shut_account(workbench.open_desk(existing(db)), name, shut=not lift)
    click.echo(f"{found.coder.name}: {_state(found)}", err=True)


@main.group()
def member() -> None:
    """Who is in a project."""


@member.command("set")
@click.argument("db")
@in_project
@click.option("--user", "name", required=True, metavar="NAME", help="Name or sign-in name.")
@click.option("--role", required=True, type=click.Choice(get_args(Role)))
@click.option("--coder", metavar="NAME", help="An owner who does it; this machine's user without it.")
def set_(db: str, project_name: str | None, name: str, role: Role, coder: str | None) -> None:
    """Give somebody a role in a project."""
    desk = workbench.open_desk(existing(db))
    actor = accounts.named(desk, coder) if coder else desk.me()
    project = workbench.pick_project(actor, project_name)
    who = accounts.named(desk, name)
    set_member(actor, project.id, who.id, role)
    click.echo(f"{project.name}: {who.coder.name} · {role}", err=True)
