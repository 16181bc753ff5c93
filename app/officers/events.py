from dataclasses import dataclass
from datetime import date

from app.core.events import Event
from app.officers.models import HoldingKind


@dataclass(frozen=True, kw_only=True)
class OfficerEvent(Event, kind=None):
    officer_id: int

    @property
    def subjects(self) -> tuple[str, ...]:
        return (f"officer:{self.officer_id}",)


@dataclass(frozen=True, kw_only=True)
class SessionOpened(OfficerEvent, kind="officer.signed_in"):
    session_id: int


@dataclass(frozen=True, kw_only=True)
class SessionEnded(OfficerEvent, kind="officer.signed_out"):
    session_id: int | None  # None: everywhere at once


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(OfficerEvent, kind="officer.password_changed"):
    by_link: bool


@dataclass(frozen=True, kw_only=True)
class ProfileChanged(OfficerEvent, kind="officer.profile_changed"):
    """What of it: the words themselves are nowhere but on the page."""

    about: bool
    topics: bool
    contact: bool
    helps: bool | None  # now offered, or no longer; None: as before


@dataclass(frozen=True, kw_only=True)
class OfficerInvited(OfficerEvent, kind="officer.invited"):
    seat_id: int | None


@dataclass(frozen=True, kw_only=True)
class ResetOffered(OfficerEvent, kind="officer.reset_offered"):
    pass


@dataclass(frozen=True, kw_only=True)
class OfficerMoved(OfficerEvent, kind="officer.moved"):
    seat_id: int
    left_seat_id: int | None
    since: date
    holding: HoldingKind = HoldingKind.MAIN  # entries of before say nothing of it


@dataclass(frozen=True, kw_only=True)
class AccountClosed(OfficerEvent, kind="officer.closed"):
    pass
