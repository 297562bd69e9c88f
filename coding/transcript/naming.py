"""Names that were decided about → the places in any text where they stand, and what stands there instead.

A name is found in titles and small letters where that was decided, with the endings Indonesian hangs on it (`Sitinya`,
`Siti-lah`), between any signs that are no letters (`Wawancara_Siti_2.docx`); numbers however they are grouped. What
looks like an id is never touched.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from coding.errors import PseudonymEmpty, PseudonymIsName, PseudonymsClash, PseudonymShort, PseudonymTwice
from coding.model import Mark, Moment, Page, Rewritten, Source, Speaker, Turn

NameKind = Literal["speaker", "person", "word", "email", "phone", "nik", "nip"]
NAME_KINDS: tuple[NameKind, ...] = ("speaker", "person", "word", "email", "phone", "nik", "nip")

Part = tuple[int, int, str]

_ID = r"(?<![0-9A-Fa-f])(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32})(?![0-9A-Fa-f])"
_LETTER = r"[^\W\d_]"
_SIGN = r"[^\W_]"
_ENDING = r"(?:nya|ku|mu|lah|kah|pun|tah)"
_BLANK = r"[ \t\u00a0\u202f_]+"
_ACROSS = re.compile(r"[\r\n]")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is written, what stands in its place, and whether it is meant in small letters too."""

    words: str
    pseudonym: str
    kind: NameKind = "person"
    small: bool = True


class Naming:
    """All that is replaced.

    PseudonymEmpty, PseudonymShort, PseudonymIsName and PseudonymTwice refuse what could not be replaced or never be
    told apart again.
    """

    def __init__(self, names: Iterable[Name]) -> None:
        self.names = tuple(sorted(names, key=lambda one: (-len(one.words), one.words)))
        _check(self.names)
        self._find = re.compile("|".join([f"(?P<id>{_ID})", *map(_pattern, range(len(self.names)), self.names)]))
        self._loose = [re.compile(_loose(one)) for one in self.names if one.kind not in _NUMBERS]

    def parts(self, text: str) -> list[Part]:
        """Where something is replaced in a text, and by what."""
        found: list[Part] = []
        for match in self._find.finditer(text) if self.names else ():
            if match.lastgroup == "id" or match.lastgroup is None:
                continue
            one = self.names[int(match.lastgroup[1:])]
            found.append((match.start(), match.end(), one.pseudonym))
        return [part for one in found for part in _hung(text, one)]

    def rewritten(self, text: str) -> Rewritten:
        """The text with everything replaced."""
        return Rewritten(text, self.parts(text))

    def words(self, text: str) -> str:
        """What the text reads then."""
        return self.rewritten(text).text if self.names else text

    def counts(self, text: str) -> dict[str, int]:
        """Name → how often it is replaced."""
        found: dict[str, int] = {}
        for match in self._find.finditer(text) if self.names else ():
            if match.lastgroup and match.lastgroup != "id":
                words = self.names[int(match.lastgroup[1:])].words
                found[words] = found.get(words, 0) + 1
        return found

    def left(self, text: str) -> bool:
        """Whether a name still stands in the text, be it as a part of another word."""
        return any(one.search(text) for one in self._loose)


class Unnaming:
    """What was replaced, put back: exactly where the places are known, else by the pseudonym."""

    def __init__(self, forms: Mapping[str, str], texts: Mapping[str, Sequence[Part]]) -> None:
        self._forms, self._texts = dict(forms), texts
        some = "|".join(re.escape(one) for one in sorted(forms, key=len, reverse=True))
        self._find = re.compile(f"(?P<id>{_ID})|(?<!{_SIGN})(?P<name>{some})(?!{_SIGN})") if some else None

    def parts(self, text: str, print_: str) -> list[Part]:
        """Where a name is put back in a text (`print_` is that of the text), and which."""
        if print_ in self._texts:
            return [(start, end, words) for start, end, words in self._texts[print_]]
        return self._by_form(text)

    def words(self, text: str) -> str:
        """What any other words read then."""
        return Rewritten(text, self._by_form(text)).text

    def _by_form(self, text: str) -> list[Part]:
        matches = self._find.finditer(text) if self._find else ()
        return [(one.start(), one.end(), self._forms[one["name"]]) for one in matches if one["name"]]


