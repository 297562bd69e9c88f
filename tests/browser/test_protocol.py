"""Runs that are cut short: our operations over Streamlit's own protocol, rerun and disconnected in the middle (D6)."""

import json
import random
import sqlite3
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

GESTURES = 200
CUT_EVERY = 9


@dataclass
class Line:
    """One connection to the app, speaking as the browser's half of Streamlit does."""

    socket: ClientConnection
    session: str
    query: str
    page: str = ""
    widget: str = ""
    fragment: str = ""
    channel: str = ""
    seen: list[ForwardMsg] = field(default_factory=list)

    def say(self, ops: list[dict[str, Any]]) -> None:
        """What the coding surface says: its operations, as a trigger of its changing mount."""
        request = {"channel": self.channel, "client": "test", "rev": 0, "ops": ops}
        message = self._message()
        state = message.rerun_script.widget_states.widgets.add()
        state.id = f"$$STREAMLIT_INTERNAL_KEY_{self.widget}__events"
        state.json_trigger_value = json.dumps([{"event": "ops", "value": request}])
        self.socket.send(message.SerializeToString())

    def rerun(self) -> None:
        """What the page's clock says every second and a half."""
        message = self._message()
        self.socket.send(message.SerializeToString())

    def _message(self) -> BackMsg:
        message = BackMsg()
        client = message.rerun_script
        client.fragment_id, client.page_script_hash, client.query_string = self.fragment, self.page, self.query
        return message


@contextmanager
def line(app: Any, cookie: str, query: str, session: str = "") -> Iterator[Line]:
    """Open the coding page; `session` takes up an earlier one."""
    protocols = ["streamlit", "none", *([session] if session else [])]
    address = f"{app.base.replace('http', 'ws')}/_stcore/stream"
    with connect(
        address,
        origin=app.base,
        additional_headers={"Cookie": cookie},
        subprotocols=protocols,
        max_size=None,
        close_timeout=0.1,
    ) as socket:
        message = BackMsg()
        message.rerun_script.page_name = "tagging"
        message.rerun_script.query_string = query
        socket.send(message.SerializeToString())
        yield opened(socket, query)


def opened(socket: ClientConnection, query: str) -> Line:
    """Read up to the end of the run, and find the changing mount in it."""
    here, page = Line(socket, "", query), ""
    while True:
        got = ForwardMsg.FromString(socket.recv(timeout=60))
        here.seen.append(got)
        kind = got.WhichOneof("type")
        if kind == "new_session":
            here.session = got.new_session.initialize.session_id
        elif kind == "navigation":
            page = got.navigation.page_script_hash
        elif kind == "delta" and got.delta.new_element.WhichOneof("type") == "bidi_component":
            mount = got.delta.new_element.bidi_component
            data = (json.loads(mount.json) if mount.json else {}).get("told", {})
            if data.get("role") == "sync":
                here.widget, here.fragment, here.channel = mount.id, got.delta.fragment_id, data["channel"]
                here.page = page
        elif kind == "script_finished" and here.widget:
            return here


def gesture(study: Any, number: int, rng: random.Random) -> dict[str, Any]:
    """One that writes several rows: three codings at once, or a new code with its first coding."""
    start = 3 + 90 * number
    words = {"start": start, "end": start + rng.randrange(4, 60)}
    if number % 4 == 0:
        code = {"id": str(uuid4()), "key": None, "name": f"Baru {number}", "parent": None}
        codings = [{"id": str(uuid4()), "code": code["id"], **words}]
        return {"op": str(uuid4()), "verb": "new_code", "code": code, "codings": codings}
    codings = [{"id": str(uuid4()), "code": str(code), **words} for key, code in study.codes.items() if key != "KOORD"]
    return {"op": str(uuid4()), "verb": "code", "codings": codings}


def test_the_browser_is_never_told_to_use_a_message_that_a_broken_line_may_have_lost(app: Any, study: Any) -> None:
    with line(app, app.sign_in(), f"project={study.id}&source=Panjang") as here:
        seen = here.seen
        assert max(got.ByteSize() for got in seen) > 20_000
        assert not [got.WhichOneof("type") for got in seen if got.metadata.cacheable]


