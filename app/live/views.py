from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_login import login_required
from sqlalchemy import func, select

from app.core import limits, log
from app.core.db import db
from app.core.log import LogSubject
from app.core.web import asked_number
from app.live.rooms import admit
from app.live.teller import bell, compose, rendered
from app.notifications.queries import latest_entry
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
    admit(current_officer, room)
    after = asked_number("after") or 0
    heard = log.latest()  # read first: what is written while we read comes again, and is not lost
    if room.startswith("officer:"):
        return _answer(heard, _bell_since(after))
    entries = log.since_about(room, after, LIMIT + 1)
    if len(entries) > LIMIT:
        return {**_answer(heard, []), "cut": True, "missed": _count_since(room, after)}
    return _answer(
        heard,
        [
            rendered(entry.id, piece)
            for entry in entries
            for piece in compose(entry)
            if piece.room == room
        ],
    )


def _count_since(room: str, after: int) -> int:
    """Changes: entries of the log that concern the room."""
    told = select(func.count()).where(LogSubject.subject == room, LogSubject.entry_id > after)
    return db.session.scalar(told) or 0


def _bell_since(after: int) -> list[dict[str, Any]]:
    entry_id = latest_entry(current_officer.id)
    return [rendered(entry_id, bell(current_officer))] if entry_id > after else []


def _answer(heard: int, pieces: list[dict[str, Any]]) -> dict[str, Any]:
    return {"heard": heard, "pieces": pieces, "cut": False}
