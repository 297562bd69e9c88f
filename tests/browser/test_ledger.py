"""The ledger of one code filled by keys alone, in a real browser."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator
from playwright.sync_api import TimeoutError as TooLate

from coding import workbench
from coding.model import Query
from coding.workbench import NewCoding

SAID = ("Kami rapat tiap Senin.", "Rapat itu selalu hari Senin.", "Belum ada aplikasi bersama.", "Begitu saja, Pak.")


@pytest.fixture
def desk(app: Any, study: Any, context: BrowserContext, window: Callable[..., Any]) -> Any:
    """A window on the ledger of four passages coded K1."""
    text = "IK-01: " + " ".join(SAID) + "\n"
    source = study.add_source("Rapat", text)
    starts = [text.index(words) for words in SAID]
    wanted = [NewCoding(study.codes["K1"], at, at + len(words)) for at, words in zip(starts, SAID, strict=True)]
    workbench.code(study.owner, study.id, source.id, wanted)
    one = window(context.new_page())
    one.sign_in(app).page.goto(f"{app.base}/reduction?project={study.id}&code=K1")
    one.page.get_by_role("heading", name="Reduksi data").wait_for()
    return one


def card(desk: Any, words: str) -> Locator:
    """This passage on the card."""
    found: Locator = desk.page.locator("mark", has_text=words)
    return found


def statement(desk: Any) -> None:
    """Press the key of *keep*, which puts the caret into the field."""
    desk.until("k", desk.page.locator(".st-key-ledger-statement textarea:focus"))


def test_a_ledger_is_filled_by_keys_alone(desk: Any, study: Any) -> None:
    field = desk.page.get_by_label("Isi pokok dalam kata yang lebih sedikit")
    card(desk, SAID[0]).wait_for()
    statement(desk)
    desk.page.keyboard.type("Rapat mingguan ada.")
    desk.press("Control+Enter")
    card(desk, SAID[1]).wait_for()
    desk.until("m", card(desk, SAID[2]))
    desk.until("ArrowLeft", card(desk, SAID[1]))
    desk.until("n", card(desk, SAID[2]))
    statement(desk)
    # Letters that are keys elsewhere are letters here.
    desk.page.keyboard.type("kms")
    assert field.input_value() == "kms"
    desk.press("Control+Enter")
    card(desk, SAID[3]).wait_for()
    desk.until("s", desk.page.get_by_text("Mengapa disisihkan?"))
    desk.until("3", desk.page.get_by_text("Semua kutipan kode ini sudah diputuskan."))
    lines = workbench.ledger_page(study.owner, study.id, Query())
    first, second, third, fourth = (one.reduction for one in lines)
    assert (first.decision, first.statement) == ("kept", "Rapat mingguan ada.")
    assert (second.decision, second.into) == ("merged", first.coding)
    assert (third.decision, third.statement) == ("kept", "kms")
    assert (fourth.decision, fourth.reason) == ("aside", "Terlalu umum")
    assert desk.complaints == []


def test_a_grid_saves_what_was_typed_as_one_act(desk: Any, study: Any) -> None:
    card(desk, SAID[0]).wait_for()
    desk.idle().page.get_by_role("radio", name="Sebagai tabel").click()
    grid = desk.page.get_by_test_id("stDataFrame")
    grid.locator("canvas").first.wait_for()
    desk.idle()
    # The grid is one picture: its cells are reached by keys from the first one. Until it listens, a click is lost.
    first = desk.page.locator('[data-testid="glide-cell-0-0"][aria-selected="true"]')
    for _ in range(20):
        box = grid.bounding_box()
        assert box
        desk.page.mouse.click(box["x"] + 30, box["y"] + 70)
        with suppress(TooLate):
            first.wait_for(state="attached", timeout=2000)
            break
    for column in range(1, 4):
        desk.press("ArrowRight")
        desk.page.locator(f'[data-testid="glide-cell-{column}-0"][aria-selected="true"]').wait_for(state="attached")
    desk.press("Enter")
    cell = desk.page.locator("textarea.gdg-input")
    cell.fill("Rapat mingguan ada.")
    cell.press("Enter")
    desk.page.get_by_role("button", name="Simpan 1 perubahan").click()
    desk.page.get_by_text("1 dari 4 sudah diputuskan").wait_for()
    [line] = workbench.ledger_page(study.owner, study.id, Query(), "decided")
    assert (line.reduction.decision, line.reduction.statement) == ("kept", "Rapat mingguan ada.")
    assert desk.complaints == []


def test_a_passage_is_merged_by_keys_with_one_that_is_not_the_nearest(desk: Any, study: Any) -> None:
    lines = workbench.ledger_page(study.owner, study.id, Query(codes=(study.codes["K1"],)))
    ids = [one.excerpt.coding.id for one in lines]
    workbench.reduce(study.owner, study.id, [workbench.Decided(one, "kept") for one in ids[:2]])
    desk.page.reload()
    card(desk, SAID[2]).wait_for()
    desk.until("Shift+M", desk.page.get_by_role("button", name=SAID[0]))
    desk.until("1", card(desk, SAID[3]))
    [merged] = workbench.ledger_page(study.owner, study.id, Query(), "merged")
    assert merged.into
    assert merged.into.id == ids[0]
    assert desk.complaints == []
