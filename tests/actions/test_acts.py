"""Asking back, forwarding, more time, and an end that is disputed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.actions.models import ActionItem, ActionState
from app.core.db import db
from app.core.errors import Refused
from tests.actions import making

SUNDAY = datetime(2026, 11, 22, 4, 30, tzinfo=UTC)


def item_of(app, item_id):
    with app.app_context():
        item = db.session.get_one(ActionItem, item_id)
        assert item.seat.code
        return item


def test_the_day_stays_while_a_question_is_asked_and_answered(app, stop_clock):
    stop_clock(SUNDAY)
    item_id = making.make_item(app, days=7)
    due_on = item_of(app, item_id).due_on
    making.act(app, item_id, "ask_back", by="rahima", said="Which pond?")
    assert item_of(app, item_id).state == ActionState.ASKED
    making.act(app, item_id, "answer_back", by="maya", said="The one at Kuliya.")
    item = item_of(app, item_id)
    assert (item.state, item.due_on) == (ActionState.GIVEN, due_on)


def test_more_time_is_given_one_level_up(app, sign_in, stop_clock):
    stop_clock(SUNDAY)
    item_id = making.make_item(app, days=7)
    assert item_of(app, item_id).due_on == date(2026, 12, 1)
    making.act(app, item_id, "ask_time", by="rahima", days=5)
    with pytest.raises(Refused, match=r"Nurul|One level above the seat decides"):
        making.act(app, item_id, "give_time", by="nurul")
    page = sign_in("tanvir").get(f"/actions/{item_id}").text
    assert "5 working days more are asked for." in page
    making.act(app, item_id, "give_time", by="tanvir")
    item = item_of(app, item_id)
    assert (item.due_on, item.more_days, item.asked_days) == (date(2026, 12, 8), 5, None)


def test_refused_time_leaves_the_day_and_may_be_asked_for_again(app, stop_clock):
    stop_clock(SUNDAY)
    item_id = making.make_item(app, days=7)
    making.act(app, item_id, "ask_time", by="rahima", days=5)
    making.act(app, item_id, "refuse_time", by="tanvir", said="It is small work.")
    assert item_of(app, item_id).due_on == date(2026, 12, 1)
    making.act(app, item_id, "ask_time", by="rahima", days=2)


def test_forwarded_twice_it_goes_to_the_common_superior_who_decides(app, sign_in):
    item_id = making.make_item(app, to="ghatail.land")
    making.act(app, item_id, "forward", by="rahima", to="ghatail.social")
    assert item_of(app, item_id).seat.code == "ghatail.social"
    making.act(app, item_id, "forward", by="jubayer", to="ghatail.land")
    page = sign_in("rahima").get(f"/actions/{item_id}/acts/forward").text
    assert "It was forwarded twice" in page
    assert "<select" not in page.split("<main")[1]
    making.act(app, item_id, "forward", by="rahima", to="ghatail.social")
    assert item_of(app, item_id).seat.code == "ghatail.uno"
    making.act(app, item_id, "forward", by="tanvir", to="ghatail.social")
    with pytest.raises(Refused, match="The common superior has decided"):
        making.act(app, item_id, "forward", by="jubayer", to="ghatail.land")


def test_a_disputed_end_opens_it_again_at_the_same_seat_with_the_words(app, sign_in, stop_clock):
    stop_clock(SUNDAY)
    item_id = making.make_item(app, days=7)
    making.finish(app, item_id)
    making.verify(app, item_id)
    stop_clock(SUNDAY + timedelta(days=14))
    making.act(app, item_id, "dispute", by="jubayer", said="She says the fence stands again.")
    item = item_of(app, item_id)
    assert (item.state, item.reopened, item.verified_at) == (ActionState.DOING, 1, None)
    assert item.seat.code == "ghatail.land"
    assert item.due_on > date(2026, 12, 6)
    assert "the fence stands again" in sign_in("rahima").get(f"/actions/{item_id}").text
    making.finish(app, item_id)
    making.verify(app, item_id)
    assert item_of(app, item_id).state == ActionState.VERIFIED


def test_an_end_is_not_disputed_for_ever(app, stop_clock):
    stop_clock(SUNDAY)
    item_id = making.make_item(app)
    making.finish(app, item_id)
    making.verify(app, item_id)
    stop_clock(SUNDAY + timedelta(days=90))
    with pytest.raises(Refused, match="are over"):
        making.act(app, item_id, "dispute", by="jubayer")
