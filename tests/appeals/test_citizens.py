"""What is kept of a citizen is forgotten on its day, and not before the trouble is over."""

from datetime import date, timedelta

import pytest

from app.actions.models import ActionItem
from app.citizens.models import Citizen
from app.citizens.operations import forget_citizens
from app.core.clock import now
from app.core.db import db
from app.core.transaction import transaction
from tests.actions import making
from tests.appeals import making as appeals
from tests.results.making import make_trouble


@pytest.fixture
def post_id(app):
    """Of a citizen whose day has come."""
    number = make_trouble(app)
    with app.app_context(), transaction():
        db.session.query(Citizen).one().purge_on = date(2026, 1, 1)
    return number


def forgotten(app):
    with app.app_context(), transaction():
        return forget_citizens() == 1


def end_long_ago(app, item_id):
    with app.app_context(), transaction():
        db.session.get_one(ActionItem, item_id).done_at = now() - timedelta(days=90)


def test_where_nothing_came_of_it_the_day_is_kept(app, post_id):
    assert forgotten(app)


def test_while_it_is_under_way_nothing_is_forgotten(app, post_id):
    making.make_item(app, making.make_flag(app, post_id))
    assert not forgotten(app)


def test_done_and_not_verified_nothing_is_forgotten(app, post_id):
    item_id = making.make_item(app, making.make_flag(app, post_id))
    making.finish(app, item_id)
    end_long_ago(app, item_id)
    assert not forgotten(app)


def test_while_an_appeal_may_be_filed_or_waits_nothing_is_forgotten(app, post_id):
    item_id = making.make_item(app, making.make_flag(app, post_id))
    making.finish(app, item_id)
    making.verify(app, item_id)
    assert not forgotten(app)
    number = appeals.file(app, item_id)
    end_long_ago(app, item_id)
    assert not forgotten(app)
    appeals.act(app, "reject", number)
    assert forgotten(app)


def test_of_a_post_that_was_joined_the_other_trouble_is_waited_for(app, post_id):
    item_id = making.make_item(app)
    making.join(app, making.make_flag(app, post_id), item_id)
    assert not forgotten(app)
    making.finish(app, item_id)
    making.verify(app, item_id)
    end_long_ago(app, item_id)
    assert forgotten(app)
