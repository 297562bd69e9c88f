"""People from the command line: accounts of a server, and who is in a project."""

import json
from pathlib import Path
from typing import Any

import pytest

from coding import workbench
from coding.errors import SignInFailed
from coding.workbench import accounts

PASSWORD = "tujuh ekor kucing"
pytestmark = pytest.mark.usefixtures("quick_passwords")


def test_a_person_is_added_listed_shut_out_and_let_in(run: Any) -> None:
    said = run("user", "add", "uji.db", "Sari", "--public-url", "https://simpul.example.ac.id")
    link = said.stdout.strip()
    assert link.startswith("https://simpul.example.ac.id/join?key=")
    assert "Sari" in said.stderr
    assert run("user", "list", "uji.db").stdout == "Sari\t-\tinvited\t-\n"
    desk = workbench.open_desk("uji.db")
    accounts.take_up(desk, link.partition("=")[2], "sari", PASSWORD)
    (row,) = json.loads(run("user", "list", "uji.db", "--json").stdout)
    assert (row["name"], row["login"], row["state"]) == ("Sari", "sari", "active")
    assert row["seen_at"]
    assert run("user", "disable", "uji.db", "SARI").stderr == "Sari: disabled\n"
    with pytest.raises(SignInFailed):
        accounts.sign_in(desk, "sari", PASSWORD, "")
    assert run("user", "disable", "uji.db", "sari", "--lift").stderr == "Sari: active\n"
    assert accounts.sign_in(desk, "sari", PASSWORD, "")
    again = run("user", "add", "uji.db", "sari").stdout.strip()
    assert accounts.invited(desk, again.partition("=")[2]).again


def test_what_is_wrong_is_told_in_one_sentence(run: Any) -> None:
    run("init", "uji.db")
    for args in (
        ("user", "disable", "uji.db", "Siapa"),
        ("user", "add", "uji.db", " "),
        ("user", "add", "uji.db", "Sari", "--public-url", "simpul"),
        ("user", "list", "tidak-ada.db"),
        ("member", "set", "uji.db", "--user", "Siapa", "--role", "reader"),
        ("serve", "uji.db", "--address", "0.0.0.0", "--no-browser"),
        ("serve", "uji.db", "--accounts", "--address", "0.0.0.0"),
    ):
        assert len(run(*args, code=1).stderr.strip().splitlines()) == 1, args
    assert not Path("tidak-ada.db").exists()


def test_a_role_is_given_by_an_owner_in_their_own_project_alone(run: Any) -> None:
    run("init", "uji.db", "--name", "Bengkulu")
    for name in ("Sari", "Budi"):
        run("user", "add", "uji.db", name)
    give = ("member", "set", "uji.db", "--project", "Bengkulu", "--role")
    assert run(*give, "owner", "--user", "Sari").stderr == "Bengkulu: Sari · owner\n"
    refused = run(*give, "reader", "--user", "Budi", "--coder", "Budi", code=1).stderr
    nowhere = run("member", "set", "uji.db", "--project", "Nihil", "--role", "reader", "--user", "Budi", code=1).stderr
    assert refused.replace("Bengkulu", "X") == nowhere.replace("Nihil", "X")
    run(*give, "student", "--user", "Budi", "--coder", "Sari")
    assert "student" in run(*give, "reader", "--user", "Sari", "--coder", "Budi", code=1).stderr
    run(*give, "researcher", "--user", "Budi")
    sari = accounts.named(workbench.open_desk("uji.db"), "Sari")
    (project,) = workbench.list_projects(sari)
    roles = {one.coder.name: one.role for one in workbench.members(sari, project.id)}
    assert (roles["Sari"], roles["Budi"]) == ("owner", "researcher")
