"""Install Simpul on the first start, then open it: `python3 start.py`. Needs Python alone, and no administrator.

Everything goes into the folder `.venv` beside this file. What is given on the command line is passed on to `serve`.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
INSTALLED = VENV / "simpul-installed"


def wanted() -> str:
    """What an installation of this checkout is made of; it changes when Simpul is updated or its folder is moved."""
    parts = [str(ROOT).encode(), *((ROOT / name).read_bytes() for name in ("requirements.txt", "pyproject.toml"))]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def install() -> None:
    """Make `.venv` and install the pinned packages into it, unless that has been done."""
    if PYTHON.exists() and INSTALLED.exists() and INSTALLED.read_text() == wanted():
        return
    say("Simpul is being installed; this takes a few minutes and happens only once.")
    say("Simpul sedang dipasang; ini perlu beberapa menit dan hanya sekali.")
    try:
        venv.create(VENV, with_pip=True, clear=True)
    except (subprocess.CalledProcessError, OSError):
        stop("Python can't make a virtual environment here. On Debian or Ubuntu: sudo apt install python3-venv")
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", "requirements.txt"]
    if subprocess.call(command, cwd=ROOT) != 0:
        stop("The installation did not finish. Check the connection to the internet, then start again.")
    INSTALLED.write_text(wanted())


def say(sentence: str) -> None:
    """Talk on stderr: stdout holds only the address."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()


def stop(sentence: str) -> None:
    """Say why, and end."""
    sys.exit(sentence)


def main() -> int:
    """Install, then become `python -m coding serve`."""
    if sys.hexversion < 0x030B00F0:
        stop("Simpul needs Python 3.11 or newer: https://www.python.org/downloads/")
    install()
    command = [str(PYTHON), "-m", "coding", "serve", *sys.argv[1:]]
    if os.name == "nt":
        return subprocess.call(command)
    os.execv(command[0], command)


if __name__ == "__main__":
    sys.exit(main())
