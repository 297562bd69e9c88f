"""Codes or informants joined by arrows: in layers from cause to effect, or in a ring. A number opens its excerpts."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from coding.display import looks, marks
from coding.display import traces as go
from coding.display.looks import Figure
from coding.display.scale import OWN, Scale
from coding.display.table import Options, Table

Points = Mapping[str, tuple[float, float]]
_Tip = tuple[tuple[float, float], float, float]
"""Where it points, how it is turned, and its size."""

COLOURS = ("#0072B2", "#009E73")
SIGNS = ("#009E73", "#D55E00")
"""Of what supports and what contradicts; a circle and a square tell them apart, too."""

_LAYER, _WIDE, _RING = 110, 190, 230
_FEW, _NEAR = 6, 32
"""Fewer names than this stand on a smaller ring, so that a telephone shows it whole."""
_LETTERS, _PLACE, _LOOP = 22, 0.5, 176
_START, _END, _TIP = 24, 30, 8
_LETTER, _LEGEND, _PAD = 7.5, 280, 22
"""Pixels of a letter, of the legend above everything, and of what is left free beside."""


def draw_layers(table: Table, options: Options, scale: Scale = OWN) -> Figure:
    """What explains stands above what it explains."""
    return _drawn(table, _in_layers, COLOURS)


def draw_ring(table: Table, options: Options, scale: Scale = OWN) -> Figure:
    """Everybody on a ring, with what joins them across it."""
    return _drawn(table, _on_ring, SIGNS)


def _drawn(table: Table, lay: Callable[[Sequence[tuple[str, str]]], Points], colours: Sequence[str]) -> Figure:
    pairs = [(row.group, row.label) for row in table.rows]
    points = lay(pairs)
    across = [x for x, _y in points.values()] or [0.0]
    down = [y for _x, y in points.values()] or [0.0]
    traces = [
        *_arrows(table, points, colours),
        *(_numbers(table, column, points, colours[column]) for column in range(len(table.columns))),
        _names(points),
    ]
    figure = looks.figure(
        traces,
        height=max(down) - min(down) + 190,
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom"},
    )
    beside = _beside_names(points, pairs)
    figure.update_layout(width=round(max(across) - min(across) + 2 * beside))
    hidden = {"showticklabels": False, "showgrid": False, "zeroline": False, "ticks": "", "showline": False}
    figure.update_xaxes(
        range=[min(across) - beside, max(across) + beside], scaleanchor="y", constrain="domain", **hidden
    )
    figure.update_yaxes(range=[max(down) + 60, min(down) - 60], **hidden)
    return figure


def _at(points: Points, pair: tuple[str, str]) -> tuple[tuple[float, float], tuple[float, float]]:
    return points[pair[0]], points[pair[1]]


def _beside_names(points: Points, pairs: Sequence[tuple[str, str]]) -> float:
    """Room to the left and right of the outermost names, and of what joins a name to itself."""
    longest = max((len(line) for name in points for line in looks.label(name, _LETTERS).split("<br>")), default=0)
    loop = _LOOP / 2 if any(one == other for one, other in pairs) else 0
    across = [x for x, _y in points.values()] or [0.0]
    return max(max(longest * _LETTER / 2, loop) + _PAD, (_LEGEND - max(across) + min(across)) / 2)


def _arrows(table: Table, points: Points, colours: Sequence[str]) -> list[go.Scatter]:
    """The lines of each width and colour in one trace, and all tips of a colour in another.

    Arrows of plotly's own are measured one by one, twice over: of a hundred that takes a second.
    """
    lines: dict[tuple[int, float], list[tuple[float, float] | None]] = {}
    tips: dict[int, list[_Tip]] = {}
    for row, head in enumerate(table.rows):
        one, other = _at(points, (head.group, head.label))
        for column, many in enumerate(table.cells[row]):
            if many and one != other:
                start, end = (_beside(point, (one, other), column) for point in (one, other))
                start, end = _between(start, end, _START), _between(end, start, _END)
                wide = min(1 + int(many) / 2, 4)
                lines.setdefault((column, wide), []).extend((start, _between(end, start, _TIP), None))
                tips.setdefault(column, []).append((end, _turn(start, end), 3 * wide + 6))
    quiet: dict[str, Any] = {"hoverinfo": "skip", "showlegend": False}
    drawn = [
        go.Scatter(
            mode="lines",
            x=[at[0] if at else None for at in through],
            y=[at[1] if at else None for at in through],
            line={"color": colours[column], "width": wide},
            **quiet,
        )
        for (column, wide), through in sorted(lines.items())
    ]
    return drawn + [
        go.Scatter(
            mode="markers",
            x=[at[0] for at, _turned, _size in mine],
            y=[at[1] for at, _turned, _size in mine],
            marker={
                "symbol": "arrow",
                "angle": [turned for _at, turned, _size in mine],
                "size": [size for _at, _turned, size in mine],
                "color": colours[column],
                "line": {"width": 0},
                "opacity": 1,
            },
            **quiet,
        )
        for column, mine in sorted(tips.items())
    ]


def _turn(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Degrees from upwards, as a clock goes: the axis counts downwards."""
    return round(math.degrees(math.atan2(end[0] - start[0], start[1] - end[1])), 1)


