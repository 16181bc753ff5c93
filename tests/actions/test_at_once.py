"""Two who decide at once, twenty who accept at once: one number, one item, one answer each."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from app.actions.flagging import flag_post
from app.actions.models import ActionItem, Counter, Ended, Flag, Outcome, Step, StepKind
from app.actions.operations import accept_flag, acknowledge, mark_done, return_action, verify_action
from app.comments.operations import Said
from app.core.db import db, is_sqlite
from app.core.errors import Refused
from app.core.log import LogEntry
from app.posts.models import Post
from app.posts.operations import withdraw_post
from tests.actions import making
from tests.make import make_post
from tests.together import at_once

SERVED = Ended(Outcome.SERVED)


def one_won(found, sentence):
    (winner,) = [each for each in found if isinstance(each, int)]
    losers = [each for each in found if each != winner]
    assert len(losers) == len(found) - 1
    assert all(sentence in each for each in losers), losers


def test_of_those_who_flag_at_once_one_flags(app):
    post_id = make_post(app)
    found = at_once(
        app,
        ["jubayer", "tanvir", "nurul", "omar"],
        lambda who, _: flag_post(who, db.session.get_one(Post, post_id), Said("Go.")),
    )
    one_won(found, "flagged this post already; it waits for a decision.")


def test_of_who_flags_and_who_withdraws_at_once_one_is_heard(app):
    for _ in range(4):
        post_id = make_post(app, by="rahima")

        def flag_or_withdraw(who, i, post_id=post_id):
            post = db.session.get_one(Post, post_id)
            if i == 0:
                return flag_post(who, post, Said("Go."))
            withdraw_post(who, post)
            return post

        found = at_once(app, ["jubayer", "rahima"], flag_or_withdraw)
        assert sum(isinstance(each, int) for each in found) == 1, found


def test_of_those_who_accept_at_once_one_accepts_and_the_others_hear_who(app):
    flag_id = making.make_flag(app)
    names = ["arif", "tanvir", "maya", "mithun"]
    found = at_once(
        app,
        names,
        lambda who, _: accept_flag(who, db.session.get_one(Flag, flag_id), making.seat(), 7),
    )
    with app.app_context():
        item = db.session.scalars(select(ActionItem)).one()
        who = item.assigned_by.name_en
    one_won(found, f"{who} accepted this flag already: it is action item {item.number}.")
    with app.app_context():
        told = select(func.count()).where(LogEntry.kind == "action.accepted")
        assert db.session.scalar(told) == 1


def test_twenty_accepted_at_once_have_twenty_numbers(app, stop_clock):
    flags = [making.make_flag(app, by="rahima") for _ in range(20)]
    found = at_once(
        app,
        ["arif", "maya"] * 10,
        lambda who, i: accept_flag(who, db.session.get_one(Flag, flags[i]), making.seat(), 7),
    )
    assert all(isinstance(each, int) for each in found), found
    with app.app_context():
        year = datetime.now(UTC).year
        numbers = sorted(db.session.scalars(select(ActionItem.number)))
        assert numbers == [f"TGL-{year}-{n:04}" for n in range(1, 21)]
        assert db.session.scalar(select(Counter.value)) == 20


def test_of_two_who_mark_it_done_at_once_one_does(app):
    item_id = making.make_item(app)
    found = at_once(
        app,
        ["rahima", "rahima"],
        lambda who, _: mark_done(
            who, db.session.get_one(ActionItem, item_id), Said("Gone."), SERVED
        ),
    )
    one_won(found, "Rahima Khatun marked this as done already")


def test_of_those_who_judge_it_at_once_one_is_heard(app):
    item_id = making.make_item(app)
    making.finish(app, item_id)
    judges = [verify_action, return_action, verify_action, return_action]

    def judge(who, i):
        return judges[i](who, db.session.get_one(ActionItem, item_id), Said("I looked."))

    found = at_once(app, ["nurul", "shahana", "omar", "tanvir"], judge)
    assert sum(isinstance(each, int) for each in found) == 1, found
    with app.app_context():
        item = db.session.get_one(ActionItem, item_id)
        kinds = db.session.scalars(select(Step.kind).order_by(Step.id)).all()
        assert kinds in ([StepKind.DONE, StepKind.VERIFIED], [StepKind.DONE, StepKind.RETURNED])
        assert (item.verified_at is None) == (kinds[1] == StepKind.RETURNED)


def test_who_comes_too_late_reads_who_was_first(app, sign_in):
    """Both have the page open; the second one's form is refused with a sentence, and kept."""
    flag_id = making.make_flag(app)
    with app.app_context():
        given = {"seat": making.seat().id, "limit": "7", "admitted": "y"}
    maya, arif = sign_in("maya"), sign_in("arif")
    assert maya.post(f"/flags/{flag_id}/acceptance", data=given).status_code == 303
    late = arif.post(f"/flags/{flag_id}/acceptance", data=given)
    assert late.status_code == 409
    assert "Maya Chakma accepted this flag already" in late.text
    refused = arif.post(
        f"/flags/{flag_id}/refusal", data={"refusal": "It is in court.", "ground": "court"}
    )
    assert refused.status_code == 409
    assert "It is in court." in refused.text


def test_of_fifty_who_claim_an_item_at_once_one_has_it(app):
    """R5, through the acts that only one may take: to take it up, and to verify it."""
    item_id = making.make_item(app)
    with app.app_context():
        tens = 5 if is_sqlite() else 2  # at the gate each of them has a line of PostgreSQL's few

    def claim(act):
        return lambda who, _: act(who, db.session.get_one(ActionItem, item_id), Said("I do."))

    one_won(
        at_once(app, ["rahima"] * 10 * tens, claim(acknowledge)), "Rahima Khatun has acknowledged"
    )
    making.finish(app, item_id)
    judges = ["nurul", "shahana", "omar", "maya", "mithun"] * 2 * tens
    found = at_once(app, judges, claim(verify_action))
    with app.app_context():
        who = db.session.get_one(ActionItem, item_id).verified_by.name_en
        steps = db.session.scalars(select(Step.kind).where(Step.action_id == item_id)).all()
    one_won(found, f"{who} has verified this: it is closed.")
    assert sorted(steps) == sorted([StepKind.ACKNOWLEDGED, StepKind.DONE, StepKind.VERIFIED])


def test_who_comes_too_late_with_any_step_reads_who_took_it(app):
    item_id = making.make_item(app)
    for act, by, late, sentence in (
        ("ask_back", "rahima", "acknowledge", "Rahima Khatun asked back: it waits"),
        ("answer_back", "arif", "answer_back", "Ariful Bashar has answered already"),
        ("acknowledge", "rahima", "acknowledge", "Rahima Khatun has acknowledged it already"),
    ):
        making.act(app, item_id, act, by=by)
        with pytest.raises(Refused, match=sentence):
            making.act(app, item_id, late, by=by)
    making.finish(app, item_id)
    making.send_back(app, item_id, by="shahana")
    with pytest.raises(Refused, match="Dr Shahana Mallik sent it back already"):
        making.verify(app, item_id)
