"""Two writers of one summary form, and what stands above it."""

from uuid import uuid4

from coding.model import Case, Moment, Point, Source, Summary
from coding.reduction.forms import joined, source_facts

SOURCE = uuid4()


def form(**texts):
    return Summary(SOURCE, texts)


def test_what_only_one_of_two_changed_is_joined_and_nobody_has_to_be_told():
    base, mine = form(a="1", b="1", c="1"), form(a="2", b="1")
    together, both = joined(base, mine, form(a="1", b="3", c="1", d="4"))
    assert (dict(together.texts), both) == ({"a": "2", "b": "3", "d": "4"}, [])


def test_where_both_wrote_theirs_stands_and_the_place_is_named():
    together, both = joined(form(a="1"), form(a="2"), form(a="3"))
    assert (dict(together.texts), both) == ({"a": "3"}, ["a"])
    together, both = joined(form(a="1"), form(a="2"), form())
    assert (dict(together.texts), both) == ({}, ["a"])
    assert joined(form(a="1"), form(a="2"), form(a="2"))[1] == []


def test_points_of_two_people_stand_together():
    one, two, three = (Point(uuid4(), text) for text in ("satu", "dua", "tiga"))
    base = Summary(SOURCE, points=(one,))
    together, both = joined(base, Summary(SOURCE, points=(one, two)), Summary(SOURCE, points=(one, three)))
    assert ([point.text for point in together.points], both) == (["satu", "tiga", "dua"], [])
    together, both = joined(base, Summary(SOURCE), Summary(SOURCE, points=(Point(one.id, "lain"),)))
    assert ([point.text for point in together.points], both) == (["lain"], [str(one.id)])


def test_facts_are_the_informant_the_header_and_how_long_it_is():
    source = Source("W1", "Ada rapat.", header={"Tanggal": "12 Januari 2026"}, moments=(Moment(0, 0), Moment(4, 1500)))
    people = [Case(uuid4(), "IK-01", "Ibu S", {"tempat": "Kantor"})]
    assert source_facts(source, people) == [
        ("Kode informan", "IK-01"),
        ("Tanggal", "12 Januari 2026"),
        ("Tempat", "Kantor"),
        ("Durasi", "25 menit"),
        ("Jumlah kata", "2"),
    ]
    timed = Source("W1", "Ada", header={"Durasi": "1 jam"}, moments=(Moment(0, 60),))
    assert source_facts(timed, []) == [("Durasi", "1 jam"), ("Jumlah kata", "1")]
