"""The words that say whether a thing exists, is planned, existed, is absent or failed, in both languages.

Words are written as they are after `canonical`: nggak, gak and ndak are all tidak; don't and can't are not.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from coding.model import Language

Kind = Literal["absent", "planned", "existed", "failed", "limited", "nothing"]


@dataclass(frozen=True, slots=True)
class Speech:
    """One language's cues (phrase → kind; `nothing` looks like a cue and is none) and the words that part clauses."""

    cues: Mapping[tuple[str, ...], Kind]
    alike: Mapping[str, str]
    partings: frozenset[str]
    conditions: frozenset[str]
    topics: frozenset[str]
    links: frozenset[str]
    relatives: frozenset[str]
    nearby: frozenset[str]
    again: frozenset[str]
    now: frozenset[str]
    tags: frozenset[str]


def _cues(**lines: str) -> dict[tuple[str, ...], Kind]:
    kinds: tuple[Kind, ...] = ("absent", "planned", "existed", "failed", "limited", "nothing")
    return {tuple(phrase.split()): kind for kind in kinds for phrase in lines[kind].split(",")}


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


INDONESIAN = Speech(
    cues=_cues(
        absent="""tidak, tidak pernah, tidak akan, tidak akan pernah, tidak mau, tidak sempat, belum, belum pernah,
            belum akan, belum mau, belum sempat, tanpa, bukan""",
        planned="""akan, rencananya, berencana, direncanakan, merencanakan, ada rencana, nanti, nantinya, mau, bakal,
            hendak, ke depan, ke depannya, kedepannya""",
        existed="""dulu, dulunya, dahulu, pernah, sudah pernah, sempat, tadinya, sudah tidak, sudah tidak lagi,
            sudah tidak pernah, tidak lagi, sudah bukan, bukan lagi""",
        failed="""gagal, bubar, batal, dibatalkan, macet, mandek, mangkrak, terhenti, buntu, tidak jadi, tidak berhasil,
            tidak jalan, tidak berjalan, tidak terlaksana, tidak terwujud""",
        limited="""kadang, terkadang, sesekali, sekali-sekali, jarang, terbatas, sebagian, sebagian kecil, tidak pasti,
            tidak tentu, tidak menentu, tidak selalu, tidak semua, tidak rutin, tidak sepenuhnya, tidak maksimal,
            tidak optimal, tidak lancar, tidak merata, belum tentu, belum semua, belum semuanya, belum sepenuhnya,
            belum maksimal, belum optimal, belum rutin, belum lancar, belum merata, belum efektif, tidak efektif,
            kurang maksimal, kurang optimal, kurang efektif, kurang lancar""",
        nothing="""tidak hanya, tidak cuma, tidak sekadar, tidak sekedar, tidak saja, bukan hanya, bukan cuma,
            bukan sekadar, bukan sekedar, bukan saja, tidak lepas dari, tidak terlepas dari, tidak bisa lepas dari,
            tidak bisa dilepaskan dari, tidak lain, tidak jarang, mau tidak mau, tidak mungkin tidak, bukan tidak,
            bukannya tidak, tidak bisa tidak, tidak boleh tidak, bukan berarti tidak, paling tidak, akan tetapi,
            tidak ada masalah, tidak ada kendala, tidak ada hambatan, tidak masalah, tidak apa-apa, tidak henti,
            tanpa henti, tanpa kecuali, tanpa terkecuali, belum lagi, belum lama, tidak tahu, tidak terbatas,
            nanti dulu, tunggu dulu, sebentar dulu, tidak salah, bukan salah, akan hal, bukan karena, tidak perlu,
            tidak usah, atau tidak, atau belum""",
    ),
    alike=dict.fromkeys("nggak ngga gak ga enggak engga ndak dak idak tak tdk ora kagak gk g".split(), "tidak")
    | dict.fromkeys("udah udh sdh dah".split(), "sudah")
    | dict.fromkeys("kadang-kadang kadang2 kadangkala kadang-kala".split(), "kadang")
    | {"blm": "belum", "kalo": "kalau", "klo": "kalau", "tapi": "tetapi", "bukannya": "bukan", "dulu-dulu": "dulu"},
    partings=_words(
        """tetapi namun sedangkan melainkan padahal karena sebab soalnya sehingga supaya agar walaupun meskipun meski
        lalu kemudian kalau jika bila apabila seandainya andaikan sementara biar"""
    ),
    conditions=_words("kalau jika bila apabila seandainya andaikan biar supaya agar"),
    topics=_words("kalau soal untuk mengenai masalah terkait tentang"),
    links=_words("dan atau maupun ataupun"),
    relatives=_words("yang"),
    nearby=_words("tanpa bukan"),
    again=_words("lagi"),
    now=_words("sekarang kini"),
    tags=_words("kan iya toh"),
)

ENGLISH = Speech(
    cues=_cues(
        absent="not, no, never, without, none, nobody, neither, nor, no one, not yet, not will, will not, will never",
        planned="""will, going to, plan to, plans to, planned to, planning to, intend to, intends to, about to,
            want to, wants to, is planned, are planned""",
        existed="used to, no longer, formerly, previously, in the past, once had, there once, once was, back then",
        failed="""failed, fails, fell through, fell apart, cancelled, canceled, called off, broke down, stalled,
            collapsed, not work, not work out, came to nothing""",
        limited="""sometimes, rarely, seldom, occasionally, partly, partially, limited, hardly, hardly ever, barely,
            not always, not fully, not really, not all, not every, not regularly, not often, now and then, only some""",
        nothing="""not only, not just, not merely, not without, no doubt, no problem, no wonder, not bad, not uncommon,
            not unusual, not cannot, never not, whether or not, not know, why not, not mind, no matter""",
    ),
    alike={"cannot": "not", "won't": "not", "gonna": "will", "ain't": "not"},
    partings=_words("but however whereas because although though if unless while when since"),
    conditions=_words("if unless"),
    topics=_words("about for regarding"),
    links=_words("and or nor"),
    relatives=_words("who which that whom"),
    nearby=_words("without"),
    again=_words("anymore longer"),
    now=_words("now today"),
    tags=_words("right"),
)

SPEECH: Mapping[Language, Speech] = {"id": INDONESIAN, "en": ENGLISH}
_CONTRACTED = re.compile(r".*n't$")
_WILL = re.compile(r".*'ll$")


def canonical(word: str, language: Language) -> str:
    """A lower-case word as the cues spell it."""
    if language == "en":
        word = "not" if _CONTRACTED.match(word) else "will" if _WILL.match(word) else word
    return SPEECH[language].alike.get(word, word)
