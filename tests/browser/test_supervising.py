"""A supervisor goes through the queue by keys alone, and answers on a phone with a thumb; in a real browser."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, expect

from coding.workbench.reviewing import draw_sample, review_queue
from coding.workbench.talking import list_talks, reply

SAID = ("Kami rapat tiap Senin.", "Belum ada aplikasi bersama.", "Begitu saja, Pak.")


def test_a_queue_is_worked_by_keys_and_on_a_phone_by_thumb(
    app: Any, study: Any, context: BrowserContext, window: Callable[..., Any]
) -> None:
    text = "IK-01: " + " ".join(SAID) + "\n"
    source = study.add_source("Rapat", text)
    ids = [study.code("K1", text.index(one), text.index(one) + len(one), source=source.id).id for one in SAID]
    draw_sample(study.owner, study.id, 3, 1)
    desk = window(context.new_page())
    page = desk.page
    desk.sign_in(app)
    desk.open(app, study, "Rapat").settled(3)
    rev = desk.fact("rev") + 1
    desk.press("ArrowDown", "@")
    page.get_by_role("textbox", name="Tanyakan").fill("Benarkah K1?")
    page.keyboard.press("Control+Enter")
    page.locator(f'[data-testid="coding-surface"][data-rev="{rev}"][data-pending="0"]').wait_for()
    (asked,) = list_talks(study.owner, study.id)
    assert (asked.thread.on, asked.waits) == (ids[0], True)
    order = [row.coding for row in review_queue(study.owner, study.id).rows]
    words = dict(zip(ids, SAID, strict=True))
    page.goto(f"{app.base}/review?project={study.id}&view=queue")

    first, second, third = (page.locator("mark", has_text=words[one]) for one in order)
    first.wait_for()
    desk.until("j", second)
    desk.until("p", third)
    # What is reviewed is behind; the question is what still waits.
    desk.until("a", first)
    desk.until("t", page.locator(".st-key-talk-say textarea:focus"))
    # Letters that are keys elsewhere are letters here.
    page.keyboard.type("ap")
    assert page.locator(".st-key-talk-say textarea").input_value() == "ap"
    states = {row.coding: row.standing for row in review_queue(study.owner, study.id).rows}
    assert states == {order[0]: "draft", order[1]: "revise", order[2]: "accepted"}

    page.set_viewport_size({"width": 390, "height": 844})
    desk.idle()
    bar = page.locator(".st-key-review-bar")
    box = bar.bounding_box()
    assert box
    assert box["y"] + box["height"] >= 843
    for name in ("Diterima", "Perlu diperbaiki", "Perlu dibahas"):
        size = bar.get_by_role("button", name=name).bounding_box()
        assert size
        assert size["height"] >= 44
    page.get_by_label("Balas").fill("Ya, aturan 2.")
    page.get_by_role("button", name="Balas").click()
    expect(page.get_by_text("Ya, aturan 2.")).to_be_visible()
    assert [one.text for one in list_talks(study.owner, study.id, thread=asked.thread.id)[0].comments][
        -1
    ] == "Ya, aturan 2."
    # What somebody else answers appears without a reload, and what is being typed stays.
    page.get_by_label("Balas").fill("Sementara itu")
    reply(study.owner, study.id, asked.thread.id, "Terima kasih, Bu.")
    expect(page.get_by_text("Terima kasih, Bu.")).to_be_visible()
    assert page.get_by_label("Balas").input_value() == "Sementara itu"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not desk.complaints
