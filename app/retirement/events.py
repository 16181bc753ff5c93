from dataclasses import dataclass
from datetime import date

from app.core.events import ANY_POST
from app.officers.events import OfficerEvent


@dataclass(frozen=True, kw_only=True)
class StandingEvent(OfficerEvent, kind=None):
    @property
    def subjects(self) -> tuple[str, ...]:
        """What stands under the name stands so on the page of every post."""
        return (*super().subjects, ANY_POST)


@dataclass(frozen=True, kw_only=True)
class OfficerRetired(StandingEvent, kind="officer.retired"):
    since: date
    leave_until: date | None


@dataclass(frozen=True, kw_only=True)
class OfficerReturned(StandingEvent, kind="officer.returned"):
    pass
