"""A report without sections: assembled from what a project holds. Nothing here adds a sentence about the data."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Literal
from uuid import UUID

from coding import reduction
from coding.conclusion.tables import STATUSES, TITLES, VERDICTS
from coding.display.kinds import BY_HAND
from coding.errors import CodingError, NoBrowser
from coding.model import Advice, Code, Codebook, Language, Outline, Project, Proposition, Query, Verdict
from coding.reduction.matrix import Matrix
from coding.report.blocks import Block, Heading, Listing, Pictured, Quotation, Tabled, Words
from coding.report.outline import WORDS
from coding.workbench.cases import list_cases
from coding.workbench.codings import find_excerpts
from coding.workbench.conclusions import SETTING, Argument, argument
from coding.workbench.desk import Actor
from coding.workbench.drawn_from import drawn_from, numbers_of
from coding.workbench.exports import reduction_part, tally_excerpts
from coding.workbench.kept_displays import Seen, export_kept, kept_display, list_displays
from coding.workbench.matrices import count_matrix
from coding.workbench.projects import members
from coding.workbench.report_appendix import appendix_parts
from coding.workbench.sources import list_sources
from coding.workbench.thesis import ThesisTable, thesis_part
from coding.workbench.tracing import Told, grounds_of
from coding.workbench.verifying import list_verifications

STRONGEST = 2
"""So many quotations stand on each side of a proposition; the appendix has all."""

_WIDE: tuple[ThesisTable, ...] = ("propositions", "triangulation", "techniques")

Annex = Literal["transcripts", "trail"]
"""What makes an appendix long, and ends it where it is wanted."""

Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The project a report is of, what it is to be, and how its excerpts are referred to.

    Without `pictures` only the numbers are there that they are drawn from; `annexed` are what ends the appendix.
    """

    actor: Actor
    project: Project
    book: Codebook
    language: Language
    outline: Outline
    refer: Callable[..., str]
    pictures: bool = True
    annexed: Collection[Annex] = ()

    def word(self, name: str, **facts: object) -> str:
        """One of the sentences of the frame."""
        return WORDS[self.language][name].format(**facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held(Setting):
    """What the draft is made from."""

    there: Argument
    matrix: Matrix

    def title(self, name: str) -> str:
        return self.word(f"{name}_thesis" if self.outline == "thesis" else name)

    def verdict(self, one: Verdict) -> str:
        own: dict[str, str] = self.project.settings.get(SETTING, {})
        return own.get(one.verdict) or VERDICTS[self.language][one.verdict]

    def named(self, code: Code | None) -> str:
        if code is None:
            return self.word("study")
        return f"{code.sign or code.key} {code.label(self.language, self.book.language)}"


def assembled(setting: Setting, progress: Progress) -> Iterator[Block]:
    """The blocks of a report of which nothing is written yet."""
    actor, project = setting.actor, setting.project.id
    held = _Held(
        **{one.name: getattr(setting, one.name) for one in fields(setting)},
        there=argument(actor, project),
        matrix=count_matrix(actor, project, Query(), rows="cases", columns="codes", unit="informants"),
    )
    yield Words(held.word("assembled"), faint=True)
    progress(0.05, held.word("method"))
    yield from _method(held)
    progress(0.15, held.word("findings"))
    yield from _findings(held)
    yield from _displays(held, progress)
    progress(0.9, held.word("conclusion"))
    yield from _conclusion(held)
    yield from _appendix(held)


# -- method ---------------------------------------------------------------------------------------


def _method(held: _Held) -> Iterator[Block]:
    actor, project = held.actor, held.project.id
    yield Heading(held.title("method"))
    yield Heading(held.word("coding"), 2)
    told = tally_excerpts(actor, project, Query())
    yield Words(
        held.word(
            "coded",
            sources=len(list_sources(actor, project)),
            informants=len(list_cases(actor, project)),
            excerpts=told.excerpts,
            codes=sum(many > 0 for many in told.by_code.values()),
            coders=sum(one.role != "reader" for one in members(actor, project)),
            version=held.book.version,
        )
    )
    yield Words(held.word(f"steps_{reduction.word(held.project.settings)}"))
    yield Heading(held.word("soundness"), 2)
    tested = list_verifications(actor, project, results=False)
    about = len({one.one.proposition for one in tested})
    yield Words(held.word("tested", tested=about, of=len(held.there.propositions), kept=len(tested)))
    yield Words(held.word("no_agreement"))
    yield Heading(held.word("informants"), 2)
    yield _table(held, "informants", across=True)


def _table(held: _Held, which: ThesisTable, *, across: bool) -> Tabled:
    return Tabled(thesis_part(held.actor, held.project.id, which, language=held.language), across, which)


# -- findings -------------------------------------------------------------------------------------


def _findings(held: _Held) -> Iterator[Block]:
    yield Heading(held.title("findings"))
    if not held.there.verdicts and not held.there.propositions:
        yield Words(held.word("none"))
        return
    yield Heading(held.word("verdicts"), 2)
    yield _table(held, "verdicts", across=True)
    shown: set[UUID] = set()
    for code in held.book.codes:
        mine = [one for one in held.there.propositions if one.indicator == code.id and _is_finding(held, one)]
        verdict = held.there.verdicts.get(code.id)
        if verdict is None and not mine:
            continue
        yield Heading(held.named(code), 3 if code.parent else 2)
        if verdict:
            yield Words(held.word("verdict", verdict=held.verdict(verdict), rule=verdict.rule))
        if code.codable:
            yield Words(_counted(held, code), opens=_spoken(held, code))
        if not mine:
            yield Words(held.word("no_proposition"), faint=True)
        for one in mine:
            shown.add(one.id)
            yield from _proposition(held, one)
    for one in held.there.propositions:
        if one.id not in shown and one.indicator is None and _is_finding(held, one):
            yield from _proposition(held, one)


def _is_finding(held: _Held, one: Proposition) -> bool:
    """Not one that was given up, nor one that explains another otherwise: that stands below what it rivals."""
    rivals = {each.on for some in held.there.grounds.values() for each in some if each.side == "rival"}
    return one.status != "rejected" and one.id not in rivals


def _counted(held: _Held, code: Code) -> str:
    column = next((one for one in held.matrix.columns if one.key == str(code.id)), None)
    said = held.matrix.total(column) if column else 0
    if not column or not said:
        return held.word("unspoken")
    asked = held.matrix.asked_in_all(column)
    where = tally_excerpts(held.actor, held.project.id, Query(codes=(code.id,)))
    if asked:
        return held.word("counted", said=said, asked=asked, excerpts=where.excerpts)
    return held.word("counted_unasked", said=said, excerpts=where.excerpts)


def _spoken(held: _Held, code: Code) -> list[Quotation]:
    """Every excerpt of an indicator, for a page to unfold."""
    found = find_excerpts(held.actor, held.project.id, Query(codes=(code.id,)), None)
    return [Quotation(" ".join(one.coding.quote.split()), held.refer(one), listed=True) for one in found]


def _proposition(held: _Held, one: Proposition) -> Iterator[Block]:
    yield Words(one.text)
    rests = grounds_of(held.actor, held.project.id, one.id)
    sides = {side: [each for each in rests if each.ground.side == side and each.excerpt] for side in ("for", "against")}
    told = held.word(
        "evidence",
        for_=len(sides["for"]),
        against=len(sides["against"]),
        status=STATUSES[held.language][one.status],
    )
    yield Words(told, faint=True, leads_to=f"b{one.id}")
    for side in ("for", "against"):
        strongest = sorted(sides[side], key=lambda each: -(each.ground.weight or 0))[:STRONGEST]
        for at, each in enumerate(strongest):
            yield _quoted(held, each, held.word(side) if at == 0 else "")
    if sides["for"] and not sides["against"]:
        yield Words(held.word("nothing_against"), faint=True)
    for each in rests:
        if each.ground.side == "rival" and each.thing:
            yield Words(held.word("rival", text=each.thing.label))


def _quoted(held: _Held, one: Told, lead: str = "", *, listed: bool = False) -> Quotation:
    assert one.excerpt
    return Quotation(" ".join(one.excerpt.coding.quote.split()), held.refer(one.excerpt), lead, listed)


# -- displays -------------------------------------------------------------------------------------


def _displays(held: _Held, progress: Progress) -> Iterator[Block]:
    kept = list_displays(held.actor, held.project.id)
    if not kept:
        return
    yield Heading(held.word("displays"), 2)
    for at, one in enumerate(reversed(kept)):
        progress(0.3 + 0.55 * at / len(kept), one.name)
        try:
            yield from _display(held, kept_display(held.actor, held.project.id, one.id, language=held.language))
        except CodingError as problem:
            # One that asks for a code that is gone says so in its place.
            yield Words(f"{one.name}: {problem}", faint=True)


def _display(held: _Held, seen: Seen) -> Iterator[Block]:
    one = seen.display
    beneath = drawn_from(seen, held.project, held.book, held.language)
    if one.kind in BY_HAND:
        # Above it: a wide table stands on a page of its own.
        if one.note:
            yield Words(one.note)
        yield Tabled(numbers_of(seen), across=True, name=one.name, beneath=beneath)
    else:
        png, shows = b"", one.note
        try:
            if held.pictures:
                png = export_kept(
                    held.actor, held.project.id, one.id, format="png", language=held.language, captioned=False
                )
        except NoBrowser:
            shows = held.word("no_browser", called=one.name)
        yield Pictured(png, one.name, shows, one.name, numbers_of(seen), beneath)
        if one.note:
            yield Words(one.note)


# -- conclusion -----------------------------------------------------------------------------------


def _conclusion(held: _Held) -> Iterator[Block]:
    yield Heading(held.title("conclusion"))
    texts = {one.id: one for one in held.there.propositions}
    tops = [None, *(code for code in held.book.codes if code.parent is None)]
    verdicts = {code.id if code else None: held.there.verdicts.get(code.id if code else None) for code in tops}
    if not any(verdicts.values()):
        yield Words(held.word("none"))
    for code in tops:
        verdict = verdicts[code.id if code else None]
        if verdict is None:
            continue
        yield Heading(held.named(code), 2)
        yield Words(held.word("verdict", verdict=held.verdict(verdict), rule=verdict.rule))
        rests = [texts[each.on].text for each in held.there.of(verdict.id) if each.on in texts]
        if rests:
            yield Listing(rests)
    if held.there.advice:
        yield Heading(held.word("advice"), 2)
        yield Listing([_advised(held, one) for one in held.there.advice])


def _advised(held: _Held, one: Advice) -> str:
    verdicts = {each.id: each for each in held.there.verdicts.values()}
    answered = [verdicts[each.on] for each in held.there.of(one.id) if each.on in verdicts]
    named = ", ".join(held.named(held.book.find(each.code) if each.code else None) for each in answered)
    return held.word("answers", text=one.text, verdicts=named) if named else one.text


# -- appendix -------------------------------------------------------------------------------------


def _appendix(held: _Held) -> Iterator[Block]:
    yield Heading(held.word("appendix"))
    if held.there.propositions:
        for which in _WIDE if held.outline == "thesis" else ("triangulation",):
            yield Heading(TITLES[held.language][which], 2)
            yield _table(held, which, across=True)
    if held.outline == "thesis":
        more = appendix_parts(held.actor, held.project.id, language=held.language)
        reduced = reduction_part(held.actor, held.project.id, language=held.language)
        for name, part in {**more, "reductions": reduced}.items():
            if part.rows:
                yield Heading(part.title, 2)
                yield Tabled(part, across=True, name=name)
    yield Heading(held.word("evidence_list"), 2)
    if held.outline == "thesis":
        if "transcripts" not in held.annexed:
            yield Words(held.word("transcripts_elsewhere"), faint=True)
        if "trail" not in held.annexed:
            yield Words(held.word("trail_elsewhere"), faint=True)
    for one in held.there.propositions:
        rests = [each for each in grounds_of(held.actor, held.project.id, one.id) if each.excerpt]
        if rests:
            yield Heading(one.text, 3, f"b{one.id}", listed=False)
            yield from _evidence(held, rests)


def _evidence(held: _Held, rests: Sequence[Told]) -> Iterator[Block]:
    for side in ("for", "against"):
        for at, each in enumerate([one for one in rests if one.ground.side == side]):
            lead = held.word("all_for" if side == "for" else "all_against") if at == 0 else ""
            yield _quoted(held, each, lead, listed=True)
