"""The test command: `python3 tests/run.py`. Prepares what is missing, then runs every check; fails if one fails.

Needs Python 3.11, a C compiler, Node and apt. PostgreSQL and Chromium are installed by apt where they are missing, as
root or by sudo. Nothing is skipped. Python packages go into `.venv-test`.
"""

import os
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv-test"
BIN = VENV / "bin"
POSTGRESQL = Path("/usr/lib/postgresql")
COST = "tests/browser/test_cost.py"
BESIDE = "mypy"
"""It reads for a minute on one core: begun with the tests, which wait for their browsers now and then."""


def has_postgresql() -> bool:
    """Whether a PostgreSQL server can be started here."""
    return bool(os.environ.get("PG_BINDIR")) or any(POSTGRESQL.glob("*/bin/initdb"))


def has_chromium() -> bool:
    """Whether a system Chromium is there."""
    return any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))


NEEDED: dict[str, Callable[[], bool]] = {"postgresql": has_postgresql, "chromium": has_chromium}
"""Debian package → whether it is there."""


def prepare() -> None:
    """Install by apt what the tests need and the machine lacks; stop with one sentence if that can't be done."""
    if shutil.which("node") is None:
        sys.exit("The tests need Node 20 (`node --test` checks the JavaScript), and there is no `node` here.")
    missing = [package for package, there in NEEDED.items() if not there()]
    if not missing:
        return
    attended = sys.stdin is not None and sys.stdin.isatty()
    asking: list[str] = [] if os.geteuid() == 0 else ["sudo"] if attended else ["sudo", "-n"]
    if shutil.which("apt-get") is None or (asking and shutil.which("sudo") is None):
        sys.exit(f"The tests need {' and '.join(missing)}: install them, or run this as root where apt is.")
    calm = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "--no-install-recommends", *missing]
    for command in ([*asking, "apt-get", "update"], [*asking, *install]):
        if subprocess.call(command, env=calm, stdin=None if attended else subprocess.DEVNULL) != 0:
            sys.exit(f"The tests need {' and '.join(missing)}, and apt could not install them.")
    if still := [package for package, there in NEEDED.items() if not there()]:
        sys.exit(f"The tests need {' and '.join(still)}, and apt installed something else.")


def install() -> None:
    """The pinned packages, in a virtual environment of their own."""
    if not (BIN / "python").exists():
        venv.create(VENV, with_pip=True, clear=True)
    command = [str(BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.call([*command, "-r", "tests/requirements.txt"], cwd=ROOT) != 0:
        sys.exit("The packages for the tests could not be installed.")


def checks() -> dict[str, list[str]]:
    """Every check and its command."""
    pytest = [f"{BIN}/python", "-m", "pytest", "-q", "--durations=10"]
    scripts = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests").rglob("*.test.mjs"))
    return {
        "ruff check": [f"{BIN}/ruff", "check", "."],
        "ruff format": [f"{BIN}/ruff", "format", "--check", "."],
        "mypy": [f"{BIN}/mypy"],
        "lint-imports": [f"{BIN}/lint-imports"],
        "node --test": ["node", "--test", *scripts],
        # What a rerun costs is measured with the machine to itself; the rest takes two cores, in its own order.
        "cost": [*pytest, COST],
        "pytest": [*pytest, "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", f"--ignore={COST}"],
    }


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Prepare, run all checks to the end, and sum up."""
    prepare()
    install()
    # The app is started again and again: where nothing compiled is kept, each start compiles it anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    commands = checks()
    results = []

    def check(name: str) -> None:
        say(f"\n== {name}")
        began = time.monotonic()
        code = subprocess.call(commands[name], cwd=ROOT, stdin=subprocess.DEVNULL)
        results.append((name, code, f"{time.monotonic() - began:.0f} s"))

    *alone, last = [name for name in commands if name != BESIDE]
    for name in alone:
        check(name)
    with subprocess.Popen(
        commands[BESIDE],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as beside:
        check(last)
        told, _ = beside.communicate()
    say(f"\n== {BESIDE}\n{told}")
    results.append((BESIDE, beside.returncode, f"beside {last}"))
    for name, code, how_long in results:
        say(f"{name:<14} {'ok' if code == 0 else 'FAILED'} ({how_long})")
    return 1 if any(code for _name, code, _how_long in results) else 0


if __name__ == "__main__":
    sys.exit(main())
