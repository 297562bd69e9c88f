"""A training as one call: the same again from kept features, and never from those of other texts."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import coding
from coding.suggestion.features import Features
from coding.suggestion.learning import learn
from coding.suggestion.material import Decided, Label, Passage, Pattern, Scheme
from coding.suggestion.wire import request

SCHEME = Scheme("id", (Label("K", "Rapat", "bertemu", (Pattern("rapat"),)), Label("A", "Dana", "uang")))
WORDS = ("rapat dinas camat pagi", "dana cair belanja desa", "rapat lagi dengan dinas", "uang dana belum turun")
CORPUS = [Passage(f"{doc}:{n}", f"W{doc}", f"kami {WORDS[n % 4]} ke {n}") for doc in range(5) for n in range(12)]
DECIDED = [Decided(one.id, frozenset("KA"[n % 2])) for n, one in enumerate(CORPUS)]


def trained(corpus: list[Passage] = CORPUS, **wanted: Any) -> dict[str, Any]:
    told: list[float] = []
    made = learn(request(SCHEME, corpus, DECIDED, **wanted), told.append)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1)
    return made


@pytest.fixture
def before(tmp_path: Path) -> str:
    path = tmp_path / "model.npz"
    np.savez_compressed(path, allow_pickle=False, **trained())
    return str(path)


def refuse(*_: Any) -> None:
    raise AssertionError("the features are fitted again")


def test_kept_features_give_the_same_model_without_being_fitted_again(
    before: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    anew = trained()
    monkeypatch.setattr(Features, "fit", refuse)
    again = trained(before=before)
    assert anew.keys() == again.keys()
    for name, array in anew.items():
        np.testing.assert_array_equal(array, again[name])


@pytest.mark.parametrize("changed", ["text", "seed", "program", "file", "no file"])
def test_features_of_anything_else_are_not_used(before: str, changed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = [replace(CORPUS[0], text="lain"), *CORPUS[1:]] if changed == "text" else CORPUS
    if changed == "program":
        monkeypatch.setattr(coding, "__version__", "other")
    if changed == "file":
        Path(before).write_bytes(b"PK\x03\x04 rubbish")
    if changed == "no file":
        Path(before).unlink()
    monkeypatch.setattr(Features, "fit", refuse)
    with pytest.raises(AssertionError, match="fitted again"):
        trained(corpus, before=before, seed=int(changed == "seed"))


def test_the_tests_on_sources_held_out_name_their_passages_in_the_order_of_coding() -> None:
    made = trained(report=True)
    assert made["tested_passages"].tolist() == [one.passage for one in DECIDED]
    truth = [[code in one.codes for code in SCHEME.codes] for one in DECIDED]
    np.testing.assert_array_equal(made["tested_truth"], truth)
    assert made["tested_scores"].shape == made["tested_show"].shape == (len(DECIDED), 2)
