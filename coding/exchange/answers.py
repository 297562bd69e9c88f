"""A table of answers as somebody filled it in → which informant said what of which number; and what does not fit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from coding.dates import find_date
from coding.errors import Notice, TableWithoutColumn
from coding.model import AnswerKind, Item

COLUMNS = {
    "number": ("no", "nomor", "nomor butir", "number", "butir", "item", "nr"),
    "answer": ("jawaban", "tanggapan", "answer", "response"),
    "words": ("kata-kata", "kata", "catatan", "perbaikan", "words", "note", "correction", "comment"),
    "informant": ("kode informan", "informan", "kode", "informant", "code"),
    "day": ("tanggal", "date", "day"),
    "asker": ("ditanya oleh", "penanya", "asked by", "asker"),
}
SAID: Mapping[str, AnswerKind] = {
    "setuju": "agree",
    "s": "agree",
    "agree": "agree",
    "a": "agree",
    "setuju dengan perbaikan": "correct",
    "perbaikan": "correct",
    "p": "correct",
    "agree with correction": "correct",
    "correct": "correct",
    "c": "correct",
    "tarik": "withdraw",
    "ditarik": "withdraw",
    "t": "withdraw",
    "withdraw": "withdraw",
    "w": "withdraw",
}


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A line that fits: the informant by key, the item as their pack has it, the answer."""

    line: int
    informant: str
    item: Item
    answer: AnswerKind
    words: str = ""
    day: date | None = None
    asker: str = ""


@dataclass(frozen=True, slots=True)
class AnswersRead:
    """The lines that fit, what does not (line and sentence), and how many have a number but no answer."""

    lines: tuple[AnswerLine, ...]
    problems: tuple[tuple[int, Notice], ...]
    unanswered: int


def read_answers(
    rows: Sequence[Sequence[str]], packs: Mapping[str, Mapping[str, Item] | None], informant: str = ""
) -> AnswersRead:
    """The answers in rows with a heading (TableWithoutColumn without numbers or answers).

    `packs` map each informant's key to the items of the newest pack by number (None: none was made); `informant` is
    meant where the table names nobody. Of two lines about the same, the first counts.
    """
    heads = [" ".join(cell.casefold().replace("_", " ").split()) for cell in rows[0]] if rows else []
    places = {name: next((heads.index(one) for one in names if one in heads), None) for name, names in COLUMNS.items()}
    for name, called in (("number", "Nomor"), ("answer", "Jawaban")):
        if places[name] is None:
            raise TableWithoutColumn(name=called)
    keys = {key.casefold(): key for key in packs}
    lines: dict[tuple[str, str], AnswerLine] = {}
    problems: list[tuple[int, Notice]] = []
    unanswered = 0
    for at, row in enumerate(rows[1:], start=2):
        said = {
            name: row[place].strip() if place is not None and place < len(row) else "" for name, place in places.items()
        }
        if not any(said.values()):
            continue
        if not said["answer"] and not said["words"]:
            unanswered += 1
            continue
        one = _line(at, said, keys, packs, informant)
        if isinstance(one, Notice):
            problems.append((at, one))
        elif (one.informant, one.item.number) in lines:
            problems.append((at, _twice(one)))
        else:
            lines[one.informant, one.item.number] = one
    return AnswersRead(tuple(lines.values()), tuple(problems), unanswered)


def _line(
    at: int,
    said: Mapping[str, str],
    keys: Mapping[str, str],
    packs: Mapping[str, Mapping[str, Item] | None],
    whose: str,
) -> AnswerLine | Notice:
    named = said["informant"] or whose
    if not named:
        return Notice("It does not say whose answer this is.")
    key = keys.get(named.casefold())
    if key is None:
        return Notice("There is no informant “{informant}”.", {"informant": named})
    items = packs[key]
    if items is None:
        return Notice("No pack was made for {informant} yet, so a number says nothing.", {"informant": key})
    number = "".join(said["number"].casefold().split()).rstrip(".")
    item = items.get(number)
    if item is None:
        told = {"informant": key, "number": said["number"] or "–", "known": _span(items)}
        return Notice("{informant} was given no number {number}. There are: {known}.", told)
    answer = SAID.get(" ".join(said["answer"].casefold().split()))
    if answer is None:
        known = "setuju, setuju dengan perbaikan, tarik (agree, agree with correction, withdraw)"
        return Notice("“{answer}” is no answer. Answers are: {known}.", {"answer": said["answer"], "known": known})
    if answer == "correct" and not said["words"]:
        return Notice("Number {number} is to be corrected, but nothing says how.", {"number": number})
    day = find_date(said["day"]) if said["day"] else None
    if said["day"] and day is None:
        return Notice("“{day}” is no date.", {"day": said["day"]})
    return AnswerLine(at, key, item, answer, said["words"], day, said["asker"])


def _twice(one: AnswerLine) -> Notice:
    told = {"informant": one.informant, "number": one.item.number}
    return Notice("Number {number} of {informant} stands in the table more than once; the first line counts.", told)


def _span(items: Mapping[str, Item]) -> str:
    numbers = list(items)
    return ", ".join(numbers) if len(numbers) <= 12 else f"{numbers[0]} … {numbers[-1]}"
