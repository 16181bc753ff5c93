"""Sessions and reach of those who sit, looked at every few seconds: who lost them is shown out."""

import threading

from flask import Flask
from sqlalchemy import or_, select

from app.actions.models import ActionItem
from app.core.db import db
from app.core.errors import Missing
from app.live.lines import cut_unused, line_of
from app.live.rooms import admit
from app.live.sitters import Sitter, sitters
from app.live.sockets import hang_up, show_out
from app.officers.session import Session
from app.posts.models import Audience, Post

LOOK_EVERY_SECONDS = 4.0
BREATH_SECONDS = 0.2  # between looks: many commits at once are one reason to look

_woken = threading.Event()


def wake() -> None:
    """A deed that narrows reach asks for a look at once."""
    _woken.set()


def run(app: Flask, stop: threading.Event) -> None:
    while not stop.is_set():
        _woken.wait(LOOK_EVERY_SECONDS)
        _woken.clear()
        with app.app_context():
            try:
                look()
            except Exception:
                app.logger.exception("the guard stumbled")
            finally:
                db.session.remove()
        stop.wait(BREATH_SECONDS)


def look() -> None:
    sitting = sitters.everyone()
    cut_unused({line_of(sitter.sid) for sitter in sitting})
    if not sitting:
        return
    alive = _living(sitting)
    narrow = _narrow_rooms(sitting)
    for sitter in sitting:
        session = alive.get(sitter.token_hash)
        if session is None:
            hang_up(sitter.sid)
            continue
        session.officer.session = session
        for room in narrow & set(sitter.rooms):
            try:
                admit(session.officer, room)
            except Missing:
                show_out(sitter.sid, room)


def _living(sitting: list[Sitter]) -> dict[str, Session]:
    found = db.session.scalars(
        select(Session).where(Session.token_hash.in_({sitter.token_hash for sitter in sitting}))
    )
    return {session.token_hash: session for session in found.unique() if session.alive}


def _narrow_rooms(sitting: list[Sitter]) -> set[str]:
    """Rooms that not every officer may read: only those need asking for each who sits there."""
    rooms = {room for sitter in sitting for room in sitter.rooms}
    narrow = or_(
        Post.audience != Audience.ALL, Post.hidden_at.is_not(None), Post.withdrawn_at.is_not(None)
    )
    found = set()
    if numbers := _numbers("post", rooms):
        posts = select(Post.id).where(Post.id.in_(numbers), narrow)
        found |= {f"post:{number}" for number in db.session.scalars(posts)}
    if numbers := _numbers("action", rooms):
        items = (
            select(ActionItem.id).join(ActionItem.post).where(ActionItem.id.in_(numbers), narrow)
        )
        found |= {f"action:{number}" for number in db.session.scalars(items)}
    return found


def _numbers(kind: str, rooms: set[str]) -> set[int]:
    return {int(room.partition(":")[2]) for room in rooms if room.startswith(f"{kind}:")}
