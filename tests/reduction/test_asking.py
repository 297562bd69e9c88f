from uuid import uuid4

from coding.model import And, HasCode, Or, Query, Where
from coding.reduction.asking import whole

CODE, OTHER, SOURCE, CODER = (uuid4() for _ in range(4))
NAMES = {SOURCE: "W1", CODER: "Rina"}


def test_a_query_that_asks_for_nothing_is_nothing() -> None:
    assert whole(Query(attributes={"jenis": ()}), NAMES) is None


def test_every_field_that_narrows_is_said_beside_what_was_asked_in_words() -> None:
    asked = Query(
        codes=(CODE, OTHER),
        sources=(SOURCE,),
        kinds=("interview",),
        coders=(CODER,),
        statuses=("absent", "none"),
        attributes={"jenis": ("kunci",)},
        where=And((Where("words", "=", "rapat"), Where("memo", "=", "x"))),
    )
    assert whole(asked, NAMES) == And(
        (
            Or((HasCode(CODE, True), HasCode(OTHER, True))),
            Where("source", "=", "W1"),
            Where("kind", "=", "interview"),
            Where("coder", "=", "Rina"),
            Or((Where("status", "=", "absent"), Where("status", "=", "none"))),
            Where("case.jenis", "=", "kunci"),
            Where("words", "=", "rapat"),
            Where("memo", "=", "x"),
        )
    )


def test_one_thing_alone_is_that() -> None:
    assert whole(Query(codes=(CODE,)), {}) == HasCode(CODE, True)
