"""The stateless door: one JSON object in, suggestions as JSON out, made by exactly the code that the pages use."""

import json
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from coding.errors import RequestInvalid
from coding.model import Language
from coding.suggestion.classifier import Classifier
from coding.suggestion.keywords import Keywords, patterns_of
from coding.suggestion.material import Decided, Guess, Label, Passage, Scheme, Suggester

METHODS: Mapping[str, Callable[[], Suggester]] = {"keywords": Keywords, "classifier": Classifier, "both": Classifier}
"""`both` is the classifier, for keyword rules are part of its evidence and of its reasons."""


def answer(asked: bytes | str, method: str = "both") -> str:
    """Suggestions for each test segment as JSON text: `{"suggestions": [[{code, score, show, evidence}]]}`.

    `asked` holds `codebook` (`lang`, `labels`), `train` in coding order, `test`, and optionally `corpus`, all segments
    of the project in document order; without it train and test in their order are the corpus. Raises RequestInvalid.
    """
    request = _parsed(asked)
    scheme = _scheme(_object(request, "codebook", ""))
    train, test = _passages(request, "train"), _passages(request, "test")
    given = [] if request.get("corpus") is None else _passages(request, "corpus")
    corpus = list({passage.id: passage for passage in [*given, *train, *test]}.values())
    decided = [
        Decided(passage.id, _codes(segment, scheme, f"train[{place}]"))
        for place, (passage, segment) in enumerate(zip(train, _list(request, "train", ""), strict=True))
    ]
    found = METHODS[method]().fit(scheme, corpus, decided).suggest(test)
    return json.dumps({"suggestions": [[_told(one) for one in guesses] for guesses in found]}, ensure_ascii=False)


def _told(guess: Guess) -> dict[str, Any]:
    return {"code": guess.code, "score": guess.score, "show": guess.show, "evidence": list(guess.evidence)}


def _parsed(asked: bytes | str) -> Mapping[str, Any]:
    try:
        request = json.loads(asked)
    except ValueError as problem:  # JSON and UTF-8 alike
        raise RequestInvalid(why=str(problem)) from problem
    if not isinstance(request, dict):
        _refuse("it is no JSON object")
    return request


def _scheme(book: Mapping[str, Any]) -> Scheme:
    given = book.get("lang")
    if given not in ("id", "en"):
        _refuse("codebook.lang must be “id” or “en”")
    language: Language = "id" if given == "id" else "en"
    labels = _object(book, "labels", "codebook.")
    return Scheme(language, tuple(_label(code, _object(labels, code, "codebook.labels.")) for code in labels))


def _label(code: str, label: Mapping[str, Any]) -> Label:
    place = f"codebook.labels.{code}."
    words = [] if label.get("keywords") is None else _list(label, "keywords", place)
    if not all(isinstance(word, str) for word in words):
        _refuse(f"{place}keywords must be texts")
    name = _text(label, "name", place, code)
    return Label(code, name, _text(label, "definition", place, ""), patterns_of(words))


def _passages(request: Mapping[str, Any], name: str) -> list[Passage]:
    passages = []
    for place, one in enumerate(_list(request, name, "")):
        where = f"{name}[{place}]"
        if not isinstance(one, dict):
            _refuse(f"{where} is no JSON object")
        passages.append(Passage(*(_text(one, key, f"{where}.", None) for key in ("id", "doc", "text"))))
    return passages


def _codes(segment: Mapping[str, Any], scheme: Scheme, place: str) -> frozenset[str]:
    given = _list(segment, "labels", f"{place}.")
    for code in given:
        if code not in scheme.codes:
            _refuse(f"{place}.labels names {json.dumps(code, ensure_ascii=False)}, which is no code of the codebook")
    return frozenset(given)


def _object(holder: Mapping[str, Any], key: str, place: str) -> Mapping[str, Any]:
    found = holder.get(key)
    if not isinstance(found, dict):
        _refuse(f"{place}{key} must be a JSON object")
    return found


def _list(holder: Mapping[str, Any], key: str, place: str) -> list[Any]:
    found = holder.get(key)
    if not isinstance(found, list):
        _refuse(f"{place}{key} must be a list")
    return found


def _text(holder: Mapping[str, Any], key: str, place: str, default: str | None) -> str:
    found = holder.get(key, default)
    if not isinstance(found, str):
        _refuse(f"{place}{key} must be a text")
    return found


def _refuse(why: str) -> NoReturn:
    raise RequestInvalid(why=why)
