"""Rows and columns → utterances, where a table is a transcript: speaker and words, or questions beside answers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mean, median

from coding.errors import Notice
from coding.transcript.clock import number, seconds
from coding.transcript.cues import label_of
from coding.transcript.utterances import Utterance, clean_label

Row = Sequence[object]

_NAMES = {
    "text": "text teks transcript transkrip transcription transkripsi ujaran tuturan ucapan kalimat isi pernyataan "
    "utterance content words speech percakapan dialog dialogue verbatim caption message hasil",
    "speaker": "speaker speakers pembicara penutur nama name who label aktor tokoh voice",
    "start": "start begin time timecode waktu timestamp mulai in menit jam tc",
    "end": "end selesai stop out akhir",
    "number": "no nomor # id index line baris urutan nr",
    "question": "pertanyaan question questions tanya soal q pewawancara peneliti interviewer researcher moderator "
    "penanya",
    "answer": "jawaban jawab answer answers respons response tanggapan a",
    "voice": "informan narasumber responden interviewee informant respondent participant partisipan subjek",
}
_ROLE_OF = {name: role for role, names in _NAMES.items() for name in names.split()}
_HEADER_WITHIN = 5
_LABEL_LENGTH, _LABEL_WORDS = 64, 6
# Whisper writes thousandths of a second as whole numbers; no cue of a person lasts a minute on end.
_SECONDS_IN_CUE = 60


@dataclass(frozen=True, slots=True)
class Talk:
    """What a table says, and what to tell about it."""

    utterances: tuple[Utterance, ...]
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class _Columns:
    text: int | None = None
    speaker: int | None = None
    start: int | None = None
    end: int | None = None
    voices: tuple[tuple[int, str], ...] = ()
    left_out: tuple[str, ...] = ()


def cell_text(value: object) -> str:
    """A cell as a person sees it: whole numbers without decimals, nothing for an empty cell."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n")


def talk(rows: Sequence[Row]) -> Talk | None:
    """The utterances of a table of cells (text, numbers, times); None where it is not a transcript."""
    rows = [row for row in rows if any(cell_text(cell) for cell in row)]
    if not rows:
        return None
    for at, row in enumerate(rows[:_HEADER_WITHIN]):
        if (columns := _named([cell_text(cell) for cell in row])) and not _comes_again(
            row, [*rows[:at], *rows[at + 1 :]]
        ):
            before = [Utterance(_join(above), aside=True) for above in rows[:at]]
            return _read(columns, rows[at + 1 :], before)
    if found := _labelled(rows):
        return _read(found[0], rows[found[1] :], [Utterance(_join(above), aside=True) for above in rows[: found[1]]])
    columns = _inferred(rows)
    return _read(columns, rows, []) if columns else None


def _labelled(rows: Sequence[Row]) -> tuple[_Columns, int] | None:
    """The one column whose cells begin with labels themselves (`P: Sejak kapan?`), and how many rows stand above."""
    width = max(len(row) for row in rows)
    found = [at for at in range(width) if _voices(_column(rows, at))]
    if len(found) != 1 or width < 2:
        return None
    text = found[0]
    begin = next(at for at, row in enumerate(rows) if text < len(row) and label_of(cell_text(row[text])))
    names = [cell_text(cell) for cell in rows[begin - 1]] if begin else []
    used = [at for at in range(width) if at != text and _column(rows[begin:], at)]
    plain = {at for at in used if all(number(cell) is not None for cell in _column(rows[begin:], at))}
    left_out = [names[at] if at < len(names) and names[at] else str(at + 1) for at in used if at not in plain]
    return _Columns(text, left_out=tuple(left_out)), begin


def _voices(cells: Sequence[str]) -> frozenset[str]:
    """The labels that most cells of a column begin with, some of them again and again."""
    labels = [label for cell in cells if (label := label_of(cell)) and _is_label(label)]
    return frozenset(labels) if len(labels) * 2 > len(cells) and 1 < len(set(labels)) < len(labels) else frozenset()


