"""Behind the report: what was shown before decisions, and the passages a model was tested on."""

import csv
import io
from uuid import uuid4

import pytest

from coding import workbench
from coding.model import Keyword

SOURCES, EACH = 5, 8
WORDS = ("rapat dinas camat", "dana cair belanja", "rapat bersama bupati", "dana desa keluar")


@pytest.fixture
def kind():
    """One kind of database: what is learned from codings does not depend on it, and learning is what takes the time."""
    return "sqlite"


@pytest.fixture
def studied(study, tmp_path, monkeypatch):
    """Five interviews of eight answers; K1 speaks of meetings, K2 of money. Nothing coded, nothing hidden."""
    monkeypatch.setattr("coding.workbench.training.user_data_path", lambda name: tmp_path)
    workbench.put_keyword(study.owner, study.id, Keyword(uuid4(), study.codes["K1"], "id", "rapat"))
    workbench.put_keyword(study.owner, study.id, Keyword(uuid4(), study.codes["K2"], "id", "dana"))
    workbench.put_suggestion_settings(study.owner, study.id, blind_share=0.0)
    talk = "".join(f"P: Lalu?\nIK-01: Kami {WORDS[n % 4]} {{name}} {n}.\n" for n in range(EACH))
    return study, [study.add_source(f"W{n}", talk.replace("{name}", f"kantor{n}")).id for n in range(2, 2 + SOURCES)]


def answers(study, source):
    return [one for one in workbench.segments(study.owner, study.id, source, "turn") if "Kami" in one.text]


def code_all(study, sources, wrong=()):
    """K1 to meetings and K2 to money, but for those (source, number) that get the other code."""
    for number, source in enumerate(sources):
        for at, one in enumerate(answers(study, source)):
            meets = ("rapat" in one.text) != ((number, at) in wrong)
            study.code("K1" if meets else "K2", one.start, one.end, source=source)


def test_what_was_shown_before_decisions_is_figured_as_real_use(studied):
    study, sources = studied
    for source in sources:
        workbench.show_offers(study.owner, study.id, workbench.offered(study.owner, study.id, source).offers)
    code_all(study, sources, wrong={(0, 0), (1, 1), (2, 2), (3, 3)})
    found = workbench.in_use(study.owner, study.id, "id", method="keywords")
    assert (found["decisions"], found["sources"]) == (SOURCES * EACH, SOURCES)
    rules, recent = found["methods"]
    assert (rules["method"], recent["method"]) == ("keywords", "recent")
    assert rules["first_right"] == 36 / 40
    assert not rules["percentages"]
    assert workbench.in_use(study.owner, study.id, "en", method="keywords")["decisions"] == 0


def test_every_code_that_stood_beside_a_segment_counts_as_shown_not_only_the_first(studied):
    study, sources = studied
    workbench.put_keyword(study.owner, study.id, Keyword(uuid4(), study.codes["K2"], "id", "kami"))
    for source in sources:
        offers = workbench.offered(study.owner, study.id, source).offers
        assert max(one.rank for one in offers) > 1
        workbench.show_offers(study.owner, study.id, offers)
    code_all(study, sources)
    rules, _ = workbench.in_use(study.owner, study.id, "id", method="keywords")["methods"]
    shown = {one["code"]: one["shown"] for one in rules["codes"]}
    assert (shown["K1"], shown["K2"]) == (SOURCES * EACH // 2, SOURCES * EACH)


def test_a_suggestion_shown_after_the_decision_is_no_evidence(studied):
    study, sources = studied
    code_all(study, sources)
    for source in sources:
        workbench.show_offers(study.owner, study.id, workbench.offered(study.owner, study.id, source).offers)
    assert workbench.in_use(study.owner, study.id, "id", method="keywords")["decisions"] == 0


def test_the_passages_behind_a_figure_are_those_it_counts(studied):
    study, sources = studied
    code_all(study, sources, wrong={(0, 0)})
    card = workbench.keep_model(study.owner, study.id, workbench.start_training(study.owner, study.id))
    ours = next(one for one in card.figures["methods"] if one["method"] == "in_order")
    (figures,) = [one for one in ours["codes"] if one["code"] == "K2"]
    right, passages = workbench.outcomes(study.owner, study.id, card, "K2", "right")
    wrong, _ = workbench.outcomes(study.owner, study.id, card, "K2", "wrong")
    missed, others = workbench.outcomes(study.owner, study.id, card, "K2", "missed")
    assert figures["shown"] == right + wrong
    assert figures["positives"] == right + missed
    assert all("dana" in one.quote and one.given == ("K2",) for one in passages)
    assert [one.score for one in passages] == sorted([one.score for one in passages], reverse=True)
    odd = answers(study, sources[0])[0]
    assert (sources[0], odd.start) in [(one.source, one.start) for one in others]
    assert workbench.outcomes(study.owner, study.id, card, "K2", "right", limit=2)[0] == right


def test_without_the_arrays_of_the_model_there_is_no_answer(studied, tmp_path):
    study, sources = studied
    code_all(study, sources)
    card = workbench.keep_model(study.owner, study.id, workbench.start_training(study.owner, study.id))
    for path in tmp_path.rglob("*.npz"):
        path.unlink()
    assert workbench.outcomes(study.owner, study.id, card, "K2", "right") is None


def test_accepting_any_error_holds_nothing_back(studied):
    study, sources = studied
    code_all(study, sources[:4], wrong={(number, at) for number in range(4) for at in (number, number + 3)})
    workbench.keep_model(study.owner, study.id, workbench.start_training(study.owner, study.id))

    def shown(error):
        workbench.put_suggestion_settings(study.owner, study.id, accepted_error=error)
        return [one.id for one in workbench.offered(study.owner, study.id, sources[4]).offers if one.show]

    assert shown(1.0)
    assert len(shown(0.05)) < len(shown(1.0))


def test_the_ledger_is_taken_away_with_reasons_and_fates(studied):
    study, sources = studied
    first, second, *_ = workbench.offered(study.owner, study.id, sources[0]).offers
    workbench.show_offers(study.owner, study.id, [first, second], seconds=4.25)
    workbench.accept(study.owner, study.id, first, coding_id=uuid4())
    workbench.reject(study.owner, study.id, second)
    data = workbench.export_ledger(study.owner, study.id, format="csv").decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(data))
    told = [dict(zip(head, row, strict=True)) for row in rows]
    assert [one["Keputusan"] for one in told] == ["diterima", "ditolak"]
    assert [(one["Kode usulan"], one["Alasan"], one["Metode"]) for one in told] == [
        ("K1", "rapat", "aturan kata kunci"),
        ("K2", "dana", "aturan kata kunci"),
    ]
    assert told[0]["Kode yang diberikan"] == "K1"
    assert told[0]["Segmen"].startswith("Kami rapat")
    assert (told[0]["Sumber"], told[0]["Baris"], told[0]["Detik"], told[0]["Skor (per 1.000)"]) == (
        "W2",
        "2",
        "4.2",
        "500",
    )
    assert workbench.export_ledger(study.owner, study.id).startswith(b"PK")
