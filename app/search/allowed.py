"""Which documents a question may find, as Whoosh can be told it: a byte for each document.

What a segment of the index holds never changes, but for what is dropped from it, and that is never
found. So what was read of a segment once is kept, also when the index has moved on."""

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any

from whoosh.idsets import DocIdSet

KEPT = 4_096  # terms of segments; all of them together stay under 20 MB

Within = Mapping[str, Sequence[str]]
"""For each field the terms of which a document must have one."""


class Allowed(DocIdSet):
    """Whoosh asks what is in it; and whether it is empty, which it would take for no limit."""

    def __init__(self, marks: bytes) -> None:
        self._marks = marks

    def __contains__(self, number: int) -> bool:
        return self._marks[number] == 1

    def __iter__(self) -> Iterator[int]:
        return (number for number, mark in enumerate(self._marks) if mark)

    def __len__(self) -> int:
        return len(self._marks) or 1


class Marks:
    """The terms asked for last, each with its documents in one segment."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str, str], int] = OrderedDict()

    def allowed(self, searcher: Any, within: Within) -> Allowed | None:
        """None when everything is allowed."""
        if not within:
            return None
        leaves = [leaf.reader() for leaf, _ in searcher.leaf_searchers()]
        return Allowed(b"".join(self._of_segment(leaf, within) for leaf in leaves))

    def _of_segment(self, reader: Any, within: Within) -> bytes:
        size = reader.doc_count_all()
        found = int.from_bytes(b"\x01" * size, "little")
        for field, terms in within.items():
            found &= reduce(or_, (self._of_term(reader, field, term) for term in terms))
        return found.to_bytes(size, "little")

    def _of_term(self, reader: Any, field: str, term: str) -> int:
        """As one whole number: those of several terms are joined without a loop over documents."""
        key = (reader.segment().segment_id(), field, term)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        marks = int.from_bytes(_read(reader, field, term), "little")
        with self._lock:
            self._kept[key] = marks
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return marks


def _read(reader: Any, field: str, term: str) -> bytearray:
    marks = bytearray(reader.doc_count_all())
    if (field, term) in reader:
        for number in reader.postings(field, term).all_ids():
            marks[number] = 1
    return marks
