"""The Whoosh index. One writer, the worker; a few kept readers.

A reader is opened for one state of the index and closed when the index moves on; it is never
refreshed, serves one question at a time, and is thrown away on any exception. The index is a cache:
whatever is wrong with it is mended by building it anew from the database."""

import atexit
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

from whoosh import index
from whoosh.fields import ID, KEYWORD, NUMERIC, TEXT, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC
from whoosh.query import And, Or, Phrase, Query, Term

from app.core.errors import Busy
from app.search import generations
from app.search.allowed import Marks, Within
from app.search.analyzers import SCHEMA_VERSION, KeyAnalyzer, WordsAnalyzer
from app.search.joining import choose
from app.search.pen import Pen

INDEX = "MAIN"  # its name within a folder
READERS = 4  # questions at once; the next one waits for its turn
WAIT_SECONDS = 5.0
MOST_HITS = 500  # looked at for one question: enough for 25 pages, and it bounds the time
LOCK_SECONDS = 30
SHORTEST_BEGINNING = 3  # letters: with two, half the words of a country begin so
BEGUN, BEGUN_LOOKED_AT = 8, 32  # words

Answer = TypeVar("Answer")
Document = dict[str, Any]
Changes = Sequence[tuple[str, Document | None]]


class Damaged(Exception):
    """The index cannot be read or written: have it built anew, and meanwhile do without."""


@dataclass(frozen=True)
class Hit:
    id: str  # "post:12"
    kind: str
    state: str


def schema() -> Schema:
    return Schema(
        id=ID(unique=True, stored=True),
        kind=ID(stored=True),
        state=ID(stored=True),
        reach=KEYWORD(),  # who may read it: see documents.py
        # to sort by: the terms of ranges, which nobody asks for, would be sixteen a document
        at=NUMERIC(int, bits=64, signed=False, sortable=True, stored=False, shift_step=0),
        words=TEXT(analyzer=WordsAnalyzer()),
        key=TEXT(analyzer=KeyAnalyzer(), phrase=False),
    )


class Readers:
    """The kept readers of this process, all of one state of one folder."""

    def __init__(self) -> None:
        self._turns = threading.BoundedSemaphore(READERS)
        self._lock = threading.Lock()
        self._state: tuple[Path, int] | None = None
        self._idle: list[Any] = []

    @contextmanager
    def lend(self) -> Iterator[Any]:
        """A searcher, for one question. Raises Busy when its turn does not come in time."""
        if not self._turns.acquire(timeout=WAIT_SECONDS):
            raise Busy
        try:
            state, searcher = self._take()
            try:
                yield searcher
            except BaseException:
                with suppress(Exception):
                    searcher.close()
                raise
            self._give_back(state, searcher)
        finally:
            self._turns.release()

    def _take(self) -> tuple[tuple[Path, int], Any]:
        folder = generations.current()
        if folder is None:
            raise Damaged("not built yet")
        state = (folder, TOC._latest_generation(FileStorage(str(folder)), INDEX))
        with self._lock:
            if state != self._state:
                self.close_all()
                self._state = state
            if self._idle:
                return state, self._idle.pop()
        return state, _open(folder).searcher()

    def _give_back(self, state: tuple[Path, int], searcher: Any) -> None:
        with self._lock:
            if state == self._state:
                self._idle.append(searcher)
                return
        searcher.close()

    def close_all(self) -> None:
        for searcher in self._idle:
            with suppress(Exception):
                searcher.close()
        self._idle.clear()


_readers = Readers()
atexit.register(_readers.close_all)  # they hold files
_marks = Marks()


def look_for(query: Query, *, within: Within, newest_first: bool = False) -> list[Hit]:
    """The best MOST_HITS of what is allowed. Raises Damaged, or Busy."""

    def look(searcher: Any) -> list[Hit]:
        order = {"sortedby": "at", "reverse": True} if newest_first else {}
        allowed = _marks.allowed(searcher, within)
        found = searcher.search(query, limit=MOST_HITS, filter=allowed, **order)
        return [Hit(hit["id"], hit["kind"], hit["state"]) for hit in found]

    return _read(look)


