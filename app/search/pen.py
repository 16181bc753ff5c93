"""Writes segments of the index in Whoosh's own format, at a fraction of what its writer costs.

Whoosh's writer pickles each posting to sort it, reads each length back from the disk, asks the
words of a text once for each field, and joins segments posting by posting. Here a text is read
once, postings lie in memory until the commit, and segments are joined block by block. What is
written is what Whoosh would have written: a test compares the two."""

import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from io import BytesIO
from itertools import accumulate
from operator import sub
from pickle import dumps, load, loads
from struct import Struct
from typing import Any

from whoosh.codec.whoosh3 import (
    LENGTHS_COLUMN,
    WHOOSH3_HEADER_MAGIC,
    _lenfield,
)
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from app.search.analyzers import terms_of

PROTOCOL = 2  # of Whoosh's pickles
BLOCK = 128  # postings
WORTH_PRESSING = 200  # bytes: smaller blocks gain nothing
_INFO = Struct("!BfIBBfIIqi")  # of a term: W3TermInfo, with where its postings stand
_COUNT, _FIELD, _LENGTH = Struct("!I"), Struct("!H"), Struct("!i")
_EXTENT = Struct("!qi")  # where the postings of a term stand, at the end of what is known of it

# For each term of a field, one after the other: document, weight, value.
Postings = dict[bytes, list[Any]]
Joining = Callable[[Sequence[Any]], Sequence[Any]]


class Pen(SegmentWriter):
    """One commit. Documents have every field of the schema; `words` and `key` are one text."""

    def __init__(self, ix: Any, **options: Any) -> None:
        super().__init__(ix, **options)
        self._postings: dict[str, Postings] = {
            name: defaultdict(list) for name in self.schema.names()
        }

    def put(self, document: dict[str, Any]) -> None:
        words, keys = terms_of(document["words"])
        placed = [(term, len(at), _places(tuple(at))) for term, at in words.items()]
        counted = [(term, times, _COUNT.pack(times)) for term, times in keys.items()]
        read = {"words": placed, "key": counted}
        self.perdocwriter.start_doc(self.docnum)
        for name in self.schema.names():
            self._put_field(name, document[name], read.get(name))
        self.perdocwriter.finish_doc()
        self._added = True
        self.docnum += 1

    def _put_field(self, name: str, value: Any, terms: Iterable[Any] | None) -> None:
        field, number, postings = self.schema[name], self.docnum, self._postings[name]
        length = 0
        if terms is None:
            terms = [(term, weight, code) for term, _, weight, code in field.index(value)]
        for term, weight, code in terms:
            length += weight
            postings[term] += (number, weight, code)
        kept = value if field.stored else None
        self.perdocwriter.add_field(name, field, kept, length if field.scorable else 0)
        if field.column_type:
            column = field.to_column_value(value)
            self.perdocwriter.add_column_value(name, field.column_type, column)

    def join(self, choose: Joining) -> None:
        """Commit, together with what is chosen of the segments there are."""

        def joined(_pen: Any, segments: Sequence[Any]) -> list[Any]:
            chosen = choose(segments)
            for segment in chosen:
                self._take_in(segment)
            return [segment for segment in segments if segment not in chosen]

        self.commit(mergetype=joined)

    def _take_in(self, segment: Any) -> None:
        """Read into memory as one file: its terms are then asked for without the disk."""
        reader = SegmentReader(FileStorage(self.storage.folder), self.schema, segment)
        first, names = self.docnum, set(self.schema.names())
        numbers = self.write_per_doc(names, reader)  # None where nothing was dropped
        for name, term, *lists in _read_postings(reader, names):
            postings = self._postings[name][term]
            for number, weight, code in zip(*lists, strict=True):
                at = first + number if numbers is None else numbers.get(number)
                if at is not None:
                    postings += (at, weight, code)
        reader.close()
        self._added = True

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        rows = self.per_document_reader()
        for name in sorted(self._postings):
            self.fieldwriter.start_field(name, self.schema[name])
            self._write_field(name, self._lengths(rows, name))
            self.fieldwriter.finish_field()
        rows.close()
        self.fieldwriter.close()

    def _lengths(self, rows: Any, name: str) -> bytes:
        """As they are written, each in a byte."""
        if not rows.has_column(_lenfield(name)):
            return bytes(self.docnum)
        column = rows.column_reader(_lenfield(name), LENGTHS_COLUMN)
        return bytes(column[number] for number in range(self.docnum))

    def _write_field(self, name: str, lengths: bytes) -> None:
        writer, size = self.fieldwriter, self.schema[name].format.fixed_value_size()
        number, write = _FIELD.pack(writer._fieldmap[name]), writer._postfile.write
        add, at = writer._tindex.add, writer._postfile.tell()
        for term, flat in sorted(self._postings.pop(name).items()):
            if flat:  # of a joined segment all may have been dropped
                blocks, info = _pack(flat, size, lengths)
                write(blocks)
                add(number + term, _INFO.pack(*info, at, len(blocks)))
                at += len(blocks)


