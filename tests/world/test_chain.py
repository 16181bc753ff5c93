"""The demonstration has a trouble at each place of the way, as the operations let it come there."""

import pytest
from sqlalchemy import delete, func, select

from app.actions.models import ActionItem, ActionState
from app.actions.table import OF_ITEM
from app.appeals.models import Appeal, AppealState
from app.calendar.models import CalendarDay
from app.calendar.queries import national_calendar
from app.calendar.working_days import is_working_day
from app.citizens.models import Citizen
from app.core.clock import day_of, now
from app.core.db import db
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.evidence.models import Evidence
from app.investigations.models import Investigation
from app.officers.models import Holding, Office, Officer, Rank, Seat
from app.orders.models import Order
from app.orders.table import OF_ORDER
from app.posts.models import Audience
from app.reminders.models import Reminder, Stage
from app.results.asking import find_by_citizen
from app.results.figures import LEAST, figures_of
from app.results.models import Result
from app.results.queries import list_results
from app.world.country import fill_country
from app.world.demo import fill_demo


@pytest.fixture
def world(app):
    with app.app_context():
        with transaction():
            for table in (Holding, Officer, Seat, Office, Rank, CalendarDay):
                db.session.execute(delete(table))
            fill_country()
        fill_demo()
        yield


def states_of(table):
    """All that an act starts from or leads to."""
    ways = table.values()
    return {way.to for way in ways if way.to}.union(*(way.states for way in ways))


def test_the_whole_chain_is_there(world):
    items = db.session.scalars(select(ActionItem)).all()
    assert {item.state for item in items} == states_of(OF_ITEM)
    assert any(item.reopened and item.state == ActionState.DOING for item in items)
    assert any(item.asked_days for item in items)
    assert any(item.forwards for item in items)
    orders = db.session.scalars(select(Order)).all()
    assert {order.state for order in orders} == states_of(OF_ORDER)
    assert any(order.parent_id for order in orders)
    assert db.session.scalar(select(func.count()).select_from(Evidence)) == 1
    told = set(db.session.scalars(select(Reminder.stage).where(Reminder.told.is_(True))))
    assert {Stage.OVERDUE, Stage.RAISED} <= told


def test_an_appeal_waits_and_a_private_trouble_is_investigated(world):
    assert db.session.scalars(select(Appeal)).one().state == AppealState.OPEN
    one = db.session.scalars(select(Investigation)).one()
    assert one.item.post.audience == Audience.PRIVATE
    assert [who.stated_at is not None for who in one.accused] == [True]


def test_what_the_public_reads_is_there(world):
    published = list_results()
    assert len(published) >= 4
    assert {line.language for line in published} == {"bn", "en"}
    figures = figures_of("tangail")
    assert figures.verified is not None
    assert figures.verified >= LEAST
    assert figures.on_time.percent is not None
    assert figures.median_days is not None


def test_a_citizen_asks_with_the_number_and_the_end_of_the_phone(world):
    result = db.session.scalars(select(Result).order_by(Result.id)).first()
    item = db.session.get_one(ActionItem, result.action_id)
    phones = db.session.scalars(select(Citizen.phone)).all()
    assert find_by_citizen(item.number, "0000") is None
    assert any(find_by_citizen(item.number, phone[-4:]) for phone in phones)


def test_the_chain_is_told_on_working_days_and_not_in_advance(world):
    kinds = ("order.given", "order.reported", "action.disputed", "action.overdue")
    rows = db.session.scalars(select(LogEntry).where(LogEntry.kind.in_(kinds))).all()
    assert rows
    calendar = national_calendar()
    assert all(is_working_day(calendar, day_of(row.created_at)) for row in rows)
    assert all(row.created_at < now() for row in rows)
