"""Many items at once, past the deeds that make one; and the mornings on which the clock looks."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from flask import Flask
from sqlalchemy import func, insert, select, text, update

from app.actions.models import ActionItem, ActionState, Flag
from app.appeals.models import Appeal
from app.calendar.models import CalendarDay, DayKind, Scope
from app.core import clock
from app.core.clock import DHAKA, now
from app.core.db import Base, db, is_sqlite, table_of
from app.core.events import SYSTEM, record
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.investigations.models import Investigation
from app.notifications.models import Notification
from app.officers.models import Holding, HoldingKind, Office, Officer, Seat
from app.orders.models import Order
from app.posts.models import Post
from app.reminders import chore
from app.reminders.duties import APPEALS, INVESTIGATIONS, ITEMS, ORDERS, DutyKind
from app.reminders.models import Reminder, Stage
from tests.actions.making import make_item, seat
from tests.appeals import making as appeals
from tests.investigations import making as investigations
from tests.make import officer
from tests.orders import making as orders

START = date(2027, 1, 3)  # a Sunday of a year without holidays
MORNING = time(9, 5)


def at(day: date, hour: time = MORNING) -> datetime:
    return datetime.combine(day, hour, DHAKA).astimezone(UTC)


def later(day: date, number: int) -> date:
    return date.fromordinal(day.toordinal() + number)


def look(app: Flask, day: date, hour: time = MORNING) -> int:
    """Turns of the worker at this moment, until the day is done; how many notices were given."""
    told = 0
    with clock.at(at(day, hour)), app.app_context():
        while found := chore.remind():
            told += found
        db.session.remove()
    return told


def make_items(app: Flask, rows: Sequence[dict[str, Any]]) -> list[int]:
    """Items like one that was made, each on a post of its own; a row says what differs."""
    with clock.at(at(START)):
        first = make_item(app)
    with app.app_context(), transaction():
        item = db.session.get_one(ActionItem, first)
        posts = _copies(Post, item.post_id, [{} for _ in rows])
        flags = _copies(Flag, item.flag_id, [{"post_id": number} for number in posts])
        joined = zip(rows, posts, flags, strict=True)
        made = [
            {"number": f"TGL-2027-{post}", "post_id": post, "flag_id": flag} | row
            for row, post, flag in joined
        ]
        numbers = _copies(ActionItem, first, made)
        db.session.execute(
            update(ActionItem).where(ActionItem.id == first).values(state=ActionState.VERIFIED)
        )
    return numbers


def _copies(model: type[Base], number: int, rows: Sequence[dict[str, Any]]) -> list[int]:
    table = table_of(model)
    like = dict(db.session.execute(select(table).where(table.c.id == number)).mappings().one())
    newest = db.session.scalar(select(func.max(table.c.id))) or 0
    numbers = [newest + 1 + place for place in range(len(rows))]
    db.session.execute(
        insert(table),
        [like | {"id": n} | row for n, row in zip(numbers, rows, strict=True)],
    )
    if not is_sqlite():
        db.session.execute(
            text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), {numbers[-1]})")
        )
    return numbers


def timed(received_on: date, due_on: date, **more: Any) -> dict[str, Any]:
    """An item that is being done."""
    taken = {"state": ActionState.DOING, "acknowledged_at": now()}
    return taken | {"received_on": received_on, "given_on": received_on, "due_on": due_on} | more


def set_item(app: Flask, number: int, **values: Any) -> None:
    with app.app_context(), transaction():
        db.session.execute(update(ActionItem).where(ActionItem.id == number).values(**values))


def keep_holiday(app: Flask, *days: date, office: str = "") -> None:
    """Of the country, or of one office alone."""
    with app.app_context(), transaction():
        found = db.session.scalar(select(Office).where(Office.code == office)) if office else None
        where = {"scope": Scope.OFFICE, "office_id": found.id} if found else {}
        for day in days:
            told = {"name_bn": "ছুটি", "name_en": "Holiday"} | where
            db.session.add(CalendarDay(date=day, kind=DayKind.HOLIDAY, **told))


def seat_head(app: Flask, office: str, name: str) -> int:
    """A head for an office that has none; who sits there has it besides their own."""
    with app.app_context(), transaction():
        place = db.session.scalars(select(Office).where(Office.code == office)).one()
        like = seat("tangail.dc")
        made = Seat(
            code=f"{office}.head",
            office_id=place.id,
            rank_id=like.rank_id,
            title_bn="প্রধান",
            title_en="Head",
            head=True,
            label_bn=f"প্রধান, {place.place_bn}",
            label_en=f"Head, {place.place_en}",
        )
        db.session.add(made)
        db.session.flush()
        sit(made, officer(name), date(2026, 1, 1), HoldingKind.ADDITIONAL)
        return made.id


def sit(place: Seat, who: Officer, since: date, kind: HoldingKind = HoldingKind.MAIN) -> None:
    holding = Holding(seat_id=place.id, officer_id=who.id, kind=kind, since=since)
    db.session.add(holding)


def list_told(app: Flask, number: int, name: str = "action") -> list[tuple[str, date, list[str]]]:
    """What the clock told of a duty: the event, the day in Dhaka, and to whom."""
    with app.app_context():
        entries = db.session.scalars(
            select(LogEntry).where(LogEntry.actor_kind == "system").order_by(LogEntry.id)
        ).all()
        return [
            (entry.kind.partition(".")[2], clock.day_of(entry.created_at), _heard(entry.id))
            for entry in entries
            if entry.kind.startswith(f"{name}.") and (entry.facts or {}).get(f"{name}_id") == number
        ]


def _heard(entry_id: int) -> list[str]:
    names = (
        select(Officer.email)
        .join(Notification, Notification.officer_id == Officer.id)
        .where(Notification.entry_id == entry_id)
    )
    return sorted(email.partition("@")[0] for email in db.session.scalars(names))


def list_rows(app: Flask) -> list[tuple[int, str, int, date, date]]:
    """Each notice that was given: the item, the stage, its level, the day it was for, and when."""
    with app.app_context():
        rows = db.session.execute(
            select(
                Reminder.number, Reminder.stage, Reminder.level, Reminder.day, Reminder.reached_on
            ).where(Reminder.told)
        )
        return [tuple(row) for row in rows]


def every_kind(app: Flask) -> None:
    """Each thing that the clock says of a duty, to who holds its seat and to who stands above."""
    item_id, order_id = make_item(app), orders.make_order(app)
    appeal_id, number = appeals.file(app), investigations.order(app)
    with app.test_request_context(), transaction():
        for model, thing, kind, events in (
            (ActionItem, item_id, ITEMS, ("rahima", "tanvir")),
            (Order, order_id, ORDERS, ("rahima", "tanvir")),
            (Appeal, appeal_id, APPEALS, ("tanvir", "arif")),
            (Investigation, number, INVESTIGATIONS, ("tanvir", "arif")),
        ):
            _say_each(kind, db.session.get_one(model, thing), *(officer(who).id for who in events))


def _say_each(kind: DutyKind, duty: Any, holder: int, above: int) -> None:
    what = {"seat_id": duty.seat_id, "holder_id": holder, "due_on": duty.due_on}
    more: dict[Stage, dict[str, int]] = {
        Stage.UNANSWERED: {"giver_id": above},
        Stage.OVERDUE: {"superior_id": above},
        Stage.RAISED: {"level": 1, "to_seat_id": duty.seat_id, "to_id": above},
    }
    for stage, event in kind.events.items():
        record(SYSTEM, event(**kind.about(duty), **what, **more.get(stage, {})))
