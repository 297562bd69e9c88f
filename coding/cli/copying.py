"""The command that moves a study from one database to another, a file or a server."""

import click

from coding import workbench
from coding.cli.frame import existing, in_project, main, opened
from coding.workbench.copying import copy_all, copy_project


@main.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@in_project
def copy(source: str, target: str, project_name: str | None) -> None:
    """Copy all projects and people of a database into an empty one, or one project into any; both stay.

    FROM and TO are paths or database URLs. Everything is read again there and compared before it counts.
    """
    seen = ""

    def tell(table: str, rows: int) -> None:
        nonlocal seen
        if table != seen or rows % 50_000 == 0:
            seen = table
            click.echo(f"{table} {rows:,}", err=True)

    if project_name is None:
        many = copy_all(workbench.open_desk(existing(source)), workbench.open_desk(target), tell)
    else:
        _desk, me, project = opened(source, project_name)
        many = copy_project(me, project.id, workbench.open_desk(target), tell)
    click.echo(f"{many:,} rows, the same on both sides.", err=True)
