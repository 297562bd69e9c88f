"""Starting the app; alone, because a person waits for it and it needs nothing of what the other commands load."""

import sys

import click

from coding.cli.commands import main, stop
from coding.ui.running import ACCOUNTS, FIRST_PORT, HOST, PUBLIC_URL
from coding.ui.serving import serve as serve_app
from coding.ui.serving import serve_people


@main.command()
@click.argument("db", required=False)
@click.option("--port", type=click.IntRange(0, 65535), default=FIRST_PORT, show_default=True)
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option("--accounts", is_flag=True, envvar=ACCOUNTS, help="As a server: people sign in with accounts.")
@click.option("--address", default=HOST, show_default=True, help="With accounts: where to listen; 0.0.0.0 for all.")
@click.option("--public-url", envvar=PUBLIC_URL, default="", help="With accounts: under which address it is reached.")
def serve(db: str | None, port: int, no_browser: bool, accounts: bool, address: str, public_url: str) -> None:
    """Start the app and print one line: the address to open."""
    if accounts:
        sys.exit(serve_people(db, port, address, public_url))
    if address != HOST or public_url:
        stop("Others can't be let in without accounts: add --accounts.")
    sys.exit(serve_app(db, port=port, browser=not no_browser))
