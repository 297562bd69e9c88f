"""Random work by three people in two projects: every outcome is foretold, and the history replays to what stands."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from coding import workbench
from coding.errors import (
    AlreadyCoded,
    Conflict,
    NotAllowed,
    NotFound,
    NothingToRedo,
    NothingToUndo,
    Repeated,
    UndoBlockedBy,
)
from coding.store import codings, history, open_store
from coding.workbench import Actor, NewCoding

PEOPLE = st.sampled_from(["pemilik", "pemilik", "Rina", "Rina", "Siswa"])
SPANS = st.sampled_from([(3, 9), (10, 13)])
CODES = st.sampled_from(["K1", "K2"])
PROJECTS = st.sampled_from([0, 0, 0, 0, 1])
SEED = st.integers(0, 10_000)
PLACES = st.sampled_from([0, 0, 0, 1])
SCOPE = st.sampled_from([None, 0, 0, 1])


@dataclass
class Act:
    """A verb that somebody did: what it changed, when it was done afresh, when it was last done or undone."""

    who: str
    source: UUID
    changes: list[tuple[UUID, Any, Any]]
    fresh: int
    last: int
    done: bool = True


@dataclass
class Model:
    """What a project should hold: live codings by id, how often each was changed, and the acts."""

    rows: dict[UUID, tuple] = field(default_factory=dict)
    versions: dict[UUID, int] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)
    clock: int = 0

    def tick(self):
        self.clock += 1
        return self.clock

    def put(self, changes, way):
        for one, before, after in changes:
            now = after if way == "forth" else before
            self.versions[one] = self.versions.get(one, 0) + 1
            self.rows.pop(one, None)
            if now is not None:
                self.rows[one] = now

    def act(self, who, source, changes):
        number = self.tick()
        self.put(changes, "forth")
        self.acts.append(Act(who, source, changes, number, number))

    def of(self, who, source):
        return [act for act in self.acts if act.who == who and source in (None, act.source)]

    def twin(self, row, but=None):
        """Whether the same person has given the same words the same code already."""
        return any(one != but and other[:5] == row[:5] for one, other in self.rows.items())


class Machine(RuleBasedStateMachine):
    store: Any
    build: Any

    @initialize()
    def begin(self):
        self.studies = [self.build(self.store, f"Studi {uuid4().hex[:8]}") for _ in range(2)]
        self.models = [Model(), Model()]
        self.sources, self.people, self.bases = [], [], []
        for study in self.studies:
            self.sources.append([study.source.id, study.add_source("W2").id])
            roles = {"Rina": "researcher", "Siswa": "student"}
            self.people.append(
                {"pemilik": study.owner} | {name: study.member(name, role) for name, role in roles.items()}
            )
            self.bases.append(workbench.project(study.owner, study.id).rev)
        self.last_op = None
        for who, where, span in (
            ("pemilik", 0, (3, 9)),
            ("Rina", 0, (3, 9)),
            ("Rina", 0, (10, 13)),
            ("Siswa", 1, (3, 9)),
        ):
            self.give(0, who, where, span, {"K1"})

    def expect(self, error, act):
        if error is None:
            return act()
        with pytest.raises(error) as refused:
            act()
        assert type(refused.value) is error
        return None

    def pick(self, project, seed):
        rows = sorted(self.models[project].rows, key=str)
        return rows[seed % len(rows)] if rows else None

    @rule(project=PROJECTS, who=PEOPLE, where=PLACES, span=SPANS, codes=st.sets(CODES, min_size=1))
    def code(self, project, who, where, span, codes):
        self.give(project, who, where, span, codes)

    def give(self, project, who, where, span, codes):
        study, model, actor = self.studies[project], self.models[project], self.people[project][who]
        source = self.sources[project][where]
        wanted = [NewCoding(study.codes[key], *span, uuid4()) for key in sorted(codes)]
        rows = {one.id: (source, *span, one.code, actor.id, "", None) for one in wanted}
        new = {one: row for one, row in rows.items() if not model.twin(row)}
        marked = Actor(actor.store, actor.coder, uuid4())
        self.expect(None if new else AlreadyCoded, lambda: workbench.code(marked, study.id, source, wanted))
        if new:
            model.act(who, source, [(one, None, row) for one, row in new.items()])
            self.last_op = project, marked, source, wanted

    @rule()
    def send_again(self):
        if self.last_op:
            project, marked, source, wanted = self.last_op
            self.expect(Repeated, lambda: workbench.code(marked, self.studies[project].id, source, wanted))

    @rule(project=PROJECTS, who=PEOPLE, seed=SEED)
    def uncode(self, project, who, seed):
        model, actor, one = self.models[project], self.people[project][who], self.pick(project, seed)
        if one is None:
            return
        row = model.rows[one]
        allowed = who == "pemilik" or row[4] == actor.id
        act = lambda: workbench.uncode(actor, self.studies[project].id, [one])  # noqa: E731
        self.expect(None if allowed else NotAllowed, act)
        if allowed:
            model.act(who, row[0], [(one, row, None)])

    @rule(project=PROJECTS, who=PEOPLE, seed=SEED, key=CODES, stale=st.booleans())
    def recode(self, project, who, seed, key, stale):
        study, model, actor = self.studies[project], self.models[project], self.people[project][who]
        one = self.pick(project, seed)
        if one is None:
            return
        row = model.rows[one]
        after = (*row[:3], study.codes[key], *row[4:])
        error = None
        if who != "pemilik" and row[4] != actor.id:
            error = NotAllowed
        elif model.twin(after):
            error = AlreadyCoded
        elif stale:
            error = Conflict
        version = model.versions[one] - stale
        self.expect(error, lambda: workbench.recode(actor, study.id, one, study.codes[key], version=version))
        if error is None:
            model.act(who, row[0], [(one, row, after)])

    @rule(project=PROJECTS, who=PEOPLE, seed=SEED, text=st.sampled_from(["", "a", "b"]))
    def memo(self, project, who, seed, text):
        model, actor, one = self.models[project], self.people[project][who], self.pick(project, seed)
        if one is None:
            return
        row = model.rows[one]
        error = None if who == "pemilik" or row[4] == actor.id else NotAllowed
        self.expect(error, lambda: workbench.memo(actor, self.studies[project].id, one, text))
        if error:
            return
        if row[5] != text:
            model.act(who, row[0], [(one, row, (*row[:5], text, row[6]))])
        else:
            # Nothing changed, so there is no line in the history; but the row was written.
            model.versions[one] += 1

    @rule(project=PROJECTS, who=PEOPLE, seed=SEED)
    def reach_across(self, project, who, seed):
        foreign = self.pick(1 - project, seed)
        if foreign is not None:
            actor = self.people[project][who]
            self.expect(NotFound, lambda: workbench.memo(actor, self.studies[project].id, foreign, "x"))

    @rule(project=PROJECTS, who=PEOPLE, scope=SCOPE, seed=SEED)
    def undo(self, project, who, scope, seed):
        model = self.models[project]
        who, source = self.busy(project, who, scope, seed, done=True)
        mine = [act for act in model.of(who, source) if act.done]
        target = max(mine, key=lambda act: act.last, default=None)
        if target is None and (who == "pemilik" and source is None):
            # Below the codings lie the sources, which this model leaves alone.
            return
        self.back(workbench.undo, project, who, source, target, "back", NothingToUndo)

    @rule(project=PROJECTS, who=PEOPLE, scope=SCOPE, seed=SEED)
    def redo(self, project, who, scope, seed):
        model = self.models[project]
        who, source = self.busy(project, who, scope, seed, done=False)
        mine = model.of(who, source)
        newest = max((act.fresh for act in mine), default=0)
        undone = [act for act in mine if not act.done and act.last > newest]
        target = max(undone, key=lambda act: act.last, default=None)
        self.back(workbench.redo, project, who, source, target, "forth", NothingToRedo)

    def busy(self, project, who, scope, seed, *, done):
        """Mostly somebody who has something to take back or do again, where they have it."""
        acts = [act for act in self.models[project].acts if act.done == done]
        if seed % 5 == 0 or not acts:
            return who, None if scope is None else self.sources[project][scope]
        chosen = acts[seed % len(acts)]
        return chosen.who, None if scope is None else chosen.source

    def back(self, verb, project, who, source, target, way, nothing):
        model, study, actor = self.models[project], self.studies[project], self.people[project][who]
        error = nothing if target is None else self.hindrance(model, target, way)
        self.expect(error, lambda: verb(actor, study.id, source=source))
        if error is None:
            model.put(target.changes, way)
            target.done, target.last = way == "forth", model.tick()

    def hindrance(self, model, target, way):
        stands = 2 if way == "back" else 1
        if any(model.rows.get(change[0]) != change[stands] for change in target.changes):
            return UndoBlockedBy
        for change in target.changes:
            again = change[3 - stands]
            if again is not None and model.twin(again, but=change[0]):
                return AlreadyCoded
        return None

    @invariant()
    def what_is_stored_is_what_was_foretold(self):
        if not hasattr(self, "studies"):
            return
        for project, study in enumerate(self.studies):
            with self.store.read(study.id, study.owner.id) as tx:
                found = [one for source in self.sources[project] for one in codings.of_source(tx, source)]
            rows = {
                one.id: (one.source, one.start, one.end, one.code, one.coder, one.memo, one.status) for one in found
            }
            assert rows == self.models[project].rows
            assert {one.id: one.version for one in found} == {one: self.models[project].versions[one] for one in rows}

    def teardown(self):
        for project, study in enumerate(getattr(self, "studies", ())):
            with self.store.read(study.id, study.owner.id) as tx:
                events = history.since(tx, 0, limit=10_000)
            assert [one.rev for one in events] == list(range(1, len(events) + 1))
            assert len(events) - self.bases[project] == self.models[project].clock
            replayed: dict[UUID, Any] = {}
            for change in (change for one in events for change in one.changes if change.entity == "coding"):
                assert replayed.get(change.id) == change.before
                replayed[change.id] = change.after
            live = {one: image for one, image in replayed.items() if image is not None}
            assert {one: image["memo"] for one, image in live.items()} == {
                one: row[5] for one, row in self.models[project].rows.items()
            }


def run(store, study_builder, examples):
    machine = type("Machine", (Machine,), {"store": store, "build": staticmethod(study_builder)})
    shape = settings(
        max_examples=examples,
        stateful_step_count=25,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=shape)


def test_every_outcome_is_foretold_on_sqlite(sqlite_target, study_builder):
    store = open_store(sqlite_target)
    with store.engine.connect() as conn:
        # A machine that is switched off loses this file, and nobody minds.
        conn.exec_driver_sql("ROLLBACK")
        conn.exec_driver_sql("PRAGMA synchronous = OFF")
        conn.exec_driver_sql("BEGIN")
    run(store, study_builder, 100)
    store.close()


def test_every_outcome_is_foretold_on_postgresql(postgres_url, study_builder):
    store = open_store(postgres_url)
    run(store, study_builder, 10)
    store.close()
