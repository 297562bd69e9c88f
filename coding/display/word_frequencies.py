"""Word frequencies as bars: one way of counting at a time, named at the axis."""

from coding.display import looks, marks
from coding.display import traces as go
from coding.display.looks import Figure
from coding.display.scale import OWN, Scale
from coding.display.table import Options, Table

_COLUMN = {"informants": 0, "segments": 1, "times": 2}


def draw(table: Table, options: Options, scale: Scale = OWN) -> Figure:
    """A bar per word, the longest first."""
    at = _COLUMN[options["unit"]]
    counts = [int(cells[at] or 0) for cells in table.cells]
    names = [looks.words(row.label) for row in table.rows]
    trace = go.Bar(
        x=counts,
        y=names,
        orientation="h",
        marker={"color": looks.OKABE_ITO[0]},
        text=[f"{count}" for count in counts],
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{y}: <b>%{x:,d}</b><extra></extra>",
        meta=marks.listed([table.ask(row, at) for row in range(len(names))]),
    )
    figure = looks.figure([trace], height=22 * len(names) + 70, left=names, below=looks.TITLED, bargap=0.3)
    most = scale.most("count", max([*counts, 1]))
    figure.update_xaxes(
        title={"text": looks.words(table.counted)},
        range=[0, most * 1.12],
        tickformat=",d",
        dtick=1 if most < 8 else None,
    )
    figure.update_yaxes(type="category", autorange="reversed", dtick=1, showgrid=False)
    return figure
