"""The codebook page, without a browser."""

from dataclasses import replace
from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.model import Source
from coding.ui import code_changes, code_editor, code_tree
from coding.workbench import Actor, NewCoding
from coding.workbench.code_splits import begin_split, list_splits
from coding.workbench.reshaping import code_heard
from tests.ui.pages.hands import Screen, html

HOSTILE = "![x](http://attacker.example/a.png)<img src=x onerror=alert(1)>"


@pytest.fixture
def project(me: Actor) -> UUID:
    return workbench.create_project(me, "MPP", workbench.shipped_codebook("wog"), language="id").id


def button(app: AppTest, label: str) -> object:
    return next(one for one in app.button if one.label == label)


def rename(app: AppTest, name: str, was: str = "Perencanaan bersama") -> None:
    next(box for box in app.text_input if box.value == was).set_value(name)


def open_at(screen: Screen, code: str = "") -> AppTest:
    app = screen("codebook")
    if code:
        app.query_params["code"] = code
    app.run()
    assert not app.exception
    return app


def test_the_tree_has_groups_codes_with_sign_and_count_in_codebook_order(
    me: Actor, project: UUID, screen: Screen
) -> None:
    source = workbench.import_source(me, project, Source("W1", "Kami rapat.", lines=(0,)), 2).id
    workbench.code(me, project, source, [NewCoding(workbench.find_code(me, project, "K2").id, 0, 4)])
    assert "Dialogue" in html(open_at(screen, "K2"))
    told = code_tree.told(workbench.codebook(me, project), code_heard(me, project))
    assert [(one["depth"], one["sign"], one["name"], one["shown"]) for one in told[:3]] == [
        (0, "K", "Coordination", "0"),
        (1, "K1", "Taking into account", "0"),
        (1, "K2", "Dialogue (exchange of information)", "1"),
    ]
    assert told[2]["told"] == "K2 Dialogue (exchange of information), 1 coding"
    assert len(told) == 15


def test_the_full_text_of_a_code_stands_beside_the_tree_with_its_name_in_both_languages(
    project: UUID, screen: Screen
) -> None:
    told = html(open_at(screen, "K1"))
    assert "Taking into account" in told
    assert "Penyertaan" in told
    assert "<li>own programme or schedule" in told
    for label in ("Definition", "Include", "Exclude", "Typical example", "Borderline example", "Note"):
        assert f">{label}<" in told


def test_the_code_to_use_instead_is_one_press_away(project: UUID, screen: Screen) -> None:
    app = open_at(screen, "K1")
    button(app, "→ K3 Joint planning").click().run()
    [told] = [one.value for one in app.caption if "Key\\:" in one.value]
    assert "Key\\: K3" in told


def test_a_code_is_renamed_in_one_field_and_the_version_says_who_changed_what(
    me: Actor, project: UUID, screen: Screen
) -> None:
    app = open_at(screen, "K3")
    rename(app, "Rencana bersama")
    button(app, "Save").click().run()
    assert workbench.find_code(me, project, "K3").name == {"id": "Rencana bersama", "en": "Joint planning"}
    assert "K3: “Perencanaan bersama” is now “Rencana bersama”" in html(app)
    assert me.coder.name in html(app)


def test_a_rename_that_comes_second_is_kept_beside_the_first(me: Actor, project: UUID, screen: Screen) -> None:
    app = open_at(screen, "K3")
    code = workbench.find_code(me, project, "K3")
    workbench.change_code(me, project, replace(code, name={"id": "Dari jendela lain"}))
    rename(app, "Dari sini")
    button(app, "Save").click().run()
    assert not app.exception
    assert workbench.find_code(me, project, "K3").name == {"id": "Dari jendela lain"}
    assert "changed this a moment ago" in app.warning[0].value
    assert "Name</td><td>Dari sini" in html(app)
    rename(app, "Dari sini", was="Dari jendela lain")
    button(app, "Save").click().run()
    assert workbench.find_code(me, project, "K3").name == {"id": "Dari sini"}
    assert not app.warning


def test_a_new_code_is_added_and_looked_at(me: Actor, project: UUID, screen: Screen) -> None:
    app = open_at(screen)
    app.text_input(key="new-code-name").set_value("Kepercayaan")
    button(app, "Add").click().run()
    assert "Kepercayaan" in html(app)
    assert workbench.codebook(me, project).codes[-1].label("id") == "Kepercayaan"
    assert app.text_input(key="new-code-name").value == ""


def test_an_empty_codebook_says_what_belongs_here(me: Actor, screen: Screen) -> None:
    workbench.create_project(me, "Kosong", workbench.choose_codebook("empty"))
    app = open_at(screen)
    assert any("This codebook is empty" in block.value for block in app.markdown)


def test_a_file_shows_what_it_changes_before_it_is_brought_in(me: Actor, project: UUID, screen: Screen) -> None:
    book = workbench.codebook(me, project)
    old = book.find("K3")
    changed = replace(old, name={**old.name, "id": "Rencana"}, colour="#112233")
    file = workbench.write_codebook(replace(book, codes=tuple(changed if c.key == "K3" else c for c in book.codes)))
    app = open_at(screen)
    app.file_uploader(key="codebook-file").set_value([("b.yaml", file.encode(), "text/yaml")]).run()
    assert "This file makes 2 changes:" in [block.value for block in app.text]
    assert "K3: “Perencanaan bersama” is now “Rencana”" in html(app)
    assert "K3: Colour changed" in html(app)
    assert workbench.find_code(me, project, "K3").name["id"] == "Perencanaan bersama"
    button(app, "Bring these in").click().run()
    assert workbench.find_code(me, project, "K3").name["id"] == "Rencana"
    assert "This file changes nothing: the codebook already says so." in [block.value for block in app.text]


