"""Orders under an item, by the usual people.

The item is the UNO's (Tanvir); he orders Rahima's seat, or Jubayer's; Arif heads the district
above."""

from flask import Flask
from sqlalchemy import select

from app.actions.models import ActionItem
from app.comments.operations import Said
from app.core.clock import today
from app.core.db import db
from app.core.transaction import transaction
from app.officers.models import Seat
from app.orders import operations
from app.orders.models import Order
from tests.actions import making
from tests.make import do, officer
from tests.retirement.hands import make_administrator


def seat(code: str = "ghatail.land") -> Seat:
    return db.session.scalars(select(Seat).where(Seat.code == code)).one()


def make_item(app: Flask, to: str = "ghatail.uno", days: int = 15) -> int:
    return making.make_item(app, to=to, days=days)


def make_order(
    app: Flask,
    item_id: int | None = None,
    by: str = "tanvir",
    to: str = "ghatail.land",
    days: int = 7,
    words: str = "Measure the pond and **report**.",
) -> int:
    number = item_id or make_item(app)
    return do(
        app,
        lambda: operations.give_order(
            officer(by),
            db.session.get_one(ActionItem, number),
            seat(to),
            Said(words),
            Said("Survey papers and two photos."),
            days,
        ),
    )


def make_sub_order(
    app: Flask, parent_id: int, by: str = "tanvir", to: str = "ghatail.land", days: int = 4
) -> int:
    return do(
        app,
        lambda: operations.give_sub_order(
            officer(by),
            db.session.get_one(Order, parent_id),
            seat(to),
            Said("Find the lease papers."),
            Said("Copies of all of them."),
            days,
        ),
    )


def act(app: Flask, name: str, order_id: int, by: str, words: str = "So it is.", *more) -> int:
    """One act of the table, by its operation."""
    deed = getattr(operations, name)
    return do(
        app, lambda: deed(officer(by), db.session.get_one(Order, order_id), Said(words), *more)
    )


def grant_and_end(app: Flask, seat_code: str = "ghatail.uno", to: str = "tangail.adc") -> int:
    """Leave for one seat to order another, and its end."""
    make_administrator(app, "mithun")
    with app.app_context(), transaction():
        mithun = officer("mithun")
        grant = operations.give_grant(mithun, seat(seat_code), seat(to), today(), None)
        operations.end_grant(mithun, grant)
        return grant.id


def every_kind(app: Flask) -> None:
    """All that can be done with orders, each at least once."""
    item_id = make_item(app)
    first = make_order(app, item_id)
    for name, by in (
        *(("ask_back", "rahima"), ("answer_back", "tanvir"), ("acknowledge", "rahima")),
        *(("report", "rahima"), ("return_report", "tanvir"), ("report", "rahima")),
        ("accept_report", "tanvir"),
    ):
        act(app, name, first, by)
    second = make_order(app, item_id)
    act(app, "ask_time", second, "rahima", "Rain.", 1)
    act(app, "give_time", second, "tanvir")
    act(app, "ask_time", second, "rahima", "Rain.", 1)
    act(app, "refuse_time", second, "tanvir")
    with app.app_context():
        social = seat("ghatail.social")
    act(app, "forward", second, "rahima", "Not mine.", social)
    act(app, "withdraw_order", second, "tanvir")
    grant_and_end(app)
    make_order(app, item_id)  # which is open when the calendar changes
