"""The tables that are only made for the appendix of a report."""

from uuid import uuid4

import pytest

from coding import workbench
from coding.model import Proposition, Section, Verdict
from coding.report.blocks import Heading, Tabled, Words
from coding.report.tables import Column, Part
from coding.workbench.conclusions import put_proposition, put_verdict
from coding.workbench.report_appendix import appendix_parts
from coding.workbench.reporting import Annexes, compose, export_report
from coding.workbench.sections import begin_section
from coding.workbench.verifying import keep_verification


def test_the_appendix_has_the_codebook_and_what_was_decided_with_its_reason(study):
    put_verdict(study.owner, study.id, Verdict(uuid4(), study.codes["K1"], "partly", "Dua dari tiga."))
    claim = Proposition(uuid4(), "Rapat ada.")
    put_proposition(study.owner, study.id, claim)
    keep_verification(study.owner, study.id, claim.id, "counting", "weakens", note="Hanya satu.")
    made = appendix_parts(study.owner, study.id)
    assert [row[:2] for row in made["codebook"].rows][1:] == [(key, f"Kode {key}") for key in ("K1", "K2", "K3")]
    who = study.owner.coder.name
    assert [row[1:] for row in made["decided"].rows] == [
        (who, "Putusan: sebagian terlaksana", "Dua dari tiga.", "K1 Kode K1"),
        (who, "Pengujian proposisi: melemah", "Hanya satu.", "Rapat ada."),
    ]
    assert "member-check" not in made
    english = appendix_parts(study.owner, study.id, language="en")
    assert english["decided"].rows[0][2] == "Verdict: partly achieved"


TRAIL = Part("Jejak audit", [Column("Tanggal"), Column("Keputusan")], [("2026-11-29", "menulis proposisi")])


def tables(made):
    return [one.name for one in made.report.blocks if isinstance(one, Tabled)]


def told(made):
    return " ".join(one.text for one in made.report.blocks if isinstance(one, Words) and isinstance(one.text, str))


def test_transcripts_and_the_whole_trail_end_the_appendix_only_where_they_are_wanted(study):
    study.code("K1", 3, 9)
    short = compose(study.owner, study.id, pictures=False)
    assert "trail" not in tables(short)
    assert "Transkrip dengan nomor baris tidak dicetak" in told(short)
    assert "Jejak audit lengkap tidak dicetak" in told(short)
    long = compose(
        study.owner, study.id, pictures=False, annexed=Annexes(transcripts=True, trail=lambda _language, _rev: TRAIL)
    )
    assert tables(long)[-2:] == ["Transkrip Wawancara W1", "trail"]
    assert "tidak dicetak" not in told(long)
    tops = [one.text for one in long.report.blocks if isinstance(one, Heading) and one.level == 1]
    assert tops.count("Lampiran") == 1
    (first,) = (one.part for one in long.report.blocks if isinstance(one, Tabled) and one.name.startswith("Transkrip"))
    assert "Apakah" in str(first.rows[0][2])
    english = compose(study.owner, study.id, pictures=False, language="en", annexed=Annexes(transcripts=True))
    assert tables(english)[-1] == "Interview Transcript W1"
    assert "The whole audit trail is not printed" in told(english)


def test_a_written_report_without_an_appendix_gets_one_for_them(study):
    study.code("K1", 3, 9)
    begin_section(study.owner, study.id, Section(uuid4(), "thesis", "Hasil", text="Ada {excerpts: K1} kutipan."))
    made = compose(
        study.owner, study.id, pictures=False, annexed=Annexes(transcripts=True, trail=lambda _language, _rev: TRAIL)
    )
    headings = [one.text for one in made.report.blocks if isinstance(one, Heading)]
    assert headings == ["Hasil", "Lampiran", "Transkrip dengan nomor baris", "Jejak audit lengkap"]
    page = export_report(
        study.owner, study.id, format="html", annexed=Annexes(transcripts=True, trail=lambda _language, _rev: TRAIL)
    ).decode()
    assert "Apakah" in page
    assert "menulis proposisi" in page


@pytest.mark.parametrize("written", [False, True])
def test_a_report_that_is_stopped_while_it_is_made_leaves_nothing_behind(study, written):
    study.code("K1", 3, 9)
    if written:
        begin_section(study.owner, study.id, Section(uuid4(), "thesis", "Hasil", text="Ada {excerpts: K1} kutipan."))
    before = workbench.latest_events(study.owner, study.id)
    shares = []
    export_report(study.owner, study.id, progress=lambda share, _name: shares.append(share))
    for stop in range(len(shares)):
        heard = iter(range(len(shares)))

        def advance(_share, _name, heard=heard, stop=stop):
            if next(heard) == stop:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            export_report(study.owner, study.id, progress=advance)
    assert workbench.latest_events(study.owner, study.id) == before
    # The store is as free as before: somebody else can write at once.
    study.code("K2", 3, 9)