def test_a_file_that_is_no_codebook_is_told_in_a_sentence(project: UUID, screen: Screen) -> None:
    app = open_at(screen)
    app.file_uploader(key="codebook-file").set_value([("b.yaml", b"codes: [", "text/yaml")]).run()
    assert len(app.error) == 1
    assert "YAML" in app.error[0].value


def test_what_a_file_would_change_names_no_code_that_stays_as_it_is(me: Actor, project: UUID) -> None:
    small = workbench.read_codebook("name: x\nlanguage: id\ncodes:\n  - key: Z9\n    name: {id: Baru}\n")
    changes = workbench.compare_codebook(me, project, small)
    assert [(one.kind, one.key) for one in changes] == [("added", "Z9")]
    assert code_changes.sentence(changes[0], small) == "Z9 added: Baru"


def test_a_long_list_of_changes_ends_in_how_many_there_are_besides(me: Actor, project: UUID) -> None:
    [first] = workbench.codebook_history(me, project)
    told = code_changes.summary(first.changes, workbench.codebook(me, project))
    assert told.endswith("and 11 more")
    assert told.startswith("K added: Koordinasi; K1 added: Penyertaan")


def test_hostile_names_signs_and_texts_are_words_and_nothing_else(me: Actor, project: UUID, screen: Screen) -> None:
    code = workbench.add_code(me, project, HOSTILE, texts={"include": {"id": HOSTILE}, "exclude": {"id": HOSTILE}})
    workbench.change_code(me, project, replace(code, sign="](x)<b>", colour="#112233"))
    app = open_at(screen, str(code.id))
    assert "<img" not in html(app)
    assert "&lt;img src=x" in html(app)


def test_a_colour_that_is_none_never_reaches_a_style(me: Actor, project: UUID) -> None:
    code = workbench.codebook(me, project).codes[0]
    assert code_tree.colour(replace(code, colour="red;} body{display:none")) == "#777777"
    assert code_editor.code_tree.colour(code) == code.colour


def test_a_merge_names_what_it_touches_and_one_press_takes_it_back(me: Actor, project: UUID, screen: Screen) -> None:
    source = workbench.import_source(me, project, Source("W1", "Kami rapat.", lines=(0,)), 2).id
    first, second = (workbench.find_code(me, project, key).id for key in ("K1", "K2"))
    workbench.code(me, project, source, [NewCoding(first, 0, 4), NewCoding(second, 0, 4), NewCoding(first, 5, 10)])
    app = open_at(screen, "K1")
    app.button(key="codebook-merge").click().run()
    app.selectbox(key=f"codebook-into-{first}").select(second).run()
    told = "".join(one.value for one in app.markdown)
    assert "2 codings, by" in told
    assert "1 of them has a double" in told
    app.button(key="codebook-merge-do").click().run()
    assert not app.exception
    assert workbench.code_counts(me, project) == {second: 2}
    assert "“Taking into account” is now part of “Dialogue (exchange of information)”." in [
        one.value for one in app.text
    ]
    app.button(key="codebook-undo").click().run()
    assert workbench.code_counts(me, project) == {first: 2, second: 1}


def test_a_code_with_codings_is_deleted_only_with_a_choice_for_them(me: Actor, project: UUID, screen: Screen) -> None:
    source = workbench.import_source(me, project, Source("W1", "Kami rapat.", lines=(0,)), 2).id
    first, second = (workbench.find_code(me, project, key).id for key in ("K1", "K2"))
    workbench.code(me, project, source, [NewCoding(first, 0, 4)])
    app = open_at(screen, "K1")
    app.button(key="codebook-delete").click().run()
    assert app.button(key="codebook-delete-do").disabled
    app.selectbox(key="codebook-to").select(second).run()
    app.button(key="codebook-delete-do").click().run()
    assert not app.exception
    assert workbench.code_counts(me, project) == {second: 1}


def test_a_split_shows_one_excerpt_after_the_other(me: Actor, project: UUID, screen: Screen) -> None:
    source = workbench.import_source(me, project, Source("W1", "Kami rapat.", lines=(0,)), 2).id
    first = workbench.find_code(me, project, "K1").id
    workbench.code(me, project, source, [NewCoding(first, 0, 4), NewCoding(first, 5, 10)])
    begin_split(me, project, first, "Baru")
    app = open_at(screen, "K1")
    assert "<mark>Kami</mark>" in html(app)
    app.button(key="codebook-choice-goes").click().run()
    assert "<mark>rapat</mark>" in html(app)
    app.button(key="codebook-choice-stays").click().run()
    app.button(key="codebook-split-do").click().run()
    assert not app.exception
    assert sorted(workbench.code_counts(me, project).values()) == [1, 1]
    assert list_splits(me, project) == []


def test_what_changed_since_a_person_last_looked_is_told_word_by_word(me: Actor, project: UUID, screen: Screen) -> None:
    open_at(screen)
    code = workbench.find_code(me, project, "K3")
    texts = {**code.texts, "definition": {**code.texts["definition"], "id": "Rencana <b>bersama</b>."}}
    workbench.change_code(me, project, replace(code, texts=texts))
    workbench.change_code(me, project, replace(workbench.find_code(me, project, "K1"), colour="#112233"))
    app = screen("codebook").run()
    button(app, "Since I last looked").click().run()
    assert not app.exception
    assert "K3: Definition changed" in html(app)
    assert "&lt;b&gt;bersama" in html(app)
    assert "K1: Colour changed" in html(app)
