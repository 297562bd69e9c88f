"""Indonesian inflection run forwards, without a dictionary: a root's grammar makes all its forms.

A form is a stem (prefixes and root, sounds adapted) and an ending (suffix and clitics), so a word is looked up by
trying where it may be cut: `Family.parts` answers with the pieces it is made of, and every match explains itself.
What is made and never said harms nobody; what is said and means something else is listed in `LOOK_ALIKES`.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

Parts = tuple[str, ...]

SHORT = 3
_VOWELS = "aiueo"
_PREFIXES = (
    "meN- N- nge- di- ter- ber- per- peN- pe- ke- se- ku- kau- antar- "
    "meN-per- di-per- ter-per- peN-per- meN-ber- di-ber- peN-ber- ber-ke- ber-peN- ber-pe- ber-se- ter-ke- "
    "ke-ber- ke-ter- ke-tidak- ke-se- ke-peN- ke-per- ke-pe- se-peN- se-per- se-ke- "
    "meN-se- di-se- peN-se- meN-ke- di-ke- peN-ke-"
).split()
_SUFFIXES = ("", "-kan", "-i", "-an", "-in")
_CLITICS = ("", "-nya", "-lah", "-kah", "-pun", "-ku", "-mu", "-nya-lah", "-nya-kah", "-nya-pun", "-mu-lah")

UNINFLECTED = frozenset(
    """ada akan antara apa atau bagaimana bahwa belum bukan dalam dari dengan hanya harus ini itu jangan juga kalau
    karena kepada kita kami lagi mana masih mereka nanti oleh pada para pernah pula saja sama-sama sampai sangat saya
    sedang sekali seperti semua siapa sudah supaya tanpa tapi telah tetapi tidak untuk yang""".split()
)
"""Words of grammar stand for themselves: their "forms" (sebelum, setelah, kepada) are other words."""

LOOK_ALIKES: Mapping[str, frozenset[str]] = {
    root: frozenset(words.split())
    for root, words in {
        "angkat": "perangkat perangkatan",
        "bagai": "sebagai berbagai",
        "bagi": "bagian sebagian",
        "benar": "sebenar",
        "buah": "sebuah",
        "dapat": "pendapat pendapatan terdapat sependapat berpendapat",
        "duduk": "penduduk kependudukan berpenduduk",
        "hadap": "terhadap",
        "kali": "sekali sekalian",
        "karang": "sekarang pekarangan",
        "kena": "mengenai",
        "lain": "selain",
        "lalu": "terlalu selalu melalui",
        "perintah": "pemerintah pemerintahan kepemerintahan",
        "reka": "mereka",
        "rupa": "berupa merupakan serupa",
        "terang": "keterangan menerangkan",
        "turut": "menurut berturut",
        "nyata": "ternyata",
    }.items()
}
"""What the grammar allows and the language uses for something else, without clitics."""


class Family:
    """All forms of one root. `root` is taken in lower case."""

    def __init__(self, root: str) -> None:
        self.root = root.lower()
        self.stems: dict[str, Parts] = dict(_stems(self.root))
        self.endings = ENDINGS
        if len(self.root) <= SHORT or self.root in UNINFLECTED or not self.root.isalpha():
            self.stems, self.endings = {self.root: (self.root,)}, _BARE_ENDINGS
        if self.root in UNINFLECTED:
            self.endings = _NO_ENDING
        self._others = LOOK_ALIKES.get(self.root, frozenset())

    def parts(self, word: str) -> Parts | None:
        """The pieces a lower-case word is made of, or None where it is no form of the root."""
        return self._plain(word) or self._hyphened(word) or self._doubled_by_digit(word)

    def forms(self) -> frozenset[str]:
        """Every form written in one run, and the doubled root."""
        runs = (stem + ending for stem in self.stems for ending in self.endings)
        doubled = (f"{self.root}-{self.root}{ending}" for ending in self.endings)
        return frozenset(form for form in (*runs, *doubled) if self.parts(form))

    def _plain(self, word: str) -> Parts | None:
        for cut in range(len(word), max(0, len(word) - LONGEST_ENDING) - 1, -1):
            ending = self.endings.get(word[cut:])
            stem = self.stems.get(word[:cut]) if ending is not None else None
            if stem is not None and ending is not None and not self._look_alike(word[:cut], ending):
                return stem + ending
        return None

    def _look_alike(self, stem: str, ending: Parts) -> bool:
        suffix = ending[0][1:] if ending and ending[0] in _SUFFIXES else ""
        return stem + suffix in self._others

    def _hyphened(self, word: str) -> Parts | None:
        """di-integrasikan is one word with a hyphen too many; of laporan-laporan both halves are forms."""
        first, hyphen, second = word.partition("-")
        if not hyphen:
            return None
        if whole := self._plain(word.replace("-", "")):
            return whole
        left, right = self._plain(first), self._plain(second)
        return (*left, "×2", *_more(left, right, self.root)) if left and right else None

    def _doubled_by_digit(self, word: str) -> Parts | None:
        """rapat2 and rapat2nya, as people type them."""
        plain = _TWO.sub("", word)
        parts = self._plain(plain) if plain != word else None
        return (*parts, "×2") if parts else None


@lru_cache(maxsize=1024)
def family(root: str) -> Family:
    """The family of a root, made once."""
    return Family(root)


def forms(root: str) -> frozenset[str]:
    """All surface forms of an Indonesian root in lower case (a few thousand, most of them never said)."""
    return family(root).forms()


def explain(form: str, root: str) -> str:
    """How a form is made of its root: `meN- + koordinasi + -kan`; empty where it is none of its forms."""
    return " + ".join(family(root).parts(form.lower()) or ())


def _stems(root: str) -> Iterator[tuple[str, Parts]]:
    """Stem and parts, the plainest reading last, so that it wins in a dict."""
    for base, parts in (*_foreign(root), (root, (root,))):
        for prefixes in reversed(_PREFIXES):
            names = [f"{name}-" for name in prefixes.split("-") if name]
            spelled = {base}
            for name in reversed(names):
                spelled = {one for stem in spelled for one in _attach(name, stem)}
            for stem in spelled:
                yield stem, (*names, *parts)
        yield base, parts
    if root == "ajar":
        yield from _TAUGHT.items()


def _foreign(root: str) -> Iterator[tuple[str, Parts]]:
    """koordinasi → koordinir, legalisasi → legalisir, identifikasi → identifisir, produksi → produsir."""
    for tail, ending in (("ikasi", "isir"), ("asi", "ir"), ("ksi", "sir"), ("si", "sir")):
        if root.endswith(tail) and len(root) > len(tail) + 2:
            yield root.removesuffix(tail) + ending, (f"{root.removesuffix(tail)}({tail})", f"-{ending}")
            return


def _attach(prefix: str, stem: str) -> set[str]:
    """A prefix before a stem, in every spelling in use: with and without loss of k, p, s, t; with and without r."""
    bare = prefix.rstrip("-")
    if bare in ("meN", "peN"):
        return _nasal(bare.removesuffix("N"), stem)
    if bare == "N":
        return _nasal("", stem) - {stem} | ({"ny" + stem[1:]} if stem[0] == "c" else set())
    if bare in ("ber", "ter", "per") and (stem[0] == "r" or _ER.match(stem)):
        return {bare[:-1] + stem} if stem[0] == "r" else {bare + stem, bare[:-1] + stem}
    return {bare + stem}


def _nasal(base: str, stem: str) -> set[str]:
    first, rest = stem[0], stem[1:]
    made = {base + _NASAL.get(first, "ng") + stem}
    if first in _LOST:
        made.add(base + _LOST[first] + rest)
    if sum(letter in _VOWELS for letter in stem) == 1:
        made.add(base + "nge" + stem)
    return made


def _more(left: Parts, right: Parts, root: str) -> Parts:
    """The endings that only the second half has: laporan-laporannya is laporan twice, and -nya."""
    behind = right[right.index(root) + 1 :] if root in right else ()
    return tuple(part for part in behind if part not in left)


def _split(piece: str) -> Parts:
    return tuple(f"-{part}" for part in piece.split("-") if part)


_TAUGHT: Mapping[str, Parts] = {
    "belajar": ("ber-", "ajar"),
    "pelajar": ("pe-", "ajar"),
    "pembelajar": ("peN-", "ber-", "ajar"),
    "mempelajar": ("meN-", "pe-", "ajar"),
    "dipelajar": ("di-", "pe-", "ajar"),
}
_NASAL = dict.fromkeys("lrmnwy", "") | dict.fromkeys("bfvp", "m") | dict.fromkeys("dcjzts", "n")
_LOST = {"p": "m", "t": "n", "s": "ny", "k": "ng"}
_ER = re.compile(rf"[^{_VOWELS}]er")
_TWO = re.compile(r"(?<=[a-z]{3})2(?=[a-z]*$)")
ENDINGS: Mapping[str, Parts] = {
    (suffix + clitics).replace("-", ""): _split(suffix) + _split(clitics)
    for clitics in _CLITICS
    for suffix in _SUFFIXES
}
_BARE_ENDINGS: Mapping[str, Parts] = {"": (), "nya": ("-nya",)}
_NO_ENDING: Mapping[str, Parts] = {"": ()}
LONGEST_ENDING = max(map(len, ENDINGS))
