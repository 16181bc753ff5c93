from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select, text
from sqlalchemy.orm import SessionTransaction, joinedload

from app.calendar.merged import Calendars, Entry
from app.calendar.models import CalendarDay, DayKind, Limit, LimitCode, Scope, Unit
from app.calendar.working_days import Calendar, add_working_days
from app.core.clock import day_of, today
from app.core.db import ask, db, is_sqlite, writing
from app.core.errors import Missing
from app.officers.models import Office

_TURN = 0x75746863  # on PostgreSQL: whoever counts holds it with others, whoever enters alone
LONGEST = 60  # working days: no limit of the guideline is longer, so no date lies further ahead
FEW = 10  # holidays of a year, below which somebody has begun to enter it and not ended


def national_calendar() -> Calendar:
    return calendar_for(None)


def calendar_for(office: Office | None) -> Calendar:
    """What holds for the country, for the areas that the office lies in, and for itself. Read once
    a request, and anew within a change."""
    return calendars_now().of(office)


def due_after(day: date, working_days: int, office: Office | None = None) -> date:
    """The day a thing is due that came on `day`, which itself is day zero. Of a moment it is the
    day in Dhaka. Within a change the calendar stands still until its end: a holiday that is entered
    at this moment finds what was counted, or was counted with."""
    if writing.get() is not None:
        _hold(alone=False)
    return add_working_days(calendar_for(office), _plain(day), working_days)


def limit_on(code: LimitCode, day: date, office: Office | None = None) -> Limit:
    """The limit in force on that day: that of the nearest office up the tree which has its own,
    else everybody's; of several the newest. Raises Missing where none was in force yet."""
    near = office.ancestors if office else []
    mine = or_(Limit.office_id.is_(None), Limit.office_id.in_(near))
    rows = db.session.scalars(
        select(Limit).where(Limit.code == code, Limit.since <= _plain(day), mine)
    ).all()
    if not rows:
        raise Missing
    return max(rows, key=lambda row: (_place(row, near), row.since))


def due_under(limit: Limit, day: date, office: Office | None = None) -> date:
    """The last day of a limit that began to run on `day`, in its own unit."""
    if limit.unit == Unit.DAYS:
        return _plain(day) + timedelta(days=limit.days)
    return due_after(day, limit.days, office)


def _place(limit: Limit, near: list[int]) -> int:
    return near.index(limit.office_id) if limit.office_id else -1


def _plain(day: date) -> date:
    return day_of(day) if isinstance(day, datetime) else day


@dataclass
class _Kept:
    turn: SessionTransaction | None  # of the database: what was read before it is another's
    held: bool
    calendars: Calendars | None = None


def calendars_now() -> Calendars:
    kept = _kept()
    if kept.calendars is None:
        kept.calendars = Calendars(_read())
    return kept.calendars


def forget_calendars() -> None:
    """Within a change, after a day was entered or taken back."""
    _kept().calendars = None


def hold_calendar() -> None:
    """Within a change, before a day is entered or taken back: who counts at this moment has done
    it, and who comes after sees the day."""
    _hold(alone=True)


def _hold(*, alone: bool) -> None:
    kept = _kept()
    if is_sqlite() or (kept.held and not alone):  # SQLite has one writer at a time
        return
    how = "" if alone else "_shared"
    db.session.execute(text(f"SELECT pg_advisory_xact_lock{how}(:turn)"), {"turn": _TURN})
    kept = _kept()
    kept.held, kept.calendars = True, None


def _kept() -> _Kept:
    session = db.session()
    if session.get_transaction() is None:
        session.connection()
    turn = session.get_transaction()
    kept: _Kept | None = session.info.get("calendars")
    if kept is None or kept.turn is not turn:
        kept = session.info["calendars"] = _Kept(turn, held=False)
    return kept


def _read() -> list[Entry]:
    columns = (CalendarDay.date, CalendarDay.kind, CalendarDay.scope, CalendarDay.office_id)
    rows = ask(
        select(*columns, Office.path)
        .outerjoin(Office, Office.id == CalendarDay.office_id)
        .where(CalendarDay.withdrawn_at.is_(None))
    )
    return [Entry(row.date, row.kind, row.scope, row.office_id, row.path or "") for row in rows]


