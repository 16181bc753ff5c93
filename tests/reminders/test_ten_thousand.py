"""Ten thousand items over ninety days (R23): each stage of each is told once, to whom it concerns,
however often the worker dies."""

import random
from collections import Counter, defaultdict
from datetime import date, time

import pytest
from sqlalchemy import func, select, update

from app.actions.models import ActionItem, ActionState
from app.calendar.queries import national_calendar
from app.calendar.working_days import is_working_day
from app.core import clock, work
from app.core.db import db
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.officers.models import Holding, Seat
from app.reminders import chore
from app.reminders.models import Reminder
from tests.actions.making import seat
from tests.make import officer
from tests.reminders.making import (
    START,
    at,
    keep_holiday,
    later,
    make_items,
    seat_head,
    sit,
    timed,
)

ITEMS, DAYS, AFTER = 10_000, 90, 30
LASTING = 90  # items that nobody ends; as many again end somewhere on the way
# Seat → who is told of what is overdue, and then of each level.
LADDERS = {
    "ghatail.land": ["ghatail.uno", "tangail.dc", "dhaka-division.head"],
    "ghatail.social": ["ghatail.uno", "tangail.dc", "dhaka-division.head"],
    "ghatail.uno": ["tangail.dc", "dhaka-division.head"],
    "tangail.dc": ["dhaka-division.head"],
}
HOLIDAYS = [later(START, number) for number in (21, 36, 37, 38, 64)]
DECLARED = later(START, 43)  # only a week before it comes


@pytest.fixture
def dice(monkeypatch):
    """A worker that is killed between two of its pieces, every now and then."""
    dice = random.Random(23)

    def look():
        if dice.random() < 0.1:
            raise SystemExit

    monkeypatch.setattr(work, "between", [look])
    return dice


def test_each_stage_of_each_item_is_told_once_and_to_the_right_officers(app, cast, dice):
    seat_head(app, "dhaka-division", "omar")
    keep_holiday(app, *HOLIDAYS)
    with app.app_context():
        seats = {code: seat(code).id for code in LADDERS}
        codes = {number: code for code, number in db.session.execute(select(Seat.code, Seat.id))}
    facts, ends = _make(app, seats, dice)
    for count in range(DAYS + AFTER):
        _live(app, count, ends)
        for hour in (time(dice.randint(0, 8), 59), time(dice.randint(9, 23), 30)):
            _turns(app, later(START, count), hour)
    _check(app, cast, facts, ends, codes)


def _make(app, seats, dice):
    """What was made of each item, and the day on which each ends that does."""
    rows, ends = [], {}
    for place in range(ITEMS):
        due_on = later(START, 10 + place % DAYS)
        received_on = later(due_on, -dice.randint(5, 9 + place % DAYS))
        rows.append(timed(received_on, due_on, seat_id=seats[dice.choice(list(seats))]))
    numbers = make_items(app, rows)
    facts = dict(zip(numbers, rows, strict=True))
    for number in numbers[LASTING:]:
        ends[number] = START  # done in time, before anything is to be said
    for number in numbers[LASTING : 2 * LASTING]:
        ends[number] = later(facts[number]["due_on"], dice.randint(-5, 20))
    return facts, ends


def _live(app, count, ends):
    """What officers do on that day before the clock looks."""
    day = later(START, count)
    _end(app, [number for number, end in ends.items() if end == day])
    if count == 36:
        keep_holiday(app, DECLARED)
    if count == 50:
        _change_holder(app, day)


def _turns(app, day, hour):
    """Until the worker has nothing more to say; killed, it is started again."""
    while True:
        with clock.at(at(day, hour)), app.app_context():
            try:
                if not chore.remind():
                    return
            except SystemExit:
                continue
            finally:
                db.session.remove()


def _end(app, numbers):
    if numbers:
        with app.app_context(), transaction():
            for start in range(0, len(numbers), 500):
                some = ActionItem.id.in_(numbers[start : start + 500])
                db.session.execute(update(ActionItem).where(some).values(state=ActionState.DONE))


def _change_holder(app, day):
    with app.app_context(), transaction():
        place = seat("ghatail.land")
        db.session.execute(
            update(Holding).where(Holding.seat_id == place.id).values(until=later(day, -1))
        )
        sit(place, officer("nurul"), day)


def _check(app, cast, facts, ends, codes):
    with app.app_context():
        calendar = national_calendar()
        rows = db.session.scalars(select(Reminder).where(Reminder.told).order_by(Reminder.id)).all()
        of_item = defaultdict(list)
        for row in rows:
            of_item[row.number].append(row)
        for entry in db.session.scalars(select(LogEntry).where(LogEntry.actor_kind == "system")):
            local = entry.created_at.astimezone(clock.DHAKA)
            assert is_working_day(calendar, local.date())
            assert local.hour >= 9
            if codes[entry.facts["seat_id"]] == "ghatail.land":
                came = local.date() >= later(START, 50)
                assert entry.facts["holder_id"] == cast["nurul" if came else "rahima"]
        told = select(func.count()).where(LogEntry.actor_kind == "system")
        assert db.session.scalar(told) == len(rows)
        for number, item in facts.items():
            said = of_item[number]
            assert max(Counter((row.stage, row.level) for row in said).values(), default=0) <= 1
            end = ends.get(number, date.max)
            assert all(row.reached_on < end for row in said)
            ladder = LADDERS[codes[item["seat_id"]]]
            climbed = [codes[row.seat_id] for row in said if row.seat_id]
            assert climbed == ladder[: len(climbed)]
            if number not in ends:
                _check_lasting(calendar, item, said, ladder)


def _check_lasting(calendar, item, said, ladder):
    """All of it, each on its day: counted here day by day."""
    due_on = item["due_on"]
    works = [
        day
        for day in (later(START, count) for count in range(DAYS + AFTER))
        if is_working_day(calendar, day)
    ]
    after = [day for day in works if day > due_on]
    stages = {(row.stage, row.level): row.reached_on for row in said}
    expected = {}
    if due_on in works:
        expected["due", 0] = due_on
    for level in range(len(ladder)):
        if len(after) > 5 * level:
            expected["raised" if level else "overdue", level] = after[5 * level]
    warned = stages.pop(("warned", 0), None)
    assert stages == expected
    if warned:
        assert warned in works
        assert warned < due_on
