"""What in transcripts looks like a name, by rule: shown to a person, who decides.

Speaker labels; what follows a title (Bapak, Bu, H., Dr.); words with a capital in the middle of sentences; e-mail
addresses, telephone numbers, NIK (16 digits) and NIP (18). No list of names is behind it: what it does not find can be
named by hand.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from coding.model import Source
from coding.transcript.looks import label_key, look_of
from coding.transcript.naming import NAME_KINDS, NameKind
from coding.transcript.vocabulary import DISCOURSE, NOTES, ROLES, word_set

PLACES = 3
"""Places of each that are shown."""

_BESIDE = 40
_LEAST = 2
"""So often a word with a capital is met before it is asked about."""

_SPOKEN = (
    r"(?:[Bb]apak|BAPAK|[Pp]ak|PAK|[Ii]bu|IBU|[Bb]u|BU|[Mm]as|[Mm]bak|[Bb]ang|[Kk]ang|[Uu]da|[Uu]ni|[Cc]ik|[Mm]bah"
    r"|[Uu]stadz?|[Uu]stad?zah|[Kk]yai|[Hh]aji|[Hh]ajah|[Ss]audara|[Ss]audari|Miss)"
)
_SHORT = r"(?:[Bb]pk|[Ss]dr|[Ss]dri|[Tt]n|[Nn]y|Hj?|KH|[Dd]rs?|Dra|Prof|Ir|Mr|Mrs|Ms)"
# A full stop behind a title that is written out ends a sentence.
_TITLE = rf"(?:{_SPOKEN}(?!\.)|{_SHORT}\b\.?)"
_BIG = r"[A-Z\u00c0-\u00de][\w’'\u02bc]*(?:\.[A-Z]\b)*"
_TITLED = re.compile(rf"(?<![^\W\d_])({_TITLE}(?:[ \t]+{_TITLE})*)[ \t]+({_BIG}(?:[ \t]+{_BIG}){{0,3}})")
_RUN = re.compile(rf"(?<![\w-]){_BIG}(?:[ \t]+{_BIG}){{0,3}}")
_STARTS = re.compile(r"(?:\A|[.!?…:;\n\"“(\[>–—-])[\s\"“”‘’(\[>*–—-]*\Z")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?<![.-])")
_NUMBER = re.compile(r"(?<![\d+/.,])(?:\+|\()?\d(?:[ .()\u00a0\u2010-\u2013-]{0,2}\d){8,19}(?![\d])")
_MOBILE = re.compile(r"(?:62|0)8\d{7,11}")
_LANDLINE = re.compile(r"(?:62|0)[2-79]\d{1,2}\d{6,8}")
_BIRTH = re.compile(r"\d{6}(?:0[1-9]|[1-6]\d|7[01])(?:0[1-9]|1[0-2])\d{6}")
_SERVANT = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])\d{2}(?:19|20)\d{2}(?:0[1-9]|1[0-2])[12]\d{3}")
_ENDING = re.compile(r"(?<=\w\w\w)-?(?:nya|lah|kah|pun|tah)\Z")
_NAMED = frozenset({"nama", "name", "informan", "narasumber", "responden", "pewawancara", "interviewer", "informant"})

_NO_NAMES = (
    word_set(
        "senin selasa rabu kamis jumat jum'at sabtu minggu januari februari maret april mei juni juli agustus "
        "september oktober november desember monday tuesday wednesday thursday friday saturday sunday january "
        "february march may june july august october december camat lurah bupati wali walikota gubernur "
        "presiden menteri kadis kabid kasi sekda sekdes kades kapolres kapolsek kepala ketua sekretaris "
        "bendahara direktur manajer rektor dekan dosen guru dokter bidan perawat rt rw kota kabupaten "
        "provinsi desa kelurahan kecamatan dinas badan kantor jalan republik indonesia negara pemerintah "
        "islam kristen alhamdulillah insya allah tuhan wib wita wit pak bapak ibu bu mas mbak abang bang dek "
        "kak apa mau maaf terima menurut padahal secara i ok the a an and of teks"
    )
    | DISCOURSE
    | NOTES
    | ROLES
)


@dataclass(frozen=True, slots=True)
class Seen:
    """One place of a candidate: source and line, and the words beside it."""

    source: str
    line: int
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a name: how often it stands in how many sources, the first places, and a pseudonym to begin with.

    `likely`: a rule says that it is one; else it is only a word with a capital. `small` is how often it is written in
    small letters.
    """

    words: str
    kind: NameKind
    count: int
    sources: int
    places: tuple[Seen, ...]
    pseudonym: str
    likely: bool
    small: int = 0


@dataclass
class _Found:
    kind: NameKind
    inside: int = 0