def _names(points: Points) -> go.Scatter:
    return go.Scatter(
        mode="text",
        x=[x for x, _y in points.values()],
        y=[y for _x, y in points.values()],
        text=[f"<b>{looks.label(name, _LETTERS)}</b>" for name in points],
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )


def _between(point: tuple[float, float], other: tuple[float, float], away: float) -> tuple[float, float]:
    """So far from a point on the way to another, at most a third of it."""
    long = math.hypot(other[0] - point[0], other[1] - point[1]) or 1
    part = min(away / long, 1 / 3)
    return point[0] + (other[0] - point[0]) * part, point[1] + (other[1] - point[1]) * part


def _beside(
    point: tuple[float, float], ends: tuple[tuple[float, float], tuple[float, float]], column: int
) -> tuple[float, float]:
    """Moved sideways, so that two kinds of arrows do not lie on each other."""
    (x0, y0), (x1, y1) = ends
    long = math.hypot(x1 - x0, y1 - y0) or 1
    away = (column - 0.5) * 22
    return point[0] + (y1 - y0) / long * away, point[1] - (x1 - x0) / long * away


def _numbers(table: Table, column: int, points: Points, colour: str) -> go.Scatter:
    """How many links there are, in the middle of each arrow."""
    rows = [row for row in range(len(table.rows)) if table.cells[row][column]]
    places = []
    for row in rows:
        ends = _at(points, (table.rows[row].group, table.rows[row].label))
        if ends[0] == ends[1]:
            # Beside the name: below it begin the arrows to others.
            places.append((ends[0][0] + (column - 0.5) * _LOOP, ends[0][1]))
            continue
        middle = tuple(one + (other - one) * _PLACE for one, other in zip(*ends, strict=True))
        places.append(_beside((middle[0], middle[1]), ends, column))
    head, ink, counts = table.columns[column], looks.ink(colour), [table.cells[row][column] for row in rows]
    return go.Scatter(
        name=looks.words(head.said),
        mode="markers+text",
        x=[x for x, _y in places],
        y=[y for _x, y in places],
        marker={"size": 22, "color": colour, "symbol": ("circle", "square")[column % 2]},
        # The page colours the words of a figure; what stands on a mark keeps its own ink.
        text=[f'<span style="color: {ink}">{many}</span>' for many in counts],
        customdata=[
            f"{looks.words(table.rows[row].group)} → {looks.words(table.rows[row].label)}"
            f"<br>{looks.words(head.said)}: <b>{many}</b>"
            for row, many in zip(rows, counts, strict=True)
        ],
        hovertemplate="%{customdata}<extra></extra>",
        meta=marks.listed([table.ask(row, column) for row in rows]),
        showlegend=True,
    )


def _in_layers(pairs: Sequence[tuple[str, str]]) -> Points:
    deep = layered(pairs)
    rows: dict[int, list[str]] = {}
    for name in sorted(deep):
        rows.setdefault(deep[name], []).append(name)
    # Where an arrow passes a layer, the layers are moved aside, so that it does not run through a name.
    away = 50 if any(abs(deep[one] - deep[other]) > 1 for one, other in pairs) else 0
    return {
        name: ((at - (len(names) - 1) / 2) * _WIDE + (layer * 2 % 5 - 2) * away, float(layer * _LAYER))
        for layer, names in rows.items()
        for at, name in enumerate(names)
    }


def layered(pairs: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Name → its layer: below all that lead to it; an arrow that closes a circle counts for nothing."""
    deep = dict.fromkeys((name for pair in pairs for name in pair), 0)
    taken: list[tuple[str, str]] = []
    for one, other in pairs:
        if not _leads(taken, other, one):
            taken.append((one, other))
    for _round in deep:
        for one, other in taken:
            deep[other] = max(deep[other], deep[one] + 1)
    return deep


def _leads(pairs: Sequence[tuple[str, str]], start: str, end: str) -> bool:
    seen, ahead = {start}, [start]
    while ahead:
        name = ahead.pop()
        if name == end:
            return True
        new = {other for one, other in pairs if one == name} - seen
        seen |= new
        ahead += new
    return False


def _on_ring(pairs: Sequence[tuple[str, str]]) -> Points:
    names = sorted({name for pair in pairs for name in pair})
    wide = min(_RING, _NEAR * len(names)) if len(names) < _FEW else max(_RING, 34 * len(names))
    turn = 2 * math.pi / max(len(names), 1)
    return {name: (wide * math.sin(at * turn), -wide * math.cos(at * turn) * 0.8) for at, name in enumerate(names)}
