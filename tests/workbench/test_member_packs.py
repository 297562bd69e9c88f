"""Packs as files: what an informant reads holds their own words and nobody else's, nor anybody's notes."""

import io
import zipfile
from dataclasses import replace
from uuid import uuid4

import docx
import pytest

from coding import workbench
from coding.errors import NoPack, NotFound, PackOutdated
from coding.model import Ground, Proposition
from coding.workbench import Readers, conclusions
from coding.workbench.answering import put_answers, read_answer_table
from coding.workbench.member_check import member_check, send_packs
from coding.workbench.member_packs import export_pack, export_packs


@pytest.fixture
def asked(study):
    """Two informants in two talks, both used for one proposition; a note at every step."""
    study.informants = []
    one = Proposition(uuid4(), "Rapat ada.", plausible="Rahasia peneliti satu")
    conclusions.put_proposition(study.owner, study.id, one)
    study.proposition = one
    for key, words in (("IK-01", "Kami rapat tiap Senin."), ("IK/02 <b>", "Saya tidak pernah rapat.")):
        case = study.add_case(key, jabatan="Kepala")
        source = study.add_source(f"W {key[:2]} {len(study.informants)}", f"P: Ada?\n{key}: {words}\n", case.id)
        start = source.text.index(words)
        coding = study.code("K1", start, start + len(words), source=source.id)
        workbench.memo(study.owner, study.id, coding.id, "Rahasia peneliti dua")
        note = Ground(uuid4(), "proposition", one.id, "coding", coding.id, note="Rahasia peneliti tiga")
        conclusions.put_ground(study.owner, study.id, note)
        study.informants.append(case)
    return study


def words_in(data):
    """All words of a document, those of its tables as well."""
    document = docx.Document(io.BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_a_pack_says_what_is_asked_and_holds_the_words_of_one_informant_only(asked):
    first, second = asked.informants
    send_packs(asked.owner, asked.id, [first.id, second.id])
    told = words_in(export_pack(asked.owner, asked.id, first.id))
    for expected in (
        "IK-01",
        "Rapat ada.",
        "“Kami rapat tiap Senin.”",
        "1a",
        "☐ setuju dengan perbaikan",
        "tanpa alasan",
    ):
        assert expected in told
    for hidden in ("tidak pernah rapat", "Rahasia peneliti", "IK/02", "Kepala"):
        assert hidden not in told


def test_it_is_in_english_where_that_is_asked_for(asked):
    send_packs(asked.owner, asked.id, [asked.informants[0].id], "en")
    told = words_in(export_pack(asked.owner, asked.id, asked.informants[0].id))
    assert "You are free." in told
    assert "setuju" not in told


def test_a_pack_that_reads_otherwise_by_now_is_not_printed_under_its_old_numbers(asked):
    first = asked.informants[0].id
    with pytest.raises(NoPack):
        export_pack(asked.owner, asked.id, first)
    with pytest.raises(NotFound):
        export_pack(asked.owner, asked.id, uuid4())
    send_packs(asked.owner, asked.id, [first])
    conclusions.put_proposition(asked.owner, asked.id, replace(asked.proposition, text="Rapat rutin ada."))
    with pytest.raises(PackOutdated):
        export_pack(asked.owner, asked.id, first)
    send_packs(asked.owner, asked.id, [first])
    assert "Rapat rutin ada." in words_in(export_pack(asked.owner, asked.id, first))


def test_all_packs_come_in_one_file_with_a_table_that_is_filled_and_read_again(asked):
    ids = [one.id for one in asked.informants]
    send_packs(asked.owner, asked.id, ids)
    with zipfile.ZipFile(io.BytesIO(export_packs(asked.owner, asked.id, ids))) as archive:
        assert archive.namelist() == ["IK-01.docx", "IK_02 _b_.docx", "jawaban.xlsx"]
        table = archive.read("jawaban.xlsx")
    with Readers() as readers:
        rows = readers.rows("jawaban.xlsx", table, language="id")
    assert [row[:3] for row in rows[1:]] == [
        ["IK-01", "1", "Rapat ada."],
        ["IK-01", "1a", "“Kami rapat tiap Senin.”"],
        ["IK/02 <b>", "1", "Rapat ada."],
        ["IK/02 <b>", "1a", "“Saya tidak pernah rapat.”"],
    ]
    empty = read_answer_table(asked.owner, asked.id, rows)
    assert (empty.lines, empty.problems, empty.unanswered) == ((), (), 4)
    filled = [rows[0], *([*row[:3], "setuju", *row[4:]] for row in rows[1:])]
    there = read_answer_table(asked.owner, asked.id, filled)
    put_answers(asked.owner, asked.id, [one for _key, one in there.lines])
    assert [one.progress.agreed for one in member_check(asked.owner, asked.id)] == [2, 2]
