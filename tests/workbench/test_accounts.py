"""Signing in: who gets in, for how long, and what a guesser learns."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from coding import workbench
from coding.errors import (
    CoderNotFound,
    LinkSpent,
    LoginTaken,
    NameMissing,
    PasswordShort,
    SignedOut,
    SignInFailed,
    SignsInElsewhere,
    TooManyFailures,
)
from coding.store import signed_in
from coding.store.tables import account, failure, invitation, login
from coding.workbench import Actor, Desk, accounts
from coding.workbench import desk as clock
from coding.workbench.membership import invite_member, remove_member, set_member

PASSWORD = "tujuh ekor kucing"
pytestmark = pytest.mark.usefixtures("quick_passwords")


@pytest.fixture
def desk(store):
    return Desk(store)


@pytest.fixture
def later(monkeypatch):
    """Moves the clock on."""
    here = clock.now
    passed = timedelta()

    def move(**time):
        nonlocal passed
        passed += timedelta(**time)

    monkeypatch.setattr(clock, "now", lambda: here() + passed)
    return move


def person(desk, name="Sari", login="sari"):
    _account, token = accounts.add_account(desk, name)
    return accounts.take_up(desk, token, login, PASSWORD)


def whose(desk, secret):
    found = accounts.signed_in(desk, accounts.handle_of(secret))
    return found.coder.name if found else None


def test_a_link_makes_a_sign_in_name_and_a_password_once(desk):
    _account, token = accounts.add_account(desk, "Sari")
    assert accounts.invited(desk, token).coder.name == "Sari"
    secret = accounts.take_up(desk, token, " Sari.K ", PASSWORD)
    assert whose(desk, secret) == "Sari"
    assert whose(desk, accounts.sign_in(desk, "SARI.K", PASSWORD, "10.0.0.1")) == "Sari"
    with pytest.raises(LinkSpent):
        accounts.take_up(desk, token, "lain", PASSWORD)


def test_a_link_runs_out_and_a_new_one_ends_the_one_before(desk, later):
    _account, first = accounts.add_account(desk, "Sari")
    _account, second = accounts.add_account(desk, "Sari")
    with pytest.raises(LinkSpent):
        accounts.invited(desk, first)
    later(days=8)
    with pytest.raises(LinkSpent):
        accounts.take_up(desk, second, "sari", PASSWORD)
    with pytest.raises(LinkSpent):
        accounts.invited(desk, "tebakan")


def test_of_passwords_links_and_cookies_nothing_is_kept_that_could_be_used(desk, dump):
    _account, token = accounts.add_account(desk, "Sari")
    secret = accounts.take_up(desk, token, "sari", PASSWORD)
    with pytest.raises(SignInFailed):
        accounts.sign_in(desk, "kata sandi di kolom nama", "x" * 10, "10.0.0.1")
    kept = repr(dump())
    for word in (token, secret, PASSWORD, "kata sandi di kolom nama"):
        assert word not in kept


@pytest.mark.parametrize("wrong", ["pendek", "x" * 201, "namasayasari"])
def test_a_password_is_long_and_no_name(desk, wrong):
    _account, token = accounts.add_account(desk, "Namasayasari")
    with pytest.raises(PasswordShort):
        accounts.take_up(desk, token, "sari", wrong)
    with pytest.raises(NameMissing):
        accounts.take_up(desk, token, " ", PASSWORD)
    accounts.take_up(desk, token, "sari", PASSWORD)


def test_two_people_do_not_sign_in_by_one_name(desk):
    person(desk)
    _account, token = accounts.add_account(desk, "Rina")
    with pytest.raises(LoginTaken):
        accounts.take_up(desk, token, "Sari", PASSWORD)
    assert whose(desk, accounts.take_up(desk, token, "rina", PASSWORD)) == "Rina"


def test_a_wrong_name_a_wrong_password_and_a_shut_account_get_one_answer(desk):
    person(desk)
    person(desk, "Rina", "rina")
    accounts.shut_account(desk, "rina")
    told = set()
    for name, password in (("siapa", PASSWORD), ("sari", "salah sekali"), ("rina", PASSWORD), ("sari", "x" * 5000)):
        with pytest.raises(SignInFailed) as refused:
            accounts.sign_in(desk, name, password, "10.0.0.1")
        told.add(str(refused.value))
    assert len(told) == 1


def test_five_failures_from_one_address_are_the_last_for_five_minutes(desk, later):
    person(desk)
    for _ in range(accounts.FAILURES):
        with pytest.raises(SignInFailed):
            accounts.sign_in(desk, "sari", "salah sekali", "10.0.0.1")
    for name in ("sari", "SARI "):
        with pytest.raises(TooManyFailures):
            accounts.sign_in(desk, name, PASSWORD, "10.0.0.1")
    assert accounts.sign_in(desk, "sari", PASSWORD, "10.0.0.2")
    later(minutes=5, seconds=1)
    assert accounts.sign_in(desk, "sari", PASSWORD, "10.0.0.1")
    for _ in range(accounts.FAILURES):
        with pytest.raises(SignInFailed):
            accounts.sign_in(desk, "nobody", PASSWORD, "10.0.0.1")
    with pytest.raises(TooManyFailures):
        accounts.sign_in(desk, "nobody", PASSWORD, "10.0.0.1")


def test_whoever_gets_it_right_begins_anew(desk):
    person(desk)
    for _ in range(2):
        for _ in range(accounts.FAILURES - 1):
            with pytest.raises(SignInFailed):
                accounts.sign_in(desk, "sari", "salah sekali", "10.0.0.1")
        accounts.sign_in(desk, "sari", PASSWORD, "10.0.0.1")


def test_however_many_guess_at_once_five_are_heard(desk):
    person(desk)
    heard = []

    def guess():
        try:
            accounts.sign_in(desk, "sari", "salah sekali", "10.0.0.1")
        except (SignInFailed, TooManyFailures) as refused:
            heard.append(type(refused))

    threads = [threading.Thread(target=guess) for _ in range(16)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert heard.count(SignInFailed) == accounts.FAILURES
    assert heard.count(TooManyFailures) == 16 - accounts.FAILURES


def test_a_sign_in_lasts_twelve_hours_without_use_and_on_while_it_is_used(desk, later):
    secret = person(desk)
    for _ in range(3):
        later(hours=11)
        assert whose(desk, secret)
    later(hours=12, minutes=1)
    assert whose(desk, secret) is None


def test_asking_writes_at_most_once_a_minute(desk, later, dump):
    secret = person(desk)
    before = dump()
    assert whose(desk, secret)
    assert dump() == before
    later(minutes=2)
    assert whose(desk, secret)
    assert dump() != before


def test_a_new_password_ends_every_sign_in(desk):
    first = person(desk)
    second = accounts.sign_in(desk, "sari", PASSWORD, "10.0.0.1", "Firefox · Linux")
    me = accounts.named(desk, "sari")
    with pytest.raises(SignInFailed):
        accounts.change_password(me, "salah sekali", "delapan ekor kucing")
    assert whose(desk, second)
    accounts.change_password(me, PASSWORD, "delapan ekor kucing")
    assert [whose(desk, one) for one in (first, second)] == [None, None]
    with pytest.raises(SignInFailed):
        accounts.sign_in(desk, "sari", PASSWORD, "10.0.0.1")
    assert accounts.sign_in(desk, "sari", "delapan ekor kucing", "10.0.0.1")


def test_a_link_for_a_new_password_keeps_the_name_and_ends_every_sign_in(desk):
    first = person(desk)
    _account, token = accounts.add_account(desk, "sari")
    assert accounts.invited(desk, token).again
    assert whose(desk, first)
    second = accounts.take_up(desk, token, "nama lain", "delapan ekor kucing")
    assert [whose(desk, one) for one in (first, second)] == [None, "Sari"]
    assert accounts.named(desk, "sari").coder.name == "Sari"
    with pytest.raises(CoderNotFound):
        accounts.named(desk, "nama lain")


def test_people_end_their_own_sign_ins_and_nobody_elses(desk):
    mine, here = person(desk), accounts.sign_in(desk, "sari", PASSWORD, "10.0.0.1", "Firefox · Linux")
    theirs = person(desk, "Rina", "rina")
    me = accounts.named(desk, "sari")
    assert {one.browser for one in accounts.my_sign_ins(me)} == {"", "Firefox · Linux"}
    accounts.end_sign_in(me, accounts.handle_of(theirs))
    assert whose(desk, theirs)
    accounts.end_others(me, accounts.handle_of(here))
    assert [whose(desk, one) for one in (mine, here, theirs)] == [None, "Sari", "Rina"]
    accounts.end_sign_in(me, accounts.handle_of(here))
    assert whose(desk, here) is None


def test_whoever_is_shut_out_is_out_at_once_and_may_come_back(desk):
    secret = person(desk)
    accounts.shut_account(desk, "sari")
    assert whose(desk, secret) is None
    accounts.shut_account(desk, "sari", shut=False)
    assert whose(desk, secret) is None
    assert accounts.sign_in(desk, "sari", PASSWORD, "10.0.0.1")
    with pytest.raises(CoderNotFound):
        accounts.shut_account(desk, "siapa")


def test_another_role_and_being_let_go_end_the_sign_in(study):
    desk = Desk(study.owner.store)
    joined = invite_member(study.owner, study.id, "Sari", "student")
    secret = accounts.take_up(desk, joined.token, "sari", PASSWORD)
    assert whose(desk, secret)
    set_member(study.owner, study.id, joined.coder.id, "researcher")
    assert whose(desk, secret) is None
    secret = accounts.sign_in(desk, "sari", PASSWORD, "10.0.0.1")
    remove_member(study.owner, study.id, joined.coder.id)
    assert whose(desk, secret) is None
    assert accounts.sign_in(desk, "sari", PASSWORD, "10.0.0.1")


def test_nothing_is_done_or_read_once_the_sign_in_has_ended(study, dump, monkeypatch):
    monkeypatch.setattr(signed_in, "AT_ONCE", 0.0)
    desk = Desk(study.owner.store)
    joined = invite_member(study.owner, study.id, "Sari", "owner")
    handle = accounts.handle_of(accounts.take_up(desk, joined.token, "sari", PASSWORD))
    sari = accounts.signed_in(desk, handle)
    marked = Actor(sari.store, sari.coder, uuid4())
    study.code("K1", 3, 9, by=sari)
    accounts.sign_out(desk, handle)
    before = dump()
    for act, _allowed_by in workbench.VERBS.values():
        with pytest.raises(SignedOut):
            act(marked, study.id)
    for look in workbench.READS.values():
        with pytest.raises(SignedOut):
            look(sari, study.id)
    for other in (workbench.list_projects, workbench.preferences, lambda who: workbench.prefer(who, language="id")):
        with pytest.raises(SignedOut):
            other(sari)
    with pytest.raises(SignedOut):
        workbench.create_project(sari, "Baru", workbench.choose_codebook("empty"))
    assert dump() == before


def test_the_looks_of_one_page_ask_once_and_a_verb_asks_each_time(study):
    desk = Desk(study.owner.store)
    joined = invite_member(study.owner, study.id, "Sari", "owner")
    handle = accounts.handle_of(accounts.take_up(desk, joined.token, "sari", PASSWORD))
    sari = accounts.signed_in(desk, handle)
    workbench.list_sources(sari, study.id)
    accounts.sign_out(desk, handle)
    with pytest.raises(SignedOut):
        study.code("K1", 3, 9, by=sari)
    sari.store._asked -= 2 * signed_in.AT_ONCE
    with pytest.raises(SignedOut):
        workbench.list_sources(sari, study.id)


def test_a_provider_vouches_for_whom_it_was_tied_to_by_an_invitation(desk):
    _account, token = accounts.add_account(desk, "Sari")
    with pytest.raises(SignInFailed):
        accounts.sign_in_vouched(desk, "https://kampus.example 17")
    secret = accounts.take_up_vouched(desk, token, "https://kampus.example 17")
    assert whose(desk, secret) == "Sari"
    assert whose(desk, accounts.sign_in_vouched(desk, "https://kampus.example 17")) == "Sari"
    _account, token = accounts.add_account(desk, "Rina")
    with pytest.raises(LoginTaken):
        accounts.take_up_vouched(desk, token, "https://kampus.example 17")
    accounts.shut_account(desk, "Sari")
    with pytest.raises(SignInFailed):
        accounts.sign_in_vouched(desk, "https://kampus.example 17")


def test_a_name_in_a_file_opens_the_project_to_nobody_who_signs_in_here(study):
    desk = Desk(study.owner.store)
    person(desk, "Sari")
    with pytest.raises(SignsInElsewhere):
        workbench.add_coder(study.owner, study.id, "sari")
    assert workbench.list_projects(accounts.named(desk, "sari")) == []
    assert workbench.add_coder(study.owner, study.id, "Bukan Sari").name == "Bukan Sari"


def test_a_backup_holds_nothing_of_signing_in_and_lets_no_namesake_in(study, tmp_path):
    desk = Desk(study.owner.store)
    joined = invite_member(study.owner, study.id, "Sari", "researcher")
    accounts.take_up(desk, joined.token, "sari", PASSWORD)
    sari = Actor(study.owner.store, joined.coder)
    study.code("K1", 3, 9, by=sari)
    workbench.backup(study.owner, study.id, tmp_path / "a.zip")
    assert b"argon2" not in (tmp_path / "a.zip").read_bytes()
    made = workbench.restore(study.owner, tmp_path / "a.zip")
    assert [one.id for one in workbench.list_projects(sari)] == [study.id]
    assert "Sari" in {one.coder.name for one in workbench.members(study.owner, made.id)}
    again = workbench.restore(sari, tmp_path / "a.zip")
    assert {one.id for one in workbench.list_projects(sari)} == {study.id, again.id}


def test_who_signs_in_is_of_the_server_and_of_no_project(desk):
    for table in (account, invitation, login, failure):
        assert "project_id" not in table.c
        with desk.store.read() as tx:
            assert tx.all(sa.select(table)) == []
