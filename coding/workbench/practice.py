"""The practice corpus and the codebooks that come with the program: data beside the package."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import yaml

import coding
from coding import codebook as stage
from coding.errors import NotFound, NotPractice, TableInvalid
from coding.model import Attribute, Case, Codebook, Project
from coding.store import Write, projects
from coding.workbench.agreement import comparable_layers, finish_for
from coding.workbench.cases import list_cases, put_attributes, put_cases, tie
from coding.workbench.codings import import_codings
from coding.workbench.desk import Actor, allow, verb
from coding.workbench.practice_conclusions import carry_through
from coding.workbench.projects import add_coder, create_project, edit_project, members
from coding.workbench.projects import project as current
from coding.workbench.reading import Readers
from coding.workbench.sources import import_source
from coding.workbench.tables import rows_of_codings
from coding.workbench.thesis import put_questions, read_question_table

_ROOT = Path(coding.__file__).resolve().parents[1]
CORPUS = _ROOT / "corpora" / "mpp-bengkulu"


def shipped_codebooks() -> dict[str, Path]:
    """Name → file of the codebooks that come along."""
    return {path.stem: path for path in sorted((_ROOT / "codebooks").glob("*.yaml"))}


def shipped_codebook(name: str) -> Codebook:
    """One of the codebooks that come along (NotFound)."""
    path = shipped_codebooks().get(name)
    if path is None:
        raise NotFound(what=name)
    return stage.read_yaml(path.read_text(encoding="utf-8"))


def choose_codebook(choice: str) -> Codebook:
    """A shipped codebook by name, `empty`, or one from a YAML file (NotFound, CodebookInvalid)."""
    if choice == "empty":
        return Codebook(())
    if choice in shipped_codebooks():
        return shipped_codebook(choice)
    path = Path(choice)
    if not path.is_file():
        raise NotFound(what=choice)
    return stage.read_yaml(path.read_text(encoding="utf-8"))


def create_practice(
    actor: Actor,
    *,
    name: str = "",
    concluded: bool = True,
    progress: Callable[[float, str], None] = lambda _share, _name: None,
) -> Project:
    """The practice project: the corpus, its informants, the codings of its two coders, and what was made of them.

    Not `concluded`, it ends with the codings.
    """
    about = yaml.safe_load((CORPUS / "about.yaml").read_text(encoding="utf-8"))
    project = create_project(actor, name or about["title"], shipped_codebook("wog"), practice=True)
    with ExitStack() as half_made:
        half_made.callback(_put_away, actor, project.id)
        _informants(actor, project, about)
        _guide(actor, project, about)
        _transcripts(actor, project, about, progress)
        table = (CORPUS / "codings.csv").read_text(encoding="utf-8")
        came = import_codings(actor, project.id, list(rows_of_codings(io.StringIO(table))))
        for number, problem in came.problems:
            raise TableInvalid(why=f"{number}: {problem}")
        for one in comparable_layers(actor, project.id):
            if one.open:
                finish_for(actor, project.id, one.layer.id, one.open)
        if concluded:
            carry_through(actor, project.id, CORPUS)
        half_made.pop_all()
    progress(1.0, "")
    return project


def _transcripts(
    actor: Actor, project: Project, about: Mapping[str, Any], progress: Callable[[float, str], None]
) -> None:
    informants = {case.key: case for case in list_cases(actor, project.id)}
    files = [CORPUS / "transcripts" / str(entry["file"]) for entry in about["sources"]]
    with Readers() as readers:
        for index, (entry, path) in enumerate(zip(about["sources"], files, strict=True)):
            progress(index / len(files), path.name)
            reading = readers.read(path.name, path.read_bytes())
            source = reading.source
            case = informants.get(str(entry.get("case") or ""))
            import_source(actor, project.id, tie(source, case.id) if case else source, reading.words)


def _informants(actor: Actor, project: Project, about: Mapping[str, Any]) -> None:
    kinds = about.get("jenis")
    if isinstance(kinds, dict):
        labels = {str(key): str(value) for key, value in kinds.items()}
        put_attributes(actor, project.id, [Attribute(uuid4(), "jenis", "Jenis informan", labels)])
    put_cases(actor, project.id, list(_cases((CORPUS / "cases.csv").read_text(encoding="utf-8"))))


def _guide(actor: Actor, project: Project, about: Mapping[str, Any]) -> None:
    rows = list(csv.reader(io.StringIO((CORPUS / "questions.csv").read_text(encoding="utf-8"))))
    questions, problems = read_question_table(actor, project.id, rows)
    for problem in problems:
        raise TableInvalid(why=str(problem))
    put_questions(actor, project.id, questions, focus=str(about.get("focus") or ""))


def _cases(table: str) -> Iterator[Case]:
    for row in csv.DictReader(io.StringIO(table)):
        key = row.pop("kode")
        name = row.pop("nama", "") or ""
        yield Case(uuid4(), key, name, {column: value for column, value in row.items() if value})


def reset_practice(actor: Actor, project: UUID) -> Project:
    """Bring a practice project back to its first state: it is made anew, and the worked-in one is put away.

    Whoever was in the old one is in the new one. Refused (NotPractice) for any other project.
    """
    old = _practice(actor, project)
    people = members(actor, project)
    fresh = create_practice(actor, name=f"{old.name} {uuid4().hex[:8]}")
    _put_away(actor, project)
    for person in people:
        add_coder(actor, fresh.id, person.coder.name, person.role)
    now = current(actor, fresh.id)
    edit_project(actor, fresh.id, now.version, name=old.name)
    return current(actor, fresh.id)


@verb("reset_practice")
def _put_away(tx: Write) -> None:
    """Take a practice project out; its rows stay."""
    one = projects.get(tx)
    if one is None or not one.practice:
        raise NotPractice
    projects.drop(tx)


def _practice(actor: Actor, project: UUID) -> Project:
    """The practice project, for its owner, before anything is done."""
    with actor.store.read(project, actor.id) as tx:
        allow(tx, "reset_practice")
        one = projects.get(tx)
    if one is None or not one.practice:
        raise NotPractice
    return one
