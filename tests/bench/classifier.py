"""How long the classifier takes: `python -m tests.bench classifier`, on passages made by a seeded generator.

Prints CPU seconds of a retraining with kept features at 300 decided passages of 3,000, at 3,000 of 3,000 and at 30,000
of 30,000 (12 codes, 43 words each), and once of fitting the features; suggestions and passages per CPU second, with and
without naming words; and milliseconds for one reason.
"""

import random
import sys
from statistics import median
from time import process_time

from coding.suggestion.classifier import Classifier
from coding.suggestion.features import Features
from coding.suggestion.material import Decided, Label, Passage, Pattern, Scheme

CODES, WORDS, EACH = 12, 43, 40
SIZES = ((300, 3_000, 2.0), (3_000, 3_000, 8.0), (30_000, 30_000, 60.0))
REASONS, ASKED = 200, 3_000
SYLLABLES = "ba be bi bo ku ka ke ki la li lu ma me mi na ni pa per ra ri sa se si ta te ti tu wa ya".split()


def word(dice: random.Random) -> str:
    return "".join(dice.choices(SYLLABLES, k=dice.randint(2, 4)))


def study(passages: int) -> tuple[Scheme, list[Passage], list[Decided]]:
    """Interviews of forty passages whose topics run on; a fifth of the words belong to the topic."""
    dice = random.Random(7)
    common, topics = [word(dice) for _ in range(6_000)], [[word(dice) for _ in range(60)] for _ in range(CODES)]
    often = [1 / (rank + 3) for rank in range(len(common))]
    labels = [
        Label(f"C{code}", " ".join(words[:2]), " ".join(words[:8]), tuple(Pattern(one) for one in words[:6]))
        for code, words in enumerate(topics)
    ]
    corpus, decided, topic = [], [], 0
    for number in range(passages):
        topic = topic if dice.random() < 0.6 else dice.randrange(CODES)
        said = [*dice.choices(topics[topic], k=WORDS // 5), *dice.choices(common, often, k=WORDS - WORDS // 5)]
        dice.shuffle(said)
        corpus.append(Passage(str(number), str(number // EACH), " ".join(said)))
        decided.append(Decided(str(number), frozenset({f"C{topic}"} if dice.random() < 0.6 else ())))
    return Scheme("id", tuple(labels)), corpus, decided


def main() -> None:
    for coded, passages, most in SIZES:
        scheme, corpus, decided = study(passages)
        start = process_time()
        features = Features("id").fit(corpus)
        fitted = process_time() - start
        start = process_time()
        model = Classifier().fit(scheme, corpus, decided[:coded], features=features)
        taken = process_time() - start
        sys.stdout.write(
            f"{coded:>6} decided of {passages:>6}: retraining {taken:6.2f} s CPU (at most {most:.0f}); "
            f"features once {fitted:.2f} s\n"
        )
        if coded == SIZES[0][0]:
            speed(model, corpus)


def speed(model: Classifier, corpus: list[Passage]) -> None:
    for named in (model.named, 0):
        model.named = named
        start = process_time()
        count = sum(map(len, model.suggest(corpus[:ASKED])))
        taken = process_time() - start
        sys.stdout.write(
            f"       suggestions naming words for {named} codes: {count / taken:,.0f}/s, "
            f"{min(ASKED, len(corpus)) / taken:,.0f} passages/s\n"
        )
    waits = []
    for passage in corpus[:REASONS]:
        start = process_time()
        model.explain(passage, "C1")
        waits.append(1000 * (process_time() - start))
    sys.stdout.write(f"       a reason: {median(waits):.2f} ms, at most {max(waits):.2f} ms\n")


if __name__ == "__main__":
    main()
