"""The front page: the latest activity first, what waits for me, and a way further down."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from app.core import clock
from app.core.db import db
from app.posts.models import Audience, Post
from app.posts.operations import pin_post
from tests.actions import making
from tests.make import do, endorse, make_idea, make_post, officer, say
from tests.moderation.making import concern_about_post

BEGAN = datetime(2026, 11, 1, 4, 0, tzinfo=UTC)


def titles(page):
    return re.findall(
        r"<h2 id=\"post-\d+-h\"[^>]*><a href=\"/posts/\d+\"[^>]*>(.*?)</a>", page.text
    )


def older(page):
    found = re.search(r'href="([^"]*before=[^"]*)"', page.text)
    return found.group(1).replace("&amp;", "&") if found else None


def write(app, title, minute, **more):
    with clock.at(BEGAN + timedelta(minutes=minute)):
        return make_post(app, title=title, **more)


def test_the_latest_word_comes_first_whoever_says_it(app, sign_in):
    for number, title in enumerate(("One", "Two", "Three")):
        write(app, title, number)
    browser = sign_in("rahima")
    assert titles(browser.get("/")) == ["Three", "Two", "One"]
    one = write(app, "By a Secretary", 5, by="shahana")
    assert titles(browser.get("/"))[0] == "By a Secretary"
    first = titles(browser.get("/"))
    assert first == ["By a Secretary", "Three", "Two", "One"]
    with clock.at(BEGAN + timedelta(minutes=9)):
        say(app, one - 3)
    assert titles(browser.get("/"))[0] == "One"


def test_a_card_says_who_what_and_how_far_it_has_come(app, sign_in):
    post_id = make_idea(app, title="Answers by phone")
    say(app, post_id)
    endorse(app, post_id)
    page = sign_in("omar").get("/").text
    assert "Rahima Khatun" in page
    assert "Assistant Commissioner (Land), Ghatail, Tangail" in page
    assert "People come three times only to ask." in page
    assert "Comments 1" in page
    assert "<b>Endorsed</b>by 1" in page


def test_every_post_is_met_once_on_the_way_down(app, sign_in):
    for number in range(45):
        write(app, f"Post {number}", number // 3)  # three of the same moment
    browser = sign_in("rahima")
    page, seen = browser.get("/"), []
    while True:
        seen += titles(page)
        if not (address := older(page)):
            break
        page = browser.get(address)
    assert seen == [f"Post {number}" for number in reversed(range(45))]


def test_what_is_pinned_stands_on_top_once(app, sign_in):
    numbers = [write(app, f"Post {number}", number) for number in range(25)]

    def pin():
        post = db.session.get_one(Post, numbers[0])
        pin_post(officer("maya"), post)
        return post

    do(app, pin)
    browser = sign_in("rahima")
    first = browser.get("/")
    assert titles(first)[:2] == ["Post 0", "Post 24"]
    assert "Pinned" in first.text
    second = titles(browser.get(older(first)))
    assert second == [f"Post {number}" for number in range(4, 0, -1)]


def test_the_four_ways_to_look(app, sign_in):
    write(app, "Mine", 1)
    write(app, "From the ministry", 2, by="omar")
    write(app, "From Ghatail", 3, by="jubayer")
    browser = sign_in("jubayer")
    followed = write(app, "Followed", 4, by="nurul")
    say(app, followed, by="jubayer")
    assert titles(browser.get("/?only=office")) == ["From Ghatail"]
    assert titles(browser.get("/?only=field")) == ["From Ghatail", "Mine"]
    assert titles(browser.get("/?only=following")) == ["Followed", "From Ghatail"]
    assert len(titles(browser.get("/?only=nonsense"))) == 4


@pytest.mark.parametrize(
    "asked",
    [
        "x",
        "_",
        "2026-11-01_1",
        "2026-11-01T00:00:00_5",
        "0001-01-01T00:00:00+14:00_5",
        "9999-12-31T23:59:59-14:00_5",
        f"2026-11-01T00:00:00+00:00_{2**70}",
        "%00",
    ],
)
def test_a_strange_place_in_the_feed_is_its_top(app, sign_in, asked):
    write(app, "Here", 1)
    answer = sign_in("rahima").get("/", query_string={"before": asked})
    assert answer.status_code == 200
    assert titles(answer) == ["Here"]


def test_an_empty_courtyard_invites_to_write(sign_in):
    page = sign_in("rahima").get("/").text
    assert "The courtyard is quiet" in page
    assert "Write the first post" in page
    assert 'href="/posts/new"' in page


@pytest.mark.parametrize("only", ["office", "following", "field"])
def test_an_empty_look_leads_back_to_all(app, sign_in, only):
    write(app, "Elsewhere", 1, by="omar")
    page = sign_in("shahana").get(f"/?only={only}").text
    assert "Nothing here yet" in page
    assert "See all posts" in page


def test_what_waits_for_me_stands_above(app, sign_in):
    making.make_item(app)  # Rahima's seat has a task now
    page = sign_in("rahima").get("/").text
    assert "1 waits for you" in page
    assert "/actions/1" in page
    assert "waits for you" not in sign_in("omar").get("/").text


def test_a_flag_waits_for_who_decides(app, sign_in):
    making.make_flag(app)
    assert "Decide about a flag" in sign_in("arif").get("/").text
    assert "Decide about a flag" not in sign_in("nurul").get("/").text


def test_a_card_of_one_office_says_so(app, sign_in):
    write(app, "Inside", 1, audience=Audience.OFFICE)
    assert "One office" in sign_in("rahima").get("/").text


def test_the_order_is_stated(app, sign_in):
    assert "The latest answer first. Never by rank" in sign_in("rahima").get("/").text


def test_what_waits_beyond_three_is_one_link_away(app, sign_in):
    for _ in range(4):
        making.make_item(app, to="ghatail.social")
    making.make_flag(app, make_post(app))
    page = sign_in("jubayer").get("/").text
    assert "4 wait for you" in page
    assert page.count('<a href="/actions/') == 3
    assert "/actions?section=doing&amp;only=mine" in page
    page = sign_in("tanvir").get("/").text
    assert "section=flagged" not in page
    for _ in range(3):
        making.make_flag(app, make_post(app))
    assert "/actions?section=flagged" in sign_in("tanvir").get("/").text


def test_each_concern_that_waits_is_counted(app, sign_in):
    for _ in range(2):
        concern_about_post(app, make_post(app))
    page = sign_in("maya").get("/").text
    assert "4 wait for you" in page, "and the two posts lie on her desk"
    assert "2 concerns wait for a moderator" in page
