"""The sockets: they sit down, leave, and listen. Nothing that they say is written anywhere."""

from typing import Any

from flask import current_app, request
from flask_login import current_user
from flask_socketio import join_room

from app.core.db import db
from app.core.i18n import LANGUAGES
from app.live import presence
from app.live.lines import cut, is_full, line_of, socketio
from app.live.rooms import may_sit
from app.live.sitters import Sitter, sitters
from app.officers.models import Officer
from app.officers.session import current_officer, find_session, hash_of


@socketio.on("connect")
def connect() -> bool:
    try:
        if not current_user.is_authenticated or current_officer.session is None:
            return False
        sitter = Sitter(_sid(), current_officer.id, hash_of(current_officer.session.token))
        return sitters.come(sitter, current_app.config["SOCKET_CAP"])
    finally:
        db.session.remove()  # a socket lives for hours and must not keep a connection


@socketio.on("disconnect")
def disconnect(reason: str = "") -> None:
    presence.go(_sid())
    if reason == socketio.server.reason.PING_TIMEOUT:
        cut(line_of(_sid()))  # who does not answer does not hear that it is over either


@socketio.on("join")
def join(asked: Any) -> dict[str, bool]:
    """Asked again once seated: who lost the room meanwhile was not there yet to be shown out."""
    room, language = _parsed(asked)
    sitter = sitters.find(_sid())
    if sitter is None or sitter.talks_too_much() or not _admitted(sitter, room):
        return {"ok": False}
    _rise(sitter.sid, room)  # it may have been heard in the other language
    try:
        if not sitters.sit(sitter.sid, room, language):
            return {"ok": False}
        join_room(f"{room}/{language}")
    except (KeyError, ValueError):  # the page closed while it asked
        return {"ok": False}
    officer = _admitted(sitter, room)
    if officer is None:
        _rise(sitter.sid, room)
        return {"ok": False}
    presence.come_to_read(sitter, room, officer)
    return {"ok": True}


@socketio.on("writing")
def writing(asked: Any) -> None:
    """A comment is being written under a post where one sits."""
    room, _ = _parsed(asked)
    sitter = sitters.find(_sid())
    if sitter is None or sitter.talks_too_much() or room not in sitter.rooms:
        return
    if not presence.is_room_of_talk(room) or not sitter.may_tell_of_writing():
        return
    if officer := _admitted(sitter, room):
        presence.tell_of_writing(sitter, room, officer)


def _admitted(sitter: Sitter, room: str) -> Officer | None:
    """Who it is, by the officer's session, seat and reach as they are at this moment."""
    try:
        session = find_session(sitter.token_hash)
        return session.officer if session and may_sit(session.officer, room) else None
    finally:
        db.session.remove()


@socketio.on("leave")
def leave(asked: Any) -> None:
    room, _ = _parsed(asked)
    sitter = sitters.find(_sid())
    if sitter and not sitter.talks_too_much():
        _rise(sitter.sid, room)


def push(room: str, language: str, news: dict[str, Any]) -> None:
    """Send to all who sit there; cut off those for whom too much waits."""
    for sid in sitters.listening(room, language):
        if is_full(sid):
            presence.go(sid)
            cut(line_of(sid))
    socketio.emit("piece", news, to=f"{room}/{language}")


def show_out(sid: str, room: str) -> None:
    """This one may not sit there any more."""
    if _rise(sid, room):
        socketio.emit("leave", {"room": room}, to=sid)


def hang_up(sid: str) -> None:
    """The session behind this socket is over. The page goes by itself; a line that stays all the
    same is cut by the guard."""
    presence.go(sid)  # first: no piece is for it any more
    socketio.emit("leave", {"room": ""}, to=sid)
    socketio.server.disconnect(sid)


def _rise(sid: str, room: str) -> bool:
    """Leave a room in every language: of two joins at once only one is known of."""
    for language in LANGUAGES:
        socketio.server.leave_room(sid, f"{room}/{language}")
    sitter = sitters.find(sid)
    left = sitters.rise(sid, room)
    if left and sitter and sitter.reads and presence.is_room_of_talk(room):
        presence.tell_of_readers(room)
    return left


def _sid() -> str:
    return str(request.sid)  # type: ignore[attr-defined]  # Flask-SocketIO puts it there


def _parsed(asked: Any) -> tuple[str, str]:
    """(room, language); a malformed question asks for a room that does not exist."""
    if not isinstance(asked, dict):
        return "", "bn"
    room, language = asked.get("room"), asked.get("lang")
    return str(room)[:40], language if language in LANGUAGES else "bn"
