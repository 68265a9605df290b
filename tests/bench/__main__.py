"""`make bench`: measure what the project promises, and print it as docs/figures.md keeps it.

`python -m tests.bench [NAME ...]` measures only those named (the modules bench_NAME beside this file).
"""

from __future__ import annotations

import importlib
import sys
import tempfile
from pathlib import Path

from tests.bench.figures import Figure, machine, table


def main() -> int:
    """Run every bench, or those named; exit 1 when a bound was missed."""
    here = Path(__file__).parent
    names = sys.argv[1:] or sorted(path.stem.removeprefix("bench_") for path in here.glob("bench_*.py"))
    figures: list[Figure] = []
    print(machine(), flush=True)
    for name in names:
        module = importlib.import_module(f"tests.bench.bench_{name}")
        with tempfile.TemporaryDirectory(prefix=f"bench-{name}-") as scratch:
            found = module.measure(Path(scratch))
        print(f"\n{name}\n{table(found)}", flush=True)
        figures += found
    print("\nEverything\n" + table(figures))
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
