"""What is kept counted of each source is, after every act, what counting it anew gives."""

import random
from contextlib import suppress

import sqlalchemy as sa

from coding import workbench
from coding.errors import CodingError
from coding.model import STATUSES
from coding.store import census, codebooks
from coding.store.tables import coding


def written(store):
    with store.engine.connect() as conn:
        return sorted(tuple(row) for row in conn.execute(sa.select(census.census)))


def anew(store):
    """What there would be if it were written down today, without keeping it."""
    with store.engine.connect() as conn:
        census.rebuild(conn)
        there = sorted(tuple(row) for row in conn.execute(sa.select(census.census)))
        conn.rollback()
    return there


def test_after_every_act_it_is_what_counting_anew_gives(study, source_builder):
    text = "P: satu dua?\nIK: tiga empat lima.\n"
    made = [workbench.import_source(study.owner, study.id, source_builder(f"S{n}", text), 6) for n in range(3)]
    rina, dice, store = study.member("Rina"), random.Random(3), study.owner.store
    assert written(store) == anew(store)
    for turn in range(40):
        there = [one for source in made for one in study.codings(source.id)]
        one = dice.choice(there) if there else None
        with suppress(CodingError):
            if one is None or turn % 4 < 2:
                at = dice.randrange(20)
                by = dice.choice((study.owner, rina))
                study.code(dice.choice(("K1", "K2", "K3")), at, at + 5, by=by, source=dice.choice(made).id)
            elif turn % 4 == 2:
                told = {"status": dice.choice((*STATUSES, None)), "limited": dice.random() < 0.5}
                workbench.qualify(study.owner, study.id, [one.id], told)
            else:
                dice.choice((workbench.undo, workbench.redo))(study.owner, study.id)
        assert written(store) == anew(store)
    workbench.uncode(study.owner, study.id, [one.id for one in study.codings(made[0].id)])
    workbench.remove_source(study.owner, study.id, made[1].id)
    assert written(store) == anew(store)


def test_it_says_where_each_coding_stands(study, source_builder):
    other = workbench.import_source(study.owner, study.id, source_builder("S", "P: satu dua?\nIK: tiga empat.\n"), 6)
    for code, at, source in (("K1", 3, None), ("K2", 3, None), ("K2", 14, other.id), ("K1", 3, other.id)):
        study.code(code, at, at + 4, **({"source": source} if source else {}))
    with study.owner.store.read(study.id, study.owner.id) as tx:
        counted, (line, places) = census.read(tx), census.places(tx)
        rows = tx.all(
            sa.select(*(coding.c[name] for name in ("source_id", "code_id", "start", "end", "line_start", "line_end")))
        )
    found = [
        (counted.sources[counted.source[at]], counted.codes[counted.code[at]], *place)
        for at, place in zip(line.tolist(), places.tolist(), strict=True)
    ]
    # Ids of sixteen bytes end, in columns of numbers, where nothing but zeros follows.
    assert sorted(found) == sorted((row[0].bytes.rstrip(b"\0"), row[1].bytes.rstrip(b"\0"), *row[2:]) for row in rows)
    assert [one[:1] + one[2:4] for one in found] == sorted(one[:1] + one[2:4] for one in found)


def test_a_restored_project_has_its_own(study, tmp_path):
    study.code("K1", 3, 8)
    workbench.backup(study.owner, study.id, tmp_path / "one.zip")
    workbench.restore(study.owner, tmp_path / "one.zip")
    store = study.owner.store
    assert len(written(store)) == 2
    assert written(store) == anew(store)


def test_a_source_of_which_nothing_is_kept_is_counted_when_it_is_asked_for(study):
    study.code("K1", 3, 8)
    study.code("K1", 3, 9)
    store = study.owner.store
    with store.read(study.id, study.owner.id) as tx:
        kept = census.read(tx)
    with store.engine.begin() as conn:
        conn.execute(sa.delete(census.census))
    with store.read(study.id, study.owner.id) as tx:
        found = census.read(tx)
    assert found.many.tolist() == kept.many.tolist() == [2]
    assert found.codes.tolist() == kept.codes.tolist()
    with store.engine.connect() as conn:
        assert conn.execute(sa.select(sa.func.count()).select_from(coding)).scalar() == 2


def test_codings_per_code_are_those_that_a_count_of_every_coding_finds(study):
    other = study.add_source("W2")
    for key, source in (("K1", study.source.id), ("K2", other.id), ("K1", other.id)):
        study.code(key, 3, 8, source=source)
    gone = study.code("K3", 10, 12)
    workbench.uncode(study.owner, study.id, [gone.id])
    away = study.add_source("W3")
    study.code("K3", 3, 8, source=away.id)
    workbench.remove_source(study.owner, study.id, away.id)
    with study.owner.store.read(study.id, study.owner.id) as tx:
        assert census.of_codes(tx) == codebooks.counts(tx) == {study.codes["K1"]: 2, study.codes["K2"]: 1}
