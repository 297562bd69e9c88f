"""Profiles of informants: a bar each, all on one scale, a part of it per group of codes."""

from coding.display import looks, marks
from coding.display import traces as go
from coding.display.looks import Figure
from coding.display.scale import OWN, Scale
from coding.display.table import Options, Table

_BAR = 30


def draw(table: Table, options: Options, scale: Scale = OWN) -> Figure:
    """A bar per row of the table, a part of it per column."""
    rated = options.get("unit") == "rate"
    names = [looks.label(row.said) for row in table.rows]
    many = ".1f" if rated else "d"
    styles = looks.apart([column.colour for column in table.columns])
    traces = [
        go.Bar(
            name=looks.words(column.said),
            x=[cells[at] or 0 for cells in table.cells],
            y=names,
            orientation="h",
            marker={"color": style.colour, "pattern": style.pattern, "line": {"width": 0}},
            hovertemplate=f"%{{y}}<br>{looks.words(column.said)}: <b>%{{x:,{many}}}</b><extra></extra>",
            meta=marks.listed([table.ask(row, at) for row in range(len(names))]),
        )
        for at, (column, style) in enumerate(zip(table.columns, styles, strict=True))
    ]
    legend = [column.said for column in table.columns]
    figure = looks.figure(
        traces,
        height=len(names) * max(_BAR, looks.band([row.said for row in table.rows], _BAR))
        + looks.legend_room(legend)
        + 80,
        left=names,
        below=looks.TITLED,
        barmode="stack",
        bargap=0.25,
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "traceorder": "normal"},
    )
    longest = max((sum(float(one or 0) for one in cells) for cells in table.cells), default=0) or 1
    figure.update_xaxes(title={"text": looks.words(table.counted)}, range=[0, scale.most("bar", longest) * 1.02])
    figure.update_yaxes(type="category", autorange="reversed", dtick=1, showgrid=False)
    return figure
