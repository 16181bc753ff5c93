"""A page asks as much of the database for thirty comments, or twenty posts, as for one."""

import pytest

from app.pages import around
from tests.actions.making import make_flag
from tests.counting import statements
from tests.make import endorse, make_idea, make_post, move, say

READERS = ("rahima", "tanvir", "arif", "maya")


def asked(app, browser, address):
    browser.get(address)  # once before: what is asked only the first time does not count
    around._around.cache_clear()  # but what stands on a page is read anew
    with statements(app) as said:
        assert browser.get(address).status_code == 200
    return said


@pytest.mark.parametrize("reader", READERS)
def test_a_post_page_asks_eight_things_at_most(app, sign_in, reader):
    post_id = make_idea(app)
    browser = sign_in(reader)
    say(app, post_id)
    one = asked(app, browser, f"/posts/{post_id}")
    for number in range(29):
        say(app, post_id, by=("tanvir", "nurul", "omar")[number % 3])
    endorse(app, post_id, by="shahana")
    move(app, post_id, by="shahana")
    thirty = asked(app, browser, f"/posts/{post_id}")
    assert len(thirty) == len(one)
    assert len(thirty) <= 8, "\n\n".join(thirty)


@pytest.mark.parametrize("reader", READERS)
def test_the_feed_asks_seven_things_at_most(app, sign_in, reader):
    make_flag(app)
    browser = sign_in(reader)
    one = asked(app, browser, "/")
    for _ in range(19):
        post_id = make_idea(app)
        say(app, post_id)
        endorse(app, post_id)
        move(app, post_id)
    twenty = asked(app, browser, "/")
    assert len(twenty) == len(one)
    assert len(twenty) <= 7, "\n\n".join(twenty)


def test_the_desk_asks_the_same_for_one_and_for_twenty(app, sign_in):
    make_post(app)
    browser = sign_in("shahana")
    one = asked(app, browser, "/desk")
    for _ in range(19):
        make_idea(app)
    assert len(asked(app, browser, "/desk")) == len(one)
