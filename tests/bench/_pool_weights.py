"""Fits the weights in `coding/suggestion/weights.py`; run by hand: `python -m tests.bench._pool_weights DIR`.

DIR holds `codebooks.json` and `data/NAME.jsonl.gz` as a benchmark of suggestions has them. Prints weights fitted on all
sets, and what weights fitted on the other sets lose on each.
"""

import gzip
import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from coding.suggestion.classifier_text import TextModel, Texts
from coding.suggestion.features import Features
from coding.suggestion.keywords import Keywords, patterns_of
from coding.suggestion.material import Label, Passage, Scheme
from coding.suggestion.pooling import log_loss
from coding.suggestion.weights import EVIDENCE

CODED = (0, 10, 25, 50, 100, 200, 400)
DRAWS = range(100, 106)
TESTED = 400


def read_set(folder: Path, name: str) -> tuple[Scheme, list[Passage], NDArray[np.bool_]]:
    book = json.loads((folder / "codebooks.json").read_text("utf-8"))[name]
    labels = tuple(
        Label(code, one["name"], one["definition"], patterns_of(one["keywords"]))
        for code, one in book["labels"].items()
    )
    with gzip.open(folder / "data" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    scheme = Scheme(book["lang"], labels)
    truth = np.array([[code in row["labels"] for code in scheme.codes] for row in rows], dtype=bool)
    return scheme, [Passage(row["id"], row["doc"], row["text"]) for row in rows], truth


def examples(scheme: Scheme, corpus: Sequence[Passage], truth: NDArray[np.bool_]) -> Iterator[tuple[object, ...]]:
    """Evidence on unseen documents, as the pool's features, beside the truth: one pair for each draw and size."""
    features = Features(scheme.language).fit(corpus)
    texts = Texts.of(features, Keywords().fit(scheme).counts(corpus))
    definitions = features.definitions(scheme.labels)
    docs = np.unique(np.array(features.docs), return_inverse=True)[1]
    for draw in DRAWS:
        order = list(range(docs.max() + 1))
        random.Random(draw).shuffle(order)
        line = np.concatenate([np.flatnonzero(docs == doc) for doc in order])
        test, pool = line[:TESTED], line[TESTED:]
        pool = pool[~np.isin(docs[pool], docs[test])]
        coded = np.cumsum(truth[pool].any(axis=1))
        for many in CODED:
            rows = pool[: int(np.searchsorted(coded, many)) + 1] if many else pool[:0]
            smoothed = features.running and draw % 2 == 0  # Projects choose, so weights have to suit both ways.
            model = TextModel.learn(texts[rows], truth[rows], docs[rows], definitions, smoothed, 0)
            yield expanded(model, texts[test]), truth[test].ravel()


def expanded(model: TextModel, texts: Texts) -> NDArray[np.float64]:
    evidence = model.evidence(texts)
    support = np.broadcast_to(model.support[None, :, None], (*evidence.shape[:2], 1))
    return np.concatenate([evidence, evidence * support, support], axis=2).reshape(-1, 2 * len(EVIDENCE) + 1)


def fitted(sets: Sequence[tuple[NDArray[np.float64], NDArray[np.bool_]]]) -> LogisticRegression:
    weight = np.concatenate([np.full(len(truth), 1e5 / len(truth)) for _, truth in sets])
    features, truth = np.concatenate([one for one, _ in sets]), np.concatenate([one for _, one in sets])
    return LogisticRegression(C=0.01, max_iter=2000).fit(features, truth, sample_weight=weight)


def main(folder: Path) -> None:
    names = sorted(path.name.split(".")[0] for path in (folder / "data").glob("*.jsonl.gz"))
    sets = {}
    for name in names:
        pairs = list(examples(*read_set(folder, name)))
        sets[name] = (np.concatenate([one for one, _ in pairs]), np.concatenate([one for _, one in pairs]))
    for name in names:
        for told, chosen in (("others", [sets[one] for one in names if one != name]), ("all", list(sets.values()))):
            logits = fitted(chosen).decision_function(sets[name][0])
            print(f"{name}: log loss {log_loss(logits, sets[name][1]):.4f} by weights fitted on {told}")
    model = fitted(list(sets.values()))
    base, growth, support = np.split(model.coef_[0].round(4), [len(EVIDENCE), 2 * len(EVIDENCE)])
    print(f"BASE = {tuple(base.tolist())}\nGROWTH = {tuple(growth.tolist())}")
    print(f"SUPPORT = {support[0]}\nINTERCEPT = {model.intercept_[0]:.4f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
