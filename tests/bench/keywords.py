"""How fast keyword rules are: 48 roots and 10 phrases over Indonesian passages, one process.

`python -m tests.bench keywords` prints tokens per CPU second of `counts` and of `hits` (medians of five rounds on
words already met, and the first round, which meets them), and milliseconds per keyword to build the rules.
"""

import random
import sys
from collections.abc import Callable, Sequence
from statistics import median
from time import process_time

from coding.suggestion.inflection import family, forms
from coding.suggestion.keywords import Keywords
from coding.suggestion.keywords_words import read
from coding.suggestion.material import Label, Passage, Pattern, Scheme

ROOTS = """koordinasi integrasi layan libat dekat lapor hubung urus ajak serta rapat bicara sepakat rencana usul temu
    tanya jawab bantu dukung komunikasi informasi data sistem aplikasi loket
    izin berkas warga dinas instansi gabung satu
    padu bagi pakai kelola bangun jalin percaya tugas wewenang atur anggaran evaluasi pantau ubah awas""".split()
PHRASES = (
    "kerja sama",
    "tumpang tindih",
    "antar instansi",
    "nota kesepahaman",
    "tidak ada rapat",
    "satu pintu",
    "berbagi data",
    "rapat bersama",
    "tugas dan fungsi",
    "sistem terpadu",
)
FILLERS = """jadi begini pak waktu itu orang dari sana datang ke sini membawa yang belum dicocokkan nah kami tunggu
    sampai sore tapi masuk juga biayanya per bulan ya kan terus selesai kapan bisa tidak sudah mungkin lebih kurang
    rumah jalan besar kecil pagi malam makan tidur lihat dengar pergi pulang""".split()
PASSAGES, WORDS, ROUNDS = 4_000, 47, 5


def passages() -> list[Passage]:
    """4,000 passages of 47 words, about every twelfth an inflected keyword; always the same."""
    dice = random.Random(3)
    said = sorted(form for root in ROOTS for form in dice.sample(sorted(forms(root)), 30))
    common = FILLERS * 40 + [f"{dice.choice(FILLERS)}{n}" for n in range(4_000)]
    made = []
    for number in range(PASSAGES):
        words = [dice.choice(said) if dice.random() < 0.08 else dice.choice(common) for _ in range(WORDS)]
        words[dice.randrange(WORDS)] = dice.choice(PHRASES)
        text = "".join(f"{word}{',' if place % 9 == 8 else ''} " for place, word in enumerate(words))
        made.append(Passage(str(number), "bench", f"{text.strip()}."))
    return made


def scheme() -> Scheme:
    """Twelve codes that share the rules among them."""
    patterns = [Pattern(words) for words in (*ROOTS, *PHRASES)]
    return Scheme("id", tuple(Label(f"C{code}", "", patterns=tuple(patterns[code::12])) for code in range(12)))


def seconds(work: Callable[[Sequence[Passage]], object], texts: Sequence[Passage]) -> float:
    """CPU seconds of one round."""
    began = process_time()
    work(texts)
    return process_time() - began


def main() -> None:
    """Print the figures."""
    texts = passages()
    tokens = sum(len(read(passage.text).words) for passage in texts)
    family.cache_clear()
    began = process_time()
    keywords = Keywords().fit(scheme(), texts)
    built = (process_time() - began) * 1000 / (len(ROOTS) + len(PHRASES))
    first = seconds(keywords.counts, texts)
    counting = median(seconds(keywords.counts, texts) for _ in range(ROUNDS))
    finding = median(seconds(keywords.hits, texts) for _ in range(ROUNDS))
    sys.stdout.write(
        f"tokens              {tokens:>10,} of {len({w for p in texts for w in p.text.split()}):,} types\n"
    )
    sys.stdout.write(f"build               {built:>10.2f} ms a keyword\n")
    sys.stdout.write(f"counts, first time  {tokens / first:>10,.0f} tokens/CPU s\n")
    sys.stdout.write(f"counts              {tokens / counting:>10,.0f} tokens/CPU s\n")
    sys.stdout.write(f"hits                {tokens / finding:>10,.0f} tokens/CPU s (bar 200,000)\n")


if __name__ == "__main__":
    main()
