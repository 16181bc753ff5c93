"""The one table: each figure with its goal, a limit of the same run, and what the machine did."""

import os
import statistics
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

HEADS = ("row", "what", "figure", "goal", "kept", "limit of this run", "busy before")


@dataclass(frozen=True)
class Line:
    """`kept` is None where there is no goal; `busy` is the share of the machine that was in use by
    others just before."""

    row: str
    what: str
    figure: str
    goal: str = ""
    kept: bool | None = None
    limit: str = ""
    busy: float | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        kept = "" if self.kept is None else "yes" if self.kept else "NO"
        busy = "" if self.busy is None else f"{self.busy:.0%}"
        return (self.row, self.what, self.figure, self.goal, kept, self.limit, busy)


def written(lines: Sequence[Line]) -> str:
    """As Markdown, in columns."""
    rows = [HEADS, *(line.cells for line in lines)]
    widths = [max(_width(row[place]) for row in rows) for place in range(len(HEADS))]
    made = [_row(row, widths) for row in rows]
    made.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(made)


def machine() -> str:
    """The machine and how much it had to do in the last minute."""
    return f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} in the last minute"


def times(figure: float, limit: float, said: str) -> str:
    """ "2.1 × 2.9 ms": how often the limit goes into the figure."""
    return f"{figure / limit:.1f} × {said}" if limit else said


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds >= 0.02 else f"{seconds * 1000:.1f} ms"


def kb(size: float) -> str:
    return f"{size / 1000:.1f} KB"


def share(ordered: Sequence[float], part: float) -> float:
    """The value under which that part of the ordered values lies."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def middle(values: Sequence[float]) -> float:
    return statistics.median(values)


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (
        cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True)
    )
    return "| " + " | ".join(padded) + " |"


def _width(text: str) -> int:
    return sum(not unicodedata.combining(letter) for letter in text)