def _comes_again(row: Row, others: Sequence[Row]) -> bool:
    """Whether a word that would name a column is also said to be something in it: `Moderator` above `Moderator`."""
    columns = [at for at, cell in enumerate(row) if _role(cell_text(cell))]
    return any(at < len(other) and cell_text(other[at]) == cell_text(row[at]) for other in others for at in columns)


def is_header(row: Row) -> bool:
    """Whether a row names the columns of a transcript."""
    return _named([cell_text(cell) for cell in row]) is not None


def _join(row: Row) -> str:
    return "\t".join(text for cell in row if (text := cell_text(cell)))


def _role(name: str) -> str | None:
    words = re.sub(r"[^\w#]+", " ", name.casefold().replace("_", " ")).split()
    return (_ROLE_OF.get(" ".join(words)) or _ROLE_OF.get(words[0])) if words and len(words) <= 4 else None


def _named(names: Sequence[str]) -> _Columns | None:
    """Columns by the names in a header row."""
    if any(len(name.split()) > _LABEL_WORDS for name in names):
        return None
    roles = [_role(name) for name in names]
    first = {role: roles.index(role) for role in roles if role}
    text, speaker = first.get("text"), first.get("speaker", first.get("voice"))
    start, end = first.get("start"), first.get("end")
    asks = [at for at, role in enumerate(roles) if role == "question"]
    answers = [at for at, role in enumerate(roles) if role in ("answer", "voice")]
    if text is not None and (speaker is not None or start is not None):
        used = {text, speaker, start, end}
        return _Columns(text, speaker, start, end, left_out=_left_out(names, roles, used))
    free = [at for at, role in enumerate(roles) if role is None and names[at]]
    if asks and not answers and len(free) == 1 and len(asks) == 1:
        answers = free
    if not (asks and answers):
        return None
    voices = tuple((at, clean_label(names[at]) or "") for at in sorted((*asks, *answers)))
    used = {*asks, *answers, start, end}
    return _Columns(start=start, end=end, voices=voices, left_out=_left_out(names, roles, used))


def _left_out(names: Sequence[str], roles: Sequence[str | None], used: set[int | None]) -> tuple[str, ...]:
    return tuple(name for at, name in enumerate(names) if name and at not in used and roles[at] != "number")


def _inferred(rows: Sequence[Row]) -> _Columns | None:
    """Columns by what stands in them: short labels that come again beside longer words; numbers and times aside."""
    width = max(len(row) for row in rows)
    times: list[int] = []
    worded: list[int] = []
    for at in range(width):
        cells = [row[at] for row in rows if at < len(row) and cell_text(row[at])]
        if cells and sum(seconds(cell) is not None for cell in cells) >= 0.8 * len(cells):
            times.append(at)
        elif cells and not all(re.fullmatch(r"\(?\d+[.)]?", cell_text(cell)) for cell in cells):
            worded.append(at)
    if len(worded) != 2:
        return None
    lengths = {at: mean(len(text) for text in _column(rows, at)) for at in worded}
    speaker, text = sorted(worded, key=lambda at: lengths[at])
    labels = [label for cell in _column(rows, speaker) if (label := clean_label(cell))]
    if not labels or not cell_text(rows[0][speaker] if speaker < len(rows[0]) else "") or not _are_labels(labels):
        return None
    start, end = (*times, None, None)[:2]
    return _Columns(text, speaker, start, end)


def _column(rows: Sequence[Row], at: int) -> list[str]:
    return [text for row in rows if at < len(row) and (text := cell_text(row[at]))]


def _are_labels(labels: Sequence[str]) -> bool:
    if any(not _is_label(label) for label in labels):
        return False
    roles = [_role(re.sub(r"\d+", "", label)) for label in labels]
    named = all(role in ("question", "voice") for role in roles)
    # Fields of a form ("Nama", "Tanggal") stand once each; people come again.
    return named or len(set(labels)) < len(labels) >= 3


