"""Two who decide at once, twenty who accept at once: one number, one item, one answer each."""

from datetime import UTC, datetime

from sqlalchemy import func, select

from app.actions.models import ActionItem, Counter, Ended, Flag, Outcome, Step, StepKind
from app.actions.operations import accept_flag, flag_post, mark_done, return_action, verify_action
from app.comments.operations import Said
from app.core.db import db
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
        given = {"seat": making.seat().id, "limit": "7"}
    maya, arif = sign_in("maya"), sign_in("arif")
    assert maya.post(f"/flags/{flag_id}/acceptance", data=given).status_code == 303
    late = arif.post(f"/flags/{flag_id}/acceptance", data=given)
    assert late.status_code == 403
    assert "Maya Chakma accepted this flag already" in late.text
    refused = arif.post(f"/flags/{flag_id}/refusal", data={"refusal": "It is in court."})
    assert refused.status_code == 403
    assert "It is in court." in refused.text