def renamed(source: Source, naming: Naming) -> tuple[Source, Rewritten]:
    """A source before it is stored, with everything replaced; and where (PseudonymsClash of two speakers)."""
    done = naming.rewritten(source.text)
    labels = {voice.label: naming.words(voice.label) for voice in source.speakers}
    if len({label.casefold() for label in labels.values()}) < len({label.casefold() for label in labels}):
        raise PseudonymsClash(name=next(one for one in labels.values() if list(labels.values()).count(one) > 1))
    return (
        replace(
            source,
            name=naming.words(source.name),
            text=done.text,
            turns=tuple(Turn(*done.span(one.start, one.end), labels.get(one.speaker or "")) for one in source.turns),
            speakers=tuple(
                Speaker(labels[one.label], one.role, one.case, one.id, one.version) for one in source.speakers
            ),
            marks=tuple(Mark(*done.span(one.start, one.end), one.kind) for one in source.marks),
            moments=tuple(Moment(done.start(one.at), one.start, one.end) for one in source.moments),
            pages=tuple(Page(one.number, done.start(one.start)) for one in source.pages),
            lines=tuple(done.start(at) for at in source.lines),
            header={naming.words(key): naming.words(value) for key, value in source.header.items()},
        ),
        done,
    )


_NUMBERS = frozenset({"phone", "nik", "nip"})


def _check(names: Sequence[Name]) -> None:
    seen: dict[str, str] = {}
    for one in names:
        if not one.words.strip() or not one.pseudonym.strip():
            raise PseudonymEmpty(name=one.words)
        if len(one.pseudonym.strip()) < 2:
            raise PseudonymShort(pseudonym=one.pseudonym)
        if seen.setdefault(one.words.casefold(), one.pseudonym) != one.pseudonym:
            raise PseudonymTwice(name=one.words)
    for one in names:
        for other in names:
            if re.search(rf"(?<!{_LETTER}){_loose(one)}(?!{_LETTER})", other.pseudonym):
                raise PseudonymIsName(pseudonym=other.pseudonym, name=one.words)


def _loose(one: Name) -> str:
    words = r"\s+".join(map(re.escape, one.words.split()))
    return f"(?i:{words})"


def _pattern(at: int, one: Name) -> str:
    if one.kind in _NUMBERS:
        return f"(?P<n{at}>{_digits(one.words)})"
    if one.kind == "email":
        return rf"(?P<n{at}>(?<![\w.+-])(?i:{re.escape(one.words)})(?![\w-]))"
    tokens = one.words.split()
    forms = [tokens] if one.small else [tokens, [token.upper() for token in tokens]]
    gap = rf"(?:{_BLANK}|[ \t]*\r?\n[ \t]*)"
    written = "|".join(gap.join(map(re.escape, form)) for form in forms)
    body = f"(?i:{written})" if one.small else f"(?:{written})"
    return rf"(?P<n{at}>(?<!{_LETTER}){body}(?={_ENDING}*(?!{_LETTER})))"


def _digits(words: str) -> str:
    """A number whatever stands between its digits; of an Indonesian telephone the country is 0, 62 or +62."""
    digits = re.sub(r"\D", "", words)
    gap = r"[ .()\u00a0\u2010-\u2013-]{0,2}"
    country = re.match(r"(?:62|0)(?=8|2|3|4|5|6|7|9)", digits) if not words.strip().startswith("+62") else None
    if words.strip().startswith(("+62", "62", "0")):
        rest = digits[country.end() :] if country else digits[2:]
        return rf"(?<![\d+])\(?(?:\+?62|0){gap}{gap.join(rest)}(?!\d)"
    return rf"(?<!\d){gap.join(digits)}(?!\d)"


def _hung(text: str, part: Part) -> Iterable[Part]:
    """A part with what is needed around it: a hyphen before an ending, and lines that stay lines."""
    start, end, pseudonym = part
    ending = re.match(_ENDING, text[end : end + 3])
    joined = "-" if ending else ""
    if not _ACROSS.search(text, start, end):
        yield start, end, pseudonym + joined
        return
    # A name over two lines: each line keeps a part of it, so that no line is lost.
    pieces = [(one.start(), one.end()) for one in re.finditer(r"[^\r\n]*[^\s][^\r\n]*", text[start:end])]
    for at, (first, last) in enumerate(pieces):
        words = text[start + first : start + last]
        lead, tail = len(words) - len(words.lstrip()), len(words.rstrip())
        last_one = at == len(pieces) - 1
        yield start + first + lead, start + first + tail, pseudonym + (joined if last_one else "")
