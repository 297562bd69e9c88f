"""What every test of a page does: come to it, press, read."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

Screen = Callable[[str], AppTest]


def visit(screen: Screen, page: str, **asked: str) -> AppTest:
    """The page at this address; nothing went wrong on it."""
    app = screen(page)
    for name, value in asked.items():
        app.query_params[name.replace("_", "-")] = value
    app.run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    """Press the first button of this label; nothing goes wrong."""
    app = next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    """Everything on the page that is put up as markup; nothing went wrong on it."""
    assert not app.exception
    return "\n".join(block.proto.body for block in app.get("html"))
