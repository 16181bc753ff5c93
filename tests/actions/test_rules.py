"""Who may do what in which state; every refusal says why."""

from datetime import timedelta

import pytest

from app.actions.models import ActionItem, Flag
from app.core.clock import now
from app.core.db import db
from app.core.errors import Refused
from app.core.policy import refusal
from app.core.transaction import transaction
from app.officers.models import Holding, Officer
from app.posts.models import Audience, Post
from tests.actions import making
from tests.make import make_post, officer

EVERYONE = {"rahima", "tanvir", "jubayer", "arif", "shahana", "nurul", "maya", "mithun", "omar"}


def said(app, name, action, kind, number):
    """The sentence that refuses, in English, or an empty one."""
    with app.test_request_context("/?lang=en"):
        return str(refusal(officer(name), action, db.session.get_one(kind, number)) or "")


def answers(app, action, kind, number):
    return {name: said(app, name, action, kind, number) for name in EVERYONE}


def allowed(found):
    return {name for name, sentence in found.items() if not sentence}


def test_whoever_reads_a_post_may_flag_it_once(app):
    post_id = make_post(app)
    assert allowed(answers(app, "flag", Post, post_id)) == EVERYONE
    flag_id = making.make_flag(app, post_id)
    found = answers(app, "flag", Post, post_id)
    assert set(found.values()) == {
        "Jubayer Rahman flagged this post already; it waits for a decision."
    }
    making.make_item(app, flag_id)
    found = answers(app, "flag", Post, post_id)
    assert set(found.values()) == {f"This post is action item {number(app)} already."}


def number(app):
    with app.app_context():
        return db.session.get_one(ActionItem, 1).number


def test_a_declined_post_may_be_flagged_again(app):
    post_id = make_post(app)
    making.decline(app, making.make_flag(app, post_id))
    assert allowed(answers(app, "flag", Post, post_id)) == EVERYONE


@pytest.mark.parametrize("closing", ["hidden_at", "withdrawn_at"])
def test_what_is_closed_goes_no_further(app, closing):
    post_id = make_post(app)
    flag_id = making.make_flag(app, post_id)
    item_id = making.make_item(app)
    with app.app_context(), transaction():
        for post in db.session.query(Post):
            setattr(post, closing, now())
    reasons = {
        said(app, "arif", "accept", Flag, flag_id),
        said(app, "arif", "decline", Flag, flag_id),
        said(app, "rahima", "mark_done", ActionItem, item_id),
    }
    with app.app_context(), transaction():
        item = db.session.get_one(ActionItem, item_id)
        item.done_at, item.done_by_id = now(), item.assigned_by_id
    reasons.add(said(app, "nurul", "verify", ActionItem, item_id))
    reasons.add(said(app, "nurul", "send_back", ActionItem, item_id))
    assert len(reasons) == 1
    assert reasons <= {
        "This post is hidden by a moderator.",
        "This post was withdrawn by its author.",
    }


@pytest.mark.parametrize("action", ["accept", "decline"])
def test_moderators_and_the_heads_above_decide_about_a_flag(app, action):
    flag_id = making.make_flag(app, by="jubayer")
    found = answers(app, action, Flag, flag_id)
    # Rahima heads the land office, Tanvir the upazila, Arif the district.
    assert allowed(found) == {"rahima", "tanvir", "arif", "maya", "mithun"}
    others = {found[name] for name in EVERYONE - allowed(found)}
    assert others == {"A moderator or the head of the office decides about a flag."}


@pytest.mark.parametrize("who", ["maya", "arif"])
def test_nobody_decides_about_their_own_flag(app, who):
    flag_id = making.make_flag(app, by=who)
    sentence = "You raised this flag: somebody else decides about it."
    assert said(app, who, "accept", Flag, flag_id) == sentence
    assert said(app, who, "decline", Flag, flag_id) == sentence
    assert said(app, "mithun", "accept", Flag, flag_id) == ""


def test_what_is_decided_is_not_decided_again(app):
    declined, accepted = making.make_flag(app), making.make_flag(app)
    making.decline(app, declined, by="maya")
    making.make_item(app, accepted, by="mithun")
    for action in ("accept", "decline"):
        sentence = said(app, "arif", action, Flag, declined)
        assert sentence == "Maya Chakma declined this flag already."
        sentence = said(app, "arif", action, Flag, accepted)
        assert (
            sentence
            == f"Mithun Biswas accepted this flag already: it is action item {number(app)}."
        )


def test_the_holder_of_the_seat_says_that_it_is_done(app):
    item_id = making.make_item(app, to="ghatail.land")
    found = answers(app, "mark_done", ActionItem, item_id)
    assert allowed(found) == {"rahima"}
    seat = "Assistant Commissioner (Land), Ghatail, Tangail"
    assert {found[name] for name in EVERYONE - {"rahima"}} == {
        f"Only who holds the responsible seat today may do this: {seat}."
    }


