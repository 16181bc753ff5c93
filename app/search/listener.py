"""Keeps the index in step with the log, and builds it anew. Only the worker comes here, and the
command that builds; a page never writes."""

import logging
from collections.abc import Sequence
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path
from time import monotonic

from app.core import log, work
from app.core.db import db
from app.core.events import Event
from app.core.log import LogEntry
from app.core.work import Listener
from app.search import generations, index
from app.search.building import CHUNK, all_documents, documents
from app.search.documents import DOCUMENTS, nothing

logger = logging.getLogger(__name__)

NAME = "search"
AT_ONCE = 10  # chunks of a build in one commit
LONGEST_WAIT = 900.0  # seconds before a build that failed is tried again

_failed_at: list[float] = []  # the builds that failed since the last that did not (monotonic)


def index_entries(entries: Sequence[LogEntry]) -> None:
    """Look again at all that these entries concern. Doing it twice ends alike.

    What is wrong with the index is no fault of the entries: it is built anew, from the rows."""
    folder = generations.current()
    if folder is None:
        return  # nothing built yet: the build that comes reads the rows themselves
    try:
        _look_again(folder, entries)
    except index.Damaged:
        logger.exception("the index cannot be written")
        generations.ask_for_rebuild()


def build() -> int | None:
    """A new index beside the old one, then a swap; how many documents, or None when another process
    is building. What is written meanwhile is replayed from the log, also once after the swap, for
    what the worker still put into the old one."""
    with generations.only_one_builds() as mine:
        if not mine:
            return None
        generations.rebuild_begun()
        try:
            return _build()
        except BaseException:
            with suppress(OSError):
                generations.ask_for_rebuild()  # what was asked for is still to be done
            raise


def build_if_needed() -> None:
    """At the worker's start and whenever it looks: nothing there, another shape, or damage seen.
    After a build that failed it waits, longer each time: a full disk does not mend in seconds."""
    if index.is_usable() and not generations.rebuild_asked():
        return
    if _failed_at and monotonic() < _failed_at[-1] + min(10.0 * 2 ** len(_failed_at), LONGEST_WAIT):
        return
    try:
        build()
    except Exception:
        _failed_at.append(monotonic())
        raise
    _failed_at.clear()


def _build() -> int:
    began = log.latest()
    folder = generations.begin()
    try:
        index.build_in(folder)
        number = _write_all(folder)
        index.mark_shape(folder)
        reached = _replay(folder, began)
    except BaseException:
        generations.drop(folder)
        raise
    generations.use(folder)
    _replay(folder, reached)
    return number


def _write_all(folder: Path) -> int:
    """In commits of some thousands, which stay as they are: to join small ones again and again
    takes longer than all the rest."""
    number, chunks = 0, all_documents()
    for first in chunks:
        with index.writing(folder, fresh=True) as put:
            for chunk in chain([first], islice(chunks, AT_ONCE - 1)):
                put(chunk)
                number += len(chunk)
                work.look_up()
    return number


def _replay(folder: Path, after: int) -> int:
    while entries := log.since(after):
        after = entries[-1].id
        _look_again(folder, entries)
    return after


def _look_again(folder: Path, entries: Sequence[LogEntry]) -> None:
    """In pieces: one entry may bring in a whole archive."""
    events = [entry.event for entry in entries if not entry.silent]
    named = [name for event in events for name in DOCUMENTS[type(event)](event)]
    names = list(dict.fromkeys(named))
    for start in range(0, len(names), CHUNK):
        if start:
            work.look_up()
        with index.writing(folder) as put:
            db.session.rollback()  # rows as they are now, when nobody else can write them down
            changes = list(documents(names[start : start + CHUNK]))
            db.session.rollback()  # writing the index takes long: hold no transaction open
            put(changes)


def _concerns(event: Event) -> bool:
    return DOCUMENTS[type(event)] is not nothing


listener = Listener(wants=_concerns, do=index_entries, gathered=True)