@dataclass
class _Tally:
    """How often a name is written big and small, in how many sources, and where first."""

    count: int = 0
    small: int = 0
    sources: set[str] = field(default_factory=set)
    places: list[Seen] = field(default_factory=list)


def candidates(there: Sequence[Source], known: Mapping[str, str] | None = None) -> list[Candidate]:
    """What may be a name in some sources, the surest first; `known` are names that have a pseudonym already."""
    found: dict[str, _Found] = {}
    informants: list[str] = []
    for one in there:
        _from_labels(one, found, informants)
        _from_header(one, found)
        _from_text(one.text, found)
    for words in known or {}:
        found.setdefault(words, _Found("person"))
    tallies = _tallies(found, there)
    kept = {name: one for name, one in found.items() if _asked(one, tallies[name])}
    given = _pseudonyms(kept, informants, known or {}, there)
    order = sorted(kept, key=lambda name: (NAME_KINDS.index(kept[name].kind), -tallies[name].count, name.casefold()))
    return [_candidate(name, kept[name].kind, tallies[name], given[name]) for name in order]


def _candidate(name: str, kind: NameKind, one: _Tally, given: str) -> Candidate:
    places = tuple(one.places)
    return Candidate(name, kind, one.count, len(one.sources), places, given, kind != "word", one.small)


# -- where they are found -------------------------------------------------------------------------


def _from_labels(one: Source, found: dict[str, _Found], informants: list[str]) -> None:
    for voice in one.speakers:
        name = _bare(voice.label)
        if name and look_of(name) in ("name", "phrase", None) and not _ours(name):
            found[name] = _Found("speaker")
            if voice.role == "informant" and name not in informants:
                informants.append(name)


def _from_header(one: Source, found: dict[str, _Found]) -> None:
    for key, value in one.header.items():
        name = _bare(value)
        if label_key(key).split(" ")[0] in _NAMED and name and name[:1].isupper() and not _ours(name):
            found.setdefault(name, _Found("person"))


def _from_text(text: str, found: dict[str, _Found]) -> None:
    for match in _TITLED.finditer(text):
        name = _name_of(match[2])
        if name and (match[1].isupper() or any(map(str.islower, name))):
            _add(found, name, "person")
    for match in _EMAIL.finditer(text):
        _add(found, match[0], "email")
    for match in _NUMBER.finditer(text):
        kind = _number_kind(match[0])
        if kind:
            _add(found, match[0].strip(" .-"), kind)
    for match in _RUN.finditer(text):
        name = _name_of(match[0])
        if name and any(map(str.islower, name)):
            inside = not _STARTS.search(text, max(match.start() - 8, 0), match.start())
            _add(found, name, "word").inside += inside


def _add(found: dict[str, _Found], name: str, kind: NameKind) -> _Found:
    one = found.setdefault(name, _Found(kind))
    if NAME_KINDS.index(kind) < NAME_KINDS.index(one.kind):
        one.kind = kind
    return one


def _name_of(run: str) -> str:
    """A run of words with capitals without the words around it that are no names."""
    words = [word.strip(".,’'") for word in run.split()]
    while words and _ours(words[0]):
        del words[0]
    kept = []
    for word in words:
        if _ours(word):
            break
        kept.append(word)
    if kept:
        kept[-1] = _ENDING.sub("", kept[-1])
    name = " ".join(kept)
    if _ours(name):
        return ""
    return name if sum(map(str.isalpha, name)) > 1 and not _initials(name) else ""


def _initials(name: str) -> bool:
    """R.H. and S. N. name nobody any more."""
    return all(len(part) < 2 for part in re.split(r"[.\s]+", name))


def _bare(label: str) -> str:
    """A label without titles and what stands in brackets."""
    words = re.sub(r"\([^()]*\)", " ", label).strip(" :*_#@[]").split()
    while words and re.fullmatch(_TITLE, words[0]):
        del words[0]
    name = " ".join(words)
    return "" if _initials(name) or re.fullmatch(r"[A-Z]{1,4}[-_ ./]?\d*", name) else name


def _ours(word: str) -> bool:
    plain = [part.casefold().strip(".,()’'") for part in word.split()]
    return not plain or all(part in _NO_NAMES or part.isdigit() for part in plain)


def _number_kind(written: str) -> NameKind | None:
    digits = re.sub(r"\D", "", written)
    if len(digits) == 18 and _SERVANT.fullmatch(digits):
        return "nip"
    if len(digits) == 16 and _BIRTH.fullmatch(digits):
        return "nik"
    if _MOBILE.fullmatch(digits) or (_LANDLINE.fullmatch(digits) and not digits.isspace() and "." not in written):
        return "phone"
    return None


