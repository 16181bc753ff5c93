"""Which segments of the index become one.

Each segment costs every question a little, and to join them costs the worker. So like is joined
with like: four of about one size become one of the next, and each document is written anew a few
times in its life, never the whole archive for one comment."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

ALIKE = 4  # segments of one size, each size four times the one before
GROWN = 2_500  # documents: who has more is left alone
AT_MOST = 5_000  # documents joined in one commit, some three seconds


def choose(segments: Sequence[Any]) -> list[Any]:
    """Those to be joined now: of the first size of which there are enough, the smallest first."""
    sizes: dict[int, list[Any]] = defaultdict(list)
    for segment in segments:
        if _living(segment) < GROWN:
            sizes[_living(segment).bit_length() // 2].append(segment)
    enough = [size for size in sorted(sizes) if len(sizes[size]) >= ALIKE]
    chosen, total = [], 0
    for segment in sorted(sizes[enough[0]], key=_living) if enough else ():
        total += _living(segment)
        if total <= AT_MOST:
            chosen.append(segment)
    return chosen


def _living(segment: Any) -> int:
    return int(segment.doc_count_all() - segment.deleted_count())
