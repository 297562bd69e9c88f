"""The tables that are only made for the appendix of a report."""

from uuid import uuid4

from coding.model import Proposition, Verdict
from coding.workbench.conclusions import put_proposition, put_verdict
from coding.workbench.report_appendix import appendix_parts
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
