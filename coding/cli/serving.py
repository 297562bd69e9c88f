"""Starting the app; alone, because a person waits for it and it needs nothing of what the other commands load."""

import sys

import click

from coding.cli.commands import main
from coding.ui.serving import serve as serve_app


@main.command()
@click.argument("db", required=False)
@click.option("--port", type=click.IntRange(0, 65535), default=8501, show_default=True)
@click.option("--no-browser", is_flag=True, help="Only print the address.")
def serve(db: str | None, port: int, no_browser: bool) -> None:
    """Start the app and print one line: the address to open."""
    sys.exit(serve_app(db, port=port, browser=not no_browser))
