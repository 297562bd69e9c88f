"""Code frequencies as bars: one way of counting at a time, named at the axis; informants with of how many."""

from coding.display import looks, marks
from coding.display import traces as go
from coding.display.looks import Figure
from coding.display.scale import OWN, Scale
from coding.display.table import Options, Table

_COLUMN = {"informants": 0, "segments": 2, "words": 3}
_OF = 1


def draw(table: Table, options: Options, scale: Scale = OWN) -> Figure:
    """A bar per code in the order of the table."""
    at = _COLUMN[options["unit"]]
    counts = [int(cells[at] or 0) for cells in table.cells]
    told = [f"{n}/{cells[_OF] or 0}" if at == 0 else f"{n}" for n, cells in zip(counts, table.cells, strict=True)]
    names = [row.said for row in table.rows]
    trace = go.Bar(
        x=counts,
        y=[looks.label(name) for name in names],
        orientation="h",
        marker={"color": [looks.colour(row.colour) for row in table.rows]},
        text=told,
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{y}: <b>%{text}</b><extra></extra>",
        meta=marks.listed([table.ask(row, at) for row in range(len(names))]),
    )
    height = len(names) * looks.band(names, 26) + 60
    figure = looks.figure([trace], height=height, left=trace["y"], below=looks.TITLED, bargap=0.3)
    most = scale.most("count", max([*counts, 1]))
    longest = scale.most("told", max(map(len, told), default=0))
    figure.update_layout(margin={"r": 8 * longest + 12})
    figure.update_xaxes(
        title={"text": looks.words(table.counted)},
        range=[0, most],
        tickformat=",d",
        dtick=1 if most < 8 else None,
    )
    figure.update_yaxes(type="category", autorange="reversed", dtick=1, showgrid=False)
    return figure
