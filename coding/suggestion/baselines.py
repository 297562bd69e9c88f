"""What any suggester has to beat: the commonest codes, the codes used last, and the plainest classifier."""

from collections import Counter
from collections.abc import Sequence
from typing import Self

import numpy as np

from coding.suggestion.material import Decided, Guess, Passage, Scheme
from coding.suggestion.measures import Floats

_SHOWN_FROM = 0.5
_RECENT = 3


class Commonest:
    """Says the same of every passage: the share of decided passages that got each code."""

    calibrated = True

    def fit(self, scheme: Scheme, corpus: Sequence[Passage], decided: Sequence[Decided] = ()) -> Self:
        """Count the codes."""
        counts = Counter(code for one in decided for code in one.codes)
        self.shares_ = {code: counts[code] / len(decided) for code in scheme.codes if counts[code]}
        return self

    def suggest(self, passages: Sequence[Passage]) -> list[list[Guess]]:
        """The codes from the commonest down."""
        return [_guesses(self.shares_) for _ in passages]


class Naive:
    """Weighted words and one logistic regression per code, from the decided passages alone."""

    calibrated = True

    def fit(self, scheme: Scheme, corpus: Sequence[Passage], decided: Sequence[Decided] = ()) -> Self:
        """Learn the words of the decided passages; codes never given, or given to all, keep their share."""
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression

        texts = {passage.id: passage.text for passage in corpus}
        known = [one for one in decided if one.passage in texts]
        self.words_: TfidfVectorizer | None = None
        self.models_: dict[str, LogisticRegression | float] = {}
        if not known:
            return self
        words = TfidfVectorizer(sublinear_tf=True, token_pattern=r"(?u)\w+")
        try:
            features = words.fit_transform([texts[one.passage] for one in known])
        except ValueError:  # scikit-learn's answer where no text holds a word
            return self
        self.words_ = words
        for code in scheme.codes:
            given = np.array([code in one.codes for one in known])
            mixed = given.any() and not given.all()
            self.models_[code] = LogisticRegression().fit(features, given) if mixed else float(given.mean())
        return self

    def suggest(self, passages: Sequence[Passage]) -> list[list[Guess]]:
        """Chances per code, surest first."""
        if self.words_ is None or not passages:
            return [[] for _ in passages]
        features = self.words_.transform([passage.text for passage in passages])
        columns = {
            code: np.full(len(passages), model) if isinstance(model, float) else model.predict_proba(features)[:, 1]
            for code, model in self.models_.items()
        }
        return [
            _guesses({code: float(column[row]) for code, column in columns.items()}) for row in range(len(passages))
        ]


def _guesses(chances: dict[str, float]) -> list[Guess]:
    """Guesses from chances, surest first; those of equal chance in codebook order."""
    kept = sorted(((code, chance) for code, chance in chances.items() if chance > 0), key=lambda pair: -pair[1])
    return [Guess(code, chance, show=chance >= _SHOWN_FROM) for code, chance in kept]


def recently_used(scheme: Scheme, decided: Sequence[Decided]) -> Floats:
    """For each decision, in the order of coding, the chances of the three codes used last before it (n × codes).

    The latest code stands first. A chance is how often that place in the list was right in the decisions before;
    nothing of the decision itself, or of a later one, goes into its row.
    """
    places = {code: place for place, code in enumerate(scheme.codes)}
    chances = np.zeros((len(decided), len(places)))
    recent: list[str] = []
    right = [0] * _RECENT
    asked = [0] * _RECENT
    for row, one in enumerate(decided):
        ceiling = 1.0
        for rank, code in enumerate(recent):
            # The list's order is the suggestion; a rank that did better than the one before it may at most draw level.
            ceiling = min(ceiling - 1e-9, (right[rank] + 1) / (asked[rank] + 2))
            chances[row, places[code]] = max(ceiling, 1e-9 * (_RECENT - rank))
            right[rank] += code in one.codes
            asked[rank] += 1
        now = [code for code in scheme.codes if code in one.codes]
        recent = [*now, *(code for code in recent if code not in now)][:_RECENT]
    return chances
