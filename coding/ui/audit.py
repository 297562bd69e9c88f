"""The audit trail as a table of a thesis: when, who, what was decided, why, and about what."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from coding import report, workbench
from coding.model import Codebook, Event, Language, Project
from coding.ui import happenings
from coding.ui.words import _, language, spoken
from coding.workbench import Actor
from coding.workbench.reporting import Trail
from coding.workbench.withdrawing import hidden_things

REASONS = ("reason", "rule", "because", "aside", "comment", "note", "plausible", "memo")
"""Where an act says why it was done, the weightiest first."""

OBJECTS = ("place", "statement", "quote", "text", "summary", "name", "title", "words", "key")
"""What names the thing an act is about."""

LONGEST = 160
AT_ONCE = 200
"""Acts are read in such pages."""
WIDTHS = (18, 16, 38, 34, 44)


def trail_of(actor: Actor, project: Project) -> Trail:
    """What tells all that was done up to a revision, as a table in a language."""
    return lambda to, rev: whole(actor, project, to, until=rev)


def whole(actor: Actor, project: Project, to: Language, *, until: int | None = None) -> report.Part:
    """All that was ever done, or was until a revision, the oldest first, as a table of a report in this language."""
    events: list[Event] = []
    while True:
        before = events[-1].rev if events else until + 1 if until is not None else None
        page = workbench.latest_events(actor, project.id, before, AT_ONCE)
        events += page
        if len(page) < AT_ONCE:
            break
    names = {member.coder.id: member.coder.name for member in workbench.members(actor, project.id)}
    sources = {source: name for name, source in workbench.source_names(actor, project.id).items()}
    hidden, book = hidden_things(actor, project.id), workbench.codebook(actor, project.id)
    with spoken(to):
        table = rows(reversed(events), project, names, sources, book, hidden)
        columns = [report.Column(name, wide) for name, wide in zip(headings(), WIDTHS, strict=True)]
        return report.Part(_("Audit trail"), columns, table)


def headings() -> list[str]:
    """Of the columns, in the language of the screen."""
    return [_("Date"), _("By whom"), _("Decision"), _("Reason"), _("About")]


def rows(
    events: Iterable[Event],
    project: Project,
    names: Mapping[UUID, str],
    sources: Mapping[UUID, str],
    book: Codebook,
    withdrawn: Collection[UUID] = (),
) -> list[list[str]]:
    """A row an act, in the order they come; of things that are `withdrawn`, no words are told."""
    there = list(events)
    undone = {one.id: one for one in there}
    zone = ZoneInfo(project.time_zone)
    return [
        [
            f"{one.at.astimezone(zone):%Y-%m-%d %H:%M %Z}",
            names.get(one.actor, "?"),
            happenings.sentence(one, sources, undone),
            _first(one, REASONS, withdrawn),
            _about(one, book, withdrawn),
        ]
        for one in there
    ]


def _about(event: Event, book: Codebook, withdrawn: Collection[UUID]) -> str:
    """The words of the first thing an act changed, the sign of its code, and how many more there are."""
    told = _first(event, OBJECTS, withdrawn)
    code = next(
        (
            found
            for image in _images(event)
            if isinstance(image.get("code_id"), str) and (found := book.find(UUID(image["code_id"])))
        ),
        None,
    )
    more = len({(one.entity, one.id) for one in event.changes}) - 1
    parts = [f"[{code.sign or code.key}]" if code else "", told, f"(+{more})" if more > 0 else ""]
    return " ".join(filter(None, parts))


def _first(event: Event, names: Iterable[str], withdrawn: Collection[UUID]) -> str:
    for name in names:
        for image in _images(event, withdrawn):
            found = _words(image.get(name))
            if found:
                return found if len(found) <= LONGEST else f"{found[: LONGEST - 1]}…"
    return ""


def _images(event: Event, withdrawn: Collection[UUID] = ()) -> list[Mapping[str, Any]]:
    """What the changed things say now; of what was taken away, what they said, unless it is withdrawn."""
    return [
        image for one in event.changes if (image := one.after or one.before) is not None and one.id not in withdrawn
    ]


def _words(value: Any) -> str:
    """A text, or one in the language of the screen where there are several."""
    if isinstance(value, Mapping):
        value = value.get(language()) or next(iter(value.values()), "")
    return " ".join(value.split()) if isinstance(value, str) else ""
