"""Whoever leaves a seat ends what was given from it, and both are told by the same deed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.clock import today
from app.core.db import db
from app.core.events import SYSTEM
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.notifications.models import Notification
from app.officers.models import HoldingKind
from app.officers.operations import close_account, move_officer
from app.officers.queries import find_seat_by_code
from tests.delegation.hands import end, name_one
from tests.make import officer
from tests.retirement.hands import retire

ENDS = "The work as private secretary between the two ends with it"


def leave(app, name, seat="bhola.dc", days=0, kind=HoldingKind.MAIN):
    with app.test_request_context(), transaction():
        day = today() + timedelta(days=days)
        move_officer(SYSTEM, officer(name), find_seat_by_code(seat), day, kind)


def told(app):
    """By the newest entry, the names of whom it was told to."""
    with app.app_context():
        newest = select(LogEntry.id).order_by(LogEntry.id.desc()).limit(1).scalar_subquery()
        rows = db.session.scalars(
            select(Notification.officer_id).where(Notification.entry_id == newest)
        )
        return set(rows)


def bell(sign_in, name):
    return sign_in(name).get("/notifications").text


@pytest.mark.parametrize("days", [0, 5])
@pytest.mark.parametrize(("who", "other"), [("shahana", "omar"), ("omar", "shahana")])
def test_a_transfer_tells_both_in_its_own_event(
    app, cast, sign_in, delegation_id, who, other, days
):
    leave(app, who, days=days)
    assert {cast[who], cast[other]} <= told(app)
    assert ENDS in bell(sign_in, who)
    assert ENDS in bell(sign_in, other)
    assert "takes another seat from" in bell(sign_in, other)


def test_a_further_seat_ends_nothing(app, cast, sign_in, delegation_id):
    leave(app, "shahana", kind=HoldingKind.ADDITIONAL)
    assert cast["omar"] not in told(app)
    assert ENDS not in bell(sign_in, "shahana")


def test_what_is_over_already_is_not_told_again(app, cast, sign_in, delegation_id):
    end(app, delegation_id)
    leave(app, "shahana")
    assert cast["omar"] not in told(app)
    assert ENDS not in bell(sign_in, "shahana")


def test_a_head_who_shares_none_hears_of_the_transfer_alone(app, cast, sign_in):
    name_one(app, senior="nurul", whom="tanvir")
    leave(app, "nurul")
    assert ENDS in bell(sign_in, "tanvir")
    page = bell(sign_in, "shahana")
    assert "Nurul Alam takes another seat from" in page
    assert ENDS not in page


@pytest.mark.parametrize(("who", "other"), [("shahana", "omar"), ("omar", "shahana")])
def test_a_closed_account_is_told_to_the_other_of_the_two_and_nobody_else(
    app, cast, sign_in, delegation_id, who, other
):
    with app.test_request_context(), transaction():
        close_account(SYSTEM, officer(who))
    assert told(app) == {cast[other]}
    page = bell(sign_in, other)
    assert "was closed; the work as private secretary between the two of you is over" in page


def test_a_retirement_tells_both_in_its_own_event(app, cast, sign_in):
    name_one(app, senior="nurul", whom="tanvir")
    retire(app, "nurul")
    assert {cast["nurul"], cast["tanvir"]} <= told(app)
    assert ENDS in bell(sign_in, "nurul")
    assert ENDS in bell(sign_in, "tanvir")