# -- which of them are asked about ----------------------------------------------------------------


def _tallies(found: Mapping[str, _Found], there: Sequence[Source]) -> dict[str, _Tally]:
    """All names looked for in one walk over each text."""
    by_head: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    exact: list[tuple[str, re.Pattern[str]]] = []
    for name, one in found.items():
        if one.kind in _SIGNS:
            exact.append((name, re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")))
        else:
            by_head.setdefault(_head(name), []).append((name, _any_form(name)))
    tallies = {name: _Tally() for name in found}
    for source in there:
        for text in (source.text, source.name, *source.header.values()):
            places = source if text is source.text else None
            for match in _WORD.finditer(text):
                for name, form in by_head.get(_head(match[0]), ()):
                    if met := form.match(text, match.start()):
                        _tally(tallies[name], source, places, met)
            for name, form in exact:
                for met in form.finditer(text):
                    _tally(tallies[name], source, places, met)
    return tallies


_WORD = re.compile(r"[^\W\d_]+")


def _head(name: str) -> str:
    return next(iter(_WORD.findall(name)), name)[:2].casefold()


def _any_form(name: str) -> re.Pattern[str]:
    words = r"[\s_]+".join(map(re.escape, name.split()))
    return re.compile(rf"{words}(?=(?:nya|ku|mu|lah|kah|pun|tah)*(?![^\W\d_]))", re.IGNORECASE)


def _tally(one: _Tally, source: Source, places: Source | None, met: re.Match[str]) -> None:
    one.count += 1
    one.small += met[0].islower() and "@" not in met[0]
    one.sources.add(source.name)
    if places and len(one.places) < PLACES:
        one.places.append(_seen(places, met.start(), met.end()))


def _asked(one: _Found, tally: _Tally) -> bool:
    """Whether a person is asked: of a word with a capital, where it mostly has one, and not only at the start."""
    big = tally.count - tally.small
    if one.kind == "word":
        return one.inside > 0 and big >= _LEAST and tally.small <= big
    return tally.count > 0 and (one.kind != "person" or tally.small <= max(big, 3))


def _seen(source: Source, start: int, end: int) -> Seen:
    text = source.text
    left = max(text.rfind("\n", 0, start) + 1, start - _BESIDE)
    right = text.find("\n", end)
    right = min(len(text) if right < 0 else right, end + _BESIDE)
    line = sum(begin <= start for begin in source.lines) or 1
    return Seen(source.name, line, text[left:start], text[start:end], text[end:right])


# -- what stands in their place -------------------------------------------------------------------

_SIGNS: Mapping[NameKind, tuple[str, str]] = {
    "email": ("surel", "e-mail"),
    "phone": ("telepon", "telephone"),
    "nik": ("NIK", "NIK"),
    "nip": ("NIP", "NIP"),
}


def _pseudonyms(
    found: Mapping[str, _Found], informants: Sequence[str], known: Mapping[str, str], there: Sequence[Source]
) -> dict[str, str]:
    """The same name has the same pseudonym, a part of a name that of the whole where it is one person's."""
    texts = [source.text for source in there]
    indonesian = not there or Counter(source.language for source in there).most_common(1)[0][0] == "id"
    taken = set(known.values())
    given: dict[str, str] = {name: known[name] for name in found if name in known}
    whole = sorted((name for name in found if name not in given), key=lambda name: (-len(name.split()), name))
    people = [name for name in whole if found[name].kind in ("speaker", "person", "word")]
    for name in sorted(people, key=lambda name: (name not in informants, -len(name.split()), name)):
        longer = {given[one] for one in given if set(name.split()) < set(one.split())}
        if len(longer) == 1:
            given[name] = next(iter(longer))
            continue
        if name in informants:
            stem, signs = ("Informan" if indonesian else "Informant"), map(_letters, range(1, 10_000))
            given[name] = _free((f"{stem} {sign}" for sign in signs), taken, texts)
        else:
            given[name] = _free((f"{name[0].upper()}{at}" for at in range(1, 10_000)), taken, texts)
        taken.add(given[name])
    for name in whole:
        if found[name].kind in _SIGNS:
            word = _SIGNS[found[name].kind][0 if indonesian else 1]
            given[name] = _free((f"⟨{word} {at}⟩" for at in range(1, 10_000)), taken, texts)
            taken.add(given[name])
    return given


def _free(some: Iterable[str], taken: AbstractSet[str], texts: Sequence[str]) -> str:
    """The first that is nobody's and stands in no text."""
    return next(
        one
        for one in some
        if one not in taken and not any(re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text) for text in texts)
    )


def _letters(number: int) -> str:
    """1 → A, 26 → Z, 27 → AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
