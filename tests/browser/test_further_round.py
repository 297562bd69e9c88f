"""A source coded once more by the same person: the second round is empty, and shows the first when it is finished."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext

from coding import workbench
from coding.workbench.assigning import begin_round


def test_the_second_round_begins_empty_and_shows_the_first_when_it_is_finished(
    app: Any, study: Any, context: BrowserContext, window: Callable[..., Any]
) -> None:
    study.code("K1", 3, 9)
    workbench.finish(study.owner, study.id, study.source.id)
    layer = begin_round(study.owner, study.id, [study.source.id]).id
    desk = window(context.new_page())
    desk.sign_in(app)
    desk.page.goto(f"{app.base}/tagging?project={study.id}&source={study.source.name}&layer={layer}")
    desk.opened(study.source.name).settled(0)
    desk.press("ArrowDown", "Enter", "1").settled(1)
    desk.press("z").settled(0).press("y").settled(1)
    assert [one.coder for one in study.codings()] == [layer]
    desk.press("f").settled(2)
    assert {one.coder for one in study.codings()} == {layer, study.owner.id}
    assert desk.complaints == []
