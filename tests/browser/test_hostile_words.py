"""What people wrote is words: put into every field, it runs nothing, loads nothing and breaks no page."""

import csv
import io
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext

from coding import workbench
from coding.model import Attribute, Case, Source, Speaker, Turn

RUN = "window.hacked=1"
SURFACE = '[data-testid="coding-surface"]'


class Attacker(BaseHTTPRequestHandler):
    """A server that waits for a leak and writes it down."""

    heard: list[str]

    def do_GET(self) -> None:
        self.heard.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


@pytest.fixture(scope="module")
def attacker() -> Iterator[tuple[str, list[str]]]:
    heard: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Listening", (Attacker,), {"heard": heard}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", heard
    server.shutdown()
    server.server_close()


def payloads(leak: str) -> list[str]:
    """Forty strings and more that try to be something else than words."""
    return [
        f"<script>{RUN}</script>", f'<img src="{leak}/img" onerror="{RUN}">', f'<svg onload="{RUN}">',
        f'"><b onmouseover="{RUN}">x', f"</textarea><script>{RUN}</script>", f"javascript:{RUN}",
        f"[klik](javascript:{RUN})", f"![a]({leak}/md)", f"[![a]({leak}/md2)](http://x)", f"<{leak}/auto>",
        f'<iframe src="{leak}/frame"></iframe>', f'<iframe srcdoc="<script>parent.{RUN[7:]}</script>"></iframe>',
        f'<link rel="stylesheet" href="{leak}/css">', f'<style>@import "{leak}/import"</style>',
        f'<div style="background:url({leak}/bg)">x</div>', f"red;background:url({leak}/col)", f"url({leak}/u)",
        f'<object data="{leak}/obj"></object>', f'<embed src="{leak}/emb">', f'<video poster="{leak}/vid"></video>',
        f'<form action="{leak}/form"><button>x</button></form>', f'<base href="{leak}/">',
        f'<meta http-equiv="refresh" content="0;url={leak}/meta">', f'<a href="javascript:{RUN}">x</a>',
        f"<math><mtext></mtext><script>{RUN}</script></math>", f"' onclick='{RUN}",
        "{{constructor.constructor('1')()}}",
        "${7*7}", "#{7*7}", "<%= 7*7 %>", "$\\href{javascript:1}{x}$", "$$\\input{/etc/passwd}$$",
        ":material/bug_report:",
        ":red[merah] :blue-background[biru]", "# Judul\n## Anak",
        "| a | b |\n|---|---|\n| 1 | 2 |", "```py\nprint()\n```",
        "=HYPERLINK(\"" + leak + "/xl\")", "@SUM(1+1)", "+cmd|' /C calc'!A0", "-2+3", "\u202etfel ot thgir\u202c",
        "\u2066a\u2069\u200b\u200d", "👩‍👩‍👧‍👦 🇮🇩 é", "%00%0a%0d", "../../../etc/passwd", "{name} {0} %s %(x)s",
        "' OR 1=1 --", "NULL", "panjang " * 1250,
    ]  # fmt: skip


@pytest.fixture(scope="module")
def hostile(app: Any, attacker: tuple[str, list[str]]) -> Any:
    """A project in which every field that can be written holds such a string."""
    words = payloads(attacker[0])
    assert len(words) >= 40
    me = workbench.open_desk(app.database).me()
    project = workbench.create_project(me, words[1], workbench.choose_codebook("empty"))
    workbench.put_attributes(me, project.id, [Attribute(uuid4(), "jenis", words[7][:60], {words[0][:60]: words[2]})])
    codes = []
    for number, word in enumerate(words):
        made = workbench.add_code(me, project.id, f"{word[:150]} {number}", texts={"definition": {"id": word}})
        texts = {name: {"id": word, "en": word} for name in ("definition", "include", "exclude", "typical", "note")}
        workbench.change_code(me, project.id, replace(made, texts=texts, sign=word[:4].strip() or "x"))
        codes.append(made.id)
    for number, word in enumerate(words):
        case = Case(uuid4(), f"{number} {word[:50]}", word[:150], {"jenis": words[0][:60], "catatan": word[:500]})
        workbench.put_cases(me, project.id, [case])
        label, text = word.split("\n")[0][:60], f"{word}\n"
        source = Source(
            f"{number} {' '.join(word.split())[:120]}", text * 2, turns=(Turn(0, len(word), label),),
            speakers=(Speaker(label, "informant", case.id),), lines=(0, len(text)), header={"Tanggal": word[:200]},
            case=case.id,
        )  # fmt: skip
        stored = workbench.import_source(me, project.id, source, 3)
        coder = workbench.add_coder(me, project.id, f"{number} {word[:90]}")
        by = workbench.Actor(me.store, coder)
        made_by = workbench.code(by, project.id, stored.id, [workbench.NewCoding(codes[number], 0, len(word))])
        workbench.memo(by, project.id, made_by[0].id, word)
    return project


def test_every_field_holds_words_only(
    app: Any, hostile: Any, chromium: Browser, attacker: tuple[str, list[str]], window: Callable[..., Any]
) -> None:
    me = workbench.open_desk(app.database).me()
    names = list(workbench.source_names(me, hostile.id))
    places = ["project", "transcript", "codebook", "excerpts", "excerpts?group=source", "history", "settings"]
    for locale in ("id-ID", "en-US"):
        context = chromium.new_context(locale=locale, viewport={"width": 1280, "height": 900})
        context.set_default_timeout(60_000)
        desk = window(context.new_page())
        desk.sign_in(app)
        for place in places:
            joint = "&" if "?" in place else "?"
            desk.page.goto(f"{app.base}/{place}{joint}project={hostile.id}")
            desk.idle()
            unharmed(desk)
        for name in names[:: 5 if locale == "id-ID" else 17]:
            desk.page.goto(f"{app.base}/tagging?{urlencode({'project': str(hostile.id), 'source': name})}")
            desk.page.locator(f'{SURFACE}[data-ready="1"]').wait_for()
            desk.idle()
            unharmed(desk)
        assert desk.complaints == []
        context.close()
    assert attacker[1] == []


