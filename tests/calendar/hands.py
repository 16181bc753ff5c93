"""Days that an administrator of the tests enters and takes back. Omar is made one."""

from datetime import date

from sqlalchemy import select

from app.calendar.models import CalendarDay, DayKind, Scope
from app.calendar.operations import NewDay, enter_days, withdraw_day
from app.core.db import db
from app.officers.models import Office
from tests.make import do, officer


def office(code="ghatail"):
    return db.session.scalars(select(Office).where(Office.code == code)).one()


def new_day(day, kind=DayKind.HOLIDAY, scope=Scope.NATIONAL, where=None, name="A day of mourning"):
    place = office(where) if where else None
    return NewDay(day, kind, "শোক দিবস", name, scope, place, "Gazette of the day")


def enter(app, day, by="omar", **more):
    return do(app, lambda: enter_days(officer(by), [new_day(day, **more)])[0])


def withdraw(app, day_id, by="omar", why="It was another day."):
    return do(app, lambda: withdraw_day(officer(by), db.session.get_one(CalendarDay, day_id), why))


def form(day, **changes):
    typed = {
        "date": day.isoformat() if isinstance(day, date) else day,
        "kind": "holiday",
        "name_bn": "শোক দিবস",
        "name_en": "A day of mourning",
        "scope": "national",
        "office": "",
        "source": "Gazette of 2 July",
        "gazette": "S.R.O. 250",
        "_key": "k",
    }
    return typed | changes
