"""How fast sentences are found, and how well on the lines of the rules' own test.

`python tests/bench/segment.py` prints tokens per CPU second of the pipeline alone and of `sentences` on a source of
1,500 turns, and precision and recall of sentence starts on the test's lines (which the rules were tuned on).
"""

import importlib.util
import sys
from pathlib import Path
from statistics import median
from time import process_time

from coding.model import Source, Turn
from coding.segmentation import sentences
from coding.segmentation.rules import sentence_starts
from coding.segmentation.sentence import pipeline_for

RULES_TEST = Path(__file__).parents[1] / "segmentation" / "test_rules.py"
TURNS, ROUNDS = 1_500, 5
SPOKEN = (
    "Eee, jadi begini, Pak. Waktu itu Bpk. Andi dari Dukcapil datang ke loket No. 4, bawa berkas KTP, KK, dll. yang "
    "belum dicocokkan. Nah, kami tunggu s.d. jam 15.00... tapi datanya belum masuk juga. Biayanya Rp 1.500.000 per "
    "bulan, ya kan? Terus warga tanya, “Kapan selesai?” Kami tidak bisa jawab. "
)


def source_of_turns() -> Source:
    """A source of 1,500 turns, about 430,000 characters."""
    turns = tuple(Turn(n * len(SPOKEN), (n + 1) * len(SPOKEN) - 1, "IK") for n in range(TURNS))
    return Source("bench", SPOKEN * TURNS, turns=turns)


def speeds() -> tuple[float, float]:
    """Tokens per CPU second: the pipeline on the turns' texts, and all of `sentences`; medians of five rounds."""
    source = source_of_turns()
    pipeline = pipeline_for("id")
    tokens = len(pipeline(SPOKEN)) * TURNS
    piped, whole = [], []
    for _ in range(ROUNDS):
        began = process_time()
        for doc in pipeline.pipe(SPOKEN for _ in range(TURNS)):
            list(doc.sents)
        piped.append(process_time() - began)
        began = process_time()
        sentences(source)
        whole.append(process_time() - began)
    return tokens / median(piped), tokens / median(whole)


def quality() -> tuple[int, float, float]:
    """Boundaries inside the test's lines, precision and recall."""
    spec = importlib.util.spec_from_file_location("rules_test", RULES_TEST)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(RULES_TEST)
    lines = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(lines)
    right = found = wanted = 0
    for line in lines.lines(lines.INDONESIAN) + lines.lines(lines.ENGLISH):
        text, starts = lines.expected(line)
        guessed = set(sentence_starts(text))
        right += len(guessed & starts) - 1
        found += len(guessed) - 1
        wanted += len(starts) - 1
    return wanted, right / found, right / wanted


def main() -> None:
    """Print the figures."""
    piped, whole = speeds()
    wanted, precision, recall = quality()
    sys.stdout.write(f"pipeline            {piped:>10,.0f} tokens/CPU s\n")
    sys.stdout.write(f"sentences(source)   {whole:>10,.0f} tokens/CPU s\n")
    sys.stdout.write(f"own lines           {wanted} boundaries, P {precision:.3f} R {recall:.3f} (tuned on them)\n")


if __name__ == "__main__":
    main()
