"""The one teller: walks the log in order and shows each deed to the rooms it concerns.

A commit only wakes it. It also looks by itself twice a second, for deeds of other processes. What
it fails to tell is not lost: pages catch up from the log."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, render_template
from flask_babel import force_locale
from sqlalchemy import select

from app.core import log
from app.core.db import db
from app.core.i18n import LANGUAGES
from app.core.log import LogEntry
from app.live.broadcasts import BROADCASTS, Piece
from app.live.sitters import sitters
from app.live.sockets import push
from app.notifications.queries import bell_of, list_told
from app.officers.models import Officer

logger = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 0.5

_woken = threading.Event()


def wake() -> None:
    _woken.set()


def run(app: Flask, stop: threading.Event) -> None:
    """Until stopped: the thread of the web process."""
    heard: int | None = None
    while heard is None and not stop.is_set():
        heard = _begin(app, stop)
    while heard is not None and not stop.is_set():
        _woken.wait(LOOK_EVERY_SECONDS)
        _woken.clear()
        try:
            heard = tell_since(app, heard)
        except Exception:
            logger.exception("the teller stumbled after entry %s", heard)
            stop.wait(LOOK_EVERY_SECONDS)


def _begin(app: Flask, stop: threading.Event) -> int | None:
    """From now on; None when the database does not answer yet, which must not end the telling."""
    with app.app_context():
        try:
            return log.latest()
        except Exception:
            logger.exception("the teller cannot begin")
            stop.wait(LOOK_EVERY_SECONDS)
            return None
        finally:
            db.session.remove()


def tell_since(app: Flask, heard: int) -> int:
    """Tell all that came after an entry; the number of the last one told."""
    with app.app_context():
        try:
            for entry in log.since(heard):
                _tell(app, entry)
                heard = entry.id
        finally:
            db.session.remove()
    return heard


def _tell(app: Flask, entry: LogEntry) -> None:
    for pieces in (compose, bells):
        try:
            for piece in pieces(entry):
                _show(app, entry.id, piece)
        except Exception:  # one entry that cannot be shown must not silence the next
            logger.exception("entry %s was not shown", entry.id)


def _show(app: Flask, entry_id: int, piece: Piece) -> None:
    for language in LANGUAGES:
        if sitters.listening(piece.room, language):
            with speaking(app, language):
                push(piece.room, language, rendered(entry_id, piece))


def compose(entry: LogEntry) -> list[Piece]:
    if entry.silent:
        return []
    event = entry.event
    return list(BROADCASTS[type(event)](event))


def bells(entry: LogEntry) -> Iterator[Piece]:
    """The bell of each officer who is told of it and sits here."""
    sitting = [officer_id for officer_id in list_told(entry.id) if _sits(officer_id)]
    for officer in db.session.scalars(select(Officer).where(Officer.id.in_(sitting))):
        yield bell(officer)


def _sits(officer_id: int) -> bool:
    return any(sitters.listening(f"officer:{officer_id}", language) for language in LANGUAGES)


def bell(officer: Officer) -> Piece:
    unread = bell_of(officer).unread
    return Piece(f"officer:{officer.id}", "", "notifications/_bell.html", {"unread": unread})


def rendered(entry_id: int, piece: Piece) -> dict[str, Any]:
    html = render_template(piece.template, entry=entry_id, **piece.context)
    return {"room": piece.room, "entry": entry_id, "place": piece.place, "html": html}


@contextmanager
def speaking(app: Flask, language: str) -> Iterator[None]:
    """A request context of nobody, in one language: templates need one to speak and to link."""
    with app.test_request_context(), force_locale(language):
        yield
