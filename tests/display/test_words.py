from dataclasses import dataclass
from uuid import UUID, uuid4

from coding.display import KINDS
from coding.reduction.concordance import concordance
from coding.reduction.word_counts import word_counts
from coding.reduction.word_tree import word_tree

SOURCE = uuid4()


@dataclass(frozen=True)
class Said:
    """An excerpt of one line."""

    quote: str
    start: int
    case: str | None = "i"
    source: UUID = SOURCE
    line_start: int = 1
    line_end: int = 1


SAID = [Said("soal kerja sama antar dinas", 0), Said("kerja <b>sama</b> kota", 100)]


def test_a_bar_of_a_word_opens_its_excerpts() -> None:
    sheet = word_counts(SAID, unit="times", without=(), beside="", language="id")
    (bars,) = KINDS["word-frequencies"].draw(sheet, {"unit": "times"}).data
    assert (bars.y[0], bars.x[0], bars.meta["marks"][0]) == ("kerja", 2, "phrase:kerja")


def test_a_line_opens_its_place_and_what_was_said_is_never_markup() -> None:
    sheet = concordance(SAID, {str(SOURCE): "W1"}, "kerja", order="text", beside="", language="id")
    lines, before, after = KINDS["keyword-in-context"].draw(sheet, {}).data
    assert lines.meta["marks"] == ["source:W1 AND line>=1 AND line<=1 AND phrase:kerja"] * 2
    assert before.text[0].strip() == "soal"
    assert after.text[1] == "<b>kerja</b> &lt;b&gt;sama&lt;/b&gt; kota"


def test_a_branch_stands_beside_its_stem_and_opens_the_words_together() -> None:
    after = KINDS["word-tree"].draw(word_tree(SAID, "kerja", side="after", beside="", language="id"), {"side": "after"})
    (tree,) = after.data
    parents = dict(zip(tree.ids, tree.parents, strict=True))
    assert parents["kerja"] == ""
    assert parents["kerja sama antar"] == "kerja sama"
    assert dict(zip(tree.ids, tree.labels, strict=True))["kerja sama antar"] == "antar"
    assert 'phrase:"kerja sama antar"' in tree.meta["marks"]
    (tree,) = (
        KINDS["word-tree"]
        .draw(word_tree(SAID, "kerja", side="before", beside="", language="id"), {"side": "before"})
        .data
    )
    assert dict(zip(tree.ids, tree.parents, strict=True)) == {"kerja": "", "soal kerja": "kerja"}
    assert list(tree.labels) == ["kerja", "soal"]
