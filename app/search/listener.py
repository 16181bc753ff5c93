"""Keeps the index in step with the log, and builds it anew. Only the worker comes here, and the
command that builds; a page never writes."""

import logging
from collections.abc import Sequence
from pathlib import Path

from app.core import log
from app.core.db import db
from app.core.events import Event
from app.core.log import LogEntry
from app.core.work import Listener
from app.search import generations, index
from app.search.building import all_documents, documents
from app.search.documents import DOCUMENTS, nothing

logger = logging.getLogger(__name__)

NAME = "search"


def index_entries(entries: Sequence[LogEntry]) -> None:
    """Look again at all that these entries concern, in one commit. Doing it twice ends alike."""
    folder = generations.current()
    if folder is None:
        return  # nothing built yet: the build that comes reads the rows themselves
    _look_again(folder, entries)


def build() -> int | None:
    """A new index beside the old one, then a swap; how many documents, or None when another process
    is building. What is written meanwhile is replayed from the log, also once after the swap, for
    what the worker still put into the old one."""
    with generations.only_one_builds() as mine:
        if not mine:
            return None
        generations.rebuild_begun()
        began = log.latest()
        folder = generations.begin()
        index.build_in(folder)
        number = 0
        for chunk in all_documents():
            index.write(folder, chunk, fresh=True)
            number += len(chunk)
        index.mark_shape(folder)
        reached = _replay(folder, began)
        generations.use(folder)
        _replay(folder, reached)
        return number


def build_if_needed() -> None:
    """At the worker's start and whenever it looks: nothing there, another shape, or damage seen."""
    if not index.is_usable() or generations.rebuild_asked():
        build()


def _replay(folder: Path, after: int) -> int:
    while entries := log.since(after):
        after = entries[-1].id
        _look_again(folder, entries)
    return after


def _look_again(folder: Path, entries: Sequence[LogEntry]) -> None:
    names = [name for entry in entries for name in DOCUMENTS[type(entry.event)](entry.event)]
    changes = list(documents(names))
    db.session.rollback()  # writing the index takes long: hold no transaction open meanwhile
    if changes:
        index.write(folder, changes)


def _concerns(event: Event) -> bool:
    return DOCUMENTS[type(event)] is not nothing


listener = Listener(wants=_concerns, do=index_entries)
