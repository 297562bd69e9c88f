"""The child process that trains: `python -m coding.suggestion`, one request on stdin, one answer on stdout.

The request is JSON (`wire.request`). The answer is lines of JSON: `{"progress": share}` while it works, then
`{"bytes": n}` followed by n bytes of an `.npz` file.
"""

import io
import json
import os
import sys
from typing import Any

import numpy as np

from coding.suggestion.learning import learn


def main() -> None:
    """Read, learn, answer."""
    if hasattr(os, "nice"):
        # Whoever codes meanwhile comes first.
        os.nice(10)
    asked = json.load(sys.stdin.buffer)
    made = learn(asked, lambda share: _say({"progress": round(share, 3)}))
    packed = io.BytesIO()
    np.savez_compressed(packed, allow_pickle=False, **made)
    data = packed.getvalue()
    _say({"bytes": len(data)})
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _say(line: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(line).encode() + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
