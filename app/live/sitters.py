"""Who sits where, in this process: which sockets are open, for whom, in which rooms."""

import threading
from collections import deque
from dataclasses import dataclass, field
from time import monotonic

EVENTS_A_MINUTE = 100
SOCKETS_AN_OFFICER = 20


@dataclass
class Sitter:
    sid: str
    officer_id: int
    token_hash: str
    rooms: dict[str, str] = field(default_factory=dict)  # room → language
    said: deque[float] = field(default_factory=lambda: deque(maxlen=EVENTS_A_MINUTE))

    def talks_too_much(self) -> bool:
        full = len(self.said) == EVENTS_A_MINUTE and monotonic() - self.said[0] < 60
        self.said.append(monotonic())
        return full


class Sitters:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_sid: dict[str, Sitter] = {}
        self._by_room: dict[str, set[str]] = {}  # "post:12/bn" → sids

    def come(self, sitter: Sitter, cap: int) -> bool:
        """False when the house is full: that page then asks again by polling."""
        with self._lock:
            own = sum(other.officer_id == sitter.officer_id for other in self._by_sid.values())
            if len(self._by_sid) >= cap or own >= SOCKETS_AN_OFFICER:
                return False
            self._by_sid[sitter.sid] = sitter
            return True

    def go(self, sid: str) -> None:
        with self._lock:
            if sitter := self._by_sid.pop(sid, None):
                for room, language in sitter.rooms.items():
                    self._by_room.get(f"{room}/{language}", set()).discard(sid)

    def find(self, sid: str) -> Sitter | None:
        return self._by_sid.get(sid)

    def sit(self, sid: str, room: str, language: str) -> None:
        with self._lock:
            if sitter := self._by_sid.get(sid):
                sitter.rooms[room] = language
                self._by_room.setdefault(f"{room}/{language}", set()).add(sid)

    def rise(self, sid: str, room: str) -> str | None:
        """Leave a room; the language it was heard in."""
        with self._lock:
            sitter = self._by_sid.get(sid)
            language = sitter.rooms.pop(room, None) if sitter else None
            if language:
                self._by_room.get(f"{room}/{language}", set()).discard(sid)
            return language

    def listening(self, room: str, language: str) -> set[str]:
        with self._lock:
            return set(self._by_room.get(f"{room}/{language}", ()))

    def everyone(self) -> list[Sitter]:
        with self._lock:
            return list(self._by_sid.values())


sitters = Sitters()
