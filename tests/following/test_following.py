"""Following by choice: who follows is told, who has stopped is not, until they choose or speak."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.core.clock import now
from app.core.db import db
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.posts.models import Audience, Follow, Post
from app.posts.queries import list_followers
from tests.following.hands import together
from tests.make import endorse, hide, make_idea, make_post, officer, say


def follow(browser, post_id, new="on", **more):
    return browser.post(f"/posts/{post_id}/following", data={"new": new, **more})


def told(sign_in, name):
    return sign_in(name).get("/notifications").text.split("<main")[1].split("</main")[0]


def number(app, model):
    with app.app_context():
        return db.session.scalar(select(func.count(model.id)))


def test_who_follows_by_choice_is_told_and_finds_it_among_what_they_follow(app, sign_in):
    post_id, browser = make_post(app, title="The pond"), sign_in("omar")
    assert follow(browser, post_id).location == f"/posts/{post_id}#deeds"
    say(app, post_id, by="jubayer")
    assert "Jubayer Rahman commented on" in told(sign_in, "omar")
    assert "The pond" in browser.get("/?only=following").text
    follow(browser, post_id, "off")
    assert "The pond" not in browser.get("/?only=following").text


def test_who_stops_is_told_no_more(app, sign_in):
    post_id = make_post(app)
    say(app, post_id, by="jubayer")
    follow(sign_in("jubayer"), post_id, "off")
    say(app, post_id, by="arif")
    assert "Ariful Bashar" not in told(sign_in, "jubayer")
    assert "Ariful Bashar" in told(sign_in, "rahima")


def test_who_comments_again_follows_again(app, sign_in):
    post_id = make_post(app)
    say(app, post_id, by="jubayer")
    follow(sign_in("jubayer"), post_id, "off")
    say(app, post_id, by="jubayer", text="One more thing.")
    say(app, post_id, by="arif")
    assert "Ariful Bashar" in told(sign_in, "jubayer")


def test_an_author_who_has_stopped_hears_nothing_that_is_said(app, sign_in):
    """Being endorsed, read, faced or commented on does not make one follow again."""
    post_id = make_idea(app)
    follow(sign_in("rahima"), post_id, "off")
    endorse(app, post_id, by="arif")
    sign_in("shahana").post(f"/posts/{post_id}/reading")
    sign_in("omar").post(f"/posts/{post_id}/faced", data={"new": "on"})
    say(app, post_id, by="jubayer")
    assert "Nothing here yet" in told(sign_in, "rahima")
    assert "Jubayer Rahman commented on" in told(sign_in, "arif"), "he endorsed, and follows"
    say(app, post_id, by="rahima", text="I thank you all.")
    say(app, post_id, by="jubayer", text="And I you.")
    assert "Jubayer Rahman commented on" in told(sign_in, "rahima")


def test_what_is_decided_about_a_post_its_author_hears_always(app, sign_in):
    post_id = make_post(app)
    follow(sign_in("rahima"), post_id, "off")
    hide(app, post_id)
    assert "A moderator hid" in told(sign_in, "rahima")


def test_an_author_who_never_began_to_follow_hears_until_they_stop(app, sign_in):
    """As of a post that came with an archive."""
    post_id = make_post(app)
    with app.app_context(), transaction():
        db.session.query(Follow).delete()
    page = sign_in("rahima").get(f"/posts/{post_id}").text
    assert "Stop following" in page
    say(app, post_id, by="jubayer")
    assert "Jubayer Rahman" in told(sign_in, "rahima")
    follow(sign_in("rahima"), post_id, "off")
    say(app, post_id, by="arif")
    assert "Ariful Bashar" not in told(sign_in, "rahima")


def test_the_button_is_a_plain_form_and_says_what_it_would_do(app, sign_in):
    post_id = make_post(app)
    author, colleague = sign_in("rahima"), sign_in("jubayer")
    assert "Stop following" in author.get(f"/posts/{post_id}").text
    page = colleague.get(f"/posts/{post_id}").text
    assert f'<form method="post" action="/posts/{post_id}/following">' in page
    assert "Follow: Kuliya pond" in page
    assert "Stop following" not in page
    follow(colleague, post_id)
    assert "Stop following" in colleague.get(f"/posts/{post_id}").text
    assert "অনুসরণ বন্ধ করুন" in colleague.get(f"/posts/{post_id}?lang=bn").text


def test_each_way_said_thrice_is_said_once_and_no_entry_tells_of_it(app, sign_in):
    post_id, browser = make_post(app), sign_in("jubayer")
    written = number(app, LogEntry)
    for new in ("off", "on", "off"):
        for _ in range(3):
            assert follow(browser, post_id, new).status_code == 303
        with app.app_context():
            followers = list_followers(post_id)
            assert (officer("jubayer").id in followers) == (new == "on")
    assert number(app, Follow) == 2
    assert number(app, LogEntry) == written
    assert follow(browser, post_id, "perhaps").status_code == 404


def test_what_is_out_of_reach_is_not_there(app, sign_in):
    post_id = make_post(app, audience=Audience.OFFICE)
    for new in ("on", "off"):
        assert follow(sign_in("omar"), post_id, new).status_code == 404


def test_a_hidden_post_is_left_and_not_followed(app, sign_in):
    post_id = make_post(app)
    hide(app, post_id)
    browser = sign_in("rahima")
    assert follow(browser, post_id, "off").status_code == 303
    answer = follow(browser, post_id)
    assert answer.status_code == 403
    assert "This post is hidden by a moderator." in answer.text
    assert f"/posts/{post_id}/following" not in browser.get(f"/posts/{post_id}").text


@pytest.mark.parametrize("new", ["on", "off"])
def test_on_twelve_devices_at_once_it_is_one_row(app, sign_in, new):
    post_id = make_post(app)
    browsers = [sign_in("jubayer") for _ in range(12)]
    assert together(browsers, lambda one: follow(one, post_id, new)) == Counter({303: 12})
    assert number(app, Follow) == 2


def test_on_and_off_at_once_end_as_one_of_the_two(app, sign_in):
    post_id = make_post(app)
    browsers = [(sign_in("jubayer"), ("on", "off")[turn % 2]) for turn in range(12)]
    codes = together(browsers, lambda one: follow(one[0], post_id, one[1]))
    assert codes == Counter({303: 12})
    assert number(app, Follow) == 2


def test_the_feed_of_what_one_follows_keeps_its_order(app, sign_in, stop_clock):
    first, second = make_post(app, title="The pond"), make_post(app, title="The road")
    browser = sign_in("omar")
    for post_id in (first, second):
        follow(browser, post_id)
    with app.app_context(), transaction():
        db.session.get_one(Post, first).moved_at = now() + timedelta(minutes=1)
    page = browser.get("/?only=following").text
    assert page.index("The pond") < page.index("The road")
