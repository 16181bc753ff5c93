from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l

from app.calendar.changes import Change, Recount
from app.calendar.events import CalendarDayEntered, CalendarDayWithdrawn, LimitAdded
from app.calendar.models import CalendarDay, DayKind, Limit, LimitCode, Scope
from app.calendar.policy import refusal_to_enter
from app.calendar.queries import find_limit, forget_calendars, hold_calendar, limit_on
from app.core.clock import now, today
from app.core.db import db, take_turn
from app.core.errors import Refused
from app.core.events import record
from app.core.policy import require
from app.officers.models import Office, Officer
from app.officers.queries import stand_still

# Whoever keeps a due date counts it anew here, in the change that moved it; each answers with what
# has moved. Filled in app/wiring.py, for they all stand upstairs.
counted_anew: list[Recount] = []


@dataclass(frozen=True, slots=True)
class NewDay:
    date: date
    kind: DayKind
    name_bn: str
    name_en: str
    scope: Scope = Scope.NATIONAL
    office: Office | None = None  # of an area or of one office; None for the country
    source: str = ""
    gazette: str = ""

    def row(self, by: Officer) -> CalendarDay:
        return CalendarDay(
            date=self.date,
            kind=self.kind,
            name_bn=self.name_bn,
            name_en=self.name_en,
            scope=self.scope,
            office_id=self.office.id if self.office else None,
            office=self.office,
            source=self.source,
            gazette=self.gazette,
            entered_by_id=by.id,
        )


def enter_days(officer: Officer, days: Sequence[NewDay]) -> list[CalendarDay]:
    """Put days into the calendar, all or none, and count anew what is due. Raises Refused for a day
    that stands there already, and for a working day that is one without it."""
    stand_still(officer)
    hold_calendar()
    require(officer, "enter_day", CalendarDay)
    for day in days:
        if reason := refusal_to_enter(day.date, day.kind, day.scope, day.office):
            raise Refused(reason)
    rows = [day.row(officer) for day in days]
    db.session.add_all(rows)
    db.session.flush()
    for row in rows:
        record(officer.actor, CalendarDayEntered(day_id=row.id, day=row.date))
    _count_anew(Change(officer, entered=tuple(rows)))
    return rows


def withdraw_day(officer: Officer, day: CalendarDay, reason: str) -> CalendarDay:
    """Take a day back: it stays as a row that says who took it back and why, and counts no more."""
    stand_still(officer)
    hold_calendar()
    take_turn(day)
    require(officer, "withdraw_day", day)
    day.withdrawn_at, day.withdrawn_by_id, day.withdrawn_reason = now(), officer.id, reason
    db.session.flush()
    record(officer.actor, CalendarDayWithdrawn(day_id=day.id, day=day.date))
    _count_anew(Change(officer, withdrawn=(day,)))
    return day


def add_limit(
    officer: Officer,
    code: LimitCode,
    days: int,
    since: date,
    citation: str,
    office: Office | None = None,
) -> Limit:
    """A new limit from a day on, today at the earliest: what was received before keeps its own.
    Raises Refused where one begins on that day already."""
    stand_still(officer)
    hold_calendar()
    require(officer, "add_limit", Limit)
    if since < today():
        raise Refused(_l("A new limit begins today or later."))
    if find_limit(code, since, office):
        raise Refused(_l("A limit for this step begins on that day already."))
    before = limit_on(code, since, office)
    limit = Limit(
        code=code,
        days=days,
        unit=before.unit,
        since=since,
        office_id=office.id if office else None,
        said_bn=before.said_bn,
        said_en=before.said_en,
        citation=citation,
        entered_by_id=officer.id,
    )
    db.session.add(limit)
    db.session.flush()
    record(officer.actor, LimitAdded(limit_id=limit.id))
    return limit


def _count_anew(change: Change) -> None:
    forget_calendars()
    for recount in counted_anew:
        recount(change)
