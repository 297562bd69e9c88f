"""Starting the app as a child process, with every shipped option as a flag so that it works from any folder."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import webbrowser
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType

from coding.errors import AddressMissing
from coding.ui.address import LOOPBACK, public
from coding.ui.running import (
    ACCOUNTS,
    DATABASE,
    FIRST_PORT,
    FOLLOW,
    HOST,
    PUBLIC_URL,
    TOKEN,
    Note,
    database,
    read_note,
)

APP = Path(__file__).resolve().parents[2] / "app.py"
PORTS_TO_TRY = 50
WINDOWS = os.name == "nt"

SHIPPED: dict[str, object] = {
    # Streamlit sends a large message once and then its hash. Where a broken line lost the message, the page would end.
    "global.minCachedMessageSize": 10**12,
    "server.address": HOST,
    "server.allowedHosts": ["127.0.0.1", "localhost"],
    "server.disconnectedSessionTTL": 900,
    "server.enableAgentApi": False,
    "server.enableStaticServing": False,
    "server.fileWatcherType": "none",
    "server.maxUploadSize": 50,
    "server.runOnSave": False,
    "server.scriptHealthCheckEnabled": False,
    "server.showEmailPrompt": False,
    "server.trustedUserHeaders": {"X-Simpul-User": "login", "X-Simpul-Session": "session"},
    "browser.gatherUsageStats": False,
    "browser.serverAddress": HOST,
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "logger.enableRich": False,
    "logger.hideWelcomeMessage": True,
    "logger.level": "warning",
    "runner.magicEnabled": False,
    "runner.postScriptGC": False,
    "theme.baseRadius": "8px",
    "theme.metricValueFontSize": "1.5rem",
    "theme.showWidgetBorder": True,
    "theme.light.primaryColor": "#1b6478",
    "theme.light.backgroundColor": "#ffffff",
    "theme.light.secondaryBackgroundColor": "#f1f6f7",
    "theme.light.textColor": "#1d2b31",
    "theme.light.borderColor": "#ccdadd",
    "theme.light.linkColor": "#17596b",
    "theme.light.sidebar.backgroundColor": "#eaf2f3",
    "theme.light.sidebar.secondaryBackgroundColor": "#ffffff",
    "theme.dark.primaryColor": "#24809a",
    "theme.dark.backgroundColor": "#11191d",
    "theme.dark.secondaryBackgroundColor": "#1a262c",
    "theme.dark.textColor": "#e4edef",
    "theme.dark.borderColor": "#33474f",
    "theme.dark.linkColor": "#84cbdb",
    "theme.dark.sidebar.backgroundColor": "#0c1316",
    "theme.dark.sidebar.secondaryBackgroundColor": "#1a262c",
}
"""The options to ship; `.streamlit/config.toml` says the same for `streamlit run app.py` (a test compares them)."""


def flags(changed: Mapping[str, object] | None = None) -> list[str]:
    """The shipped options as flags of `streamlit run`, some of them changed."""
    return [flag for key, value in {**SHIPPED, **(changed or {})}.items() for flag in _flag(key, value)]


def serve(url: str | None = None, port: int | None = None, browser: bool = True) -> int:
    """Run the app of a database (path or URL) until it is stopped; returns its exit code.

    Prints one line on stdout, the address with its key. If the app of this database already runs, prints (and opens)
    that one's address instead. `port` is the first port tried.
    """
    wanted = url or database()
    note = read_note(wanted)
    if note and note.answers():
        _point_to(note, browser)
        return 0
    first = port or (note.port if note else FIRST_PORT)
    options = [*flags(), f"--server.port={_free_port(first)}", f"--server.headless={str(not browser).lower()}"]
    # Who is alone has no accounts, whatever the environment says.
    return _run(options, {TOKEN: secrets.token_urlsafe(32), ACCOUNTS: "", **({DATABASE: url} if url else {})})


def serve_people(url: str | None = None, port: int = FIRST_PORT, address: str = HOST, public_url: str = "") -> int:
    """Run the app of a database as a server with accounts until it is stopped; returns its exit code.

    It listens at `address` and exactly this port, and prints the public address (AddressMissing, AddressOdd).
    """
    if not public_url and address not in LOOPBACK:
        raise AddressMissing
    told = public(public_url or f"http://{HOST}:{port}")
    hosts = [*dict.fromkeys([*LOOPBACK, told.name])]
    changed = {"server.address": address, "server.allowedHosts": hosts, "browser.serverAddress": told.name}
    options = [*flags(changed), f"--server.port={port}", "--server.headless=true"]
    return _run(options, {ACCOUNTS: "1", PUBLIC_URL: told.origin, **({DATABASE: url} if url else {})})


def _run(options: Sequence[str], handed: Mapping[str, str]) -> int:
    command = [sys.executable, "-m", "streamlit", "run", str(APP), *options]
    env = {**os.environ, **handed, FOLLOW: "1"}
    with subprocess.Popen(command, env=env, stdin=subprocess.PIPE, start_new_session=not WINDOWS) as child:
        _pass_on_signals(child)
        code = child.wait()
    # Being stopped is how the app is meant to end.
    return 0 if -code in (signal.SIGTERM, signal.SIGINT) else code


def _pass_on_signals(child: subprocess.Popen[bytes]) -> None:
    def pass_on(number: int, _frame: FrameType | None) -> None:
        child.send_signal(number)

    signal.signal(signal.SIGTERM, pass_on)
    # On Windows the console tells the child itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN if WINDOWS else pass_on)


def _point_to(note: Note, browser: bool) -> None:
    sys.stdout.write(f"{note.address}\n")
    sys.stdout.flush()
    if browser:
        webbrowser.open(note.address)


def _free_port(first: int) -> int:
    for port in range(first, first + PORTS_TO_TRY):
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) != 0:
                return port
    return first


def _flag(key: str, value: object) -> list[str]:
    if isinstance(value, list):
        return [f"--{key}={item}" for item in value]
    if isinstance(value, dict):
        return [f"--{key}={json.dumps(value)}"]
    return [f"--{key}={str(value).lower() if isinstance(value, bool) else value}"]
