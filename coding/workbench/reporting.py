"""A report as a file: from its sections or, without any, assembled from what a project holds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import coding
from coding import report
from coding.model import Language, Outline
from coding.report.blocks import Block, Report
from coding.store import codebooks, projects
from coding.workbench.desk import Actor, allow, now
from coding.workbench.exports import references
from coding.workbench.report_appendix import annexes
from coding.workbench.report_assembled import Annex, Progress, Setting, assembled
from coding.workbench.report_writing import drawn_blocks, write_sections

Trail = Callable[[Language, int], report.Part]
"""The audit trail up to a revision as a table in a language: its words are those of the screen."""


@dataclass(frozen=True, slots=True)
class Annexes:
    """What makes an appendix long and ends it where it is wanted: the transcripts, and a table of all that was done."""

    transcripts: bool = False
    trail: Trail | None = None

    @property
    def named(self) -> tuple[Annex, ...]:
        """Those that are wanted."""
        there: dict[Annex, bool] = {"transcripts": self.transcripts, "trail": self.trail is not None}
        return tuple(name for name, wanted in there.items() if wanted)


BARE = Annexes()


def export_report(
    actor: Actor,
    project: UUID,
    *,
    format: str = "docx",  # noqa: A002
    outline: Outline = "thesis",
    language: Language | None = None,
    annexed: Annexes = BARE,
    progress: Progress = lambda _share, _name: None,
) -> bytes:
    """The draft as DOCX or HTML, in the language of the project unless another is asked for.

    Pictures need a browser on this machine; where there is none a sentence says so in their place.
    """
    assert format in ("docx", "html")
    made = compose(actor, project, outline=outline, language=language, annexed=annexed, progress=progress)
    return made.as_html() if format == "html" else made.as_docx()


@dataclass(frozen=True, slots=True)
class Composed:
    """A report as it is composed from a project, before it is written as a file."""

    report: Report
    outline: Outline
    language: Language
    at: datetime
    behind: Sequence[Block] = ()
    """The excerpts that the numbers of a page lead to."""

    fields: Mapping[str, str] = field(default_factory=dict)
    """Every live field as it is kept, with what it shows."""

    annexed: Sequence[Annex] = ()

    def as_docx(self) -> bytes:
        """As a Word document."""
        return report.write_report(self.report, language=self.language, at=self.at)

    def as_html(self) -> bytes:
        """As a page."""
        whole = replace(self.report, blocks=[*self.report.blocks, *self.behind])
        return report.write_page(whole, language=self.language)


def compose(
    actor: Actor,
    project: UUID,
    *,
    outline: Outline = "thesis",
    language: Language | None = None,
    pictures: bool = True,
    annexed: Annexes = BARE,
    progress: Progress = lambda _share, _name: None,
) -> Composed:
    """The report in its blocks, from its sections where there are any; then what ends the appendix, if wanted.

    Without `pictures` only the numbers are there that they are drawn from.
    """
    setting = _setting(actor, project, outline, language, pictures=pictures, annexed=annexed)
    at, spoken = now(), setting.language
    written = write_sections(actor, project, outline, language=language)
    if written is None:
        blocks = list(assembled(setting, progress))
    else:
        blocks = list(drawn_blocks(actor, project, written, language=spoken, pictures=pictures, progress=progress))
    if annexed.named:
        progress(0.95, setting.word("appendix"))
        trail = annexed.trail(spoken, setting.project.rev) if annexed.trail else None
        transcripts = annexed.transcripts
        blocks += annexes(actor, project, blocks, language=spoken, transcripts=transcripts, trail=trail)
    made = _framed(setting, blocks, at)
    progress(1.0, "")
    behind, shown = (written.behind, written.fields) if written else ((), {})
    return Composed(made, outline, spoken, at, behind, shown, annexed.named)


def _setting(
    actor: Actor, project: UUID, outline: Outline, language: Language | None, *, pictures: bool, annexed: Annexes
) -> Setting:
    with actor.store.read(project, actor.id) as tx:
        allow(tx, "export")
        here = projects.get(tx)
        assert here
        spoken = language or here.language
        return Setting(
            actor=actor,
            project=here,
            book=codebooks.load(tx),
            language=spoken,
            outline=outline,
            refer=references(tx, replace(here, language=spoken)),
            pictures=pictures,
            annexed=annexed.named,
        )


def _framed(setting: Setting, blocks: Sequence[Block], at: datetime) -> Report:
    """Blocks under their title, with the lists before them and the line that says what they were made from."""
    here = setting.project
    made = setting.word(
        "made",
        at=f"{at.astimezone(ZoneInfo(here.time_zone)):%Y-%m-%d %H:%M %Z}",
        project=here.name,
        version=setting.book.version,
        rev=here.rev,
        program=coding.__version__,
    )
    names = {name: setting.word(name) for name in ("contents", "table", "figure", "tables", "figures")}
    return Report(here.name, list(blocks), note=made, **names)
