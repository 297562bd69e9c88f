"""The ledger of the reduction: counted, sampled and laid out as the table of a thesis."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from coding.model import Code, Codebook, Coding, Decision, Excerpt, LedgerCount, LedgerLine, Reduction, Theme
from coding.reduction import HEADINGS, compress, compress_by, draw, reasons, reduced_table

K1, K2 = (Code(uuid4(), key, {"id": f"Kode {key}"}) for key in ("K1", "K2"))
BOOK = Codebook((K2, K1))
CODER = uuid4()


def line(
    quote: str,
    decision: Decision | None = None,
    *,
    code: Code = K1,
    statement: str = "",
    into: LedgerLine | None = None,
    category: UUID | None = None,
) -> LedgerLine:
    coding = Coding(uuid4(), uuid4(), 0, len(quote), quote, code.id, CODER)
    excerpt = Excerpt(coding, "W1", "interview", code.key, code.name, "Rina", None, "IK-01", {}, {}, "", "")
    if decision is None:
        return LedgerLine(excerpt)
    target = into.excerpt.coding if into else None
    decided = Reduction(
        uuid4(),
        coding.id,
        decision,
        quote,
        code.id,
        CODER,
        datetime.now(UTC),
        into=target.id if target else None,
        statement=statement,
        category=category,
    )
    fate = into.reduction.decision if into and into.reduction else None
    return LedgerLine(excerpt, decided, target, fate)


def table(*lines: LedgerLine, themes: tuple[Theme, ...] = ()) -> list[tuple[object, ...]]:
    return [*reduced_table(lines, BOOK, themes, lambda one: f"({one.case_key}, {one.coding.quote[:3]})")]


def test_the_table_has_the_seven_columns_of_a_thesis() -> None:
    assert HEADINGS["id"] == (
        "No",
        "Kode informan dan baris",
        "Kutipan",
        "Pemadatan fakta",
        "Kode",
        "Kategori",
        "Tema",
    )


def test_a_statement_is_a_row_with_its_code_category_and_theme_in_the_order_of_the_codebook() -> None:
    theme = Theme(uuid4(), "Koordinasi", "theme")
    category = Theme(uuid4(), "Rapat", parent=theme.id)
    first = line("Ada\nrapat.", "kept", statement="Rapat ada.", category=category.id)
    second = line("Belum.", "kept", code=K2)
    assert table(first, second, themes=(theme, category)) == [
        (1, "IK-01, Bel", "“Belum.”", "", "K2 Kode K2", "", ""),
        (2, "IK-01, Ada", "“Ada rapat.”", "Rapat ada.", "K1 Kode K1", "Rapat", "Koordinasi"),
    ]


def test_what_was_merged_stands_with_its_passage_and_what_was_set_aside_does_not_stand_there() -> None:
    kept = line("Ada.", "kept", statement="Rapat ada.")
    merged = line("Memang ada.", "merged", into=kept, statement="Rapat ada.")
    [row] = table(merged, line("Oh ya.", "aside"), kept, line("Nanti."))
    assert row[1:4] == ("IK-01, Ada\nIK-01, Mem", "“Ada.”\n“Memang ada.”", "Rapat ada.")


def test_the_same_words_coded_by_several_people_stand_once() -> None:
    kept = line("Ada.", "kept", statement="Rapat ada.")
    [row] = table(kept, line("Ada.", "merged", into=kept), line("Ada benar.", "merged", into=kept))
    assert row[1:3] == ("IK-01, Ada\nIK-01, Ada", "“Ada.”\n“Ada benar.”")


def test_a_merged_passage_whose_other_is_not_kept_keeps_a_row_of_its_own() -> None:
    aside = line("Ada.", "aside")
    merged = line("Memang ada.", "merged", into=aside, statement="Rapat ada.")
    elsewhere = line("Ada.", "kept", code=K2)
    recoded = line("Betul.", "merged", into=elsewhere)
    rows = table(aside, merged, elsewhere, recoded)
    assert [row[2] for row in rows] == ["“Ada.”", "“Memang ada.”", "“Betul.”"]


def test_compression_adds_up_by_whatever_is_asked() -> None:
    counts = [
        LedgerCount(K1.id, "IK-01", None, 4),
        LedgerCount(K1.id, "IK-01", "kept", 2, 30, 8, 1),
        LedgerCount(K1.id, "IK-02", "merged", 1, 10, 2),
        LedgerCount(K2.id, "IK-01", "aside", 3, 60),
    ]
    whole = compress(counts)
    assert (whole.excerpts, whole.decided, whole.stale) == (10, 6, 1)
    assert (whole.words, whole.kept, whole.merged, whole.aside, whole.statements) == (100, 30, 10, 60, 10)
    assert whole.share == 0.1
    by_informant = compress_by(counts, lambda one: one.case)
    assert list(by_informant) == ["IK-01", "IK-02"]
    assert (by_informant["IK-01"].excerpts, by_informant["IK-01"].words) == (9, 90)
    assert compress([LedgerCount(K1.id, None, None, 4)]).share is None


def test_a_draw_keeps_the_order_and_depends_on_the_seed_alone() -> None:
    ids = [uuid4() for _ in range(50)]
    drawn = draw(ids, 10, 7)
    assert drawn == draw(ids, 10, 7) == sorted(drawn, key=ids.index)
    assert len(set(drawn)) == 10
    assert drawn != draw(ids, 10, 8)
    assert draw(ids, 99, 7) == ids
    assert draw([], 5, 7) == []


def test_reasons_follow_the_language_until_the_project_has_its_own() -> None:
    assert reasons({}, "en")[0] == "Outside the focus of the study"
    assert reasons({"reduction_reasons": ["Basa-basi"]}, "en") == ("Basa-basi",)
