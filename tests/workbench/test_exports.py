"""Excerpts counted and taken away."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import openpyxl
import pytest

from coding import workbench
from coding.errors import NotAllowed, ProjectNotFound, TemplateUnknown
from coding.model import Case, Code, Codebook, Page, Query, Source, Speaker, Turn
from coding.workbench import Actor, NewCoding

TALK = "P: Ada rapat?\nIK-01: =Ada. Setiap Senin.\nIK-01: Belum pernah gagal.\n"
BOOK = Codebook((Code(uuid4(), "K2", {"id": "Dialog"}), Code(uuid4(), "I2", {"id": "Usaha patungan"}, order=1)))


@dataclass
class Study:
    me: Actor
    project: UUID
    codes: dict[str, UUID]

    def bring(self, name: str, text: str = TALK, **facts: object) -> UUID:
        lines = tuple(at for at in range(len(text)) if at == 0 or text[at - 1] == "\n")
        whole = Source(name, text, lines=lines, **facts)  # type: ignore[arg-type]
        found = workbench.import_source(self.me, self.project, whole, len(text.split())).id
        assert found
        return found

    def code(self, source: UUID, words: str, *keys: str, text: str = TALK) -> None:
        start = text.index(words)
        wanted = [NewCoding(self.codes[key], start, start + len(words)) for key in keys]
        workbench.code(self.me, self.project, source, wanted)

    def csv(self, query: Query | None = None) -> list[dict[str, str]]:
        data = workbench.export_excerpts(self.me, self.project, query or Query(), format="csv", guard=False)
        return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    desk = workbench.open_desk(str(tmp_path / "study.db"))
    me = desk.me()
    project = workbench.create_project(me, "MPP", BOOK).id
    case = Case(uuid4(), "IK-01", attributes={"jenis": "kunci", "instansi": "DPMPTSP"})
    workbench.put_cases(me, project, [case])
    one = Study(me, project, {code.key: code.id for code in workbench.codebook(me, project).codes})
    voices = (Speaker("P", "interviewer"), Speaker("IK-01", "informant", case.id))
    said = (Turn(3, 13, "P"), Turn(21, 40, "IK-01"), Turn(48, 68, "IK-01"))
    second, first = (
        one.bring(name, speakers=voices, turns=said, case=case.id, header={"Tanggal": day})
        for name, day in (("Kedua.txt", "20 Januari 2026"), ("Pertama.txt", "12 Januari 2026"))
    )
    one.code(second, "=Ada. Setiap Senin.\nIK-01: Belum", "K2", "I2")
    one.code(first, "Belum pernah", "K2")
    paper = one.bring("D-02.pdf", kind="document", pages=(Page("3", 0),))
    one.code(paper, "Setiap Senin", "I2")
    yield one
    desk.store.close()


def test_excerpts_are_counted_with_their_informants_sources_and_codes(study: Study) -> None:
    found = workbench.tally_excerpts(study.me, study.project, Query())
    assert (found.excerpts, found.informants, found.sources) == (4, 1, 3)
    assert found.by_code == {study.codes["K2"]: 2, study.codes["I2"]: 2}
    narrow = workbench.tally_excerpts(study.me, study.project, Query(kinds=("document",)))
    assert (narrow.excerpts, narrow.informants, narrow.by_code) == (1, 0, {study.codes["I2"]: 1})
    key = Query(attributes={"jenis": ("kunci",)})
    assert workbench.tally_excerpts(study.me, study.project, key).excerpts == 3


def test_the_table_of_a_thesis_has_informant_lines_words_and_reference(study: Study) -> None:
    rows = {(row["Sumber"], row["Kode"]): row for row in study.csv()}
    assert len(rows) == 4
    row = rows["Kedua.txt", "K2"]
    assert row["Kutipan"] == "=Ada. Setiap Senin.\nIK-01: Belum"
    assert row["Rujukan"] == "(IK-01, W2, b. 2-3)"
    assert (row["Informan"], row["Pelaku"], row["Baris"], row["Nama kode"]) == ("IK-01", "IK-01", "2–3", "Dialog")
    assert (row["jenis (informan)"], row["instansi"], row["Jenis"]) == ("kunci", "DPMPTSP", "wawancara")
    assert row["Waktu"].endswith("+07:00")
    assert rows["Pertama.txt", "K2"]["Rujukan"] == "(IK-01, W1, b. 3)"
    assert rows["D-02.pdf", "I2"]["Rujukan"] == "(D-02, hlm. 3)"


def test_xlsx_holds_the_same_and_says_what_it_was_narrowed_to(study: Study) -> None:
    query = Query(codes=(study.codes["K2"],))
    book = openpyxl.load_workbook(io.BytesIO(workbench.export_excerpts(study.me, study.project, query)))
    rows = list(book["Kutipan"].iter_rows(values_only=True))
    cells = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert [cell["Kutipan"] for cell in cells] == [row["Kutipan"] for row in study.csv(query)]
    assert [cell["No"] for cell in cells] == [1, 2]
    about = dict(book["Keterangan"].iter_rows(values_only=True))
    assert (about["Proyek"], about["Kode"], about["Sumber"], about["Jumlah kutipan"]) == ("MPP", "K2", "semua", "2")
    assert about["Versi buku kode"] == "1"


def test_the_project_keeps_its_own_templates_beside_its_other_settings(study: Study) -> None:
    now = workbench.project(study.me, study.project)
    workbench.edit_project(study.me, study.project, now.version, settings={"lain": 1})
    workbench.put_templates(study.me, study.project, {"document": "[{sumber}: {halaman}]", "interview": " "})
    settings = workbench.project(study.me, study.project).settings
    assert settings == {"lain": 1, "quotation": {"document": "[{sumber}: {halaman}]"}}
    assert {row["Rujukan"] for row in study.csv() if row["Jenis"] == "dokumen"} == {"[D-02: 3]"}
    with pytest.raises(TemplateUnknown):
        workbench.put_templates(study.me, study.project, {"document": "{nama}"})
    assert workbench.project(study.me, study.project).settings == settings


def test_a_stranger_takes_nothing_away_and_a_reader_changes_no_template(study: Study) -> None:
    reader = Actor(study.me.store, workbench.add_coder(study.me, study.project, "Pembaca", "reader"))
    assert workbench.export_excerpts(reader, study.project, Query())
    with pytest.raises(NotAllowed):
        workbench.put_templates(reader, study.project, {"document": "{sumber}"})
    other = workbench.create_project(study.me, "Lain", BOOK).id
    for act in (workbench.export_excerpts, workbench.tally_excerpts):
        with pytest.raises(ProjectNotFound):
            act(reader, other, Query())
