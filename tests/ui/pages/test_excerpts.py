"""The page of excerpts, without a browser."""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

import pytest
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.model import Case, Query, Source, Speaker, Turn
from coding.ui import excerpt_list
from coding.workbench import Actor, NewCoding
from tests.ui.pages.hands import Screen, html

HOSTILE = '![x](http://attacker.example/a.png) <img src=x onerror="alert(1)"> $a$ :red[b]'
TALK = (
    f"P: Apakah ada rapat bersama?\nIK-01: Kami rapat setiap Senin.\nIK-01: Belum ada aplikasi bersama.\nX: {HOSTILE}\n"
)


class Study:
    """A project with one interview and one document, and a way to code words in them."""

    def __init__(self, me: Actor) -> None:
        self.me = me
        self.project = workbench.create_project(me, "MPP", workbench.shipped_codebook("wog")).id
        self.codes = {code.key: code.id for code in workbench.codebook(me, self.project).codes}
        case = Case(uuid4(), "IK-01", attributes={"jenis": "kunci"})
        workbench.put_cases(me, self.project, [case])
        said = [TALK.index(words) for words in ("Apakah", "Kami", "Belum", HOSTILE)]
        turns = tuple(
            Turn(at, TALK.index("\n", at), who) for at, who in zip(said, ("P", "IK-01", "IK-01", "X"), strict=True)
        )
        voices = (Speaker("P", "interviewer"), Speaker("IK-01", "informant", case.id), Speaker("X"))
        self.talk = self.bring("Wawancara IK-01.txt", turns=turns, speakers=voices, case=case.id)
        self.paper = self.bring("D-02.pdf", kind="document")

    def bring(self, name: str, **facts: Any) -> UUID:
        lines = tuple(at for at in range(len(TALK)) if at == 0 or TALK[at - 1] == "\n")
        found = workbench.import_source(self.me, self.project, Source(name, TALK, lines=lines, **facts), 12).id
        assert found
        return found

    def code(self, source: UUID, words: str, *keys: str) -> list[UUID]:
        start = TALK.index(words)
        wanted = [NewCoding(self.codes[key], start, start + len(words)) for key in keys]
        return [one.id for one in workbench.code(self.me, self.project, source, wanted)]


@pytest.fixture
def study(me: Actor) -> Study:
    one = Study(me)
    one.code(one.talk, "Kami rapat setiap Senin.", "K1", "K2")
    one.code(one.paper, "Belum ada aplikasi bersama.", "K2")
    return one


def open_at(screen: Screen, **asked: str | list[str]) -> AppTest:
    app = screen("excerpts")
    for name, value in asked.items():
        app.query_params[name] = value
    return app.run()


def quotations(app: AppTest) -> list[str]:
    assert not app.exception
    return [block.value for block in app.code]


def texts(app: AppTest) -> list[str]:
    return [block.value for block in app.text]


def choose(app: AppTest, name: str, values: Sequence[object]) -> AppTest:
    return app.multiselect(key=f"excerpts-{name}").set_value(list(values)).run()


def test_every_excerpt_stands_as_a_quotation_with_its_reference_in_the_order_of_the_codebook(
    study: Study, screen: Screen
) -> None:
    app = open_at(screen)
    assert quotations(app) == [
        "“Kami rapat setiap Senin.” (IK-01, W1, b. 2)",
        "“Belum ada aplikasi bersama.” (D-02, b. 3)",
        "“Kami rapat setiap Senin.” (IK-01, W1, b. 2)",
    ]
    assert "3 excerpts from 1 informant" in texts(app)


def test_a_code_in_the_address_narrows_to_it_and_a_choice_goes_into_the_address(study: Study, screen: Screen) -> None:
    app = open_at(screen, code="k1")
    assert quotations(app) == ["“Kami rapat setiap Senin.” (IK-01, W1, b. 2)"]
    choose(app, "code", [study.codes["K2"]])
    assert app.query_params["code"] == "K2"
    assert len(quotations(app)) == 2
    choose(app, "kind", ["document"])
    assert app.query_params["kind"] == "document"
    assert quotations(app) == ["“Belum ada aplikasi bersama.” (D-02, b. 3)"]
    assert "1 excerpt from 1 source" in texts(app)
    choose(app, "code", [])
    assert "code" not in app.query_params


def test_a_group_stands_for_the_codes_below_it(study: Study, screen: Screen) -> None:
    book = workbench.codebook(study.me, study.project)
    parent = next(code.parent for code in book.codes if code.key == "K1")
    above = book.find(parent) if parent else None
    assert above
    assert len(quotations(open_at(screen, code=above.key))) == 3


