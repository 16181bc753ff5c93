"""A review meeting of the district of Tangail, which Arif heads, or of Ghatail, which is Tanvir's."""

from datetime import datetime

from flask import Flask
from sqlalchemy import func, select

from app.actions.models import ActionItem
from app.comments.operations import SaidPlainly
from app.core import clock
from app.core.clock import DHAKA
from app.core.db import db
from app.core.log import LogEntry
from app.meetings import operations
from app.meetings.models import AgendaLine, Meeting
from app.meetings.operations import When
from app.notifications.models import Notification
from app.officers.models import Office, Officer
from tests.make import do, officer

SUNDAY = datetime(2027, 1, 10, 10, 30, tzinfo=DHAKA)
ROOM = "Conference room"


def office(code: str = "tangail") -> Office:
    return db.session.scalars(select(Office).where(Office.code == code)).one()


def make_meeting(
    app: Flask,
    by: str = "arif",
    of: str = "tangail",
    at: datetime = SUNDAY,
    place: str = ROOM,
    day_off: bool = False,
) -> int:
    said, when = SaidPlainly("What is **late**."), When(at, place, day_off)
    return do(app, lambda: operations.call_meeting(officer(by), office(of), when, said))


def meeting(number: int) -> Meeting:
    return db.session.get_one(Meeting, number)


def move(app: Flask, number: int, at: datetime, by: str = "arif", place: str = ROOM) -> int:
    return do(app, lambda: operations.move_meeting(officer(by), meeting(number), When(at, place)))


def call_off(app: Flask, number: int, by: str = "arif") -> int:
    return do(app, lambda: operations.call_off_meeting(officer(by), meeting(number), "A flood."))


def hold(app: Flask, number: int, by: str = "arif") -> int:
    return do(app, lambda: operations.hold_meeting(officer(by), meeting(number)))


def lines(app: Flask, number: int) -> dict[str, int]:
    """Thing → id of its line."""
    with app.app_context():
        rows = select(AgendaLine).where(AgendaLine.meeting_id == number)
        return {row.thing: row.id for row in db.session.scalars(rows)}


def write(
    app: Flask, number: int, words: str = "All came.", by: str = "arif", version: int = 0, **more
) -> int:
    said, concluded = SaidPlainly(words), more.get("concluded", {})
    return do(
        app,
        lambda: operations.write_minutes(officer(by), meeting(number), version, said, concluded),
    )


def make_late(app: Flask, item_id: int, due_on) -> None:
    def deed() -> ActionItem:
        item = db.session.get_one(ActionItem, item_id)
        item.due_on = due_on
        return item

    do(app, deed)


def everything(app: Flask) -> int:
    """Called, moved and called off; called, held and minuted."""
    off = make_meeting(app)
    move(app, off, SUNDAY.replace(hour=15))
    call_off(app, off)
    number = make_meeting(app)
    with clock.at(SUNDAY):
        hold(app, number)
        write(app, number)
    return number


def told(app: Flask, kind: str) -> set[str]:
    """Names of those who were told of the last of a kind."""
    with app.app_context():
        last = select(func.max(LogEntry.id)).where(LogEntry.kind == kind).scalar_subquery()
        rows = select(Officer.email).join(Notification, Notification.officer_id == Officer.id)
        emails = db.session.scalars(rows.where(Notification.entry_id == last))
        return {email.partition("@")[0] for email in emails}
