"""`python -m tests.bench [NAME …]`: run the benchmarks, or some of them, and print their figures."""

import importlib
import sys
from pathlib import Path

NAMES = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))


def main() -> int:
    """Run every benchmark in turn; 2 for a name that is none."""
    wanted = sys.argv[1:] or NAMES
    if unknown := set(wanted) - set(NAMES):
        sys.stderr.write(f"No benchmark is named {', '.join(sorted(unknown))}; there are: {', '.join(NAMES)}\n")
        return 2
    for name in wanted:
        sys.stdout.write(f"== {name}\n")
        sys.stdout.flush()
        importlib.import_module(f"tests.bench.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
