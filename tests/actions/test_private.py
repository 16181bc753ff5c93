"""A private item is read by those who have to do with it; for everybody else it is not there."""

import re

import pytest

from app.actions.models import ActionItem
from app.core.db import db
from app.posts.models import Audience, Post
from app.posts.queries import may_read
from app.posts.readers import list_readers
from app.search.listener import build
from tests.actions import making
from tests.appeals import making as appeals
from tests.appeals.test_at_once import at_once
from tests.investigations import making as investigations
from tests.live.test_guard import look
from tests.make import make_post, officer, say
from tests.orders import making as orders
from tests.retirement.hands import retire
from tests.telling import Teller, pieces, sit

EVERYBODY = (
    *("rahima", "tanvir", "jubayer", "arif", "shahana", "nurul", "maya", "mithun", "omar"),
)
WORD = "Shalbon"  # stands in the title, the post, the talk and the steps, and nowhere else


@pytest.fixture
def post_id(app):
    """Rahima tells of it, Jubayer flags it, and Maya gives it to Tanvir's seat."""
    number = make_post(app, title=f"Land taken in {WORD}", body=f"In {WORD}.")
    say(app, number, by="nurul", text=f"I know {WORD}.")
    return number


@pytest.fixture
def item_id(app, post_id):
    return making.make_item(app, making.make_flag(app, post_id), by="maya", to="ghatail.uno")


@pytest.fixture
def private(app, item_id):
    making.act(app, item_id, "make_private", by="maya", said=f"A witness lives in {WORD}.")
    return item_id


def readers(app, post_id):
    """As the post is asked for its readers; and as each of them asks for the post."""
    with app.app_context():
        people = {officer(name).id: name for name in EVERYBODY}
        post = db.session.get_one(Post, post_id)
        found = {people[number] for number in list_readers(post, list(people))}
        for name in EVERYBODY:
            asked = db.session.query(Post.id).filter(Post.id == post_id, may_read(officer(name)))
            assert (asked.count() == 1) == (name in found), name
        return found


def test_it_is_read_by_who_brought_it_who_does_it_and_the_heads_above(app, post_id, private):
    assert readers(app, post_id) == {
        *("rahima", "jubayer"),  # wrote it, and flagged it
        *("tanvir", "arif"),  # his seat, and the head above
        *("maya", "mithun"),  # moderators
    }


def test_what_was_never_private_lets_all_in(app, post_id, item_id):
    assert readers(app, post_id) == set(EVERYBODY)


def test_opened_again_it_is_read_by_those_who_read_it_before(app, post_id, private):
    making.act(app, private, "make_open", by="arif")
    assert readers(app, post_id) == set(EVERYBODY)


def test_what_was_of_one_office_is_of_that_office_again(app):
    number = make_post(app, by="tanvir", audience=Audience.OFFICE)
    flag_id = making.make_flag(app, number, by="rahima")
    item_id = making.make_item(app, flag_id, by="arif", to="ghatail.uno")
    before = readers(app, number)
    making.act(app, item_id, "make_private", by="arif")
    assert readers(app, number) < before
    making.act(app, item_id, "make_open", by="arif")
    assert readers(app, number) == before


def test_it_may_be_private_from_the_moment_it_is_accepted(app, sign_in, post_id):
    flag_id = making.make_flag(app, post_id)
    seat = str(making.seat_id(app, "ghatail.uno"))
    sent = {"seat": seat, "limit": "15", "admitted": "y", "private": "y", "_key": "accept"}
    answer = sign_in("maya").post(f"/flags/{flag_id}/acceptance", data=sent)
    assert answer.status_code == 303
    assert "nurul" not in readers(app, post_id)
    assert sign_in("nurul").get(f"/posts/{post_id}").status_code == 404


@pytest.mark.parametrize("way", ["forward", "order", "appeal", "investigation"])
def test_who_it_comes_to_reads_it_at_once(app, post_id, private, way):
    investigations.sit_in_for_the_adc(app)
    come = "omar"
    assert come not in readers(app, post_id)
    if way == "forward":
        making.act(app, private, "forward", by="tanvir", to="tangail.adc")
    elif way == "order":
        orders.make_order(app, private, by="arif", to="tangail.adc")
    elif way == "investigation":
        about = {"about": ("ghatail.land",), "investigators": ("tangail.adc",)}
        investigations.ask(app, private, by="arif", **about)
    else:
        making.finish(app, private, by="tanvir")
        appeals.file(app, private, by="jubayer")
        come = "arif"  # who decides: a head above
    assert come in readers(app, post_id)


