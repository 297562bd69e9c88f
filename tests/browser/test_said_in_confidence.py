"""What an informant said stands in the project and nowhere else: in no log, in no sentence about a failure (A12)."""

import io
import zipfile
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import docx
from playwright.sync_api import BrowserContext

CANARY = "KENARI-9X rahasia informan"


def word_file(said: str, broken: bool = False) -> bytes:
    """A Word file; `broken`: its text is no longer XML."""
    whole = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(f"IK-01: {said}")
    document.save(whole)
    if not broken:
        return whole.getvalue()
    torn = io.BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(torn, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(name, body.replace(b"</w:t>", b"</w:q>") if name == "word/document.xml" else body)
    return torn.getvalue()


FAILING = {
    "rusak.docx": word_file(CANARY, broken=True),
    "entitas.docx": word_file(CANARY)[:-40],
    "bukan.pdf": f"%PDF-1.7\n{CANARY}".encode(),
    "bukan.xlsx": b"PK\x03\x04" + CANARY.encode() * 20,
    "rusak.json": f'{{"segments": [{{"start": 0, "end": "x", "text": "{CANARY}"'.encode(),
    "biner.txt": CANARY.encode() + bytes(range(256)) * 40,
    "xxe.html": f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><p>{CANARY} &e;</p>'.encode(),
}


def test_files_that_cannot_be_read_are_told_of_without_their_words(
    app: Any, study: Any, context: BrowserContext, window: Callable[..., Any]
) -> None:
    desk = window(context.new_page())
    desk.sign_in(app)
    desk.page.goto(f"{app.base}/transcript?project={study.id}")
    files = [{"name": name, "mimeType": "", "buffer": body} for name, body in FAILING.items()]
    desk.page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(files)
    desk.page.get_by_text("Periksa sebelum disimpan").wait_for()
    desk.idle()
    said = desk.page.get_by_test_id("stMain").inner_text()
    for name in ("rusak.docx", "entitas.docx", "bukan.pdf", "bukan.xlsx", "rusak.json"):
        assert name in said
    assert "KENARI" not in desk.page.locator("table", has_text="rusak.docx").inner_text()
    assert "KENARI" not in app.log.read_text()
    assert desk.complaints == []


def test_a_codebook_that_cannot_be_read_is_told_of_by_its_line(
    app: Any, study: Any, context: BrowserContext, window: Callable[..., Any]
) -> None:
    desk = window(context.new_page())
    desk.sign_in(app)
    desk.page.goto(f"{app.base}/codebook?project={study.id}")
    desk.page.get_by_text("Sebagai berkas").click()
    file = {"name": "buku.yaml", "mimeType": "text/yaml", "buffer": f"codes:\n - key: A\n  typical: [{CANARY}".encode()}
    desk.page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files([file])
    alert = desk.page.get_by_test_id("stAlert")
    alert.wait_for()
    assert "KENARI" not in alert.inner_text()
    assert "KENARI" not in app.log.read_text()
    assert desk.complaints == []


def test_a_refused_coding_and_its_memo_leave_no_word_in_the_log(
    app: Any, study: Any, context: BrowserContext, window: Callable[..., Any]
) -> None:
    desk = window(context.new_page()).open(app, study)
    desk.press("ArrowDown", "Enter", "1").settled(1)
    refused = [
        {"verb": "memo", "id": str(uuid4()), "text": CANARY},
        {"verb": "code", "codings": [{"id": str(uuid4()), "code": str(uuid4()), "start": 3, "end": 9}], "text": CANARY},
        {"verb": "new_code", "code": {"id": "x", "name": CANARY}, "codings": []},
        {"verb": CANARY},
    ]
    surface = "document.querySelector('.cs-doc').csWorkspace"
    for op in refused:
        desk.page.evaluate(f"op => {surface}.sync.push({{ op: crypto.randomUUID(), ...op }})", op)
        desk.page.locator('[data-testid="coding-surface"][data-pending="0"]').wait_for()
    assert desk.settled(1).fact("saved") == 1
    assert "KENARI" not in app.log.read_text()
    assert desk.complaints == []
