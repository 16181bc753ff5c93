from dataclasses import dataclass
from datetime import date

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class MeetingEvent(Event, kind=None):
    meeting_id: int
    office_id: int
    day: date  # on which it is, as of then

    @property
    def subjects(self) -> tuple[str, ...]:
        return (f"meeting:{self.meeting_id}",)


@dataclass(frozen=True, kw_only=True)
class MeetingCalled(MeetingEvent, kind="meeting.called"):
    pass


@dataclass(frozen=True, kw_only=True)
class MeetingMoved(MeetingEvent, kind="meeting.moved"):
    was: date


@dataclass(frozen=True, kw_only=True)
class MeetingCalledOff(MeetingEvent, kind="meeting.called_off"):
    pass


@dataclass(frozen=True, kw_only=True)
class MeetingHeld(MeetingEvent, kind="meeting.held"):
    pass


@dataclass(frozen=True, kw_only=True)
class MinutesWritten(MeetingEvent, kind="minutes.written"):
    version: int  # 1: they can be read now; more: they were corrected
