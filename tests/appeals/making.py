"""Appeals, by the usual people.

Rahima's seat had the trouble; Jubayer, who flagged it, appeals; Tanvir heads the office above and
decides. The cell is Mithun's, once the Cabinet Division has a head."""

from datetime import date, timedelta

from flask import Flask

from app.actions.models import ActionItem
from app.appeals import operations
from app.appeals.models import Appeal
from app.comments.operations import Said
from app.core.clock import now, today
from app.core.db import db
from app.core.events import CITIZEN
from app.core.transaction import transaction
from tests.actions import making
from tests.make import do, officer


def make_ended(app: Flask) -> int:
    item_id = making.make_item(app)
    making.finish(app, item_id)
    return item_id


def make_overdue(app: Flask, day: date | None = None) -> int:
    item_id = making.make_item(app)
    with app.app_context(), transaction():
        item = db.session.get_one(ActionItem, item_id)
        item.due_on = day or today() - timedelta(1)
    return item_id


def file(
    app: Flask,
    item_id: int | None = None,
    by: str = "jubayer",
    words: str = "The **fence** stands again.",
    why_late: str = "",
) -> int:
    number = item_id or make_ended(app)

    def deed() -> Appeal:
        item = db.session.get_one(ActionItem, number)
        who = CITIZEN if by == "citizen" else officer(by)
        return operations.file_appeal(who, item, Said(words), why_late)

    return do(app, deed)


def act(app: Flask, name: str, appeal_id: int, by: str = "tanvir", words: str = "So it is.") -> int:
    further = [] if name == "take_late" else [Said(words)]
    deed = getattr(operations, name)
    return do(app, lambda: deed(officer(by), db.session.get_one(Appeal, appeal_id), *further))


def make_late(app: Flask) -> int:
    """Ended longer ago than a month."""
    item_id = make_ended(app)
    age(app, item_id, 60)
    return item_id


def age(app: Flask, item_id: int, days: int) -> None:
    """As if it had ended so many days ago."""
    with app.app_context(), transaction():
        db.session.get_one(ActionItem, item_id).done_at = now() - timedelta(days)


def give_the_cell_a_head(app: Flask) -> None:
    with app.app_context(), transaction():
        making.seat("cabinet.moderator-2").head = True


def every_kind(app: Flask) -> None:
    """All that can be done with appeals, each at least once."""
    item_id = make_ended(app)
    act(app, "withdraw_appeal", file(app, item_id), "jubayer")
    act(app, "uphold", file(app, item_id))
    late = make_ended(app)
    age(app, late, 90)
    appeal_id = file(app, late, why_late="I was ill.")
    act(app, "take_late", appeal_id)
    act(app, "reject", appeal_id)
    never = make_ended(app)
    age(app, never, 90)
    act(app, "refuse_late", file(app, never, why_late="I was ill."))
    file(app)  # which is open when the calendar changes
