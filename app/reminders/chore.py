"""Each working morning every open duty is looked at once. The round has no place to be lost: broken
off anywhere, it is gone from the beginning, and what was told is found beside it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from time import monotonic

from flask import current_app
from sqlalchemy import delete, select

from app.calendar.queries import calendar_for
from app.core import work
from app.core.clock import DHAKA, day_of, now
from app.core.db import ask, db, insert_unless_there, put
from app.core.transaction import transaction
from app.officers.models import Office, Seat
from app.reminders.duties import DUTIES, DutyKind
from app.reminders.models import Round
from app.reminders.telling import is_our_turn, list_known, news, tell

NAME = "reminders"
READ, WRITE = 500, 20  # duties that are looked at with one question, and told of in one change
SECONDS = 2.0  # of one turn: search and mail wait no longer than this
BEAT = timedelta(seconds=30)


def remind() -> int:
    """A turn of the worker: how many notices were given. While the day is done it asks for one
    row, by its index."""
    moment = now()
    told = 0
    if moment.astimezone(DHAKA).hour >= current_app.config["REMIND_FROM"]:
        told = _go_on(day_of(moment))
    _beat()
    return told


def _go_on(day: date) -> int:
    if is_done(day):
        return 0
    until, told = 0.0, 0
    for kind in DUTIES:
        for numbers in _list_news(kind, day):
            for start in range(0, len(numbers), WRITE):
                until = until or monotonic() + SECONDS  # reading counts for nothing: it comes again
                with transaction():
                    if not is_our_turn():
                        return told
                    told += tell(kind, numbers[start : start + WRITE], day)
                work.look_up()
                if monotonic() > until:
                    return told
    with transaction():
        # A clock that was ahead has closed days that are still to come.
        db.session.execute(delete(Round).where(Round.day > day))
        put(insert_unless_there(Round), {"day": day, "done_at": now()})
    return told


def is_done(day: date) -> bool:
    found = ask(select(Round.id).where(Round.day == day))
    db.session.rollback()  # an idle worker writes nothing, and holds nothing
    return bool(found)


def _list_news(kind: DutyKind, day: date) -> Iterator[Sequence[int]]:
    """Numbers of the duties of which something is to be told, from the first to the last; with no
    transaction open."""
    model, after = kind.model, 0
    # What is not to be taken up was given on the day it was received.
    given_on = getattr(model, "given_on", model.received_on).label("given_on")
    columns = (model.id, model.state, model.received_on, given_on, model.due_on)
    watched = kind.watched(*columns, Seat.office_id).join(Seat, Seat.id == model.seat_id)
    watched = watched.order_by(model.id).limit(READ)
    while rows := ask(watched.where(model.id > after)):
        known = list_known(kind, [row.id for row in rows])
        there = select(Office).where(Office.id.in_({row.office_id for row in rows}))
        offices = {office.id: office for office in db.session.scalars(there)}
        calendars = {number: calendar_for(office) for number, office in offices.items()}
        found = [row.id for row in rows if news(calendars[row.office_id], row, known[row.id], day)]
        db.session.rollback()
        after = rows[-1].id
        yield found


def _beat() -> None:
    seen = work.last_beat(NAME)
    db.session.rollback()
    if seen is None or abs(now() - seen) > BEAT:
        work.beat(NAME)