def test_every_narrowing_can_stand_in_the_address(study: Study, screen: Screen) -> None:
    [first, *_rest] = study.code(study.talk, "Belum ada aplikasi", "I1")
    workbench.qualify(study.me, study.project, [first], {"status": "absent"})
    assert len(quotations(open_at(screen))) == 4
    assert quotations(open_at(screen, status="absent")) == ["“Belum ada aplikasi” (IK-01, W1, b. 3)"]
    assert len(quotations(open_at(screen, status="none"))) == 3
    assert len(quotations(open_at(screen, source="D-02.pdf"))) == 1
    assert len(quotations(open_at(screen, coder=study.me.coder.name))) == 4
    assert len(quotations(open_at(screen, **{"case.jenis": "kunci"}))) == 3
    assert len(quotations(open_at(screen, **{"case.jenis": "kunci", "code": ["K1", "I1"]}))) == 2


def test_choices_that_fit_nothing_can_be_taken_back_with_one_button(study: Study, screen: Screen) -> None:
    app = open_at(screen, code="K1", kind="document")
    assert quotations(app) == []
    assert "No excerpt fits these choices." in texts(app)
    next(one for one in app.button if one.label == "Show all excerpts").click().run()
    assert len(quotations(app)) == 3
    assert "code" not in app.query_params


def test_what_people_said_and_named_is_shown_as_it_is_and_never_as_a_picture_or_a_tag(
    study: Study, screen: Screen
) -> None:
    [hostile] = study.code(study.talk, HOSTILE, "K1")
    workbench.memo(study.me, study.project, hostile, HOSTILE)
    workbench.put_cases(study.me, study.project, [Case(uuid4(), "IK-02", attributes={HOSTILE: HOSTILE[:50]})])
    workbench.edit_source(study.me, study.project, study.talk, name=HOSTILE)
    app = open_at(screen, group="source")
    assert any(HOSTILE in quotation for quotation in quotations(app))
    assert "<img" not in html(app)
    assert "&lt;img src=x" in html(app)
    read_as_markdown = [*app.markdown, *app.caption, *app.subheader, *app.title]
    assert not any("attacker" in block.value for block in read_as_markdown)
    labels = [box.label for box in app.multiselect if "attacker" in box.label]
    assert labels
    assert all("\\!\\[" in label for label in labels)


def test_the_text_around_unfolds_and_the_way_to_it_is_a_link(study: Study, screen: Screen) -> None:
    app = open_at(screen, code="K1")
    assert "<details" in html(app)
    assert "Apakah ada rapat bersama?" in html(app)
    links = {block.proto.label: block.proto.query_string for block in app.get("page_link")}
    assert any("code=K1" in link for link in links.values())
    there, alike = links["Open in the text"], links["More like this"]
    for link in (there, alike):
        assert f"at={TALK.index('Kami')}" in link
        assert "source=Wawancara+IK-01.txt" in link or "source=Wawancara%20IK-01.txt" in link
    assert "view=alike" in alike


@pytest.mark.parametrize("group", ["code", "source"])
def test_pages_hold_every_excerpt_once(
    study: Study, screen: Screen, monkeypatch: pytest.MonkeyPatch, group: str
) -> None:
    monkeypatch.setattr(excerpt_list, "PAGE", 2)
    study.code(study.talk, "Kami", "K1", "K2", "I1")
    study.code(study.talk, "rapat", "K1")
    counts = workbench.tally_excerpts(study.me, study.project, Query()).by_code
    book = workbench.codebook(study.me, study.project)
    order = [code for code in book.codes if code.id in counts] if group == "code" else []
    pages = [excerpt_list.found(study.me, study.project, Query(), order, counts, first) for first in (0, 2, 4, 6)]
    assert [len(page) for page in pages] == [2, 2, 2, 1]
    together = [one for page in pages for one in page]
    assert len({one.coding.id for one in together}) == 7
    if group == "code":
        assert [one.code_key for one in together] == ["K1"] * 3 + ["K2"] * 3 + ["I1"]
    shown = [quotations(open_at(screen, group=group, page=page)) for page in ("1", "4", "99", "-1", "x")]
    assert [len(page) for page in shown] == [2, 1, 1, 2, 2]


