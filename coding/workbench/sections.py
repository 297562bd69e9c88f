"""What people do with the report: write its sections, move them, confirm what they show; what no longer holds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from coding.conclusion.staleness import Because
from coding.errors import CodingError, HeadingMissing, Refused
from coding.model import OUTLINES, Ground, GroundKind, Outline, Section, Showed
from coding.report.fields import Field, parse
from coding.report.prose import sentences
from coding.store import Read, Write, grounds, projects, sections
from coding.workbench.conclusions import what_is_stale
from coding.workbench.desk import reads, verb
from coding.workbench.field_ids import Speller
from coding.workbench.field_trails import counted_among
from coding.workbench.kept import Kept
from coding.workbench.report_fields import Shown, Teller

GAP = 1024
"""Between the places of two sections that were made one after the other."""

LEVELS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Changed:
    """A field that shows something else than was confirmed, or speaks of what is to be checked again."""

    field: Field
    before: str
    after: str
    because: tuple[Because, ...] = ()


@dataclass(frozen=True, slots=True)
class StaleSentence:
    """A sentence of a section (half open, in the text with whole ids), and which of its fields changed."""

    start: int
    end: int
    text: str
    changed: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A section as it stands: the sentences to be checked again, and what in it can't be shown."""

    section: Section
    stale: tuple[StaleSentence, ...] = ()
    faults: tuple[CodingError, ...] = ()


# -- reading --------------------------------------------------------------------------------------


@reads
def list_sections(tx: Read, outline: Outline | None = None) -> list[Seen]:
    """The sections of an outline, or of all, in their order."""
    return seen(tx, outline)


_LISTED = Kept[list[Seen]](8)
_SEEN = Kept[Seen](2000)


def seen(tx: Read, outline: Outline | None = None) -> list[Seen]:
    """Of a transaction: the sections with what no longer holds in them."""
    key = (tx.sight, tx.project_id, projects.rev(tx), outline)
    if (kept := _LISTED.get(key)) is None:
        kept = _seen(tx, sections.load(tx, outline))
        _LISTED.put(key, kept)
    return kept


def _seen(tx: Read, there: Sequence[Section]) -> list[Seen]:
    """These sections; each is looked at once in a revision."""
    here = (tx.sight, tx.project_id, projects.rev(tx))
    found = {one.id: kept for one in there if (kept := _SEEN.get((*here, one.id))) is not None}
    if anew := [one for one in there if one.id not in found]:
        teller, stale = Teller(tx), what_is_stale(tx)
        teller.gather(teller.missing(field for one in anew for field in parse(one.text).fields))
        for one in anew:
            found[one.id] = _looked_at(teller, one, stale.get(one.id, ()))
            _SEEN.put((*here, one.id), found[one.id])
    return [found[one.id] for one in there]


def _looked_at(teller: Teller, one: Section, reasons: Sequence[Because]) -> Seen:
    parsed = parse(one.text)
    shown = {field.text: teller.show(field) for field in parsed.fields}
    faults = [*parsed.faults, *(each.problem for each in shown.values() if each.problem)]
    before = {each.field: each for each in one.showed}
    changed = {text: told for text, now in shown.items() if (told := _changed(now, before.get(text), reasons))}
    stale = []
    for sentence in sentences(one.text) if changed else ():
        mine = tuple(dict.fromkeys(changed[field.text] for field in sentence.fields if field.text in changed))
        if mine:
            words = told_in(one.text[sentence.start : sentence.end], shown)
            stale.append(StaleSentence(sentence.start, sentence.end, words, mine))
    return Seen(one, tuple(stale), tuple(faults))


def told_in(text: str, shown: Mapping[str, Shown]) -> str:
    """Words of a section with what its fields show in their places; one that can't be shown stays as it is written."""
    told = [(shown[one.text].words or one.text) if isinstance(one, Field) else one.words for one in parse(text).pieces]
    return " ".join("".join(told).split())


def _changed(now: Shown, was: Showed | None, reasons: Sequence[Because]) -> Changed | None:
    # What is gone is no thing any more: the field still names it.
    because = tuple(
        one
        for one in reasons
        if (now.thing and one.on == now.thing[1]) or (not now.thing and str(one.on) in now.field.text)
    )
    if was is None:
        return Changed(now.field, now.words, now.words, because) if because else None
    if now.problem is not None or now.print != was.print:
        return Changed(now.field, was.words, now.words, because)
    return Changed(now.field, was.words, now.words, because) if because else None


