"""The one teller: walks the log in order and shows each deed to the rooms it concerns.

A commit only wakes it. It also looks by itself twice a second, for deeds of other processes. What
it fails to tell is not lost: pages catch up from the log."""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from flask import Flask, render_template
from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from app.core import log
from app.core.db import db
from app.core.i18n import LANGUAGES
from app.core.log import LogEntry
from app.live import guard
from app.live.broadcasts import BROADCASTS
from app.live.pieces import Piece
from app.live.sitters import sitters
from app.live.sockets import push
from app.notifications.queries import bell_of, list_told
from app.officers.models import Officer

logger = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 0.5
GATHER_SECONDS = 0.02  # while many write: a walk for all of them, not one for each

_woken = threading.Event()


def wake() -> None:
    _woken.set()


def run(app: Flask, stop: threading.Event) -> None:
    """From now on until stopped: the thread of the web process. No failure ends it: the database
    may not answer yet, or not for a while."""
    heard: int | None = None
    while not stop.is_set():
        try:
            heard = _now(app) if heard is None else tell_since(app, heard)
        except Exception:
            logger.exception("the teller stumbled after entry %s", heard)
            stop.wait(LOOK_EVERY_SECONDS)
        _woken.wait(LOOK_EVERY_SECONDS)
        _woken.clear()
        stop.wait(GATHER_SECONDS)


def _now(app: Flask) -> int:
    with app.app_context():
        return log.latest()


def tell_since(app: Flask, heard: int) -> int:
    """Tell all that came after an entry; the number of the last one told. What is told twice, for
    the database was busy in the middle, ends in the same page."""
    with app.app_context():
        entries = log.since(heard)
        if any(entry.kind in guard.NARROWING for entry in entries):
            guard.look()  # who lost a room hears nothing more there
        for entry in entries:
            heard = entry.id
            _tell(app, heard, partial(compose, entry))
        if entries:
            _tell(app, heard, partial(bells, entries))
    return heard


def _tell(app: Flask, entry_id: int, pieces: Callable[[], Iterable[Piece]]) -> None:
    try:
        for piece in pieces():
            _show(app, entry_id, piece)
    except (OperationalError, NoConnection):
        raise
    except Exception:  # one entry that cannot be shown must not silence the next
        logger.exception("entry %s was not shown", entry_id)
        db.session.rollback()  # after a statement that failed PostgreSQL answers no other


def _show(app: Flask, entry_id: int, piece: Piece) -> None:
    for language in LANGUAGES:
        if sitters.listening(piece.room, language):
            with speaking(app, language):
                push(piece.room, language, rendered(entry_id, piece))


def compose(entry: LogEntry) -> Sequence[Piece]:
    if entry.silent:
        return ()
    event = entry.event
    return BROADCASTS[type(event)](event)


def bells(entries: Sequence[LogEntry]) -> Iterator[Piece]:
    """One bell for each officer who sits here and is told of any of them."""
    told = list_told([entry.id for entry in entries]) if sitters else ()
    if sitting := [officer_id for officer_id in told if _sits(officer_id)]:
        officers = select(Officer).where(Officer.id.in_(sitting))
        yield from map(bell, db.session.scalars(officers))


def _sits(officer_id: int) -> bool:
    return any(sitters.listening(f"officer:{officer_id}", language) for language in LANGUAGES)


def bell(officer: Officer) -> Piece:
    return Piece(
        f"officer:{officer.id}",
        "notifications/_bell.html",
        lambda: {"now": bell_of(officer)},
    )


def rendered(entry_id: int, piece: Piece) -> dict[str, Any]:
    html = render_template(piece.template, entry=entry_id, **piece.context)
    place = piece.context.get("place", "")
    return {"room": piece.room, "entry": entry_id, "place": place, "html": html}


@contextmanager
def speaking(app: Flask, language: str) -> Iterator[None]:
    """A request context of nobody, in one language: templates need one to speak and to link."""
    with app.test_request_context(), force_locale(language):
        yield
