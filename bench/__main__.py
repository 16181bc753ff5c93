"""Measure, and print one table.

python -m bench [--scale 0.1] [--pairs PAIRS] [start page public search fanout write …]
"""

import argparse
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from app.config import ROOT
from bench import fanout, pages, public, searching, starting, stems, writing
from bench.homes import Homes, say
from bench.table import Line, machine, written

MEASURES: dict[str, Callable[[Homes], Iterator[Line]]] = {
    "start": starting.measure,
    "page": pages.measure,
    "public": public.measure,
    "search": searching.measure,
    "fanout": fanout.measure,
    "write": writing.measure,
}


def main() -> int:
    asked = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that all is stopped then too
    data = ROOT / "bench" / "data"
    data.mkdir(exist_ok=True)
    lines: list[Line] = []
    before, began, whole = machine(), time.monotonic(), True
    try:
        with tempfile.TemporaryDirectory(dir=data) as folder:
            homes = Homes(Path(folder), asked.scale)
            for name in asked.what or MEASURES:
                whole = measured(name, homes, lines) and whole
    except KeyboardInterrupt:
        say("Stopped")
        whole = False
    print(written(lines))
    print(f"\n{before} before; world of scale {asked.scale:g}; {time.monotonic() - began:.0f} s.")
    if asked.pairs:
        print()
        stems.main(asked.pairs)
    return 0 if whole else 1


def measured(name: str, homes: Homes, lines: list[Line]) -> bool:
    """Add the lines of one measure. One that fails must not lose the figures of the others."""
    try:
        lines.extend(MEASURES[name](homes))
    except Exception as problem:
        say(f"{name} was not measured: {problem!r}")
        return False
    return True


def arguments() -> argparse.Namespace:
    known = ", ".join(MEASURES)
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the budgets.")
    parser.add_argument("what", nargs="*", metavar="what", help=f"some of {known}; else all")
    parser.add_argument("--scale", type=float, default=0.1, help="of the world; 1 is a country")
    pairs = os.environ.get("PAIRS") or None
    parser.add_argument("--pairs", type=Path, default=pairs, help="inflected words and lemmas")
    asked = parser.parse_args()
    if unknown := set(asked.what) - set(MEASURES):
        parser.error(f"{', '.join(sorted(unknown))}: not one of {known}")
    return asked


if __name__ == "__main__":
    sys.exit(main())
