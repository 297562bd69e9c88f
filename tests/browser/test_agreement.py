"""Where coders differ is decided by keys alone, in a real browser."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, expect

from coding import workbench
from coding.model import Query
from coding.workbench.agreement import measure_agreement, open_agreement

SAID = ("Kami rapat tiap Senin.", "Belum ada aplikasi bersama.", "Ada tim gabungan waktu itu.", "Kami rapat lagi.")


def test_differences_are_decided_by_keys_alone(
    app: Any, study: Any, context: BrowserContext, window: Callable[..., Any]
) -> None:
    text = "IK-01: " + " ".join(SAID) + "\n"
    source = study.add_source("Rapat", text).id
    other = study.member("Rina")
    for who, keys in ((study.owner, ("K1", "K1", "K2", "K2")), (other, ("K2", "K3", "K3", "K3"))):
        for words, key in zip(SAID, keys, strict=True):
            study.code(key, text.index(words), text.index(words) + len(words), by=who, source=source)
        workbench.finish(who, study.id, source, True)
    made = measure_agreement(study.owner, study.id, [study.owner.id, other.id], "span")
    desk = window(context.new_page())
    desk.sign_in(app).page.goto(f"{app.base}/agreement?project={study.id}&of={made}&view=places")
    desk.page.get_by_role("heading", name="Kesepakatan", exact=True).wait_for()
    chosen = []
    code = desk.page.locator(".st-key-agreement-new").get_by_role("combobox")
    places = [desk.page.get_by_text(f"{at} dari 4", exact=True) for at in range(1, 5)]
    for key, here, after in zip("abun", places, [*places[1:], code], strict=True):
        here.wait_for()
        chosen.append(desk.idle().page.locator(".ag-lane mark").first.inner_text())
        desk.until(key, after)
    expect(code).to_be_focused()
    desk.idle().page.keyboard.type("K1")
    desk.page.get_by_role("option", name="K1").wait_for()
    # Past the way to empty the field, and the words it is given to.
    for key in ("Enter", "Tab", "Tab", "Tab", "Enter"):
        desk.press(key)
    desk.page.locator(".ag-facts", has_text="Yang baru").wait_for()
    assert sorted(chosen) == sorted(SAID)
    found = open_agreement(study.owner, study.id, made)
    decided = {text[one.start : one.end]: one.choice for one in found.decided.values()}
    assert [decided[words] for words in chosen] == ["first", "second", "unresolved", "new"]
    agreed = next(one.coder.id for one in workbench.members(study.owner, study.id) if one.coder.kind == "agreed")
    there = workbench.find_excerpts(study.owner, study.id, Query(coders=(agreed,)), None)
    keys = {one.coding.quote: one.code_key for one in there}
    mine = dict(zip(SAID, ("K1", "K1", "K2", "K2"), strict=True))
    theirs = dict(zip(SAID, ("K2", "K3", "K3", "K3"), strict=True))
    assert keys == {chosen[0]: mine[chosen[0]], chosen[1]: theirs[chosen[1]], chosen[3]: "K1"}
