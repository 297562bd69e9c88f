"""What is asked of the child process that trains, as JSON can hold it. Light: no learning library comes with it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from coding.suggestion.material import Decided, Passage, Scheme, scheme_from


def request(scheme: Scheme, corpus: Sequence[Passage], decided: Sequence[Decided], **wanted: Any) -> dict[str, Any]:
    """All of a project's material. `wanted`: `seed` (0), `report` (whether to test as well), `before` (path)."""
    return {
        "scheme": asdict(scheme),
        "corpus": [[one.id, one.doc, one.text] for one in corpus],
        "decided": [[one.passage, sorted(one.codes)] for one in decided],
        **wanted,
    }


def unpacked(asked: Mapping[str, Any]) -> tuple[Scheme, list[Passage], list[Decided]]:
    """The material again."""
    corpus = [Passage(*one) for one in asked["corpus"]]
    decided = [Decided(passage, frozenset(codes)) for passage, codes in asked["decided"]]
    return scheme_from(asked["scheme"]), corpus, decided