def test_before_it_is_done_nobody_verifies(app):
    item_id = making.make_item(app)
    for action in ("verify", "send_back"):
        assert set(answers(app, action, ActionItem, item_id).values()) == {
            "It is not marked as done yet, so there is nothing to verify."
        }


@pytest.mark.parametrize("action", ["verify", "send_back"])
def test_whoever_had_no_part_in_it_judges_it(app, action):
    item_id = making.make_item(app, by="arif", to="ghatail.land")
    making.finish(app, item_id, by="rahima")
    found = answers(app, action, ActionItem, item_id)
    assert allowed(found) == EVERYONE - {"rahima", "arif"}
    assert found["rahima"] == "Who did the work does not verify it: another officer looks."
    assert found["arif"] == "You gave this task: another officer verifies."
    assert said(app, "rahima", "mark_done", ActionItem, item_id) == (
        "Rahima Khatun marked this as done already; it waits for verification."
    )


def test_who_came_to_the_seat_after_it_was_done_does_not_verify_it(app):
    item_id = making.make_item(app, to="ghatail.land")
    making.finish(app, item_id)
    move(app, "rahima", "ghatail.social")
    move(app, "omar", "ghatail.land")
    assert said(app, "omar", "verify", ActionItem, item_id) == (
        "You hold the responsible seat: another officer verifies."
    )
    # And who did it does not become a stranger by moving.
    assert said(app, "rahima", "verify", ActionItem, item_id).startswith("Who did the work")


def test_who_did_it_first_does_not_verify_what_another_did_again(app):
    item_id = making.make_item(app, to="ghatail.land")
    making.finish(app, item_id, by="rahima")
    making.send_back(app, item_id)
    move(app, "rahima", "ghatail.social")
    move(app, "omar", "ghatail.land")
    making.finish(app, item_id, by="omar")
    assert said(app, "rahima", "verify", ActionItem, item_id).startswith("Who did the work")
    assert said(app, "nurul", "verify", ActionItem, item_id) == ""


def test_what_is_verified_is_over(app):
    item_id = making.make_item(app)
    making.finish(app, item_id)
    making.verify(app, item_id, by="nurul")
    for action in ("verify", "send_back"):
        assert set(answers(app, action, ActionItem, item_id).values()) == {
            "Nurul Alam has verified this: it is closed."
        }
    assert said(app, "rahima", "mark_done", ActionItem, item_id) == (
        "Nurul Alam has verified this: it is closed."
    )


@pytest.mark.parametrize(
    ("to", "days", "sentence"),
    [
        ("bhola.dc", 7, "This seat cannot be made responsible for this post."),
        ("land.secretary", 7, "This seat cannot be made responsible for this post."),
        ("ghatail.land", 0, "Give from 1 to 60 working days."),
        ("ghatail.land", 61, "Give from 1 to 60 working days."),
    ],
)
def test_a_seat_elsewhere_or_an_endless_limit_is_refused(app, to, days, sentence):
    flag_id = making.make_flag(app)
    with pytest.raises(Refused) as caught:
        making.make_item(app, flag_id, to=to, days=days)
    assert str(caught.value) == sentence
    assert said(app, "arif", "accept", Flag, flag_id) == "", "the flag still waits"


def test_a_restricted_post_is_given_only_to_seats_that_read_it(app):
    post_id = make_post(app, by="rahima", audience=Audience.OFFICE)
    flag_id = making.make_flag(app, post_id, by="rahima")
    with pytest.raises(Refused, match="cannot be made responsible"):
        making.make_item(app, flag_id, to="ghatail.social")
    item_id = making.make_item(app, flag_id, to="ghatail.uno")
    assert said(app, "tanvir", "mark_done", ActionItem, item_id) == ""


def test_a_seat_that_nobody_answers_for_is_refused(app, cast):
    flag_id = making.make_flag(app, by="maya")
    with app.app_context(), transaction():
        for name in ("rahima", "tanvir", "arif"):
            end_holdings(cast[name])
    with pytest.raises(Refused, match="Nobody sits in this seat or above it"):
        making.make_item(app, flag_id, by="mithun", to="ghatail.land")


def end_holdings(officer_id):
    for holding in db.session.query(Holding).filter_by(officer_id=officer_id):
        holding.until = now().date() - timedelta(days=2)


def move(app, name, to):
    """A transfer: the old seat is left yesterday, the new one is held from today."""
    with app.app_context(), transaction():
        who = db.session.query(Officer).filter_by(email=f"{name}@uthan.example").one()
        end_holdings(who.id)
        seat = making.seat(to)
        since = now().date() - timedelta(days=1)
        db.session.add(Holding(seat_id=seat.id, officer_id=who.id, kind="main", since=since))