def _is_label(label: str) -> bool:
    short = len(label) <= _LABEL_LENGTH and len(label.split()) <= _LABEL_WORDS
    return short and any(sign.isalpha() for sign in label)


def _read(columns: _Columns, rows: Sequence[Row], before: list[Utterance]) -> Talk | None:
    said = list(_questions(columns, rows) if columns.voices else _turns(columns, rows))
    if not any(not utterance.aside for utterance in said):
        return None
    notices = []
    if columns.left_out:
        names = ", ".join(columns.left_out)
        notices.append(Notice("These columns of the table were left out: {names}.", {"names": names}))
    loose = sum(1 for utterance in said if not utterance.speaker and not utterance.aside)
    if columns.speaker is not None and loose:
        text = "Rows without a speaker: {count}. Their words were added to the turn before."
        notices.append(Notice(text, {"count": str(loose)}))
    return Talk((*before, *said), tuple(notices))


def _questions(columns: _Columns, rows: Sequence[Row]) -> Iterator[Utterance]:
    for row in rows:
        if len(row) == 1:
            yield Utterance(_join(row), aside=True)
            continue
        start = _at(row, columns.start)
        for at, label in columns.voices:
            if at < len(row) and (words := cell_text(row[at])):
                yield Utterance(words, label, seconds(start), opens=True)


def _turns(columns: _Columns, rows: Sequence[Row]) -> Iterator[Utterance]:
    timed = [row for row in rows if _at(row, columns.start) not in (None, "")]
    unit = _unit(columns, timed)
    clocked = [row for row in timed if _time(_at(row, columns.start), unit) is not None]
    strict = columns.start is not None and len(clocked) >= 0.6 * len(timed) > 0
    cue_like = columns.end is not None
    voices = _voices(_column(rows, columns.text)) if columns.speaker is None and columns.text is not None else None
    for row in rows:
        words = cell_text(_at(row, columns.text))
        label = clean_label(cell_text(_at(row, columns.speaker)))
        start = _time(_at(row, columns.start), unit)
        untimed = strict and start is None and bool(cell_text(_at(row, columns.start)))
        if not words or untimed or (len(row) == 1 and columns.speaker is not None):
            yield Utterance(_join(row), aside=True)
            continue
        if label and not _is_label(label):
            label = None if not any(sign.isalnum() for sign in label) else label[:_LABEL_LENGTH]
        opens = label is not None and not cue_like
        end = _time(_at(row, columns.end), unit)
        if voices:
            yield from _split(words, voices, start, end)
            continue
        loose = columns.speaker is not None and not cue_like and label is None
        yield Utterance(words, label, start, end, opens=opens, paragraph=loose)


def _split(words: str, voices: frozenset[str], start: float | None, end: float | None) -> Iterator[Utterance]:
    """The voices of one cell; a line without a label goes on with the line above."""
    lines: list[str] = []
    speaker: str | None = None
    for line in words.split("\n"):
        label = label_of(line)
        if label not in voices:
            lines.append(line)
            continue
        if any(lines):
            yield Utterance("\n".join(lines), speaker, start, end, opens=speaker is not None)
        speaker, lines = label, [line.partition(":")[2].strip()]
    if any(lines):
        yield Utterance("\n".join(lines), speaker, start, end, opens=speaker is not None)


def _at(row: Row, at: int | None) -> object:
    return row[at] if at is not None and at < len(row) else None


def _time(value: object, unit: int) -> float | None:
    plain = number(value)
    return seconds(value) if plain is None else plain / unit


def _unit(columns: _Columns, rows: Sequence[Row]) -> int:
    pairs = [(number(_at(row, columns.start)), number(_at(row, columns.end))) for row in rows]
    spans = [end - start for start, end in pairs if start is not None and end is not None]
    whole = all(
        start == int(start) and end == int(end) for start, end in pairs if start is not None and end is not None
    )
    return 1000 if spans and whole and median(spans) > _SECONDS_IN_CUE else 1
