"""The project page says who codes what by when, and gives sources to coders."""

from datetime import date
from uuid import UUID

from coding import workbench
from coding.workbench import Actor
from coding.workbench.assigning import assign, list_assignments
from tests.ui.pages.hands import Screen, html
from tests.ui.pages.test_project import bring


def test_sources_are_assigned_on_the_project_page_and_stand_first_for_their_coder(me: Actor, screen: Screen) -> None:
    project: UUID = workbench.create_project(me, "MPP", workbench.shipped_codebook("wog")).id
    first, second = bring(me, project, "W1"), bring(me, project, "W2")
    other = workbench.add_coder(me, project, "Budi")
    assign(me, project, [first], me.id, due=date(2026, 1, 12), blind=True)
    app = screen("project").run()
    assert not app.exception
    labels = [link.proto.label for link in app.get("page_link")]
    assert "W1 :red[· late\\: was due 12 January 2026 · without seeing others · not begun]" in labels
    # Somebody else gets the other one, blind.
    app.multiselect(key="assign-sources").set_value([second])
    next(one for one in app.selectbox if one.label == "Coder").set_value(other.id)
    next(one for one in app.checkbox if one.label == "Without seeing others until finished").check()
    next(one for one in app.button if one.label == "Assign").click()
    app.run()
    assert not app.exception
    told = {(one.source, one.layer.name, one.assignment.blind) for one in list_assignments(me, project)}
    assert told == {("W1", me.coder.name, True), ("W2", "Budi", True)}
    table = html(app)
    assert "Budi" in table
    assert "W2" in table
