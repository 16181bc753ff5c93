from flask_babel import lazy_gettext as _l

from app.core.clock import today
from app.core.policy import rule
from app.meetings.models import Meeting
from app.officers.models import Officer
from app.officers.queries import headed_by, holder_of


@rule(Meeting)
def call_meeting(officer: Officer, _meeting: type[Meeting]) -> object | None:
    """Guideline 5.4: whoever heads an office reviews with those under it."""
    return None if headed_by(officer) else _l("The head of an office calls its meetings.")


@rule(Meeting)
def move_meeting(officer: Officer, meeting: Meeting) -> object | None:
    return _runs(officer, meeting) or _over(meeting)


@rule(Meeting)
def call_off_meeting(officer: Officer, meeting: Meeting) -> object | None:
    return _runs(officer, meeting) or _over(meeting)


@rule(Meeting)
def hold_meeting(officer: Officer, meeting: Meeting) -> object | None:
    if reason := _runs(officer, meeting) or _over(meeting):
        return reason
    if meeting.day > today():
        return _l("It is not the day of the meeting yet.")
    return None


@rule(Meeting)
def write_minutes(officer: Officer, meeting: Meeting) -> object | None:
    if meeting.called_by_id != officer.id and (reason := _runs(officer, meeting)):
        return reason
    if meeting.held_at is None:
        return _off(meeting) or _l("Begin the meeting first: then its agenda stands still.")
    return None


def _runs(officer: Officer, meeting: Meeting) -> object | None:
    holder = holder_of(meeting.seat)
    if holder and holder.id == officer.id:
        return None
    return _l("Who holds this seat runs the meeting: %(seat)s.", seat=meeting.seat.label)


def _off(meeting: Meeting) -> object | None:
    if meeting.called_off_by:
        return _l("%(who)s called this meeting off.", who=meeting.called_off_by.name)
    return None


def _over(meeting: Meeting) -> object | None:
    if meeting.held_at:
        return _l("This meeting was held already.")
    return _off(meeting)
