"""Who sits where, in this process: which sockets are open, for whom, in which rooms."""

import threading
from collections import deque
from dataclasses import dataclass, field, replace
from time import monotonic

from app.core.i18n import LANGUAGES

EVENTS_A_MINUTE = 100
SOCKETS_AN_OFFICER = 20
WRITING_EVERY = 2.5  # seconds; a page says it every 3
ROOMS_A_SOCKET = 20  # a page has two


@dataclass
class Sitter:
    sid: str
    officer_id: int
    token_hash: str
    rooms: dict[str, str] = field(default_factory=dict)  # room → language
    reads: tuple[str, str] | None = (
        None  # the officer's name, Bangla and English, who lets it be seen
    )
    wrote_at: float = 0.0  # when it was last told that a comment is being written
    said: deque[float] = field(default_factory=lambda: deque(maxlen=EVENTS_A_MINUTE))

    def may_tell_of_writing(self) -> bool:
        """Not twice in WRITING_EVERY seconds, however fast the page asks."""
        if monotonic() - self.wrote_at < WRITING_EVERY:
            return False
        self.wrote_at = monotonic()
        return True

    def talks_too_much(self) -> bool:
        full = len(self.said) == EVENTS_A_MINUTE and monotonic() - self.said[0] < 60
        self.said.append(monotonic())
        return full


class Sitters:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_sid: dict[str, Sitter] = {}
        self._by_room: dict[str, set[str]] = {}  # "post:12/bn" → sids

    def __bool__(self) -> bool:
        return bool(self._by_sid)

    def come(self, sitter: Sitter, cap: int) -> bool:
        """False when the house is full: that page then asks again by polling."""
        with self._lock:
            own = sum(other.officer_id == sitter.officer_id for other in self._by_sid.values())
            if len(self._by_sid) >= cap or own >= SOCKETS_AN_OFFICER:
                return False
            self._by_sid[sitter.sid] = sitter
            return True

    def go(self, sid: str) -> list[str]:
        """The rooms in which the officer was seen reading until now."""
        with self._lock:
            sitter = self._by_sid.pop(sid, None)
            if sitter is None:
                return []
            rooms = list(sitter.rooms)
            for room in rooms:
                self._rise(sitter, room)
            return rooms if sitter.reads else []

    def find(self, sid: str) -> Sitter | None:
        return self._by_sid.get(sid)

    def sit(self, sid: str, room: str, language: str) -> bool:
        """In one language: the one before is heard no more. False for who is gone, or sits in as
        many rooms as one may."""
        with self._lock:
            sitter = self._by_sid.get(sid)
            if sitter is None or len(sitter.rooms.keys() - {room}) >= ROOMS_A_SOCKET:
                return False
            self._rise(sitter, room)
            sitter.rooms[room] = language
            self._by_room.setdefault(f"{room}/{language}", set()).add(sid)
            return True

    def rise(self, sid: str, room: str) -> bool:
        """Leave a room; False when one did not sit there."""
        with self._lock:
            sitter = self._by_sid.get(sid)
            return bool(sitter and self._rise(sitter, room))

    def _rise(self, sitter: Sitter, room: str) -> bool:
        language = sitter.rooms.pop(room, None)
        if language is None:
            return False
        place = f"{room}/{language}"
        self._by_room[place].discard(sitter.sid)
        if not self._by_room[place]:
            del self._by_room[place]
        return True

    def listening(self, room: str, language: str) -> set[str]:
        with self._lock:
            return set(self._by_room.get(f"{room}/{language}", ()))

    def in_room(self, room: str) -> list[Sitter]:
        """In whichever language."""
        with self._lock:
            sids = set().union(*(self._by_room.get(f"{room}/{one}", ()) for one in LANGUAGES))
            return [self._by_sid[sid] for sid in sids if sid in self._by_sid]

    def everyone(self) -> list[Sitter]:
        """As they sit now: a copy, for they come and go while one looks."""
        with self._lock:
            return [replace(each, rooms=dict(each.rooms)) for each in self._by_sid.values()]


sitters = Sitters()
