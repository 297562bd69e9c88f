from uuid import NAMESPACE_OID, uuid5

from coding.model import Code, Codebook
from coding.reduction.codebook_tree import codebook_tree

IDS = {key: uuid5(NAMESPACE_OID, key) for key in ("G", "K1", "K11", "H", "H1")}
BOOK = Codebook(
    (
        Code(IDS["G"], "G", {"id": "Grup"}, codable=False),
        Code(IDS["K1"], "K1", {"id": "Satu"}, parent=IDS["G"]),
        Code(IDS["K11"], "K11", {"id": "Satu satu"}, parent=IDS["K1"]),
        Code(IDS["H"], "H", {"id": "Lain"}, codable=False),
        Code(IDS["H1"], "H1", {"id": "Lain satu"}, parent=IDS["H"]),
    )
)
COUNTS = [(str(IDS["K1"]), "i", 2), (str(IDS["K11"]), "i", 1), (str(IDS["K11"]), "j", 4), (str(IDS["K1"]), None, 1)]


def test_a_code_has_what_is_under_it_and_an_informant_counts_once() -> None:
    sheet = codebook_tree(BOOK, COUNTS, unit="informants", language="id")
    assert {row.label: cells for row, cells in zip(sheet.rows, sheet.cells, strict=True)} == {
        "G": [2, 8, 0],
        "K1": [2, 8, 3],
        "K11": [2, 5, 5],
    }
    assert [row.group for row in sheet.rows] == ["", "G", "K1"]


def test_a_number_opens_the_code_with_what_is_under_it_or_alone() -> None:
    sheet = codebook_tree(BOOK, COUNTS, unit="segments", language="id")
    assert (sheet.ask(1, 1), sheet.ask(1, 2), sheet.ask(0, 2)) == ("K1", "=K1", None)