def unharmed(desk: Any) -> None:
    """Nothing ran, and no page shows a failure in place of itself."""
    assert desk.page.evaluate("window.hacked") is None, desk.page.url
    assert desk.page.get_by_test_id("stException").count() == 0, desk.page.url
    assert desk.page.get_by_test_id("stAlert").filter(has_text="nomor").count() == 0, desk.page.url
    assert desk.page.locator('a[href^="javascript:"]').count() == 0, desk.page.url


def given(words: list[str]) -> list[dict[str, Any]]:
    """Files whose names, speakers and talk are such strings."""
    lines = [" ".join(word.split()) for word in words]
    talk = "".join(f"{'P' if n % 2 else line[:30].replace(':', '')}: {line}\n" for n, line in enumerate(lines))
    cues = "".join(f"00:{n:02}:00.000 --> 00:{n:02}:50.000\n<v Orang {n % 2}>{one}\n\n" for n, one in enumerate(lines))
    table = io.StringIO()
    csv.writer(table).writerows([("Pembicara", "Ucapan"), *((line[:30], line) for line in lines)])
    texts = {
        f"<img src=x onerror={RUN}>.txt": talk,
        f"![a](x) {{name}} $7*7$ :material:bug: '\"><b onclick={RUN}>.vtt": f"WEBVTT\n\n{cues}",
        "=1+1 \u202etxt.csv": table.getvalue(),
        f"<script>{RUN}<script>.pdf": f"%PDF-1.4\n<script>{RUN}</script>",
    }
    return [{"name": name, "mimeType": "text/plain", "buffer": text.encode("utf-8")} for name, text in texts.items()]


def test_files_that_bring_such_words_are_shown_refused_and_stored_as_words(
    app: Any, study: Any, context: BrowserContext, attacker: tuple[str, list[str]], window: Callable[..., Any]
) -> None:
    desk = window(context.new_page())
    desk.sign_in(app)
    desk.page.goto(f"{app.base}/transcript?project={study.id}")
    desk.page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(given(payloads(attacker[0])))
    desk.page.get_by_text("Periksa sebelum disimpan").wait_for()
    desk.idle()
    unharmed(desk)
    desk.page.get_by_role("button", name="Tambahkan 3 berkas ke proyek").click()
    desk.page.get_by_text("3 berkas ditambahkan").wait_for()
    desk.idle()
    unharmed(desk)
    for name in sorted(set(workbench.source_names(study.owner, study.id)) - {"W1", "Panjang"}):
        desk.page.goto(f"{app.base}/tagging?{urlencode({'project': str(study.id), 'source': name})}")
        desk.page.locator(f'{SURFACE}[data-ready="1"]').wait_for()
        desk.press("ArrowDown", "ArrowDown", "Enter", "1", "m")
        desk.page.get_by_role("dialog").get_by_role("textbox").fill(f"<img src=x onerror={RUN}>")
        desk.press("Control+Enter")
        desk.settled(1)
        desk.page.locator(".cs-mark").first.hover()
        unharmed(desk)
    desk.page.goto(f"{app.base}/excerpts?project={study.id}")
    desk.idle()
    unharmed(desk)
    assert desk.complaints == []
    assert attacker[1] == []


def test_such_words_typed_into_our_fields_stay_words(
    app: Any, study: Any, context: BrowserContext, attacker: tuple[str, list[str]], window: Callable[..., Any]
) -> None:
    leak = attacker[0]
    words = f'![a]({leak}/x) <img src="{leak}/y" onerror="{RUN}"> :red[x] {{name}}'
    desk = window(context.new_page()).open(app, study)
    desk.press("ArrowDown", "Enter", "n")
    desk.page.get_by_role("dialog").get_by_role("textbox").fill(words)
    desk.press("Enter")
    desk.settled(1).press("ArrowDown", "Enter", "/")
    unharmed(desk)
    main = desk.page.get_by_test_id("stMain")
    desk.page.goto(f"{app.base}/settings?project={study.id}")
    main.get_by_label("Nama", exact=True).fill(words[:150])
    main.get_by_role("button", name="Simpan").last.click()
    desk.idle()
    desk.page.goto(f"{app.base}/project?project={study.id}")
    main.get_by_role("heading", name=words[:20]).wait_for()
    desk.page.goto(f"{app.base}/codebook?project={study.id}")
    main.get_by_text("Tambah kode").click()
    form = main.get_by_test_id("stForm").filter(has=desk.page.get_by_role("button", name="Tambah", exact=True))
    form.get_by_label("Nama", exact=True).fill(f"Kedua {words}")
    form.get_by_label("Definisi").fill(words)
    form.get_by_role("button", name="Tambah", exact=True).click()
    main.get_by_text(f"Kedua {words[:20]}").first.wait_for()
    desk.idle()
    unharmed(desk)
    for place in ("project", "codebook", "excerpts", "reduction", "history", "tagging"):
        desk.page.goto(f"{app.base}/{place}?project={study.id}")
        desk.idle()
        unharmed(desk)
    assert len(workbench.codebook(study.owner, study.id).codes) == 6
    assert desk.complaints == []
    assert attacker[1] == []
