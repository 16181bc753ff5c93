"""What was missed comes whole and once, at whatever moment it was asked for."""

import re

import pytest

from app.comments.models import Comment
from app.comments.operations import hide_comment
from app.core import log
from app.core.db import db
from tests.actions import making
from tests.counting import statements
from tests.live.meanwhile import before
from tests.make import do, make_post, officer, say

DONE = "Done, to be verified"


def now_at(app):
    with app.app_context():
        return log.latest()


def missed(browser, room, after):
    return browser.get(f"/live/{room}?after={after}&lang=en").json


def test_a_step_taken_while_one_asks_is_in_this_answer_or_in_the_next(app, sign_in):
    """On PostgreSQL each statement sees what is there when it is asked."""
    browser, came, moment = sign_in("nurul"), True, 0
    while came:
        item_id = making.make_item(app, making.make_flag(app, make_post(app)))
        room, after = f"action:{item_id}", now_at(app)
        with before(app, lambda item_id=item_id: making.finish(app, item_id), skip=moment) as came:
            answer = missed(browser, room, after)
        if came:
            pieces = answer["pieces"] + missed(browser, room, answer["heard"])["pieces"]
            states = [news for news in pieces if 'id="action-state"' in news["html"]]
            newest = max(states, key=lambda news: news["entry"])
            first = next(news for news in states if news["entry"] == newest["entry"])
            assert DONE in first["html"], f"of two of one age the first stays: {came}"
        moment += 1
    assert moment > 3


def test_a_step_taken_while_the_page_is_read_is_on_it_or_is_caught_up(app, sign_in):
    browser, came, moment = sign_in("nurul"), True, 0
    while came:
        item_id = making.make_item(app, making.make_flag(app, make_post(app)))
        with before(app, lambda item_id=item_id: making.finish(app, item_id), skip=moment) as came:
            page = browser.get(f"/actions/{item_id}?lang=en").text
        if came:
            heard = int(re.search(rf'room="action:{item_id}" heard="(\d+)"', page)[1])
            state = re.search(r'id="action-state".*?</div>', page, re.DOTALL)[0]
            later = missed(browser, f"action:{item_id}", heard)["pieces"]
            assert DONE in state or later, came
        moment += 1
    assert moment > 3


def test_a_comment_hidden_while_it_is_answered_is_not_younger_than_its_hiding(app, sign_in):
    post_id = make_post(app)

    def hide():
        comment = db.session.query(Comment).one()
        hide_comment(officer("maya"), comment, "It names a citizen.")
        return comment

    with before(app, lambda: do(app, hide), "max(log.id)") as came:
        answer = sign_in("jubayer").post(
            f"/posts/{post_id}/comments",
            data={"body": "Her number is 01700.", "_key": "k"},
            headers={"X-Fragment": "1"},
        )
    assert came
    entry = int(re.search(r'data-entry="(\d+)"', answer.text)[1])
    assert "data-removed" in answer.text or entry < now_at(app)


def test_fifty_comments_are_caught_up_with_one_count(app, sign_in):
    post_id = make_post(app)
    browser, asked = sign_in("nurul"), []
    for number in (1, 49):
        after = now_at(app)
        for _ in range(number):
            say(app, post_id)
        with statements(app) as told:
            pieces = missed(browser, f"post:{post_id}", after)["pieces"]
        asked.append(len(told))
        counts = [news for news in pieces if 'id="comment-count"' in news["html"]]
        assert len(counts) == 1
        assert counts[0]["entry"] == now_at(app)
    assert asked[1] <= asked[0] + 49, "each comment once, and nothing else"


@pytest.mark.parametrize("room", ["post:007", "post:1x", "desk:1", "post:"])
def test_a_room_has_one_name(app, sign_in, room):
    for _ in range(7):
        make_post(app)
    assert sign_in("nurul").get(f"/live/{room}?after=0").status_code == 404