def told_with(teller: Teller, one: Section, under: Collection[str]) -> list[str]:
    """The sentences of a section that speak of one of these things, or count one of these codings; as they read now."""
    shown = {field.text: teller.show(field) for field in parse(one.text).fields}
    counting = counted_among(teller.tx, parse(one.text).fields, under)
    found = []
    for sentence in sentences(one.text):
        mine = [shown[field.text] for field in sentence.fields]
        if any(now.thing and str(now.thing[1]) in under for now in mine) or any(
            field in counting for field in sentence.fields
        ):
            found.append(told_in(one.text[sentence.start : sentence.end], shown))
    return found


def stale_sections(tx: Read, ids: Collection[UUID]) -> dict[UUID, tuple[Because, ...]]:
    """Of a transaction: those of these sections with sentences to be checked again, and why."""
    found = {}
    for one in _seen(tx, sections.some(tx, ids)):
        if one.stale:
            told = dict.fromkeys(each for sentence in one.stale for part in sentence.changed for each in part.because)
            moved = any(not part.because for sentence in one.stale for part in sentence.changed)
            own = (Because("field", one.section.id, "changed"),) if moved else ()
            found[one.section.id] = (*own, *told)
    return found


@reads
def sentences_on(tx: Read, thing: UUID) -> list[tuple[Section, list[str]]]:
    """The sections that rest on something by themselves, each with the sentences that do, as they read now."""
    owners = {one.owner for one in grounds.on(tx, (thing,)) if one.owner_kind == "section"}
    there = [one for one in sections.load(tx) if one.id in owners] if owners else []
    teller = Teller(tx)
    return [(one, told_with(teller, one, {str(thing)})) for one in there]


@reads
def section_text(tx: Read, section: UUID) -> Section:
    """A section with its text as a person reads and writes it: keys, names and short ids (NotFound)."""
    one = sections.get(tx, section)
    return replace(one, text=Speller(tx).familiar(one.text))


@reads
def spell(tx: Read, text: str) -> str:
    """A text with whole ids as a person reads and writes it."""
    return Speller(tx).familiar(text)


# -- writing --------------------------------------------------------------------------------------


@verb("begin_section", "conclude")
def begin_section(tx: Write, one: Section, *, after: UUID | None = None) -> UUID:
    """Begin a section behind another, or at the end (HeadingMissing); gives its id."""
    clean = _clean(one)
    there = sections.load(tx, one.outline)
    at = next((place for place, each in enumerate(there, start=1) if each.id == after), len(there))
    (place,) = arrange(tx, there, [(at, clean)])
    store_new(tx, replace(clean, assembled=False), place)
    return one.id


def store_new(tx: Write, one: Section, place: int) -> None:
    """Of a transaction: keep a new section at a place."""
    _store(tx, replace(one, place=place), new=True)


@verb("write_section", "conclude")
def write_section(tx: Write, section: UUID, *, heading: str, level: int, text: str, version: int | None = None) -> None:
    """Store what somebody wrote; from then on it is theirs (NotFound, HeadingMissing, Conflict)."""
    before = sections.get(tx, section)
    one = _clean(replace(before, heading=heading, level=level, text=text))
    touched = (one.heading, one.level, one.text) != (before.heading, before.level, before.text)
    _store(tx, replace(one, assembled=one.assembled and not touched), version=version)


def _clean(one: Section) -> Section:
    heading = " ".join(one.heading.split())
    if not heading:
        raise HeadingMissing
    if one.level not in LEVELS or one.outline not in OUTLINES:
        raise Refused(why=f"{one.outline} {one.level}")
    return replace(one, heading=heading)


def _store(tx: Write, one: Section, *, version: int | None = None, new: bool = False) -> None:
    """Keep a section with whole ids, what its new fields show now, and what it rests on."""
    text = Speller(tx).kept(one.text.replace("\r\n", "\n").strip("\n"))
    teller = Teller(tx)
    shown = {field.text: teller.show(field) for field in parse(text).fields}
    before = {each.field: each for each in one.showed}
    kept = replace(
        one, text=text, showed=tuple(before.get(key) or showed(now) for key, now in shown.items() if _is(now))
    )
    if new:
        sections.add(tx, kept)
    else:
        sections.put(tx, kept, version=version)
    _rest(tx, one.id, {now.thing for now in shown.values() if now.thing})


def _is(now: Shown) -> bool:
    return now.problem is None


def showed(now: Shown) -> Showed:
    """What a field shows, to be held against what it shows later."""
    return Showed(now.field.text, now.words, now.print)