def sized(parts: Sequence[Query]) -> list[tuple[int, Query]]:
    """Each with how many documents have it, the rarest first. Raises Damaged, or Busy."""

    def weigh(searcher: Any) -> list[tuple[int, Query]]:
        reader = searcher.reader()
        return sorted(((part.estimate_size(reader), part) for part in parts), key=itemgetter(0))

    return _read(weigh)


def keys_from(beginning: str) -> list[str]:
    """The first keys that begin so. Raises Damaged, or Busy."""

    def look(searcher: Any) -> list[str]:
        begun = searcher.reader().expand_prefix("key", beginning)
        return [key.decode() for key in islice(begun, BEGUN_LOOKED_AT)]

    return _read(look)


def words_from(beginning: str) -> list[str]:
    """The words that most documents have of the first that begin so; none for fewer than three
    letters. Raises Damaged, or Busy."""

    def look(searcher: Any) -> list[str]:
        reader = searcher.reader()
        begun = islice(reader.expand_prefix("words", beginning), BEGUN_LOOKED_AT)
        sizes = [(reader.doc_frequency("words", word), word.decode()) for word in begun]
        return [word for _, word in sorted(sizes, reverse=True)[:BEGUN]]

    return _read(look) if len(beginning) >= SHORTEST_BEGINNING else []


def _read(question: Callable[[Any], Answer]) -> Answer:
    """Asked twice at most: a folder may have been swapped away between opening and reading."""
    try:
        with _readers.lend() as searcher:
            return question(searcher)
    except Busy:
        raise
    except Exception:
        with _damage(), _readers.lend() as searcher:
            return question(searcher)


def _open(folder: Path) -> Any:
    """Whoosh maps a file into memory only to copy it whole: at 110,000 documents 700 MB and half a
    second for each reader, after each commit. Read as files, they open in 15 ms."""
    return index.FileIndex(FileStorage(str(folder), supports_mmap=False), indexname=INDEX)


def build_in(folder: Path) -> Any:
    return index.create_in(str(folder), schema(), indexname=INDEX)


def is_usable() -> bool:
    """Is there an index, of the shape this code writes?"""
    folder = generations.current()
    try:
        return folder is not None and (folder / f"shape-{SCHEMA_VERSION}").exists()
    except OSError:
        return False


def mark_shape(folder: Path) -> None:
    (folder / f"shape-{SCHEMA_VERSION}").touch()


@contextmanager
def writing(folder: Path, *, fresh: bool = False) -> Iterator[Callable[[Changes], None]]:
    """The pen of an index, for one commit or none: yields what puts down each id with its document,
    or with None to drop it. There is one pen, so rows read while it is held are never older than
    what lies there already. `fresh`, while an index is built, spares the looking for older versions
    and the joining with earlier commits.

    Raises Damaged when it cannot be written; what else goes wrong in the block goes through."""
    with _damage():
        pen = Pen(_open(folder), timeout=LOCK_SECONDS)

    def put(changes: Changes) -> None:
        with _damage():
            if not fresh:
                pen.delete_by_query(any_of("id", [name for name, _ in changes]))
            for _, document in changes:
                if document is not None:
                    pen.put(document)

    try:
        yield put
        with _damage():
            pen.commit(merge=False) if fresh else pen.join(choose)
    except BaseException:
        with suppress(Exception):  # it may be the pen itself that broke
            pen.cancel()
        raise


@contextmanager
def _damage() -> Iterator[None]:
    """Damage shows itself in six different ways, and more."""
    try:
        yield
    except Busy:
        raise
    except Exception as problem:
        raise Damaged(repr(problem)) from problem


def any_of(field: str, terms: Sequence[str]) -> Query:
    return Or([Term(field, term) for term in terms])


def all_of(parts: Sequence[Query]) -> Query:
    return And(list(parts))


def some_of(parts: Sequence[Query]) -> Query:
    return Or(list(parts))


def phrase(field: str, terms: Sequence[str]) -> Query:
    return Phrase(field, list(terms))