def list_days(year: int) -> Sequence[CalendarDay]:
    """All of a year, in order, with those taken back; the country's before an office's."""
    days = select(CalendarDay).where(CalendarDay.date.between(date(year, 1, 1), date(year, 12, 31)))
    days = days.options(
        joinedload(CalendarDay.office),
        joinedload(CalendarDay.entered_by),
        joinedload(CalendarDay.withdrawn_by),
    )
    order = (CalendarDay.date, CalendarDay.office_id.is_not(None), CalendarDay.id)
    return db.session.scalars(days.order_by(*order)).unique().all()


def find_day(day_id: int) -> CalendarDay:
    found = db.session.get(CalendarDay, day_id)
    if found is None:
        raise Missing
    return found


def find_standing(day: date, scope: Scope, office: Office | None) -> CalendarDay | None:
    where = office.id if office else None
    return db.session.scalar(
        select(CalendarDay).where(
            CalendarDay.date == day,
            CalendarDay.scope == scope,
            CalendarDay.office_id == where if where else CalendarDay.office_id.is_(None),
            CalendarDay.withdrawn_at.is_(None),
        )
    )


def list_years() -> list[int]:
    """Years of which anything is known, and those in which something may be due."""
    known = db.session.scalars(select(CalendarDay.date)).all()
    return sorted({day.year for day in known} | {today().year, today().year + 1})


def list_thin_years() -> dict[int, int]:
    """Years into which what comes today may be due, with how many holidays are entered there, where
    these are none or too few to be all."""
    last = add_working_days(national_calendar(), today(), LONGEST)
    counted = {year: _count_holidays(year) for year in range(today().year, last.year + 1)}
    return {year: number for year, number in counted.items() if number < FEW}


def _count_holidays(year: int) -> int:
    found = select(func.count()).where(
        CalendarDay.date.between(date(year, 1, 1), date(year, 12, 31)),
        CalendarDay.kind == DayKind.HOLIDAY,
        CalendarDay.scope == Scope.NATIONAL,
        CalendarDay.withdrawn_at.is_(None),
    )
    return db.session.scalar(found) or 0


@dataclass(frozen=True, slots=True)
class Step:
    """The limits of one step: what all keep today, what offices keep or is to come, what was."""

    now: Limit | None
    others: list[Limit]  # in force today for an office, or to come
    past: list[Limit]


def limits_by_step(day: date) -> list[Step]:
    """As of a day, in the order in which a trouble meets them."""
    rows = db.session.scalars(
        select(Limit).options(joinedload(Limit.office)).order_by(Limit.since.desc(), Limit.id)
    ).all()
    return [_step([row for row in rows if row.code == code], day) for code in LimitCode]


def _step(rows: list[Limit], day: date) -> Step:
    begun = [row for row in rows if row.since <= day]
    newest = {row.office_id: row for row in reversed(begun)}
    now = newest.get(None)
    others = [row for row in rows if row.since > day or row in newest.values()]
    return Step(
        now,
        [row for row in others if row is not now],
        [row for row in begun if row not in newest.values()],
    )


def find_limit(code: LimitCode, since: date, office: Office | None) -> Limit | None:
    here = Limit.office_id == office.id if office else Limit.office_id.is_(None)
    return db.session.scalar(select(Limit).where(Limit.code == code, Limit.since == since, here))


def find_offices(words: str, most: int) -> Sequence[Office]:
    """The office with this code, or those in whose names each of the words stands."""
    if coded := db.session.scalar(select(Office).where(Office.code == words)):
        return [coded]
    offices = select(Office)
    columns = (Office.name_bn, Office.name_en, Office.place_bn, Office.place_en, Office.also)
    for word in words.split()[:6]:
        offices = offices.where(
            or_(*(column.icontains(word, autoescape=True) for column in columns))
        )
    return db.session.scalars(offices.order_by(Office.path).limit(most)).all()
