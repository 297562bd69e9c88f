"""Displays kept under a name: with analytic text beside them, entries by hand, and a word when they are stale."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from uuid import UUID, uuid4

from coding import reduction
from coding.display import KINDS
from coding.display.kinds import BY_HAND
from coding.errors import CodingError, DisplayUnknown, NameMissing, NameTaken, Refused
from coding.model import And, Basis, Codebook, Display, Entry, Language, Query, Standing
from coding.reduction.framework import Changed, changed_since
from coding.reduction.sheet import MISSING, Sheet
from coding.reduction.standing import Moved, moved, print_of, print_of_parts, to_be_told_apart
from coding.store import Read, Write, codebooks, displays, history, projects
from coding.workbench import side_by_side
from coding.workbench.desk import Actor, allow, reads, verb
from coding.workbench.displays import Picture, drawn, exported
from coding.workbench.kept import Kept
from coding.workbench.side_by_side import Split, split
from coding.workbench.unchanged import reworded_sources

T = TypeVar("T")

Place = tuple[str, str]
"""The keys of a row and a column."""

RULES = ("hand", "quote", "summary", "rating", "count")
"""By which rule somebody may say that an entry was made."""

SIDE = "side-by-side"
"""The option that says by what a display that is kept is split."""

_NO_CODES = Codebook(())
"""Written without a codebook, codes stand by their ids, which outlive their keys and names."""


_SUMS = Kept[tuple[int, Mapping[UUID, displays.Sums]]](12)
_CONTENTS = Kept[tuple[int, Mapping[UUID, int]]](12)
_FEW = 500
"""Sources that are asked for by name."""
_STALE = Kept[tuple[int, bool]](256)


@dataclass(frozen=True, slots=True)
class Seen:
    """A display that is kept, as it stands now: `moved` says what changed since it was confirmed.

    `entries` are those written by hand, `changed` which of them no longer rest on what they did. Where it was kept in
    parts side by side, `split` has them; entries by hand stand in the whole alone.
    """

    display: Display
    query: Query
    picture: Picture
    moved: Moved
    entries: Mapping[Place, Entry]
    changed: Mapping[Place, Changed]
    split: Split | None = None


@reads
def list_displays(tx: Read) -> list[Display]:
    """The displays that are kept, the newest first."""
    return displays.load(tx)


@reads
def named_display(tx: Read, name: str) -> Display:
    """One that is kept, by its name, whatever its case (DisplayUnknown)."""
    there = displays.load(tx)
    wanted = " ".join(name.split()).casefold()
    found = next((one for one in there if one.name.casefold() == wanted), None)
    if found is None:
        raise DisplayUnknown(name=name, known=", ".join(one.name for one in there) or "–")
    return found


@reads
def kept_display(tx: Read, display: UUID, *, language: Language | None = None) -> Seen:
    """One that is kept, drawn anew (NotFound; QueryInvalid where a code it asks for is gone for good)."""
    one = displays.get(tx, display)
    query = query_of(tx, one)
    made = drawn(tx, one.kind, query, options=_options(one), language=language)
    entries = displays.entries(tx, one.id)
    places = _places(made.sheet)
    changed = {
        place: since
        for place, entry in entries.items()
        if (since := changed_since(entry.rests_on, _bases(tx, query, made.sheet, places.get(place))))
    }
    picture = _written_over(made, entries, places)
    apart = _split(tx, one, query, language)
    now = _standing(tx, one, query, one.rests_on)
    return Seen(one, query, picture, moved(one.rests_on, now), entries, changed, apart)


def _options(one: Display) -> dict[str, str]:
    """What was chosen for the kind."""
    return {name: value for name, value in one.options.items() if name != SIDE}


def _split(tx: Read, one: Display, query: Query, language: Language | None = None) -> Split | None:
    by = one.options.get(SIDE)
    return split(tx, one.kind, query, by, options=_options(one), language=language) if by else None


def _written_over(made: Picture, entries: Mapping[Place, Entry], places: Mapping[Place, tuple[int, int]]) -> Picture:
    """The picture with the entries by hand in their places; what opened nothing still opens nothing."""
    there = {places[place]: entry for place, entry in entries.items() if place in places}
    if not there or made.kind not in BY_HAND:
        return made
    sheet = made.sheet
    cells = [
        [there[row, at].text if (row, at) in there else value for at, value in enumerate(line)]
        for row, line in enumerate(sheet.cells)
    ]
    rules = {at: entry.rule for at, entry in there.items() if sheet.rules.get(at) not in MISSING}
    over = replace(sheet, cells=cells, rules={**sheet.rules, **rules})
    return replace(made, sheet=over, ready=None)


def export_kept(
    actor: Actor,
    project: UUID,
    display: UUID,
    *,
    format: str = "svg",  # noqa: A002
    title: str = "",
    language: Language | None = None,
    captioned: bool = True,
) -> bytes:
    """A display that is kept, with its entries by hand and its text, as `export_display` makes it.

    In the language of the project unless another is asked for; a picture not `captioned` is told about elsewhere.
    """
    with actor.store.read(project, actor.id) as tx:
        allow(tx, "export")
        here = projects.get(tx)
    assert here
    seen = kept_display(actor, project, display, language=language or here.language)
    named, note = seen.display.name or title, seen.display.note
    if seen.split:
        return side_by_side.exported(
            actor, project, seen.split, format=format, title=named, note=note, captioned=captioned
        )
    return exported(actor, project, seen.picture, format=format, title=named, note=note, captioned=captioned)


@reads
def entry_bases(tx: Read, display: UUID, row: str, column: str) -> list[Basis]:
    """The excerpts of a cell of a display that is kept, in the order of the text."""
    one = displays.get(tx, display)
    query = query_of(tx, one)
    sheet = drawn(tx, one.kind, query, options=_options(one)).sheet
    return _bases(tx, query, sheet, _places(sheet).get((row, column)))


@verb("keep_display", "reduce")
def keep_display(
    tx: Write,
    kind: str,
    name: str,
    query: Query,
    *,
    options: Mapping[str, str] | None = None,
    note: str = "",
    by: str = "",
) -> UUID:
    """Keep a display under a name, split side by side where `by` says so; whoever does confirms what it shows.

    Raises NameMissing, NameTaken, DisplayUnknown, DisplayOptionInvalid.
    """
    if kind not in KINDS:
        raise DisplayUnknown(name=kind, known=", ".join(KINDS))
    made = drawn(tx, kind, query, options=options)
    one = Display(
        id=uuid4(),
        kind=kind,
        name=_named(tx, name),
        text=reduction.written(query.where, _NO_CODES) if query.where else "",
        whole=query.whole,
        asked=_asked(query),
        options={**made.options, **({SIDE: by} if by else {})},
        note=note.strip(),
        checked_by=tx.actor_id,
        checked_at=tx.at,
    )
    displays.add(tx, replace(one, rests_on=_standing(tx, one, query)))
    return one.id


@verb("write_display", "reduce")
def write_display(
    tx: Write, display: UUID, *, name: str | None = None, note: str | None = None, version: int | None = None
) -> None:
    """Change the name or the analytic text of a display (NotFound, NameMissing, NameTaken, Conflict)."""
    one = displays.get(tx, display)
    called = one.name if name is None else _named(tx, name, one.id)
    told = one.note if note is None else note.strip()
    displays.change(tx, replace(one, name=called, note=told), version=version)


@verb("confirm_display", "reduce")
def confirm_display(tx: Write, display: UUID, *, version: int | None = None) -> None:
    """Say that a display was looked at again, and that its text holds for what it shows now (NotFound, Conflict)."""
    one = displays.get(tx, display)
    here = replace(one, rests_on=_standing(tx, one, query_of(tx, one)), checked_by=tx.actor_id, checked_at=tx.at)
    displays.change(tx, here, version=version)


@verb("drop_display", "reduce")
def drop_display(tx: Write, display: UUID) -> None:
    """Keep a display no longer, nor what is written in its cells (NotFound)."""
    displays.drop(tx, displays.get(tx, display).id)


@verb("put_entry", "reduce")
def put_entry(tx: Write, one: Entry, *, seen: Collection[UUID] | None = None, version: int | None = None) -> None:
    """Write an entry by hand; without words the one made by the rule stands again (NotFound, Conflict).

    It rests on the excerpts of its cell; of those, where `seen` is given, only on the ones the person had before them.
    `version` is that of what it replaces, 0 where there was nothing.
    """
    if one.rule not in RULES:
        raise Refused(why=one.rule)
    kept = displays.get(tx, one.display)
    query = query_of(tx, kept)
    sheet = drawn(tx, kept.kind, query, options=_options(kept)).sheet
    rests_on = _bases(tx, query, sheet, _places(sheet).get((one.row, one.column)))
    if seen is not None:
        rests_on = [basis for basis in rests_on if basis.coding in seen]
    displays.put_entry(tx, replace(one, text=one.text.strip(), rests_on=tuple(rests_on)), version=version)


def _named(tx: Read, name: str, but: UUID | None = None) -> str:
    clean = " ".join(name.split())
    if not clean:
        raise NameMissing
    if any(one.id != but and one.name.casefold() == clean.casefold() for one in displays.load(tx)):
        raise NameTaken(name=clean)
    return clean


_FIELDS = ("codes", "sources", "coders")


def _asked(query: Query) -> dict[str, tuple[str, ...]]:
    told: dict[str, Sequence[Any]] = {name: getattr(query, name) for name in (*_FIELDS, "kinds", "statuses")}
    told |= {f"case.{key}": labels for key, labels in query.attributes.items()}
    return {name: tuple(map(str, values)) for name, values in told.items() if values}


def query_of(tx: Read, one: Display) -> Query:
    """What a display that is kept asks for (QueryInvalid where a code it asks for is gone for good)."""
    ids = {name: tuple(map(UUID, one.asked.get(name, ()))) for name in _FIELDS}
    return Query(
        codes=ids["codes"],
        sources=ids["sources"],
        coders=ids["coders"],
        kinds=one.asked.get("kinds", ()),  # type: ignore[arg-type]
        statuses=one.asked.get("statuses", ()),
        attributes={
            name.removeprefix("case."): labels for name, labels in one.asked.items() if name.startswith("case.")
        },
        where=reduction.parse(one.text, codebooks.load(tx)) if one.text else None,
        whole=one.whole,
    )


def _standing(tx: Read, one: Display, query: Query, before: Standing | None = None) -> Standing:
    """What a display shows now, in the language of the project whoever looks.

    Held against what it showed `before`, its contents are looked at only where numbers and versions do not decide.
    """
    made = drawn(tx, one.kind, query, options=_options(one))
    many, found = _sums(tx, query)
    apart = _split(tx, one, query)
    parts = {part.label: part.picture.sheet if part.picture else None for part in apart.parts} if apart else {}
    table = print_of_parts(made.sheet, parts) if apart else print_of(made.sheet)
    now = Standing(many, made.informants, found, table)
    return replace(now, contents=_contents(tx, query)) if to_be_told_apart(before, now) else now


def _sums(tx: Read, query: Query) -> tuple[int, str]:
    return displays.print_of_sums(_by_source(tx, query, _SUMS, displays.sums).values())


def _contents(tx: Read, query: Query) -> str:
    return str(sum(_by_source(tx, query, _CONTENTS, displays.contents).values()))


def _by_source(
    tx: Read,
    query: Query,
    kept: Kept[tuple[int, Mapping[UUID, T]]],
    read: Callable[[Read, Query, Collection[UUID]], Mapping[UUID, T]],
) -> Mapping[UUID, T]:
    """What is read of each source in which a query finds anything; after a change, of the sources concerned anew."""
    key, rev = (tx.sight, tx.project_id, repr(query)), projects.rev(tx)
    before = kept.get(key)
    if before is not None and before[0] == rev:
        return before[1]
    changed = reworded_sources(tx, query, before[0]) if before else None
    if before is None or changed is None or len(changed) > _FEW:
        found = read(tx, query, ())
    else:
        found = {source: its for source, its in before[1].items() if source not in changed}
        found |= read(tx, query, changed) if changed else {}
    kept.put(key, (rev, found))
    return found


def stale_displays(tx: Read, ids: Collection[UUID]) -> set[UUID]:
    """Of a transaction: those of these displays that no longer show what was confirmed, or can be drawn no more."""
    found, rev = set(), projects.rev(tx)
    for one in displays.load(tx) if ids else ():
        if one.id not in ids:
            continue
        key = (tx.sight, tx.project_id, one.id)
        kept = _STALE.get(key)
        if kept is None or not (kept[0] == rev or history.only_report_since(tx, kept[0])):
            try:
                now = _standing(tx, one, query_of(tx, one), one.rests_on)
                kept = rev, bool(moved(one.rests_on, now))
            except CodingError:
                kept = rev, True
            _STALE.put(key, kept)
        if kept[1]:
            found.add(one.id)
    return found


def _places(sheet: Sheet) -> dict[Place, tuple[int, int]]:
    return {
        (row.own, column.own): (at, across)
        for at, row in enumerate(sheet.rows)
        for across, column in enumerate(sheet.columns)
    }


def _bases(tx: Read, query: Query, sheet: Sheet, at: tuple[int, int] | None) -> list[Basis]:
    ask = sheet.ask(*at) if at else None
    if ask is None:
        return []
    told = reduction.parse(ask, codebooks.load(tx)) if ask else None
    parts = tuple(one for one in (query.where, told) if one)
    where = And(parts) if len(parts) == 2 else next(iter(parts), None)
    whole = query.whole if sheet.whole == "excerpt" else sheet.whole
    return displays.bases(tx, replace(query, where=where, whole=whole))
