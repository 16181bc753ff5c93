from collections.abc import Sequence
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_login import login_required
from sqlalchemy import func, select

from app.core import limits, log
from app.core.db import db
from app.core.log import LogEntry, LogSubject
from app.core.web import asked_number
from app.live.pieces import Piece
from app.live.rooms import admit
from app.live.teller import bell, compose, rendered
from app.officers.session import current_officer, leave_unseen

bp = Blueprint("live", __name__)
bp.after_request(leave_unseen)

LIMIT = 50  # entries in one answer: after more than this a page is better loaded anew


@bp.get("/live/<room>")
@login_required
@limits.CATCH_UP
def missed(room: str) -> ResponseReturnValue:
    """What a page missed while its line was down, in order, as it stands now.

    `heard` is how far this answer reaches: only by it does the page's cursor move. `cut` says that
    there is more than is worth sending; `missed` is then how many."""
    heard = log.latest()  # read first: what is written while we read comes again, and is not lost
    admit(current_officer, room)
    after = asked_number("after") or 0
    if room.startswith("officer:"):
        return _answer(heard, [rendered(heard, bell(current_officer))])
    entries = log.since_about(room, after, LIMIT + 1)
    if len(entries) > LIMIT:
        return {**_answer(heard, []), "cut": True, "missed": _count_since(room, after)}
    return _answer(heard, _pieces(room, [entry for entry in entries if entry.id <= heard]))


def _pieces(room: str, entries: Sequence[LogEntry]) -> list[dict[str, Any]]:
    """Each once, as of the last entry that changed it; in the order in which they first came."""
    latest: dict[tuple[str, int], tuple[int, Piece]] = {}
    for entry in entries:
        latest |= {piece.name: (entry.id, piece) for piece in compose(entry) if piece.room == room}
    return [rendered(entry_id, piece) for entry_id, piece in latest.values()]


def _count_since(room: str, after: int) -> int:
    """Changes: entries of the log that concern the room."""
    told = select(func.count()).where(LogSubject.subject == room, LogSubject.entry_id > after)
    return db.session.scalar(told) or 0


def _answer(heard: int, pieces: list[dict[str, Any]]) -> dict[str, Any]:
    return {"heard": heard, "pieces": pieces, "cut": False}
