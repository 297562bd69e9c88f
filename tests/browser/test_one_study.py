"""A study of several people in two windows: coded blind, reviewed, answered, measured, decided by both, signed off."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from playwright.sync_api import Browser, expect

from coding import workbench
from coding.model import Query
from coding.store import open_store
from coding.workbench import Actor, Desk, accounts
from coding.workbench.assigning import assign, show_others
from coding.workbench.membership import invite_member

PASSWORD = "tujuh ekor kucing"
SAID = ("Kami rapat tiap Senin.", "Belum ada aplikasi bersama.", "Ada tim gabungan waktu itu.")


@pytest.fixture(scope="module")
def app(served_as: Callable[..., Any]) -> Iterator[Any]:
    """The app as a server with accounts, with a new database."""
    with served_as(sys.executable, "-m", "coding", "serve", "--accounts") as one:
        yield one


@pytest.fixture
def study(app: Any, study_builder: Callable[..., Any]) -> Iterator[Any]:
    """Sari has coded a talk; the student Rina is to code it blind, and Dewi supervises."""
    desk = Desk(open_store(app.database))

    def person(name: str) -> Actor:
        account, token = accounts.add_account(desk, name)
        accounts.take_up(desk, token, name, PASSWORD)
        return Actor(desk.store, account.coder)

    sari, rina, dewi = (person(name) for name in ("Sari", "Rina", "Dewi"))
    one = study_builder(desk.store, "Studi bersama", sari)
    invite_member(sari, one.id, "rina", "student")
    invite_member(sari, one.id, "dewi", "supervisor")
    text = "".join(f"IK-01: {words}\n" for words in SAID)
    source = one.add_source("Rapat", text).id
    for words, key in zip(SAID, ("K1", "K2", "K2"), strict=True):
        one.code(key, text.index(words), text.index(words) + len(words), source=source)
    workbench.finish(sari, one.id, source, True)
    show_others(sari, one.id, True)
    assign(sari, one.id, [source], rina.id, blind=True)
    one.source, one.rina, one.dewi = source, rina, dewi
    yield one
    desk.store.close()


@contextmanager
def desk_of(app: Any, name: str, chromium: Browser, window: Callable[..., Any]) -> Iterator[Any]:
    """A browser of one's own, in which somebody signs in."""
    context = chromium.new_context(locale="id-ID", timezone_id="Asia/Jakarta", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)
    one = window(context.new_page())
    one.page.goto(f"{app.base}/sign-in")
    one.page.get_by_label("Nama masuk").fill(name)
    one.page.get_by_label("Kata sandi").fill(PASSWORD)
    one.page.keyboard.press("Enter")
    one.idle()
    yield one
    assert one.complaints == []
    context.close()


def test_a_study_is_coded_blind_reviewed_answered_measured_decided_and_signed_off(
    app: Any, study: Any, chromium: Browser, window: Callable[..., Any]
) -> None:
    with desk_of(app, "rina", chromium, window) as rina, desk_of(app, "dewi", chromium, window) as dewi:
        _codes_blind(app, study, rina)
        _asks_back(app, study, dewi)
        _answers(app, study, rina)
        _decide(app, study, rina, dewi)
        _signs_off(app, study, dewi)


def _codes_blind(app: Any, study: Any, rina: Any) -> None:
    """What Sari coded shows only once Rina has finished."""
    rina.page.goto(f"{app.base}/tagging?project={study.id}&source=Rapat")
    rina.opened("Rapat").settled(0)
    for at, digit in enumerate("113", start=1):
        rina.press("ArrowDown", "Enter", digit).settled(at)
    rina.press("f").settled(6)


def _asks_back(app: Any, study: Any, dewi: Any) -> None:
    """The supervisor sends an excerpt of Rina's back, and says why."""
    mine = workbench.find_excerpts(study.dewi, study.id, Query(coders=(study.rina.id,)), None)
    study.asked = next(one.coding for one in mine if one.coding.quote.startswith(SAID[1]))
    dewi.page.goto(f"{app.base}/review?project={study.id}&view=queue&excerpt={study.asked.id}")
    dewi.page.locator("mark", has_text=SAID[1]).wait_for()
    dewi.idle().page.get_by_label("Katakan sesuatu tentangnya").fill("Mengapa bukan dialog?")
    dewi.page.get_by_role("button", name="Komentar").last.click()
    dewi.page.locator(".rv-said", has_text="Mengapa bukan dialog?").wait_for()
    dewi.until("p", dewi.page.locator(".rv-state", has_text="Perlu diperbaiki"))


def _answers(app: Any, study: Any, rina: Any) -> None:
    rina.page.goto(f"{app.base}/review?project={study.id}&view=talks")
    rina.page.get_by_text("Mengapa bukan dialog?").wait_for()
    rina.idle().page.get_by_label("Balas").fill("Belum ada, jadi tidak saling bertukar.")
    rina.page.get_by_role("button", name="Balas").click()
    expect(rina.page.get_by_text("Belum ada, jadi tidak saling bertukar.")).to_be_visible()


def _decide(app: Any, study: Any, rina: Any, dewi: Any) -> None:
    """The supervisor measures; of the two places that differ each decides one."""
    dewi.page.goto(f"{app.base}/agreement?project={study.id}")
    dewi.page.get_by_role("button", name="Ukur dan simpan").click()
    dewi.page.locator(".ag-table").first.wait_for()
    for at, (who, key) in enumerate(((dewi, "a"), (rina, "b"))):
        who.page.goto(f"{app.base}/agreement?project={study.id}&view=places")
        who.page.get_by_text(f"{at + 1} dari 2", exact=True).wait_for()
        who.page.get_by_role("button", name="Tetap berbeda").wait_for()
        who.idle().press(key)
        decided = who.page.locator(".ag-table tr", has_text="Label").locator("td").nth(1)
        expect(decided).to_have_text(str(at + 1), timeout=30_000)
        who.idle()


def _signs_off(app: Any, study: Any, dewi: Any) -> None:
    dewi.page.goto(f"{app.base}/review?project={study.id}&view=milestones")
    dewi.page.get_by_role("button", name="Setujui sebagaimana adanya sekarang").click()
    dewi.page.get_by_text("masih demikian").wait_for()
    with dewi.idle().page.expect_download() as taken:
        dewi.page.get_by_role("button", name="DOCX").first.click()
    paper = docx.Document(BytesIO(Path(taken.value.path()).read_bytes()))
    assert "Dewi" in "\n".join([*(one.text for one in paper.paragraphs), *_cells(paper)])


def _cells(paper: Any) -> Iterator[str]:
    for table in paper.tables:
        for row in table.rows:
            yield from (cell.text for cell in row.cells)
