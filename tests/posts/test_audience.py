"""Who may read a post: the same answer from its page, its room, its catch-up and the feed."""

import pytest

from app.core.db import db
from app.posts.models import Audience, Post
from app.posts.operations import withdraw_post
from tests.make import do, hide, make_post, officer
from tests.reading import without_token

EVERYONE = {"rahima", "tanvir", "jubayer", "arif", "shahana", "nurul", "maya", "mithun", "omar"}
MODERATORS = {"maya", "mithun"}
# Written at the upazila land office of Ghatail. Above it sit the heads of Ghatail (Tanvir) and of
# Tangail (Arif); Jubayer sits beside it and not under it; the Secretary heads another ministry.
OF_THE_OFFICE = {"rahima", "tanvir", "arif"} | MODERATORS
# Written at Ghatail itself: read under it too.
OF_THE_UPAZILA = {"tanvir", "jubayer", "rahima", "arif"} | MODERATORS


def withdraw(app, post_id):
    def deed():
        post = db.session.get_one(Post, post_id)
        withdraw_post(officer("rahima"), post)
        return post

    do(app, deed)


CASES = {
    "to all": (lambda app: make_post(app), EVERYONE, EVERYONE),
    "to the office": (
        lambda app: make_post(app, audience=Audience.OFFICE),
        OF_THE_OFFICE,
        OF_THE_OFFICE,
    ),
    "to the upazila": (
        lambda app: make_post(app, by="tanvir", audience=Audience.OFFICE),
        OF_THE_UPAZILA,
        OF_THE_UPAZILA,
    ),
    "hidden": (lambda app: _after(app, hide), {"rahima"} | MODERATORS, set()),
    "withdrawn": (lambda app: _after(app, withdraw), {"rahima"}, set()),
}


def _after(app, deed):
    post_id = make_post(app)
    deed(app, post_id)
    return post_id


@pytest.mark.parametrize("case", CASES)
def test_page_room_catch_up_and_feed_agree(app, cast, sign_in, listen, case):
    make, readers, finders = CASES[case]
    post_id = make(app)
    for name in EVERYONE:
        browser = sign_in(name)
        page = browser.get(f"/posts/{post_id}").status_code
        caught_up = browser.get(f"/live/post:{post_id}?after=0").status_code
        seat = listen(browser).emit(
            "join", {"room": f"post:{post_id}", "lang": "en"}, callback=True
        )
        in_feed = f"/posts/{post_id}" in browser.get("/").text
        expected = 200 if name in readers else 404
        assert (page, caught_up, seat["ok"]) == (expected, expected, name in readers), name
        assert in_feed == (name in finders), name


@pytest.mark.parametrize(
    ("address", "method"),
    [
        ("/posts/{}/comments", "post"),
        ("/posts/{}/question", "get"),
        ("/posts/{}/question", "post"),
        ("/posts/{}/endorsement", "get"),
        ("/posts/{}/endorsement", "post"),
        ("/posts/{}/reading", "post"),
        ("/posts/{}/withdrawal", "get"),
        ("/posts/{}/withdrawal", "post"),
    ],
)
def test_out_of_reach_is_the_same_as_not_there(app, sign_in, address, method):
    post_id = make_post(app, audience=Audience.OFFICE)
    browser = sign_in("omar")
    hidden = getattr(browser, method)(address.format(post_id), data={"body": "x"})
    nothing = getattr(browser, method)(address.format(987_654), data={"body": "x"})
    assert hidden.status_code == nothing.status_code == 404
    here, nowhere = f"/posts/{post_id}/", "/posts/987654/"
    told = without_token(hidden.text).replace(here, "")
    assert told == without_token(nothing.text).replace(nowhere, "")


def test_the_author_reads_the_reason_and_others_find_nothing(app, sign_in):
    post_id = make_post(app)
    hide(app, post_id)
    assert "It names a citizen." in sign_in("rahima").get(f"/posts/{post_id}").text
    assert "It names a citizen." in sign_in("mithun").get(f"/posts/{post_id}").text
    assert "names a citizen" not in sign_in("jubayer").get(f"/posts/{post_id}").text


@pytest.mark.parametrize("number", ["0", "99999999999999999999", "2147483648"])
def test_a_number_no_post_has_is_not_there(sign_in, number):
    assert sign_in("rahima").get(f"/posts/{number}").status_code == 404
