"""Arrows between names: the longest way along them."""

from collections.abc import Iterable, Mapping

Arrow = tuple[str, str]


def longest(arrows: Mapping[Arrow, int]) -> list[Arrow]:
    """The way with most arrows that goes nowhere twice; of those as long, the one of the largest numbers."""
    after = _forward(arrows)
    best: dict[str, tuple[int, int, tuple[Arrow, ...]]] = {}
    for name in reversed(_order(after)):
        best[name] = (0, 0, ())
        for to in after.get(name, ()):
            steps, sum_, way = best[to]
            best[name] = max(best[name], (steps + 1, sum_ + arrows[name, to], ((name, to), *way)))
    return list(max(best.values(), default=(0, 0, ()))[2])


def _forward(arrows: Iterable[Arrow]) -> dict[str, list[str]]:
    """Name → where its arrows lead, without those that lead back to where one came from."""
    out: dict[str, list[str]] = {}
    for one, other in sorted(arrows):
        out.setdefault(one, [])
        out.setdefault(other, [])
        if one != other:
            out[one].append(other)
    done: set[str] = set()
    for name in sorted(out, key=lambda each: sum(each in others for others in out.values())):
        _cut(out, name, done)
    return out


def _cut(out: dict[str, list[str]], start: str, done: set[str]) -> None:
    """Walk in depth and drop what leads back onto the way one has come."""
    way: list[tuple[str, int]] = [(start, 0)] if start not in done else []
    on: set[str] = {start}
    while way:
        name, at = way.pop()
        if at >= len(out[name]):
            on.discard(name)
            done.add(name)
        elif (to := out[name][at]) in on:
            del out[name][at]
            way.append((name, at))
        else:
            way.append((name, at + 1))
            if to not in done:
                way.append((to, 0))
                on.add(to)


def _order(after: Mapping[str, list[str]]) -> list[str]:
    """Every name before those its arrows lead to."""
    waiting = dict.fromkeys(after, 0)
    for others in after.values():
        for to in others:
            waiting[to] += 1
    ready = [name for name, many in waiting.items() if not many]
    order = []
    while ready:
        name = ready.pop(0)
        order.append(name)
        for to in after[name]:
            waiting[to] -= 1
            if not waiting[to]:
                ready.append(to)
    return order
