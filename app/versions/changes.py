"""What is different between two texts: by whole words, so that no letter is torn from its marks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

# Joiners (200C, 200D) are no white space: a word keeps them.
_WORDS = re.compile(r"\n+|\S+")
_LINES = re.compile(r"\n+|[^\n]+")
# Words, or lines, that differ on both sides together: to compare more takes seconds.
MOST = 2_000


class Mark(StrEnum):
    KEPT = "kept"
    OUT = "out"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Part:
    mark: Mark
    words: str


@lru_cache(512)  # what was written once never changes
def compare(old: str, new: str) -> tuple[Part, ...]:
    """The new text with what went out of the old one; where much is other, by whole lines."""
    for unit in (_WORDS, _LINES):
        before, after = unit.findall(old), unit.findall(new)
        head = _alike(before, after)
        tail = _alike(before[head:][::-1], after[head:][::-1])
        out, came = before[head : len(before) - tail], after[head : len(after) - tail]
        if len(out) + len(came) <= MOST:
            return tuple(_parts(before[:head], out, came, before[len(before) - tail :]))
    return tuple(_marked((Mark.OUT, [old]), (Mark.NEW, [new])))


def _parts(
    head: Sequence[str], out: Sequence[str], came: Sequence[str], tail: Sequence[str]
) -> Iterator[Part]:
    yield from _marked((Mark.KEPT, head))
    for same, gone, new in _steps(out, came):
        if same:
            yield from _marked((Mark.KEPT, gone))
        else:
            yield from _marked((Mark.OUT, gone), (Mark.NEW, new))
    yield from _marked((Mark.KEPT, tail))


def _steps(
    out: Sequence[str], came: Sequence[str]
) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    # The longer one comes second: only there does difflib pass over words that are everywhere,
    # without which "a a a …" against "a b a b …" takes seconds.
    turned = len(out) > len(came)
    one, other = (came, out) if turned else (out, came)
    for name, a, b, c, d in SequenceMatcher(None, one, other).get_opcodes():
        here, there = one[a:b], other[c:d]
        yield name == "equal", *((there, here) if turned else (here, there))


def _marked(*runs: tuple[Mark, Sequence[str]]) -> Iterator[Part]:
    for mark, run in runs:
        if run:
            yield Part(mark, re.sub(r" ?(\n+) ?", r"\1", " ".join(run)))


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many they begin with in common."""
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
