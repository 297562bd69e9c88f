"""Who is in a project: inviting, roles, letting go; and that no link opens a project of somebody else."""

import shutil
from uuid import uuid4

import pytest

from coding import workbench
from coding.errors import LastOwner, NameMissing, NameTaken, NotFound, NotTheirs, ProjectNotFound
from coding.store import open_store
from coding.workbench import Actor, Desk, accounts
from coding.workbench.membership import invite_member, people_here, remove_member, renew_link, set_member

PASSWORD = "tujuh ekor kucing"
pytestmark = pytest.mark.usefixtures("quick_passwords")


@pytest.fixture(scope="module")
def shared_store(sqlite_template, tmp_path_factory):
    """One of the two databases is enough: who may be made a member is decided above them."""
    path = tmp_path_factory.mktemp("membership") / "simpul.db"
    shutil.copy(sqlite_template, path)
    one = open_store(str(path))
    yield one
    one.close()


@pytest.fixture
def study(shared_store, study_builder):
    """A project whose owner is a person like others, not the machine's user."""
    owner = study_builder(shared_store, f"Awal {uuid4().hex[:6]}").member(f"Pemilik {uuid4().hex[:6]}", "owner")
    return study_builder(shared_store, f"Studi {uuid4().hex[:6]}", owner)


@pytest.fixture
def other(shared_store, study_builder):
    """A project of somebody else."""
    owner = study_builder(shared_store, f"Lain {uuid4().hex[:6]}").member(f"Orang lain {uuid4().hex[:6]}", "owner")
    return study_builder(shared_store, f"Studi lain {uuid4().hex[:6]}", owner)


def new(study, role="student"):
    """Somebody new in a project, with the secret of their link."""
    return invite_member(study.owner, study.id, f"Tamu {uuid4().hex[:8]}", role)


def come(study, joined):
    """The invited takes the link up."""
    accounts.take_up(Desk(study.owner.store), joined.token, joined.coder.name, PASSWORD)
    return Actor(study.owner.store, joined.coder)


def roles(study):
    return {one.coder.name: one.role for one in people_here(study.owner, study.id)}


def test_an_invited_person_is_a_member_and_signs_in_by_the_link(study):
    joined = new(study)
    (row,) = [one for one in people_here(study.owner, study.id) if one.coder == joined.coder]
    assert (row.role, row.ready, row.invited, row.seen_at) == ("student", False, True, None)
    guest = come(study, joined)
    (row,) = [one for one in people_here(study.owner, study.id) if one.coder == joined.coder]
    assert (row.ready, row.invited) == (True, False)
    assert row.seen_at is not None
    assert [one.id for one in workbench.list_projects(guest)] == [study.id]
    with pytest.raises(NameMissing):
        invite_member(study.owner, study.id, " ", "student")


def test_when_somebody_was_here_is_told_to_those_who_look_after_the_project(study):
    guest, reader, supervisor = (come(study, new(study, role)) for role in ("student", "reader", "supervisor"))
    for who, told in ((study.owner, True), (supervisor, True), (guest, False), (reader, False)):
        seen = {one.coder.name: one.seen_at for one in people_here(who, study.id)}
        assert (seen[guest.coder.name] is not None) is told


def test_whoever_signs_in_already_is_invited_by_either_name_without_a_link(study, other):
    guest = come(study, new(study))
    joined = invite_member(other.owner, other.id, guest.coder.name, "reader")
    assert (joined.coder, joined.token) == (guest.coder, None)
    assert {one.id for one in workbench.list_projects(guest)} == {study.id, other.id}


def test_nobody_gets_a_link_for_a_person_who_works_in_projects_of_others(study, other):
    namesake = other.member(f"Dosen {uuid4().hex[:6]}", "supervisor")
    with pytest.raises(NameTaken):
        invite_member(study.owner, study.id, namesake.coder.name, "student")
    assert namesake.coder.name not in roles(study)
    guest = come(study, new(study))
    assert renew_link(study.owner, study.id, guest.id)
    invite_member(other.owner, other.id, guest.coder.name, "reader")
    for one in (study, other):
        with pytest.raises(NotTheirs):
            renew_link(one.owner, one.id, guest.id)


def test_nobody_takes_over_an_invitation_of_whoever_runs_the_server(study):
    desk = Desk(study.owner.store)
    name = f"Profesor {uuid4().hex[:6]}"
    _account, token = accounts.add_account(desk, name)
    joined = invite_member(study.owner, study.id, name, "supervisor")
    assert joined.token is None
    assert accounts.invited(desk, token).coder == joined.coder


def test_nobody_gets_a_link_for_the_user_of_the_machine(study):
    local = Desk(study.owner.store).me()
    set_member(study.owner, study.id, local.id, "reader")
    with pytest.raises(NotTheirs):
        renew_link(study.owner, study.id, local.id)


def test_one_owner_always_stays(study):
    guest = come(study, new(study))
    for act in (
        lambda: set_member(study.owner, study.id, study.owner.id, "reader"),
        lambda: remove_member(study.owner, study.id, study.owner.id),
    ):
        with pytest.raises(LastOwner):
            act()
    set_member(study.owner, study.id, guest.id, "owner")
    remove_member(guest, study.id, study.owner.id)
    assert roles(Study(guest, study.id)) == {guest.coder.name: "owner"}
    with pytest.raises(LastOwner):
        remove_member(guest, study.id, guest.id)


class Study:
    """A project seen by somebody else."""

    def __init__(self, owner, id_):
        self.owner, self.id = owner, id_


def test_whoever_was_let_go_sees_nothing_and_is_still_named_beside_their_codings(study):
    guest = come(study, new(study))
    coding = study.code("K1", 3, 9, by=guest)
    remove_member(study.owner, study.id, guest.id)
    assert workbench.list_projects(guest) == []
    with pytest.raises(ProjectNotFound):
        workbench.list_sources(guest, study.id)
    assert guest.coder.name not in roles(study)
    (kept,) = study.codings()
    assert (kept.id, kept.coder) == (coding.id, guest.id)
    named = {one.coder.id: one.coder.name for one in workbench.members(study.owner, study.id)}
    assert named[guest.id] == guest.coder.name
    set_member(study.owner, study.id, guest.id, "reader")
    assert [one.id for one in workbench.list_projects(guest)] == [study.id]


def test_who_was_never_here_is_not_let_go_and_gets_no_link(study, other):
    stranger = other.member(f"Jauh {uuid4().hex[:6]}", "reader")
    for act in (remove_member, renew_link):
        for id_ in (stranger.id, uuid4()):
            with pytest.raises(NotFound):
                act(study.owner, study.id, id_)


def test_the_history_says_who_came_changed_and_left_and_undo_leaves_it_alone(study):
    guest = come(study, new(study))
    set_member(study.owner, study.id, guest.id, "reader")
    renew_link(study.owner, study.id, guest.id)
    remove_member(study.owner, study.id, guest.id)
    told = [one.verb for one in workbench.latest_events(study.owner, study.id, None, 4)]
    assert told == ["remove_member", "renew_link", "set_member", "invite_member"]
    workbench.undo(study.owner, study.id)
    assert guest.coder.name not in roles(study)
