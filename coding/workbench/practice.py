"""The practice corpus and the codebooks that come with the program: data beside the package."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import yaml

import coding
from coding import codebook as stage
from coding.errors import CodingError, NotFound
from coding.model import Attribute, Case, Codebook, Project
from coding.workbench.cases import list_cases, put_attributes, put_cases, tie
from coding.workbench.codings import import_codings
from coding.workbench.desk import Actor
from coding.workbench.projects import create_project
from coding.workbench.reading import Readers
from coding.workbench.sources import import_source
from coding.workbench.tables import rows_of_codings

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
    actor: Actor, *, name: str = "", progress: Callable[[float, str], None] = lambda _share, _name: None
) -> Project:
    """The practice project: the corpus, its informants, and the codings of its two coders."""
    about = yaml.safe_load((CORPUS / "about.yaml").read_text(encoding="utf-8"))
    project = create_project(actor, name or about["title"], shipped_codebook("wog"), practice=True)
    _informants(actor, project, about)
    informants = {case.key: case for case in list_cases(actor, project.id)}
    files = [CORPUS / "transcripts" / str(entry["file"]) for entry in about["sources"]]
    with Readers() as readers:
        for index, (entry, path) in enumerate(zip(about["sources"], files, strict=True)):
            progress(index / len(files), path.name)
            reading = readers.read(path.name, path.read_bytes())
            source = reading.source
            case = informants.get(str(entry.get("case") or ""))
            import_source(actor, project.id, tie(source, case.id) if case else source, reading.words)
    table = (CORPUS / "codings.csv").read_text(encoding="utf-8")
    came = import_codings(actor, project.id, list(rows_of_codings(io.StringIO(table))))
    for number, problem in came.problems:
        raise CodingError(line=number, why=problem)
    progress(1.0, "")
    return project


def _informants(actor: Actor, project: Project, about: dict[str, object]) -> None:
    kinds = about.get("jenis")
    if isinstance(kinds, dict):
        labels = {str(key): str(value) for key, value in kinds.items()}
        put_attributes(actor, project.id, [Attribute(uuid4(), "jenis", "Jenis informan", labels)])
    put_cases(actor, project.id, list(_cases((CORPUS / "cases.csv").read_text(encoding="utf-8"))))


def _cases(table: str) -> Iterator[Case]:
    for row in csv.DictReader(io.StringIO(table)):
        key = row.pop("kode")
        name = row.pop("nama", "") or ""
        yield Case(uuid4(), key, name, {column: value for column, value in row.items() if value})
