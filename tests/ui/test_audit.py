"""The audit trail: each act with its day, its doer, its reason and what it was about."""

from typing import Any
from uuid import uuid4

from coding import workbench
from coding.model import Proposition, Verdict
from coding.ui import audit
from coding.workbench import Decided, conclusions


def test_every_decision_stands_with_its_reason_and_what_it_was_about(shared_store: Any, study_builder: Any) -> None:
    study = study_builder(shared_store, "Jejak")
    coding = study.code("K1", 3, 28).id
    workbench.reduce(study.owner, study.id, [Decided(coding, "aside", reason="Di luar fokus")])
    conclusions.put_verdict(study.owner, study.id, Verdict(uuid4(), study.codes["K1"], "partly", "Dua dari tiga."))
    conclusions.put_proposition(study.owner, study.id, Proposition(uuid4(), "Rapat ada.", plausible="Banyak menyebut"))
    events = workbench.latest_events(study.owner, study.id, limit=4)[::-1]
    names = {study.owner.id: "Rina"}
    sources = {study.source.id: "W1"}
    rows = audit.rows(events, study.project, names, sources, workbench.codebook(study.owner, study.id))
    assert [row[1] for row in rows] == ["Rina"] * 4
    assert [row[2] for row in rows] == [
        "coded 1 passage in “W1”",
        "decided about 1 passage",
        "reached a verdict",
        "wrote a proposition",
    ]
    assert [row[3] for row in rows] == ["", "Di luar fokus", "Dua dari tiga.", "Banyak menyebut"]
    quote = study.codings()[0].quote
    assert [row[4] for row in rows] == [f"[K1] {quote}", f"[K1] {quote}", "[K1]", "Rapat ada."]
    assert all(row[0].startswith("20") for row in rows)