def _rest(tx: Write, section: UUID, things: Collection[tuple[GroundKind, UUID]]) -> None:
    """Let a section rest on what its fields speak of, and on nothing else."""
    there = {(one.kind, one.on): one for one in grounds.of(tx, (section,))}
    for key, one in there.items():
        if key not in things:
            grounds.drop(tx, one.id)
    for kind, on in sorted(set(things) - set(there), key=str):
        now = grounds.said(tx, kind, (on,)).get(on)
        if now is not None:
            ground = Ground(uuid4(), "section", section, kind, on, "beside", print=now.print, seen=now.version)
            grounds.put(tx, ground)


@verb("confirm_section", "conclude")
def confirm_section(
    tx: Write, section: UUID, fields: Collection[str] | None = None, *, version: int | None = None
) -> None:
    """Say that sentences were checked again and hold with what their fields show now: these fields, or all (NotFound).

    What is below them is confirmed where it stands; a field that can't be shown stays to be looked at.
    """
    one = sections.get(tx, section)
    teller = Teller(tx)
    shown = {field.text: teller.show(field) for field in parse(one.text).fields}
    wanted = {key: now for key, now in shown.items() if (fields is None or key in fields) and _is(now)}
    before = {each.field: each for each in one.showed}
    after = before | {key: showed(now) for key, now in wanted.items()}
    sections.put(tx, replace(one, showed=tuple(after[key] for key in shown if key in after)), version=version)
    grounds.confirm_some(tx, section, {now.thing[1] for now in wanted.values() if now.thing})


@verb("drop_section", "conclude")
def drop_section(tx: Write, section: UUID) -> None:
    """Take a section away (NotFound)."""
    sections.drop(tx, section)


@verb("move_section", "conclude")
def move_section(tx: Write, section: UUID, *, up: bool) -> None:
    """Put a section, with those under it, before the one before it of the same level, or behind the next (NotFound)."""
    one = sections.get(tx, section)
    there = sections.load(tx, one.outline)
    first = next(at for at, each in enumerate(there) if each.id == section)
    last = _end(there, first)
    if up:
        other = next((at for at in range(first - 1, -1, -1) if there[at].level <= one.level), first)
        if there[other].level < one.level:
            return
        order = [*there[:other], *there[first:last], *there[other:first], *there[last:]]
    else:
        if last == len(there) or there[last].level < one.level:
            return
        beyond = _end(there, last)
        order = [*there[:first], *there[last:beyond], *there[first:last], *there[beyond:]]
    renumber(tx, order)


def _end(there: Sequence[Section], first: int) -> int:
    """Where what stands under a section ends."""
    level = there[first].level
    return next((at for at in range(first + 1, len(there)) if there[at].level <= level), len(there))


def renumber(tx: Write, order: Sequence[Section]) -> list[int]:
    """Give sections places in this order; only those that stand elsewhere are changed."""
    places = [at * GAP for at in range(1, len(order) + 1)]
    moved = {one.id: place for one, place in zip(order, places, strict=True) if one.place != place}
    sections.move(tx, moved)
    return places


def arrange(tx: Write, there: Sequence[Section], new: Sequence[tuple[int, Section]]) -> list[int]:
    """Places for new sections, each before the one that stands `at` now; the others are moved where there is no room.

    Those that come before the same section keep their order.
    """
    order: list[Section | None] = list(there)
    for at, _one in sorted(new, key=lambda each: each[0], reverse=True):
        order.insert(at, None)
    places: list[int | None] = [one.place if one else None for one in order]
    if (filled := _filled(places)) is None:
        filled = [at * GAP for at in range(1, len(order) + 1)]
        moved = {one.id: filled[at] for at, one in enumerate(order) if one and one.place != filled[at]}
        sections.move(tx, moved)
    return [filled[at] for at, one in enumerate(order) if one is None]


def _filled(places: Sequence[int | None]) -> list[int] | None:
    """The places with numbers in the gaps; None where a gap is too narrow."""
    found: list[int] = []
    at = 0
    while at < len(places):
        here = places[at]
        if here is not None:
            found.append(here)
            at += 1
            continue
        wide = next((n for n in range(at, len(places)) if places[n] is not None), len(places)) - at
        low = found[-1] if found else 0
        high = places[at + wide] if at + wide < len(places) else low + GAP * (wide + 1)
        assert high is not None
        step = (high - low) // (wide + 1)
        if step < 1:
            return None
        found += [low + step * n for n in range(1, wide + 1)]
        at += wide
    return found
