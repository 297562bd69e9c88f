"""What lies one step from things, a page of each kind: what they rest on, and what rests on them."""

from collections.abc import Collection, Iterable
from uuid import UUID

from coding.errors import CodingError
from coding.model import Query
from coding.store import Read, displays, grounds, trails, walks
from coding.store.walks import Page, Part
from coding.workbench import card_trails, field_trails
from coding.workbench.kept_displays import query_of


def below(tx: Read, kind: str, ids: Collection[UUID], part: Part) -> list[Page]:
    """What things of one kind rest on."""
    match kind:
        case "coding":
            return [_listed(tx, "source", trails.sources_of(tx, ids), 1, part)]
        case "reduction":
            return [_listed(tx, "coding", trails.under_statements(tx, ids), 1, part)]
        case "cell":
            return [_listed(tx, "coding", trails.under_cells(tx, ids), 1, part)]
        case "memo":
            passages = trails.under_memos(tx, ids, "source")
            return [
                _listed(tx, "coding", trails.under_memos(tx, ids), 1, part),
                _listed(tx, "source", passages, 1, part),
            ]
        case "verification":
            return [_listed(tx, "coding", card_trails.codings_under(tx, ids), 1, part)]
        case "proposition":
            cards = card_trails.cards_of(tx, ids)
            return [*walks.grounds_below(tx, ids, part), _listed(tx, "verification", cards, 1, part)]
        case "display":
            asked = {id_: [query] for id_ in ids if (query := query_of_display(tx, id_))}
            return [_asked(tx, asked, (), part)]
        case "section":
            counted = field_trails.asked_in(tx, ids)
            return [_asked(tx, counted, ids, part), *walks.grounds_below(tx, ids, part, but=("coding",))]
    return walks.grounds_below(tx, ids, part)


def above(tx: Read, kind: str, ids: Collection[UUID], part: Part) -> list[Page]:
    """What rests on things of one kind."""
    if kind == "source":
        return [walks.codings_of(tx, ids, part), _listed(tx, "memo", trails.memos_on(tx, ids, "source"), 0, part)]
    if kind == "verification":
        return [_listed(tx, "proposition", card_trails.tested_by(tx, ids), 0, part)]
    if kind != "coding":
        return walks.grounds_above(tx, ids, part)
    kept = [(one.id, id_) for one in displays.load(tx) for id_ in shown_in(tx, one.id, ids)]
    written = [(one.owner, one.on, one.side) for one in grounds.steps_above(tx, ids) if one.owner_kind == "section"]
    counted = [(upper, lower, "") for upper, lower in field_trails.sections_on(tx, ids)]
    return [
        _listed(tx, "reduction", trails.statements_on(tx, ids), 0, part),
        _listed(tx, "cell", trails.cells_on(tx, ids), 0, part),
        _listed(tx, "memo", trails.memos_on(tx, ids), 0, part),
        _listed(tx, "display", kept, 0, part),
        _listed(tx, "verification", card_trails.cards_on(tx, ids), 0, part),
        *walks.grounds_above(tx, ids, part, but=("section",)),
        walks.listed(tx, "section", [*written, *counted], 0, part),
    ]


def _listed(tx: Read, kind: str, steps: Iterable[trails.Step], far: int, part: Part) -> Page:
    return walks.listed(tx, kind, [(upper, lower, "") for upper, lower in steps], far, part)


def _asked(tx: Read, asked: dict[UUID, list[Query]], rests: Collection[UUID], part: Part) -> Page:
    """A page of the codings that things ask for, and that those of them rest on which are conclusions."""
    fresh, many = walks.found_by(tx, [query for some in asked.values() for query in some], rests, part)
    known = [*fresh, *part.reached]
    edges = [
        (one, coding, "")
        for one, some in asked.items()
        for query in some
        for coding in trails.found_by(tx, query, known)
    ]
    edges += [(one.owner, one.on, one.side) for one in grounds.steps_between(tx, rests, known)] if rests else []
    return Page("coding", fresh, many, list(dict.fromkeys(edges)))


def query_of_display(tx: Read, display: UUID) -> Query | None:
    """What a display asks for; None where it asks for a code that is gone: it shows nothing, and says so itself."""
    try:
        return query_of(tx, displays.get(tx, display))
    except CodingError:
        return None


def shown_in(tx: Read, display: UUID, codings: Collection[UUID]) -> list[UUID]:
    """Which of these codings a display shows."""
    query = query_of_display(tx, display)
    return trails.found_by(tx, query, codings) if query else []
