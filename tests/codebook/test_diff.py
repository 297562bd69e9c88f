from dataclasses import replace
from uuid import UUID

from coding.codebook import Difference, add, diff, edit, move, new_code, read_yaml
from coding.model import Codebook

BOOK = read_yaml(
    """
name: Kecil
codes:
  - {key: K, name: Koordinasi}
  - {key: K2, name: {id: Dialog, en: Dialogue}, parent: K, definition: dua arah, stems: {id: [rapat*]}}
"""
)
K, K2 = BOOK.codes


def told(old: Codebook, new: Codebook) -> list[tuple[str, ...]]:
    return [(d.kind, d.key, d.field, d.language, d.before, d.after) for d in diff(old, new)]


def test_a_codebook_does_not_differ_from_itself() -> None:
    assert diff(BOOK, BOOK) == []


def test_added_and_removed_codes_are_told_with_their_names() -> None:
    more = add(BOOK, new_code(BOOK, UUID(int=7), "Lain"))
    assert told(BOOK, more) == [("added", "LAIN", "", "", "", "Lain")]
    assert diff(more, BOOK) == [Difference("removed", UUID(int=7), "LAIN", before="Lain")]


def test_a_renamed_code_is_told_per_language_and_key() -> None:
    new = edit(BOOK, K2.id, key="D", name={"id": "Percakapan", "en": "Dialogue"})
    assert told(BOOK, new) == [
        ("renamed", "D", "key", "", "K2", "D"),
        ("renamed", "D", "name", "id", "Dialog", "Percakapan"),
    ]


def test_a_moved_code_is_told_with_its_parents() -> None:
    assert told(BOOK, move(BOOK, K2.id, None)) == [("moved", "K2", "parent", "", "K", "")]


def test_a_changed_order_is_a_move() -> None:
    assert told(BOOK, edit(BOOK, K2.id, order=5)) == [("moved", "K2", "order", "", "1", "5")]


def test_changed_words_are_told_per_text_and_language() -> None:
    new = edit(BOOK, K2.id, texts={"definition": {"id": "bolak-balik"}, "note": {"en": "see K"}})
    assert told(BOOK, new) == [
        ("text", "K2", "definition", "id", "dua arah", "bolak-balik"),
        ("text", "K2", "note", "en", "", "see K"),
    ]


def test_looks_and_stems_are_told() -> None:
    new = edit(BOOK, K2.id, colour="#000000", codable=False, stems={"id": ("rapat*", "rakor")})
    assert [(d.field, d.after) for d in diff(BOOK, new)] == [
        ("colour", "#000000"),
        ("codable", "False"),
        ("stems", "rapat*, rakor"),
    ]


def test_codes_with_new_ids_pair_by_key() -> None:
    minted = replace(BOOK, codes=(replace(K, id=UUID(int=1)), replace(K2, id=UUID(int=2), parent=UUID(int=1))))
    assert diff(BOOK, minted) == []
