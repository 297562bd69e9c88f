"""People at the coding page without a browser: Streamlit's protocol, and the queue of the coding surface, spoken anew.

Run by `crowd.py` as a process of its own: a plan as JSON on stdin, what became of it as JSON on stdout. As the browser
does, each keeps what is not confirmed, sends all of it again after a while or on a new line, and asks every so often.
"""

import asyncio
import json
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

WAIT, LONGEST, FACTOR = 2.5, 10.0, 1.6
"""Seconds after which an unanswered request goes out again; each time longer (`queue.mjs`)."""

FAR = 60
BACK = 0.5
"""Seconds between two tries to connect."""

STATUSES = ("exists", "planned", "absent", "failed")


@dataclass
class Person:
    """One coder at one source: what waits, what is confirmed, and how long it took."""

    plan: dict[str, Any]
    until: float
    dice: random.Random
    session: str = ""
    rev: int = 0
    ops: dict[str, dict[str, Any]] = field(default_factory=dict)
    born: dict[str, float] = field(default_factory=dict)
    sent: float = 0.0
    tries: int = 0
    ready: bool = False
    widget: str = ""
    fragment: str = ""
    channel: str = ""
    page: str = ""
    codings: dict[str, bool] = field(default_factory=dict)
    said: dict[str, dict[str, str]] = field(default_factory=dict)
    confirmed: list[str] = field(default_factory=list)
    saved: list[float] = field(default_factory=list)
    confirmed_at: list[float] = field(default_factory=list)
    runs: list[float] = field(default_factory=list)
    asked: float = 0.0
    refused: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    lines: int = 0
    beat: int = -1
    due: float = float("inf")
    far: bool = False

    async def work(self) -> None:
        """Code until the time is over and everything is confirmed, on as many lines as it takes."""
        await asyncio.sleep(self.dice.uniform(0, min(5.0, self.plan["think"])))
        give_up = self.until + 60
        while time.time() < self.until or (self.ops and time.time() < give_up):
            try:
                await self._visit()
            except (OSError, WebSocketException, TimeoutError, EOFError):
                await asyncio.sleep(BACK)

    async def _visit(self) -> None:
        """One line: the page is opened, then read and written to until it breaks or is opened anew."""
        protocols = ["streamlit", "none", *([self.session] if self.session else [])]
        self.ready, self.tries, self.due = False, 0, float("inf")
        headers = {"Cookie": self.plan["cookie"]}
        async with connect(
            f"{self.plan['base'].replace('http', 'ws')}/_stcore/stream",
            origin=self.plan["base"],
            additional_headers=headers,
            subprotocols=protocols,
            max_size=None,
            close_timeout=0.1,
            open_timeout=20,
        ) as line:
            self.lines += 1
            await line.send(self._opening().SerializeToString())
            self.asked = time.time()
            reload = time.time() + self.dice.uniform(0.5, 1.5) * self.plan["reload"]
            reading = asyncio.create_task(self._read(line))
            try:
                await self._write(line, reading, reload)
            finally:
                reading.cancel()
        self.session = ""

    def _opening(self) -> BackMsg:
        message = BackMsg()
        message.rerun_script.page_name = "tagging"
        message.rerun_script.query_string = self.plan["query"]
        return message

    async def _write(self, line: ClientConnection, reading: asyncio.Task[None], reload: float) -> None:
        act = time.time() + self._pause()
        while not reading.done():
            now = time.time()
            if now >= act and now < self.until:
                self._gesture()
                act = now + self._pause()
            if self.ready:
                patience = min(LONGEST, WAIT * FACTOR ** max(0, self.tries - 1)) if self.tries else 0.0
                if self.ops and now >= self.sent + patience:
                    self.sent, self.tries = now, self.tries + 1
                    await line.send(self._say("ops", self._request()).SerializeToString())
                elif self.far and not self.ops:
                    # Names a newer revision before what is told grows long.
                    self.far = False
                    await line.send(self._say("ops", self._request()).SerializeToString())
                elif now >= self.due:
                    self.due = now + LONGEST
                    self.asked = now
                    await line.send(self._say("due", self.beat).SerializeToString())
                if not self.ops and (now >= self.until or now >= reload):
                    return
            await asyncio.sleep(0.02)
        await reading

    def _pause(self) -> float:
        return self.dice.expovariate(1 / self.plan["think"])

    def _request(self) -> dict[str, Any]:
        return {"channel": self.channel, "client": "crowd", "rev": self.rev, "ops": list(self.ops.values())}

    def _say(self, event: str, value: Any) -> BackMsg:
        message = BackMsg()
        client = message.rerun_script
        client.fragment_id, client.page_script_hash, client.query_string = self.fragment, self.page, self.plan["query"]
        state = client.widget_states.widgets.add()
        state.id = f"$$STREAMLIT_INTERNAL_KEY_{self.widget}__events"
        state.json_trigger_value = json.dumps([{"event": event, "value": value}])
        return message

    def _gesture(self) -> None:
        """Mostly a new coding; now and then a status, a memo, or a coding taken away, of one's own and confirmed."""
        mine = [one for one, there in self.codings.items() if there]
        op, kind = str(uuid4()), self.dice.random()
        if len(mine) < 3 or kind < 0.8:
            start = self.dice.randrange(self.plan["characters"] - 200)
            words = {"start": start, "end": start + self.dice.randrange(8, 160)}
            made = {"id": str(uuid4()), "code": self.dice.choice(self.plan["codes"]), **words}
            act: dict[str, Any] = {"op": op, "verb": "code", "codings": [made]}
        elif kind < 0.88:
            one = self.dice.choice(mine)
            status = self.dice.choice([each for each in STATUSES if each != self.said.get(one, {}).get("status")])
            self.said.setdefault(one, {})["status"] = status
            act = {"op": op, "verb": "set", "ids": [one], "values": {"status": status}}
        elif kind < 0.94:
            one = self.dice.choice(mine)
            self.said.setdefault(one, {})["memo"] = f"Catatan {op[:8]}"
            act = {"op": op, "verb": "memo", "id": one, "text": f"Catatan {op[:8]}"}
        else:
            gone = self.dice.choice(mine)
            self.codings[gone] = False
            act = {"op": op, "verb": "uncode", "ids": [gone]}
        self.ops[op], self.born[op] = act, time.time()
        if self.tries == 0:
            self.sent = 0.0

    async def _read(self, line: ClientConnection) -> None:
        page = ""
        async for raw in line:
            got = ForwardMsg.FromString(bytes(raw) if not isinstance(raw, str) else raw.encode())
            kind = got.WhichOneof("type")
            if kind == "new_session":
                self.session = got.new_session.initialize.session_id or self.session
            elif kind == "navigation":
                page = got.navigation.page_script_hash
            elif kind == "script_finished" and self.asked:
                self.runs.append(time.time() - self.asked)
                self.asked = 0.0
            elif kind == "delta":
                self._element(got, page)

    def _element(self, got: ForwardMsg, page: str) -> None:
        element = got.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            self.shown.append(element.exception.message[:200])
        elif kind == "alert":
            self.shown.append(element.alert.body[:200])
        elif kind == "bidi_component":
            told = (json.loads(element.bidi_component.json) if element.bidi_component.json else {}).get("told", {})
            if told.get("role") == "doc":
                self.rev = int(told["snap"])
            elif told.get("role") == "sync":
                self.widget, self.fragment, self.channel = (
                    element.bidi_component.id,
                    got.delta.fragment_id,
                    told["channel"],
                )
                self.page, self.ready = page or self.page, True
                self._news(told)

    def _news(self, told: dict[str, Any]) -> None:
        now = time.time()
        if told["pulse"]["beat"] != self.beat:
            self.beat, self.due = told["pulse"]["beat"], now + told["pulse"]["after"] / 1000
        if told["since"] <= self.rev:
            self.rev = max(self.rev, told["rev"])
        for ack in told["acks"]:
            op = self.ops.pop(ack["op"], None)
            if op is None:
                continue
            self.tries = 0
            if not ack["ok"]:
                self.refused.append(f"{op['verb']}: {ack['why']}")
                continue
            self.confirmed.append(op["op"])
            self.saved.append(now - self.born[op["op"]])
            self.confirmed_at.append(now)
            for one in op.get("codings", ()):
                self.codings[one["id"]] = True
        self.far = len(told["events"]) > FAR


def _told(one: Person) -> dict[str, Any]:
    names = ("confirmed", "codings", "said", "saved", "confirmed_at", "runs", "refused", "shown", "lines")
    return {**{name: getattr(one, name) for name in names}, "left": list(one.ops)}


def _people(plan: dict[str, Any]) -> Iterator[Person]:
    for number, one in enumerate(plan["people"]):
        yield Person({**plan, **one}, time.time() + plan["seconds"], random.Random(number))


async def _all(plan: dict[str, Any]) -> list[dict[str, Any]]:
    them = list(_people(plan))
    await asyncio.gather(*(one.work() for one in them))
    return [_told(one) for one in them]


if __name__ == "__main__":
    json.dump(asyncio.run(_all(json.load(sys.stdin))), sys.stdout)
