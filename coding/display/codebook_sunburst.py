"""The codebook as rings or as boxes: a code as large as what is under it, inside the code above it."""

from coding.display import looks, marks
from coding.display import traces as go
from coding.display.looks import Figure
from coding.display.scale import OWN, Scale
from coding.display.table import Options, Table

_COLUMN = {"informants": 0, "segments": 1}
_ALONE = 2
_SHAPES = {"rings": go.Sunburst, "boxes": go.Treemap}


def draw(table: Table, options: Options, scale: Scale = OWN) -> Figure:
    """A sector per row; informants of two codes may be the same, so their sectors stand for codes times informants."""
    at = _COLUMN[options["unit"]]
    rows = table.rows
    parents = {row.group for row in rows}
    values = []
    for row, cells in zip(rows, table.cells, strict=True):
        own = int(cells[_ALONE] or 0) if at else int(cells[0] or 0)
        values.append(own if at or row.label not in parents else 0)
    colours = {row.label: looks.colour(row.colour, looks.GREY) for row in rows}
    trace = _SHAPES[options["shape"]](
        ids=[row.label for row in rows],
        labels=[looks.label(f"{row.label} {row.name}", 20) for row in rows],
        parents=[row.group if row.group in colours else "" for row in rows],
        values=values,
        branchvalues="remainder",
        marker={
            "colors": [colours[row.label] for row in rows],
            "line": {"width": 1.5, "color": "rgba(255,255,255,.7)"},
        },
        text=[str(cells[at] or 0) for cells in table.cells],
        textinfo="label+text",
        customdata=[looks.words(f"{row.label} {row.name}") for row in rows],
        hovertemplate=f"%{{customdata}}: <b>%{{text}}</b><br>{looks.words(table.counted)}<extra></extra>",
        textfont={"color": [looks.ink(colours[row.label]) for row in rows]},
        sort=False,
        meta=marks.listed([table.ask(row, at) for row in range(len(rows))]),
    )
    if options["shape"] == "rings":
        trace.update(insidetextorientation="auto", rotation=90, leaf={"opacity": 1})
    else:
        trace.update(pathbar={"visible": False}, tiling={"pad": 3})
    # However different their sums, the same area stands for the same number.
    part = (sum(values) / (scale.most("sum", sum(values)) or 1)) ** 0.5 or 1.0
    trace.update(domain={"x": [(1 - part) / 2, (1 + part) / 2], "y": [(1 - part) / 2, (1 + part) / 2]})
    return looks.figure([trace], height=540, uniformtext={"minsize": 8, "mode": "hide"})
