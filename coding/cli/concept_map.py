"""Concept maps from the command line: a picture, a spreadsheet, or the relations as lines."""

from pathlib import Path

import click

from coding.cli.frame import print_json
from coding.model import Project
from coding.workbench import Actor, concept_maps
from coding.workbench.concept_map_files import FORMATS, export_map, name_of, word_of

KIND = "concept-map"


def chart(me: Actor, project: Project, name: str, out: Path | None, *, as_json: bool) -> None:
    """Draw a map into OUT; without OUT, its relations go to standard output, tabs between (MapUnknown)."""
    form = out.suffix.lower().removeprefix(".") if out else ""
    if out and form not in FORMATS:
        raise click.UsageError(f"OUT of a {KIND} must end in .{', .'.join(FORMATS)}")
    found = concept_maps.find_map(me, project.id, name)
    if out:
        out.write_bytes(export_map(me, project.id, found, format=form))
        return
    seen = concept_maps.concept_map(me, project.id, found)
    names = {one.id: name_of(one, seen, project.language) for one in seen.map.concepts}
    lines = [
        (
            names[tie.this],
            word_of(tie.kind, tie.word, project.language),
            names[tie.that],
            len(seen.evidence(tie)),
            tie.comment,
        )
        for tie in seen.map.ties
    ]
    if as_json:
        heads = ("from", "relation", "to", "excerpts", "comment")
        concepts = [{"name": names[one.id], "kind": one.kind, "x": one.x, "y": one.y} for one in seen.map.concepts]
        ties = [dict(zip(heads, line, strict=True)) for line in lines]
        print_json({"kind": KIND, "map": seen.map.name, "concepts": concepts, "relations": ties})
        return
    for line in lines:
        click.echo("\t".join(str(cell).replace("\n", " ") for cell in line))
