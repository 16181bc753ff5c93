"""A public page is made once and kept, and yet it never shows what is not so any more."""

from datetime import timedelta

import pytest

from app.actions.models import ActionItem
from app.citizens.models import Citizen
from app.citizens.operations import forget_citizens
from app.comments.operations import Said
from app.core import clock
from app.core.clock import now, today
from app.core.db import db
from app.core.transaction import transaction
from app.results import kept
from app.results.operations import say_not_over, withdraw_result
from app.results.queries import find_result
from tests.counting import statements
from tests.make import do, hide, officer
from tests.results.making import (
    NAME,
    TITLE,
    make_result,
    make_trouble,
    make_verified,
    number_of,
    publish,
)

PATHS = (
    "/results",
    "/results/{}",
    "/results/offices/ghatail-land",
    "/results/feed.atom",
    "/status",
)
SHOW_IT = ("/results", "/results/{}", "/results/feed.atom")


@pytest.fixture
def made(app):
    """The post, the item and its number."""
    post_id = make_trouble(app)
    item_id = make_verified(app, post_id)
    publish(app, item_id)
    return post_id, item_id, number_of(app, item_id)


def read(app, path, number, **asked):
    return app.test_client().get(path.format(number), query_string={"lang": "en"} | asked)


def shown(app, number):
    return [TITLE in read(app, path, number).text for path in SHOW_IT]


@pytest.mark.parametrize("path", PATHS)
def test_the_second_time_only_the_log_is_asked(app, made, path):
    first = read(app, path, made[2])
    with statements(app) as asked:
        again = read(app, path, made[2])
    assert len(asked) == 1, asked
    assert again.data == first.data
    assert dict(again.headers) == dict(first.headers)
    assert app.test_client().head(path.format(made[2])).data == b""
    assert read(app, path, made[2]).data == first.data


def _withdraw(app, post_id, item_id):
    do(app, lambda: withdraw_result(officer("arif"), find_result(item_id), "A name stood in it."))


def _hide(app, post_id, item_id):
    hide(app, post_id)


@pytest.mark.parametrize("deed", [_withdraw, _hide])
def test_what_is_taken_back_or_hidden_is_gone_at_once(app, made, deed):
    post_id, item_id, number = made
    assert shown(app, number) == [True, True, True]
    deed(app, post_id, item_id)
    assert shown(app, number) == [False, False, False]


def test_what_is_opened_again_says_so_at_once(app, made):
    _post_id, item_id, number = made
    said = "The citizen said that it is not over."
    assert said not in read(app, "/results/{}", number).text
    do(app, lambda: say_not_over(db.session.get_one(ActionItem, item_id), Said("It stands.")))
    assert said in read(app, "/results/{}", number).text


def test_what_was_not_there_is_there_once_it_is_published(app):
    item_id = make_verified(app)
    number = number_of(app, item_id)
    assert read(app, "/results/{}", number).status_code == 404
    publish(app, item_id)
    assert shown(app, number) == [True, True, True]


def test_a_citizen_who_is_forgotten_is_named_no_more(app):
    number = make_result(app, make_trouble(app, naming_agreed_at=now()))
    assert NAME in read(app, "/results/{}", number).text
    with app.app_context(), transaction():
        db.session.query(Citizen).one().purge_on = today()
        db.session.query(ActionItem).one().done_at = now() - timedelta(days=90)  # nobody appeals
    with app.test_request_context(), transaction():
        forget_citizens()
    assert NAME not in read(app, "/results/{}", number).text


def test_each_language_each_question_and_each_day_has_its_own(app, made):
    number = made[2]
    english = read(app, "/results/{}", number).text
    assert read(app, "/results/{}", number, lang="bn").text != english
    assert TITLE not in read(app, "/results", number, district="bhola", outcome="other").text
    with statements(app) as asked:
        read(app, "/results/{}", number)
    assert len(asked) == 1
    with clock.at(clock.now().replace(year=clock.now().year + 1)), statements(app) as asked:
        read(app, "/results/{}", number)
    assert len(asked) > 1


def test_who_asks_for_what_nobody_asks_for_fills_no_memory(app, made, monkeypatch):
    monkeypatch.setattr(kept, "KEPT", 5)
    for number in range(20):
        assert read(app, "/results", made[2], x=str(number)).status_code == 200
        assert len(kept._answers) <= 5
    before = dict(kept._answers)
    assert read(app, "/results", made[2], x="y" * 300).status_code == 200
    assert kept._answers == before
