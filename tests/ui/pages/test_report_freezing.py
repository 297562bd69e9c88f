"""Frozen reports on the page of the report, without a browser: made, listed, held against what is there now."""

from uuid import UUID, uuid4

import pytest
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.model import Source
from coding.report.manifest import Differs
from coding.ui.report_freezing import sentence
from coding.workbench import Actor, NewCoding
from coding.workbench.freezing import list_freezes
from tests.ui.pages.hands import Screen, press, visit

HOSTILE = "![x](http://attacker.example/a.png)"


@pytest.fixture
def project(me: Actor) -> UUID:
    """A study with a passage under K2."""
    made = workbench.create_project(me, "MPP", workbench.shipped_codebook("wog")).id
    source = workbench.import_source(me, made, Source("W1", "Kami rapat. Itu saja.", lines=(0,)), 4).id
    workbench.code(me, made, source, [NewCoding(workbench.find_code(me, made, "K2").id, 0, 11, uuid4())])
    return made


def opened(screen: Screen) -> AppTest:
    return visit(screen, "report", view="frozen")


def told(app: AppTest) -> str:
    return "\n".join(one.value for one in (*app.markdown, *app.success, *app.text, *app.info)).replace("\\", "")


def test_a_report_is_frozen_and_what_changed_since_is_told_in_words(screen: Screen, me: Actor, project: UUID) -> None:
    app = opened(screen)
    assert "No report has been frozen yet" in told(app)
    app.text_input[0].set_value(f"Sidang {HOSTILE}").run()
    app = press(app, "Freeze the report")
    (kept,) = list_freezes(me, project)
    assert kept.why == f"Sidang {HOSTILE}"
    assert "Download ZIP" in [one.proto.label for one in app.get("download_button")]
    app = press(app, "What has changed since")
    assert "Nothing: made again" in told(app)
    workbench.add_code(me, project, HOSTILE)
    workbench.import_source(me, project, Source("W2", "Ada.", lines=(0,)), 1)
    app.run()
    assert "Source “W2” is new." in told(app)
    assert "2 sumber" in told(app)
    assert "](http" not in "\n".join(one.value for one in app.markdown)


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (Differs("source", "W1", "", "#a", "#b"), "Source “W1” has another text."),
        (Differs("row", "Putusan", "", "K1", None), "Table “Putusan”: the row “K1” is gone."),
        (Differs("cell", "Putusan", "K1 · n", "3", "4"), "“Putusan”, K1 · n: 3 → 4"),
        (
            Differs("text", "BAB IV", "", "(IK-01, W1, b. 3) #0123456789abcdef", "(IK-02, W1, b. 3) #0123456789abcdea"),
            "Under “BAB IV”: (IK-01, W1, b. 3) → (IK-02, W1, b. 3)",
        ),
        (Differs("field", "{n}", "", "3", None), "The field {n} is gone; it showed 3."),
        (Differs("cell", "T", "K1", "#0123456789abcdef", "{x}"), "“T”, K1: other words → {x}"),
    ],
    ids=range(6),
)
def test_every_difference_is_a_sentence(one: Differs, words: str) -> None:
    assert sentence(one) == words
