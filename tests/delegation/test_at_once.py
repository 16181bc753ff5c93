"""Two taps at the same moment; and a tap while the delegation ends."""

from sqlalchemy import func, select

from app.comments.models import Comment
from app.comments.operations import Said
from app.core.clock import today
from app.core.db import db
from app.core.policy import refusal
from app.delegation.models import Delegation, Preparation
from app.delegation.operations import approve_words, end_delegation, name_delegate, set_aside
from tests.delegation.hands import name_one, prepare
from tests.endorsements.test_at_once import at_once as taps
from tests.make import make_post, officer
from tests.together import at_once

HANDS = 8


def comments(app):
    with app.app_context():
        return db.session.scalar(select(func.count(Comment.id)))


def test_two_taps_give_one_comment(app, sign_in):
    number = prepare(app, name_one(app), make_post(app))
    browsers = [sign_in("shahana") for _ in range(HANDS)]
    codes = taps(
        browsers,
        lambda i, browser: browser.post(
            f"/prepared/{number}/approval", data={"version": "1", "_key": f"k{i}"}
        ),
    )
    assert codes == {303: 1, 403: HANDS - 1}
    assert comments(app) == 1


def test_the_same_form_twice_is_answered_alike(app, sign_in):
    number = prepare(app, name_one(app), make_post(app))
    browsers = [sign_in("shahana") for _ in range(HANDS)]
    codes = taps(
        browsers,
        lambda _i, browser: browser.post(
            f"/prepared/{number}/approval", data={"version": "1", "_key": "k"}
        ),
    )
    assert codes == {303: HANDS}
    assert comments(app) == 1


def test_in_processes_of_their_own_too(app, cast):
    number = prepare(app, name_one(app), make_post(app))

    def approve(senior, _i):
        prepared = db.session.get_one(Preparation, number)
        approve_words(senior, prepared, Said(prepared.words), 1)
        return prepared

    results = at_once(app, ["shahana"] * HANDS, approve)
    assert results.count(number) == 1
    assert set(map(str, results)) == {str(number), "These words have been said already."}
    assert comments(app) == 1


def test_approved_and_put_aside_at_once_is_one_of_the_two(app, cast):
    number = prepare(app, name_one(app), make_post(app))

    def settle(senior, i):
        prepared = db.session.get_one(Preparation, number)
        if i % 2:
            set_aside(senior, prepared)
        else:
            approve_words(senior, prepared, Said("Please send the lease papers."), 1)
        return prepared

    results = at_once(app, ["shahana"] * 4, settle)
    assert results.count(number) == 1
    with app.app_context():
        prepared = db.session.get_one(Preparation, number)
        assert comments(app) == (1 if prepared.approved_at else 0)
        assert not (prepared.approved_at and prepared.set_aside_at)


def test_said_or_ended_and_never_a_word_left(app, cast):
    delegation_id = name_one(app)
    number = prepare(app, delegation_id, make_post(app))

    def settle(who, i):
        if i:
            delegation = db.session.get_one(Delegation, delegation_id)
            end_delegation(who, delegation)
            return delegation
        prepared = db.session.get_one(Preparation, number)
        approve_words(who, prepared, Said("Please send the lease papers."), 1)
        return prepared

    at_once(app, ["shahana", "omar"], settle)
    with app.app_context():
        prepared = db.session.get_one(Preparation, number)
        assert (comments(app) == 1) == bool(prepared.approved_at)
        assert prepared.words == ""
        assert db.session.get_one(Delegation, delegation_id).ended_at
    with app.test_request_context():
        prepared = db.session.get_one(Preparation, number)
        assert refusal(officer("shahana"), "approve", prepared)


def test_of_three_named_at_once_two_are(app, cast):
    whom = ["omar", "tanvir", "rahima"]
    results = at_once(
        app,
        ["shahana"] * 3,
        lambda senior, i: name_delegate(senior, officer(whom[i]), today(), None),
    )
    assert sum(isinstance(result, int) for result in results) == 2
