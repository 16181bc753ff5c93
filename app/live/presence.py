"""Who writes and who reads on a page at this moment, as far as each lets it be seen. It goes from
line to line and is kept nowhere: no row, no entry, no count."""

from typing import Any

from app.core.i18n import LANGUAGES
from app.live.lines import socketio
from app.live.sitters import Sitter, sitters
from app.officers.models import Officer, Shown

NAMES = 5  # are said; of more only how many


def names_of(officer: Officer) -> tuple[str, str]:
    return officer.name_bn, officer.name_en


def is_room_of_talk(room: str) -> bool:
    return room.startswith("post:")


def tell_of_writing(sitter: Sitter, room: str, officer: Officer) -> None:
    """To all others who sit there, unless the officer chose that nothing is seen."""
    if officer.shown == Shown.NOTHING:
        return
    for language, name in zip(("bn", "en"), names_of(officer), strict=True):
        news = {"room": room, "name": name}
        socketio.emit("writing", news, to=f"{room}/{language}", skip_sid=sitter.sid)


def come_to_read(sitter: Sitter, room: str, officer: Officer) -> None:
    """One sits down: whoever lets it be seen is told of to all, and hears who is there already."""
    if not is_room_of_talk(room):
        return
    sitter.reads = names_of(officer) if officer.shown == Shown.READING else None
    if sitter.reads:
        tell_of_readers(room)
    else:
        for language in LANGUAGES:
            if sitter.rooms.get(room) == language and (news := _readers(room, language)):
                socketio.emit("readers", news, to=sitter.sid)


def tell_of_readers(room: str) -> None:
    for language in LANGUAGES:
        news = _readers(room, language) or {"room": room, "names": [], "more": 0}
        socketio.emit("readers", news, to=f"{room}/{language}")


def _readers(room: str, language: str) -> dict[str, Any] | None:
    """Each officer once, whichever and however many lines are open; nothing where nobody is."""
    reading = {one.officer_id: one.reads for one in sitters.in_room(room) if one.reads}
    if not reading:
        return None
    names = [[number, name[language == "en"]] for number, name in sorted(reading.items())]
    return {"room": room, "names": names[:NAMES], "more": max(0, len(names) - NAMES)}


def go(sid: str) -> None:
    """A line is over, whoever noticed it first: all others see that its officer reads no more."""
    for room in filter(is_room_of_talk, sitters.go(sid)):
        tell_of_readers(room)


def read_unseen(sid: str) -> None:
    """The officer does not let it be seen any more."""
    sitter = sitters.find(sid)
    if sitter and sitter.reads:
        sitter.reads = None
        for room in list(sitter.rooms):
            if is_room_of_talk(room):
                tell_of_readers(room)