def test_other_choices_begin_at_the_first_page_again(
    study: Study, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(excerpt_list, "PAGE", 1)
    app = open_at(screen, page="2")
    assert app.query_params["page"] == "2"
    choose(app, "code", [study.codes["K2"]])
    assert quotations(app) == ["“Belum ada aplikasi bersama.” (D-02, b. 3)"]
    assert "page" not in app.query_params


def test_a_template_of_the_project_words_the_reference_and_a_wrong_one_is_told(study: Study, screen: Screen) -> None:
    app = open_at(screen, code="K1")
    field = next(box for box in app.text_input if box.label == "interview")
    field.set_value("[{informan}: {halaman}, {baris}]")
    next(button for button in app.button if button.label == "Save").click().run()
    assert quotations(app) == ["“Kami rapat setiap Senin.” [IK-01, 2]"]
    next(box for box in app.text_input if box.label == "interview").set_value("{nama}")
    next(button for button in app.button if button.label == "Save").click().run()
    assert "no place of a reference" in app.error[0].value
    assert quotations(app) == ["“Kami rapat setiap Senin.” [IK-01, 2]"]


def test_an_empty_page_leads_to_the_step_before_it(me: Actor, screen: Screen) -> None:
    project = workbench.create_project(me, "Kosong", workbench.shipped_codebook("wog")).id
    assert [button.label for button in open_at(screen).main.button] == ["Add transcripts"]
    workbench.import_source(me, project, Source("A.txt", "Ya.", lines=(0,)), 1)
    assert [button.label for button in open_at(screen).main.button] == ["Start coding"]


def test_a_query_in_words_narrows_the_page_and_is_told_back(study: Study, screen: Screen) -> None:
    study.code(study.talk, "Kami", "I3")
    app = open_at(screen, q="I3 OR (K1 AND status:failed)")
    assert [quote.startswith("“Kami") for quote in quotations(app)] == [True]
    assert any("code I3" in one.value and "status" in one.value for one in app.caption)
    app.text_input(key="query-text").set_value("K2 AND").run()
    assert quotations(app) == []
    assert any("breaks off" in one.value for one in app.error)
    app.text_input(key="query-text").set_value("").run()
    assert len(quotations(app)) == len(workbench.find_excerpts(study.me, study.project, Query()))


def test_a_query_is_put_together_kept_and_taken_up_again(study: Study, screen: Screen) -> None:
    study.code(study.talk, "Kami", "K2")
    app = open_at(screen)
    app.selectbox(key="query-piece").set_value("K2").run()
    next(one for one in app.button if one.label == "Add to the query").click().run()
    app.selectbox(key="query-join").set_value("AND NOT")
    app.selectbox(key="query-piece").set_value("status:absent").run()
    next(one for one in app.button if one.label == "Add to the query").click().run()
    assert app.text_input(key="query-text").value == "K2 AND NOT status:absent"
    next(one for one in app.text_input if one.label == "Name").set_value("Ada dialog")
    next(one for one in app.button if one.label == "Keep").click().run()
    app.text_input(key="query-text").set_value("").run()
    app.button(key="saved-Ada dialog").click().run()
    assert app.text_input(key="query-text").value == "K2 AND NOT status:absent"
    app.button(key="forget-Ada dialog").click().run()
    assert workbench.saved_queries(study.me, study.project) == []


def test_who_somebody_is_and_may_do_is_looked_up_once_however_many_cards_there_are(
    study: Study, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: Counter[str] = Counter()

    def counted(name: str) -> None:
        real = getattr(workbench, name)

        def count(*args: Any) -> Any:
            asked[name] += 1
            return real(*args)

        monkeypatch.setattr(workbench, name, count)

    app = open_at(screen)
    for name in ("members", "preferences"):
        counted(name)
    few = app.run()
    assert len(quotations(few)) == 3
    first = dict(asked)
    study.code(study.talk, "Belum ada aplikasi bersama.", "K1", "K2", "K3", "D1")
    asked.clear()
    assert len(quotations(app.run())) == 7
    assert dict(asked) == first
    assert first["preferences"] <= 2


def test_what_was_asked_for_is_printed_and_can_be_taken_until_another_question_is_asked(
    study: Study, screen: Screen
) -> None:
    app = open_at(screen, code="K1")
    app.button(key="print-excerpts-docx").click().run()
    assert not app.exception
    offered = [one.proto.label for one in app.get("download_button")]
    assert "Download DOCX" in offered
    choose(app, "code", [study.codes["K2"]])
    assert "Download DOCX" not in [one.proto.label for one in app.get("download_button")]
