"""A timeline of codes: a row per code, a disc on each day (or month) whose area says how much."""

from datetime import date, timedelta

from coding.display import looks, marks
from coding.display import traces as go
from coding.display.looks import Figure
from coding.display.scale import OWN, Scale
from coding.display.table import Options, Table

_LARGEST, _SMALLEST = 26, 5


def draw(table: Table, options: Options, scale: Scale = OWN) -> Figure:
    """One trace of all discs, on an axis on which time passes evenly."""
    spots = [(row, at) for row, cells in enumerate(table.cells) for at, count in enumerate(cells) if count]
    counts = [int(table.cells[row][at] or 0) for row, at in spots]
    most = scale.most("count", max(counts, default=1))
    names = [looks.label(row.said) for row in table.rows]
    # A month stands where it begins.
    when = [one.label if len(one.label) > len("2026-01") else f"{one.label}-01" for one in table.columns]
    trace = go.Scatter(
        mode="markers",
        x=[when[at] for _, at in spots],
        y=[names[row] for row, _ in spots],
        marker={
            "size": [max(_SMALLEST, _LARGEST * (count / most) ** 0.5) for count in counts],
            "color": [looks.colour(table.rows[row].colour) for row, _ in spots],
            "opacity": 0.85,
            "line": {"width": 0},
        },
        customdata=[
            f"{looks.words(table.columns[at].said)}: <b>{n}</b>" for (_, at), n in zip(spots, counts, strict=True)
        ],
        hovertemplate="%{y}<br>%{customdata}<extra></extra>",
        meta=marks.listed([table.ask(row, at) for row, at in spots]),
    )
    band = max(looks.band([row.said for row in table.rows]), _LARGEST + 8)
    figure = looks.figure([trace], height=band * len(names) + 80, left=names, below=looks.DATED, showlegend=False)
    figure.update_xaxes(type="date", tickformat="%-d/%-m\n%Y", zeroline=False, nticks=7, tickangle=0)
    if len(when) <= 5:
        figure.update_xaxes(tickvals=when)
    if when:
        figure.update_xaxes(range=_around(min(when), max(when)))
    # Names that have no disc keep their row.
    figure.update_yaxes(
        type="category",
        categoryorder="array",
        categoryarray=names,
        range=[len(names) - 0.5, -0.5],
        tickvals=names,
        zeroline=False,
    )
    return figure


def _around(first: str, last: str) -> list[str]:
    """From before the first day to behind the last, so that discs have room."""
    begins, ends = date.fromisoformat(first), date.fromisoformat(last)
    room = timedelta(days=max(2, (ends - begins).days // 20))
    return [(begins - room).isoformat(), (ends + room).isoformat()]
