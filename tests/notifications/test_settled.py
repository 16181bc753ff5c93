"""What one has decided no longer asks the others, on the bell or by mail."""

import pytest
from sqlalchemy import func, select

from app.actions.flagging import decline_flag
from app.actions.models import Flag
from app.core.clock import now
from app.core.db import db
from app.core.transaction import transaction
from app.moderation.models import Concern
from app.moderation.operations import hide_post_with_reason, settle_keep
from app.notifications.models import Notification
from app.posts.models import Post
from tests.actions.making import make_flag, make_item
from tests.delegation.hands import approve, aside, end, name_one, prepare
from tests.mail.post import NOON, MailServer, round_of, text_of, to
from tests.make import make_post, officer
from tests.moderation.making import concern_about_post


def unread(app, name, kind):
    with app.app_context():
        return db.session.scalar(
            select(func.count()).where(
                Notification.officer_id == officer(name).id,
                Notification.read_at.is_(None),
                Notification.thing.like(f"{kind}:%"),
            )
        )


def keep(app, concern_id, by):
    with app.test_request_context(), transaction():
        settle_keep(officer(by), db.session.get_one(Concern, concern_id), "It is fair.")


def test_a_concern_that_one_moderator_decided_asks_no_other(app, cast):
    post_id = make_post(app)
    kept, other = concern_about_post(app, post_id), concern_about_post(app, make_post(app))
    assert unread(app, "mithun", "concern") == 2
    keep(app, kept, by="maya")
    assert unread(app, "mithun", "concern") == 1
    with app.test_request_context(), transaction():
        post = db.session.get_one(Concern, other).post
        hide_post_with_reason(officer("maya"), post, "A citizen is named.")
    assert unread(app, "mithun", "concern") == 0


def test_a_concern_decided_before_the_daily_mail_is_not_in_it(app, cast, stop_clock):
    stop_clock(NOON)
    post_id = make_post(app)
    concern_id = concern_about_post(app, post_id)
    concern_about_post(app, make_post(app, title="Land tax"))
    with MailServer() as server:
        app.config["SMTP_URL"] = server.address
        round_of(app)
        keep(app, concern_id, by="maya")
        stop_clock(NOON.replace(day=26, hour=9))
        round_of(app)
        (letter,) = to(server.letters, "mithun")
        server.shutdown()
    assert text_of(letter).count("raised a concern") == 1
    assert "Land tax" in text_of(letter)


@pytest.mark.parametrize("accepted", [True, False])
def test_a_flag_that_was_decided_asks_no_other(app, cast, accepted):
    with app.app_context(), transaction():
        officer("arif").moderator_since = now()
    flag_id, _waits = make_flag(app), make_flag(app)
    assert unread(app, "maya", "flag") == 2
    if accepted:
        make_item(app, flag_id)
    else:
        with app.test_request_context(), transaction():
            decline_flag(
                officer("arif"), db.session.get_one(Flag, flag_id), "An office's own work."
            )
    assert unread(app, "maya", "flag") == 1


def test_words_that_were_said_or_put_aside_lie_on_the_desk_no_more(app, cast):
    delegation_id, post_id = name_one(app), make_post(app)
    said, left, waits = (prepare(app, delegation_id, post_id, f"Word {n}.") for n in range(3))
    assert unread(app, "shahana", "delegation") == 3
    approve(app, said)
    assert unread(app, "shahana", "delegation") == 2
    aside(app, left)
    assert unread(app, "shahana", "delegation") == 1
    end(app, delegation_id)
    assert unread(app, "shahana", "delegation") == 0, waits


def test_the_author_still_hears_that_the_flag_was_declined(app, cast, sign_in):
    flag_id = make_flag(app, make_post(app, by="rahima"))
    with app.test_request_context(), transaction():
        flag = db.session.get_one(Flag, flag_id)
        decline_flag(officer("arif"), flag, "An office's own work.")
        assert isinstance(flag.post, Post)
    page = sign_in("rahima").get("/notifications").text
    assert "did not take your post as a citizen" in page
    assert unread(app, "rahima", "flag") == 1
