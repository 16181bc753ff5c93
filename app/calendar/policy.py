from datetime import date

from flask_babel import lazy_gettext as _l

from app.calendar.models import CalendarDay, DayKind, Limit, Scope
from app.calendar.queries import calendar_for, find_standing
from app.calendar.working_days import is_working_day
from app.core.i18n import long_date
from app.core.policy import rule
from app.officers.models import Office, Officer

_ADMINISTRATORS = _l("An administrator keeps the calendar of working days and its limits.")


@rule(CalendarDay)
def enter_day(officer: Officer, _day: type[CalendarDay]) -> object | None:
    return _keeps(officer)


@rule(CalendarDay)
def withdraw_day(officer: Officer, day: CalendarDay) -> object | None:
    if reason := _keeps(officer):
        return reason
    if day.withdrawn_by:
        return _l("%(who)s took this day back already.", who=day.withdrawn_by.name)
    return None


@rule(Limit)
def add_limit(officer: Officer, _limit: type[Limit]) -> object | None:
    return _keeps(officer)


def refusal_to_enter(
    day: date, kind: DayKind, scope: Scope, office: Office | None
) -> object | None:
    """Why a day cannot be entered; the caller has the rule's leave."""
    if standing := find_standing(day, scope, office):
        by = standing.entered_by
        if by is None:
            return _l("%(day)s is in the calendar already.", day=long_date(day))
        return _l("%(who)s entered %(day)s already.", who=by.name, day=long_date(day))
    if kind == DayKind.WORKING and is_working_day(calendar_for(office), day):
        return _l("%(day)s is a working day without this.", day=long_date(day))
    return None


def _keeps(officer: Officer) -> object | None:
    return None if officer.administrator_since else _ADMINISTRATORS
