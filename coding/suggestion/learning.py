"""A training as one call: plain values in, named arrays out. What `__main__` does in a process of its own.

Nothing here is ever pickled: words go as JSON in an array of bytes.
"""

import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

import coding
from coding.suggestion.classifier import Classifier
from coding.suggestion.evaluation import Tested, held_out, report
from coding.suggestion.evaluation_trial import IN_ORDER, Maker
from coding.suggestion.features import Features
from coding.suggestion.keywords import Keywords
from coding.suggestion.material import Decided, Guess, Passage, Scheme
from coding.suggestion.wire import unpacked

Arrays = dict[str, NDArray[Any]]
Progress = Callable[[float], None]

MODEL = "model."
FEATURES = f"{MODEL}features."
NAMED = 5
"""For how many codes of a passage the words that speak for them are kept."""

_TRAINED = 0.3
_STICKS = 0.3
_PAIRS = 10


def learn(asked: Mapping[str, Any], progress: Progress) -> Arrays:
    """Train, ask about every passage and, where wanted, test on sources held out.

    What the texts say without decisions is taken from the file of an earlier model, `before`, where it knew the same.

    Gives `passages`, `codes`, `scores` and `show` (passages × codes), `about` (JSON: `words`, `report`, `calibrated`,
    `stick`), and the model as `model.…` (`Classifier.state`). After a test also, a row for each decision in the order
    of coding, `tested_passages`, `tested_truth`, and `tested_scores` and `tested_show` as they would have been on
    screen: by a model that did not learn from the source, with the decisions made before.
    """
    scheme, corpus, decided = unpacked(asked)
    seed, tests = int(asked.get("seed", 0)), bool(asked.get("report"))
    share = _TRAINED if tests else 1.0
    # What the texts say without any decision is the same for every part of the test.
    texts = _texts(scheme, corpus, seed)
    features = _kept(asked.get("before"), texts) or Features(scheme.language).fit(corpus, seed)
    model = Classifier(seed=seed).fit(
        scheme, corpus, decided, features=features, progress=lambda done: progress(share * done)
    )
    guesses = model.suggest(corpus)
    about: dict[str, Any] = {
        "calibrated": model.calibrated,
        "texts": texts,
        "stick": sticks(corpus, decided),
        "words": [_words(*both) for both in zip(guesses, Keywords().fit(scheme).suggest(corpus), strict=True)],
    }
    scores, show = _tables(scheme, guesses)
    made: Arrays = {
        "passages": np.array([one.id for one in corpus], dtype=np.str_),
        "codes": np.array(scheme.codes, dtype=np.str_),
        "scores": scores,
        "show": show,
        **{f"{MODEL}{name}": array for name, array in model.state().items()},
    }
    if tests:
        makers: dict[str, Maker] = {"classifier": lambda: _Prepared(features, seed), "keywords": Keywords}
        rest = 1 - _TRAINED
        tested = held_out(makers, scheme, corpus, decided, progress=lambda done: progress(_TRAINED + rest * done))
        about["report"] = report(tested, least_sources=2).to_json()
        made |= _tested(tested)
    made["about"] = np.frombuffer(json.dumps(about, ensure_ascii=False).encode(), dtype=np.uint8)
    return made


def _texts(scheme: Scheme, corpus: Sequence[Passage], seed: int) -> str:
    """A short name of all that features are fitted on."""
    digest = blake2b(repr((coding.__version__, scheme.language, seed)).encode(), digest_size=16)
    for one in corpus:
        digest.update(repr((one.id, one.doc, one.text)).encode())
    return digest.hexdigest()


def _kept(before: str | None, texts: str) -> Features | None:
    """The features of an earlier model, where they were fitted on exactly these texts."""
    if before is None:
        return None
    try:
        with Path(before).open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            if json.loads(arrays["about"].tobytes()).get("texts") != texts:
                return None
            return Features.from_arrays(
                {name.removeprefix(FEATURES): arrays[name] for name in arrays if name.startswith(FEATURES)}
            )
    except (zipfile.BadZipFile, OSError, ValueError, KeyError, EOFError):
        return None


class _Prepared(Classifier):
    """A classifier for a corpus whose features are there already."""

    def __init__(self, features: Features, seed: int) -> None:
        super().__init__(seed=seed, named=0)
        self._ready = features

    def fit(
        self,
        scheme: Scheme,
        corpus: Sequence[Passage],
        decided: Sequence[Decided] = (),
        *,
        features: Features | None = None,
        progress: Progress | None = None,
    ) -> Self:
        """Learn from decisions alone; the corpus is the one the features were fitted on."""
        return super().fit(scheme, corpus, decided, features=features or self._ready, progress=progress)


def _tables(scheme: Scheme, guesses: Sequence[Sequence[Guess]]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    column = {code: place for place, code in enumerate(scheme.codes)}
    scores = np.zeros((len(guesses), len(column)), dtype=np.float32)
    show = np.zeros(scores.shape, dtype=bool)
    for row, some in enumerate(guesses):
        for one in some:
            scores[row, column[one.code]], show[row, column[one.code]] = one.score, one.show
    return scores, show


def _words(some: Sequence[Guess], by_rules: Sequence[Guess]) -> dict[str, list[str]]:
    """The words that speak for the likeliest codes: those the model names, else those a keyword rule hit."""
    hit = {one.code: one.evidence for one in by_rules}
    named = {one.code: list(one.evidence or hit.get(one.code, ())) for one in some[:NAMED]}
    return {code: words for code, words in named.items() if words}


def _tested(tested: Tested) -> Arrays:
    seen = next((one for one in tested.scored if one.method == IN_ORDER), None)
    if seen is None:
        return {}
    return {
        "tested_passages": np.array(tested.passages, dtype=np.str_),
        "tested_truth": tested.truth,
        "tested_scores": np.asarray(seen.scores, dtype=np.float32),
        "tested_show": seen.shown,
    }


def sticks(corpus: Sequence[Passage], decided: Sequence[Decided]) -> bool:
    """Whether in this project a code tends to run on from one passage into the next."""
    codes = {one.passage: one.codes for one in decided}
    pairs = [
        (codes[before.id], codes[after.id])
        for before, after in pairwise(corpus)
        if before.doc == after.doc and after.id in codes and codes.get(before.id)
    ]
    return len(pairs) >= _PAIRS and sum(bool(one & next_) for one, next_ in pairs) >= _STICKS * len(pairs)