def _pack(flat: list[Any], size: int | None, lengths: bytes) -> tuple[bytes, tuple[Any, ...]]:
    """The postings of a term in blocks, and what is known of all of them."""
    numbers, weights = flat[::3], flat[1::3]
    written, last = [WHOOSH3_HEADER_MAGIC], len(numbers) - 1
    for start in range(0, len(numbers), BLOCK):
        end = min(start + BLOCK, last + 1)
        written += _block(flat[3 * start : 3 * end], size, lengths, end > last)
    shortest, longest = _span(numbers, lengths)
    info = (0, sum(weights), last + 1, shortest, longest, max(weights), numbers[0], numbers[-1])
    return b"".join(written), info


def _block(flat: list[Any], size: int | None, lengths: bytes, last: bool) -> tuple[bytes, ...]:
    numbers, weights, codes = flat[::3], flat[1::3], flat[2::3]
    heaviest = max(weights)
    steps = (numbers[0], *map(sub, numbers[1:], numbers))
    level: Any = tuple(map(float, weights))
    if min(weights) == heaviest:
        level = None if heaviest == 1 else float(heaviest)
    values = None if size == 0 else b"".join(codes) if size and size > 0 else tuple(codes)
    data, press = dumps((steps, level, values), PROTOCOL), 0
    if len(data) > WORTH_PRESSING:
        data, press = zlib.compress(data, 1), 1
    about = (len(numbers), numbers[-1], heaviest, press, *_span(numbers, lengths))
    info = dumps(about, PROTOCOL)
    length = len(info) + len(data)
    return (_LENGTH.pack(-length if last else length), info, data)


def _span(numbers: list[int], lengths: bytes) -> tuple[int, int]:
    """The shortest and the longest of these documents."""
    if len(numbers) == 1:
        return lengths[numbers[0]], lengths[numbers[0]]
    found = [lengths[number] for number in numbers]
    return min(found), max(found)


@lru_cache(4_096)  # most words stand once in a text, and not far in
def _places(at: tuple[int, ...]) -> bytes:
    steps = [at[0], *map(sub, at[1:], at)]
    return _COUNT.pack(len(steps)) + dumps(steps, PROTOCOL)


def _read_postings(reader: Any, names: set[str]) -> Iterator[tuple[Any, ...]]:
    """(field, term, documents, weights, values), one block after the other."""
    terms = reader._terms
    sizes = {name: reader.schema[name].format.fixed_value_size() for name in names}
    for key, info in terms._tindex.items():
        name = terms._fieldunmap[_FIELD.unpack_from(key)[0]]
        if name in sizes:
            at, length = _EXTENT.unpack_from(info, len(info) - _EXTENT.size)
            for block in _read_blocks(terms._postfile.get(at, length), sizes[name]):
                yield name, key[_FIELD.size :], *block


def _read_blocks(written: bytes, size: int | None) -> Iterator[tuple[Iterable[Any], ...]]:
    """Unpickled, as Whoosh does with every question: nobody but the pen writes these files."""
    at = len(WHOOSH3_HEADER_MAGIC)
    while at < len(written):
        end = at + _LENGTH.size + abs(_LENGTH.unpack_from(written, at)[0])
        block = BytesIO(written[at + _LENGTH.size : end])
        number, _, _, pressed, *_ = load(block)  # noqa: S301
        data = block.read()
        steps, level, codes = loads(zlib.decompress(data) if pressed else data)  # noqa: S301
        weights = level if isinstance(level, tuple) else [level or 1.0] * number
        if size is not None and size >= 0:
            codes = [codes[n * size : (n + 1) * size] if size else None for n in range(number)]
        yield accumulate(steps), weights, codes
        at = end