def test_no_gesture_is_half_written_however_its_run_ends(app: Any, study: Any) -> None:
    rng = random.Random(11)
    cookie, query = app.sign_in(), f"project={study.id}&source=Panjang"
    pause = threading.Event()
    ops = [gesture(study, number, rng) for number in range(GESTURES)]
    waiting = list(ops)
    session = ""
    while waiting:
        with line(app, cookie, query, session) as here:
            session = here.session
            for op in waiting[:CUT_EVERY]:
                here.say([op])
                pause.wait(rng.uniform(0.005, 0.05))
                here.rerun()
            # The last run is still going on when the connection ends.
        waiting = waiting[CUT_EVERY:]
    assert broken(app.database, study.id) == []
    wanted = sorted(UUID(op["op"]) for op in ops)
    arrived = stored(app.database, study.id)
    assert set(arrived) <= set(wanted)
    sys.stdout.write(f"{len(arrived)} of {GESTURES} arrived in runs that were cut short, none of them by half\n")
    with line(app, cookie, query, session) as here:
        here.say(ops)
        answered(here, {op["op"] for op in ops})
    assert broken(app.database, study.id) == []
    assert stored(app.database, study.id) == wanted
    assert len(study.codings()) == sum(len(op["codings"]) for op in ops)


def answered(here: Line, wanted: set[str]) -> None:
    """Read until every operation is acknowledged as stored."""
    good: set[str] = set()
    while good != wanted:
        got = ForwardMsg.FromString(here.socket.recv(timeout=60))
        if got.WhichOneof("type") == "delta" and got.delta.new_element.WhichOneof("type") == "bidi_component":
            data = json.loads(got.delta.new_element.bidi_component.json or "{}").get("told", {})
            good |= {ack["op"] for ack in data.get("acks", []) if ack["ok"] and ack["op"] in wanted}


def stored(database: str, project: UUID) -> list[UUID]:
    """The operations that left an event, each as often as it did."""
    with closing(sqlite3.connect(database)) as conn:
        asked = "SELECT op_id FROM event WHERE project_id = ? AND op_id IS NOT NULL"
        return sorted(UUID(op) for (op,) in conn.execute(asked, [project.hex]))


def broken(database: str, project: UUID) -> list[str]:
    """What does not agree between the events of a project and its rows, asked in SQL alone."""
    with closing(sqlite3.connect(database)) as conn:
        # All of it at one moment: a run may still be going on.
        conn.execute("BEGIN")
        found = [str(row) for row in conn.execute("PRAGMA foreign_key_check")]
        (rev,) = conn.execute("SELECT rev FROM project WHERE id = ?", [project.hex]).fetchone()
        told: dict[str, dict[UUID, Any]] = defaultdict(dict)
        revs = []
        for number, changes in conn.execute(
            "SELECT rev, changes FROM event WHERE project_id = ? ORDER BY rev", [project.hex]
        ):
            revs.append(number)
            for change in json.loads(changes):
                told[change["entity"]][UUID(change["id"])] = change["after"]
        for table in ("coding", "code"):
            rows = conn.execute(f"SELECT id, deleted_at FROM {table} WHERE project_id = ?", [project.hex])
            there = {UUID(row): gone is None for row, gone in rows}
            alive = {key: after is not None for key, after in told[table].items()}
            found += [
                f"{table} {key}: row {there.get(key)}, event {alive.get(key)}" for key in there.keys() ^ alive.keys()
            ]
            found += [f"{table} {key} differs" for key in there.keys() & alive.keys() if there[key] != alive[key]]
    if revs != list(range(1, rev + 1)):
        found.append(f"{len(revs)} events at revision {rev}")
    return found


def test_the_check_notices_a_row_without_an_event_and_an_event_without_a_row(app: Any, study: Any) -> None:
    coding = study.code("K1", 3, 20)
    assert broken(app.database, study.id) == []
    with closing(sqlite3.connect(app.database)) as conn, conn:
        conn.execute("UPDATE coding SET deleted_at = '2026-01-01' WHERE id = ?", [coding.id.hex])
    assert broken(app.database, study.id) == [f"coding {coding.id} differs"]
    with closing(sqlite3.connect(app.database)) as conn, conn:
        conn.execute("PRAGMA foreign_keys = OFF")
        conn.execute("DELETE FROM coding WHERE id = ?", [coding.id.hex])
    assert broken(app.database, study.id) == [f"coding {coding.id}: row None, event True"]
