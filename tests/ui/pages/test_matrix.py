"""The matrix on the page of the data reduction, without a browser."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import pytest
from streamlit.testing.v1 import AppTest

from coding import workbench
from coding.model import Case, Query, Question, Source
from coding.workbench import Actor, NewCoding

Screen = Callable[[str], AppTest]
TEXT = "Kami rapat setiap Senin. Belum ada aplikasi."


@pytest.fixture
def project(me: Actor) -> UUID:
    """Three informants, two of a kind, one interview each; K2 by the first two, twice by the first."""
    made = workbench.create_project(me, "MPP", workbench.shipped_codebook("wog")).id
    codes = {code.key: code.id for code in workbench.codebook(me, made).codes}
    names = (('I "A"', "kunci"), ("I-B", "kunci"), ("I-C", "utama"))
    cases = [Case(uuid4(), key, attributes={"jenis": kind}) for key, kind in names]
    workbench.put_cases(me, made, cases)
    for number, case in enumerate(cases):
        source = workbench.import_source(me, made, Source(f"W{number}", TEXT, lines=(0,), case=case.id), 7).id
        assert source
        for start, end in ((0, 24), (5, 10))[: 2 - number]:
            workbench.code(me, made, source, [NewCoding(codes["K2"], start, end, uuid4())])
    return made


def opened(screen: Screen, **chosen: str) -> tuple[AppTest, str]:
    app = screen("reduction")
    app.query_params["view"] = "matrix"
    app.run()
    for key, value in chosen.items():
        widget = app.segmented_control(key=f"matrix-{key}") if key == "unit" else app.selectbox(key=f"matrix-{key}")
        widget.set_value(value).run()
    assert not app.exception
    return app, next(block.proto.body for block in app.get("html") if 'class="mx"' in block.proto.body)


def cells(body: str) -> dict[str, str]:
    """What stands in the cells that open something, by address."""
    return {unescape(url): told for url, told in re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', body)}


def test_every_number_opens_exactly_the_excerpts_it_counts(me: Actor, project: UUID, screen: Screen) -> None:
    _app, body = opened(screen, unit="segments")
    found = cells(body)
    assert sorted(found.values()) == ["1", "2", "3"]
    for url, told in found.items():
        (text,) = parse_qs(urlsplit(url).query)["q"]
        where = workbench.read_query(me, project, text)
        assert workbench.count_excerpts(me, project, Query(where=where)) == int(told)


def test_informants_are_ticked_and_of_an_attribute_counted_of_how_many(project: UUID, screen: Screen) -> None:
    _app, body = opened(screen)
    assert list(cells(body).values()) == ["✓", "✓", "2"]
    app, body = opened(screen, rows="case.jenis")
    assert list(cells(body).values()) == ["2/2", "2"]
    assert any("once the interview guide is entered" in one.value for one in app.caption)


def test_who_was_asked_is_the_denominator_and_who_said_nothing_stands_apart_from_who_was_not_asked(
    me: Actor, project: UUID, screen: Screen
) -> None:
    code = workbench.find_code(me, project, "K2").id
    workbench.put_questions(me, project, [Question("Ada rapat?", (code,), ("utama",))])
    app, body = opened(screen)
    assert body.count("○") == 1
    assert any("asked and not said" in one.value for one in app.caption)
    _app, body = opened(screen, rows="case.jenis")
    assert set(cells(body).values()) == {"2/2", "2/3"}
    assert "0/1" in body


def test_columns_are_groups_pattern_codes_kept_queries_or_statuses_and_an_empty_choice_says_what_to_do(
    me: Actor, project: UUID, screen: Screen
) -> None:
    app, _body = opened(screen, columns="groups", unit="segments")
    app.selectbox(key="matrix-columns").set_value("queries").run()
    assert any("No query is kept yet" in one.value for one in app.text)
    workbench.save_query(me, project, "Rapat", "words:rapat")
    _app, body = opened(screen, columns="queries", unit="segments")
    assert "Rapat" in body
    assert sorted(cells(body).values()) == ["1", "2", "3"]


def test_only_what_a_query_finds_is_counted_and_a_wrong_one_is_told(project: UUID, screen: Screen) -> None:
    app, _body = opened(screen, unit="segments")
    app.text_input(key="matrix-query").set_value('case:"I-B"').run()
    body = next(block.proto.body for block in app.get("html") if 'class="mx"' in block.proto.body)
    assert set(cells(body).values()) == {"1"}
    app.text_input(key="matrix-query").set_value("K2 AND (").run()
    assert app.error
    assert not app.exception
