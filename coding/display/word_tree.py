"""A tree of words as boxes beside each other: the higher, the more often they are said together."""

import math

from coding.display import looks, marks
from coding.display import traces as go
from coding.display.looks import Figure
from coding.display.scale import OWN, Scale
from coding.display.table import Options, Table

_EXCERPTS, _TIMES = 1, 2
_LOWEST = 200
_TINTS = ("#0072B2", "#3D8FC0", "#6FAAD0", "#9CC5E0", "#C7DFEE")


def draw(table: Table, options: Options, scale: Scale = OWN) -> Figure:
    """The stem at the left and what is said behind it to the right, or the other way round."""
    after = options["side"] == "after"
    paths = [row.label.split(" ") for row in table.rows]
    stem = len(paths[0]) if paths else 0
    stems = [" ".join(path[:-1] if after else path[1:]) for path in paths]
    grown = [len(path) - stem for path in paths]
    labels = [
        row.label if not more else (path[-1] if after else path[0])
        for row, path, more in zip(table.rows, paths, grown, strict=True)
    ]
    inner = set(stems)
    # What is said ten times is higher, but not ten times as high: all that is shown has to be read.
    sizes = [
        0 if row.label in inner else 1 + math.log2(max(float(cells[_TIMES] or 1), 1))
        for row, cells in zip(table.rows, table.cells, strict=True)
    ]
    trace = go.Icicle(
        ids=[row.label for row in table.rows],
        labels=[looks.words(label) for label in labels],
        parents=[stems[at] if more else "" for at, more in enumerate(grown)],
        values=sizes,
        branchvalues="remainder",
        text=[str(cells[_EXCERPTS]) for cells in table.cells],
        texttemplate="%{label} (%{text})",
        customdata=[looks.words(row.label) for row in table.rows],
        hovertemplate=f"“%{{customdata}}”: <b>%{{text}}</b><br>{looks.words(table.counted)}<extra></extra>",
        marker={
            "colors": [_TINTS[min(more, len(_TINTS) - 1)] for more in grown],
            "line": {"width": 1, "color": "rgba(255,255,255,.8)"},
        },
        textfont={"color": [looks.ink(_TINTS[min(more, len(_TINTS) - 1)]) for more in grown]},
        tiling={"orientation": "h"} if after else {"orientation": "h", "flip": "x"},
        pathbar={"visible": False},
        root={"color": "rgba(0,0,0,0)"},
        leaf={"opacity": 1},
        sort=False,
        meta=marks.listed([table.ask(row, _EXCERPTS) for row in range(len(table.rows))]),
    )
    high = 24 * sum(sizes) + 20
    trace.update(domain={"y": [max(0, 1 - high / _LOWEST), 1]})
    return looks.figure([trace], height=max(_LOWEST, high), uniformtext={"minsize": 9, "mode": "hide"})
