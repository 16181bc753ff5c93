"""Two posts of one trouble: the second flag is joined to the item of the first."""

from sqlalchemy import select

from app.actions.models import ActionItem
from app.actions.queries import find_strip, list_board
from app.actions.record import list_deeds
from app.core.db import db
from app.core.log import LogEntry
from app.core.policy import refusal
from app.notifications.models import Notification
from app.posts.models import Post
from tests.actions import making
from tests.counting import statements
from tests.make import make_post, officer


def two_of_one(app):
    item_id = making.make_item(
        app, making.make_flag(app, make_post(app, title="Kuliya pond taken"))
    )
    second = make_post(app, by="tanvir", title="The pond of Kuliya again")
    return item_id, second, making.make_flag(app, second, by="jubayer")


def test_what_is_alike_is_shown_and_joined(app, sign_in):
    item_id, second, flag_id = two_of_one(app)
    arif = sign_in("arif")
    page = arif.get(f"/flags/{flag_id}").text
    assert "Is it one of these?" in page
    assert "Kuliya pond taken" in page
    sent = arif.post(f"/flags/{flag_id}/joining", data={"item": str(item_id)})
    assert (sent.status_code, sent.location) == (303, f"/actions/{item_id}")
    assert arif.get(f"/flags/{flag_id}").location == f"/actions/{item_id}"
    assert "Joined by Ariful Bashar" in arif.get(f"/actions/{item_id}").text
    assert f'href="/actions/{item_id}"' in arif.get(f"/posts/{second}").text


def test_it_stands_once_on_the_board_and_the_flag_waits_for_nobody(app):
    item_id, second, flag_id = two_of_one(app)
    making.join(app, flag_id, item_id)
    with app.test_request_context():
        maya = officer("maya")
        assert [brief.action_id for brief in list_board(maya, "given")] == [item_id]
        assert list_board(maya, "flagged") == []
        assert find_strip(second).action_id == item_id


def test_who_follows_the_second_post_hears_of_the_first(app):
    item_id, _second, flag_id = two_of_one(app)
    making.join(app, flag_id, item_id)
    making.finish(app, item_id)
    making.verify(app, item_id)
    with app.app_context():
        item = db.session.get_one(ActionItem, item_id)
        told = (
            select(LogEntry.kind)
            .join(Notification, Notification.entry_id == LogEntry.id)
            .where(
                Notification.officer_id == officer("tanvir").id,
                Notification.post_id == item.post_id,
            )
        )
        assert "action.verified" in db.session.scalars(told).all()


def test_a_joined_flag_is_decided_and_its_post_not_flagged_again(app, sign_in):
    item_id, second, flag_id = two_of_one(app)
    making.join(app, flag_id, item_id)
    with app.test_request_context("/?lang=en"):
        post = db.session.get_one(Post, second)
        number = db.session.get_one(ActionItem, item_id).number
        assert str(refusal(officer("rahima"), "flag", post)) == (
            f"This post is action item {number} already."
        )
    given = {"ground": "other", "refusal": "Late."}
    late = sign_in("maya").post(f"/flags/{flag_id}/refusal", data=given)
    assert late.status_code == 409
    assert "joined this flag to action item" in late.text


def test_what_is_alike_nowhere_is_not_joined_by_hand(app, sign_in):
    item_id = making.make_item(app, making.make_flag(app, make_post(app, title="Land tax")))
    flag_id = making.make_flag(app, make_post(app, title="Kuliya pond"), by="jubayer")
    sent = sign_in("arif").post(f"/flags/{flag_id}/joining", data={"item": str(item_id)})
    assert sent.status_code == 422


def test_however_many_flags_were_joined_the_page_asks_as_often(app):
    item_id, _second, flag_id = two_of_one(app)
    making.join(app, flag_id, item_id)

    def asked():
        with app.test_request_context(), statements(app) as seen:
            deeds = list_deeds(db.session.get_one(ActionItem, item_id))
        return len(seen), [deed.kind for deed in deeds].count("flag.joined")

    one = asked()
    for title in ("Kuliya pond a third time", "Kuliya pond a fourth time"):
        post_id = make_post(app, by="tanvir", title=title)
        making.join(app, making.make_flag(app, post_id, by="jubayer"), item_id)
    assert (one[1], asked()) == (1, (one[0], 3))