def everywhere(client, app, post_id, item_id):
    """All that can be opened without a form, of this post and this item, and every list."""
    with app.app_context():
        rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    known = {"post_id": post_id, "action_id": item_id}
    for rule in rules:
        if set(rule.arguments) <= set(known) and not rule.rule.startswith(("/static", "/health")):
            with app.test_request_context():
                path = app.url_for(rule.endpoint, **{n: known[n] for n in rule.arguments})
            yield rule, path


def test_it_is_nowhere_to_be_found_by_anybody_else(app, sign_in, post_id, item_id):
    client = sign_in("nurul")  # who has spoken there, and follows it
    told = [
        path
        for _rule, path in everywhere(client, app, post_id, item_id)
        if WORD in client.get(path).text
    ]
    assert len(told) > 8, told  # while it is open
    private = item_id
    making.act(app, private, "make_private", by="maya", said=f"A witness lives in {WORD}.")
    with app.app_context():
        build()
    for rule, path in everywhere(client, app, post_id, private):
        answer = client.get(path)
        assert WORD not in answer.text, path
        if rule.arguments:
            missing = client.get(re.sub(r"/\d+", "/99999", path))
            assert (answer.status_code, missing.status_code) == (404, 404), path
            assert re.sub(r"/\d+", "/99999", answer.text) == re.sub(
                r"/\d+", "/99999", missing.text
            ), path
    for path in (f"/search?q={WORD}", f"/search?q={WORD}&kind=action"):
        found = client.get(path).text.replace(f"q={WORD}", "").replace(f'value="{WORD}"', "")
        assert f"Land taken in {WORD}" not in found, path


def test_those_inside_find_it_where_it_was(app, sign_in, post_id, private):
    for who in ("jubayer", "rahima", "tanvir", "maya"):
        client = sign_in(who)
        for path in (f"/posts/{post_id}", f"/actions/{private}", f"/actions/{private}/file"):
            assert WORD in client.get(path).text, (who, path)
    assert WORD in sign_in("tanvir").get("/actions").text
    assert "Private:" in sign_in("rahima").get(f"/actions/{private}").text


def test_who_sits_there_is_shown_out_before_anything_more_is_said(app, listen, post_id, item_id):
    tell = Teller(app)
    outside, inside = listen("nurul"), listen("rahima")
    for line in (outside, inside):
        assert sit(line, f"action:{item_id}")
        assert sit(line, f"post:{post_id}")
        pieces(line)
    making.act(app, item_id, "make_private", by="maya", said=f"A witness in {WORD}.")
    say(app, post_id, by="rahima", text=f"More of {WORD}")
    tell()
    assert WORD in "".join(piece["html"] for piece in pieces(inside))
    assert pieces(outside) == []
    look(app)
    assert not sit(outside, f"action:{item_id}")


def test_what_was_told_before_is_told_no_more(app, sign_in, post_id, item_id):
    following = sign_in("nurul")
    making.act(app, item_id, "acknowledge", by="tanvir")
    assert WORD in following.get("/notifications").text
    making.act(app, item_id, "make_private", by="maya")
    assert WORD not in following.get("/notifications").text
    say(app, post_id, by="rahima", text=f"More of {WORD}")
    making.finish(app, item_id, by="tanvir")
    assert WORD not in following.get("/notifications").text


def test_its_result_is_not_published(app, sign_in, private):
    making.finish(app, private, by="tanvir")
    making.verify(app, private, by="mithun")
    answer = sign_in("maya").get(f"/actions/{private}/result")
    assert answer.status_code == 403
    assert "its result is not published" in answer.text


def test_twice_private_is_refused_with_why(app, sign_in, private):
    answer = sign_in("maya").post(
        f"/actions/{private}/acts/make_private", data={"words": "So.", "_key": "again"}
    )
    assert answer.status_code == 409
    assert "It is private already." in answer.text


def test_nobody_writes_a_private_post_by_a_form_made_by_hand(app, sign_in):
    sent = {"title": "T", "body": "B", "audience": "private", "_key": "own"}
    assert sign_in("rahima").post("/posts/new/question", data=sent).status_code == 422


def test_who_leaves_the_seat_reads_it_no_more(app, post_id, private):
    retire(app, "tanvir")
    assert "tanvir" not in readers(app, post_id)


def test_of_two_who_close_it_at_once_one_does(app, sign_in, item_id):
    where = f"/actions/{item_id}/acts/make_private"
    one, other = sign_in("maya"), sign_in("mithun")
    answers = at_once(
        lambda: one.post(where, data={"words": "So.", "_key": "a"}),
        lambda: other.post(where, data={"words": "So.", "_key": "b"}),
    )
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    with app.app_context():
        post = db.session.get_one(ActionItem, item_id).post
        assert (post.audience, post.open_audience) == (Audience.PRIVATE, Audience.ALL)
