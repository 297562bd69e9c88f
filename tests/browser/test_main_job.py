"""The main job as one story: three files become coded excerpts and a spreadsheet, in a real browser."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from playwright.sync_api import BrowserContext

from coding import workbench

QUESTION = "Soal {n} untuk {name}, bagaimana dinas lain dilibatkan dalam layanan?"
ANSWER = "Urusan {n} menurut {name} selalu dirapatkan bersama, tetapi datanya belum pernah satu pintu sampai sekarang."


def turns(name: str, count: int) -> list[tuple[str, str]]:
    """Question and answer in turn; no two turns say the same."""
    return [
        ("P", QUESTION.format(n=n, name=name)) if n % 2 == 0 else (name, ANSWER.format(n=n, name=name))
        for n in range(count)
    ]


def word_file(path: Path) -> Path:
    document = docx.Document()
    for speaker, said in turns("IK-01", 24):
        document.add_paragraph(f"{speaker}: {said}")
    document.save(str(path))
    return path


def captions(path: Path) -> Path:
    cues = [
        f"00:{n:02}:00.000 --> 00:{n:02}:50.000\n<v {speaker}>{said}\n"
        for n, (speaker, said) in enumerate(turns("IU-02", 24))
    ]
    path.write_text("WEBVTT\n\n" + "\n".join(cues), encoding="utf-8")
    return path


def spreadsheet(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Pembicara", "Ucapan"])
    for row in turns("IP-03", 24):
        sheet.append(row)
    book.save(path)
    return path


@pytest.fixture(scope="module")
def study(app: Any) -> Any:
    """A project of one's own with the WoG codebook and nothing in it."""
    desk = workbench.open_desk(app.database)
    me = desk.me()
    made = workbench.create_project(me, "Koordinasi MPP", workbench.shipped_codebook("wog"))
    desk.store.close()
    return made


def code_by_mouse(window: Any, count: int) -> list[str]:
    """Drag over words of every second turn and pick a code in the palette; gives the words."""
    quotes = []
    for n in range(count):
        quotes.append(window.drag(2 * n + 1, n % 3, 4 + n % 5))
        options = window.page.get_by_test_id("coding-palette").locator(".cs-option[data-code]")
        options.nth(n % 9).click()
        window.page.locator(f'[data-testid="coding-surface"][data-codings="{n + 1}"]').wait_for()
    return quotes


def code_by_keys(window: Any, count: int) -> list[str]:
    """Move by segment, select (once by words), and give a code: by its digit, by name, by repeating the last."""
    quotes = []
    for n in range(count):
        window.press("ArrowDown")
        if n % 4 == 1:
            window.press(*["Control+Shift+ArrowRight"] * 4)
        else:
            window.press("Enter")
        quotes.append(window.selection())
        if n % 4 == 2:
            window.press("/")
            window.page.keyboard.type("dialog")
            window.press("Enter")
        elif n % 4 == 3:
            window.press("r")
        else:
            window.press(str(n % 9 + 1))
    return quotes


def test_three_files_become_seventeen_excerpts_in_a_spreadsheet(
    app: Any, study: Any, context: BrowserContext, window: Callable[..., Any], tmp_path: Path
) -> None:
    files = [word_file(tmp_path / "W1.docx"), captions(tmp_path / "W2.vtt"), spreadsheet(tmp_path / "W3.xlsx")]
    desk = window(context.new_page())
    desk.sign_in(app).page.goto(app.base)
    desk.idle()
    desk.page.get_by_test_id("stSidebarNav").get_by_role("link", name="Transkrip").click()
    chooser = desk.page.get_by_label("Tambahkan wawancara, catatan observasi, atau dokumen")
    chooser.get_by_test_id("stFileUploaderDropzoneInput").set_input_files([str(file) for file in files])
    desk.page.get_by_text("Periksa sebelum disimpan").wait_for()
    desk.page.get_by_role("button", name="Tambahkan 3 berkas ke proyek").click()
    desk.page.get_by_role("button", name="Mulai mengode").click()
    desk.opened("W1")

    quotes = code_by_mouse(desk, 10)
    desk.settled(10).press("]")
    desk.opened("W2")
    quotes += code_by_keys(desk, 6)
    desk.settled(6).press("]")
    desk.opened("W3")
    quotes += code_by_keys(desk, 4)
    desk.settled(4).press("z", "z", "z").settled(1)
    place = desk.place()
    desk.page.close()

    again = window(context.new_page())
    again.page.goto(app.base)
    again.page.get_by_role("button", name="Lanjutkan mengode").click()
    again.opened("W3").settled(1)
    assert again.place() == place

    again.page.get_by_test_id("stSidebarNav").get_by_role("link", name="Kutipan").click()
    again.page.get_by_text("17 kutipan").wait_for()
    again.idle()
    with again.page.expect_download() as download:
        again.page.get_by_role("button", name="XLSX").click()
    download.value.save_as(tmp_path / "kutipan.xlsx")
    again.idle()
    rows = list(openpyxl.load_workbook(tmp_path / "kutipan.xlsx").worksheets[0].iter_rows(values_only=True))
    column = rows[0].index("Kutipan")
    assert sorted(row[column] for row in rows[1:]) == sorted(quotes[:17])
    assert desk.complaints + again.complaints == []
