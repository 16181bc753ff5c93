"""Sessions and reach of those who sit: looked at every few seconds, and by the teller at once after
a deed that narrows them. Who lost them is shown out."""

import logging
import threading

from flask import Flask
from sqlalchemy import or_, select

from app.actions.events import ActionAccepted, ActionMadePrivate
from app.actions.models import ActionItem
from app.core.db import db
from app.live.lines import cut_unused, line_of
from app.live.presence import go, read_unseen
from app.live.rooms import may_sit
from app.live.sitters import Sitter, sitters
from app.live.sockets import hang_up, show_out
from app.officers.events import (
    AccountClosed,
    OfficerMoved,
    PasswordChanged,
    SessionEnded,
    SessionOpened,
)
from app.officers.models import Officer, Shown
from app.officers.session import Session
from app.posts.events import PostHidden, PostWithdrawn
from app.posts.models import Audience, Post
from app.retirement.events import OfficerRetired

logger = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 4.0  # for what no deed tells: a session that ran out, a seat that begins today
NARROWING = frozenset(
    event.kind
    for event in (
        SessionOpened,  # the one of before in the same browser is over
        *(SessionEnded, PasswordChanged, AccountClosed, OfficerMoved, OfficerRetired),
        *(PostHidden, PostWithdrawn),
        *(ActionAccepted, ActionMadePrivate),  # it may become private as it is accepted
    )
)


def run(app: Flask, stop: threading.Event) -> None:
    """Until stopped; no failure ends it."""
    while not stop.wait(LOOK_EVERY_SECONDS):
        try:
            with app.app_context():
                look()
        except Exception:
            logger.exception("the guard stumbled")


def look() -> None:
    sitting = sitters.everyone()
    cut_unused({line_of(sitter.sid) for sitter in sitting})
    if not sitting:
        return
    alive = _living(sitting)
    lost = _lost_rooms(sitting, alive)
    for sitter in sitting:
        try:
            _see_to(sitter, alive, lost)
        except Exception:  # one bad line must not keep the others in their rooms
            logger.exception("the guard could not show out %s", sitter.sid)


def _see_to(sitter: Sitter, alive: dict[str, Officer], lost: set[tuple[int, str]]) -> None:
    if line_of(sitter.sid) is None:
        go(sitter.sid)  # it went while it came, and nobody said so
    elif sitter.token_hash not in alive:
        hang_up(sitter.sid)
    else:
        if sitter.reads and alive[sitter.token_hash].shown != Shown.READING:
            read_unseen(sitter.sid)
        for room in sitter.rooms:
            if (sitter.officer_id, room) in lost:
                show_out(sitter.sid, room)


def _living(sitting: list[Sitter]) -> dict[str, Officer]:
    """Whose sessions go on, by the hash of their tokens."""
    hashes = {sitter.token_hash for sitter in sitting}
    found = db.session.scalars(select(Session).where(Session.token_hash.in_(hashes))).unique()
    return {session.token_hash: session.officer for session in found if session.alive}


def _lost_rooms(sitting: list[Sitter], alive: dict[str, Officer]) -> set[tuple[int, str]]:
    """(officer's id, room): each is asked once, however many lines the officer has."""
    narrow = _narrow_rooms(sitting)
    asked = {
        (alive[sitter.token_hash], room)
        for sitter in sitting
        for room in narrow & set(sitter.rooms)
        if sitter.token_hash in alive
    }
    return {(officer.id, room) for officer, room in asked if not may_sit(officer, room)}


def _narrow_rooms(sitting: list[Sitter]) -> set[str]:
    """Rooms that not every officer may read: only those need asking for each who sits there."""
    rooms = {room for sitter in sitting for room in sitter.rooms}
    found = {room for room in rooms if room.startswith("investigation:")}
    narrow = or_(
        Post.audience != Audience.ALL, Post.hidden_at.is_not(None), Post.withdrawn_at.is_not(None)
    )
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
