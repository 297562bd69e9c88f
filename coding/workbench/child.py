"""A process of our own beside the app: reading a hostile file, or learning, must not stop or slow anybody."""

import os
import subprocess
import sys
from pathlib import Path

import coding

_ROOT = Path(coding.__file__).parent.parent
# What the system needs to start Python at all; nothing else of our environment is the child's business.
_KEPT = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL", "VIRTUAL_ENV", "LD_LIBRARY_PATH")


def start(module: str) -> subprocess.Popen[bytes]:
    """`python -m module`, talking through pipes, with nothing of our environment that it does not need."""
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env=environment,
    )
