"""Words under a post: who may say them, how often they count, what they set going."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from app.comments.models import Comment
from app.core.db import db
from app.posts.models import Post
from tests.make import make_idea, make_post, say


def comments(app):
    with app.app_context():
        return db.session.scalars(select(Comment).order_by(Comment.id)).all()


def post_of(app, post_id):
    with app.app_context():
        return db.session.get_one(Post, post_id)


def send(browser, post_id, body="We keep a register.", key="k", **more):
    return browser.post(f"/posts/{post_id}/comments", data={"body": body, "_key": key, **more})


def test_a_plain_form_comes_back_to_the_comment(app, sign_in):
    post_id = make_post(app)
    browser = sign_in("jubayer")
    answer = send(browser, post_id)
    (comment,) = comments(app)
    assert answer.status_code == 303
    assert answer.location == f"/posts/{post_id}?sent=comment-{post_id}#comment-{comment.id}"
    page = browser.get(answer.location).text
    assert f'id="comment-{comment.id}"' in page
    assert "We keep a register." in page


def test_our_script_gets_the_piece_and_a_fresh_form(app, sign_in):
    post_id = make_post(app)
    answer = sign_in("jubayer").post(
        f"/posts/{post_id}/comments",
        data={"body": "We keep a register.", "_key": "k"},
        headers={"X-Fragment": "1"},
    )
    assert answer.status_code == 201
    assert '<li class="comment"' in answer.text
    assert f'id="comment-form-{post_id}"' in answer.text
    assert 'value="k"' not in answer.text


def test_sent_five_times_it_is_one_comment(app, sign_in):
    post_id = make_post(app)
    browser = sign_in("jubayer")
    assert len({send(browser, post_id).location for _ in range(5)}) == 1
    assert len(comments(app)) == 1


def test_the_same_key_with_other_words_shows_both(app, sign_in):
    post_id = make_post(app)
    browser = sign_in("jubayer")
    send(browser, post_id)
    answer = send(browser, post_id, body="We keep two registers.")
    assert answer.status_code == 409
    assert "We keep a register." in answer.text
    assert "We keep two registers." in answer.text
    assert len(comments(app)) == 1


@pytest.mark.parametrize("headers", [{}, {"X-Fragment": "1"}])
def test_an_empty_comment_is_asked_for_words(app, sign_in, headers):
    post_id = make_post(app)
    answer = sign_in("jubayer").post(
        f"/posts/{post_id}/comments", data={"body": "  \n ", "_key": "k"}, headers=headers
    )
    assert answer.status_code == 422
    assert "Write something first." in answer.text
    assert ("<html" in answer.text) == (not headers)
    assert comments(app) == []


@pytest.mark.parametrize("parent", ["x", "-1", "১", "9999999999", "4.5"])
def test_a_parent_that_is_no_number_keeps_the_words(app, sign_in, parent):
    post_id = make_post(app)
    answer = send(sign_in("jubayer"), post_id, parent=parent)
    assert answer.status_code == 422
    assert "We keep a register." in answer.text


def test_a_reply_to_a_reply_hangs_on_the_same_comment(app, sign_in):
    post_id = make_post(app)
    root = say(app, post_id)
    browser = sign_in("rahima")
    send(browser, post_id, "Who answers on holidays?", "k1", parent=root)
    first = comments(app)[-1]
    send(sign_in("jubayer"), post_id, "The next working day.", "k2", parent=first.id)
    assert [comment.parent_id for comment in comments(app)] == [None, root, root]


def test_a_comment_of_another_post_is_no_parent(app, sign_in):
    post_id, other = make_post(app), make_post(app)
    elsewhere = say(app, other)
    answer = send(sign_in("jubayer"), post_id, parent=elsewhere)
    assert answer.status_code == 404
    assert "We keep a register." in answer.text


def test_the_first_reply_is_a_colleagues_and_not_the_authors(app, sign_in, stop_clock):
    post_id = make_post(app)
    send(sign_in("rahima"), post_id, "One thing I forgot.")
    assert post_of(app, post_id).replied_at is None
    assert "First reply due by" in sign_in("rahima").get(f"/posts/{post_id}").text
    at = datetime(2030, 1, 6, 5, 0, tzinfo=UTC)
    stop_clock(at)
    send(sign_in("jubayer"), post_id)
    assert post_of(app, post_id).replied_at == at
    stop_clock(datetime(2030, 1, 7, 5, 0, tzinfo=UTC))
    send(sign_in("omar"), post_id)
    assert post_of(app, post_id).replied_at == at
    assert post_of(app, post_id).answered_at is None
    assert "First reply on 6 January 2030" in sign_in("rahima").get(f"/posts/{post_id}").text


def test_nothing_but_a_comment_stops_the_clock(app, sign_in):
    post_id = make_idea(app)
    senior = sign_in("arif")
    senior.get(f"/posts/{post_id}")
    senior.post(f"/posts/{post_id}/reading")
    senior.post(f"/posts/{post_id}/endorsement", data={"reason": "It worked.", "_key": "k"})
    assert post_of(app, post_id).replied_at is None


def test_earlier_comments_are_one_link_away(app, sign_in):
    post_id = make_post(app)
    numbers = [say(app, post_id, text=f"Word {number}.") for number in range(53)]
    browser = sign_in("rahima")
    page = browser.get(f"/posts/{post_id}").text
    assert "53 comments" in page
    assert "3 earlier comments" in page
    assert "Word 2." not in page
    earlier = browser.get(f"/posts/{post_id}?before={numbers[3]}").text
    assert "Word 2." in earlier
    assert "Word 3." not in earlier
    assert "earlier comment" not in earlier
    assert "The latest comments" in earlier


def test_a_page_without_script_marks_what_is_new(app, sign_in):
    post_id = make_post(app)
    first = say(app, post_id)
    browser = sign_in("rahima")
    assert f"since={first}" in browser.get(f"/posts/{post_id}").text
    second = say(app, post_id, by="omar", text="We too.")
    page = browser.get(f"/posts/{post_id}?since={first}").text
    assert f'<li class="comment comment--new" id="comment-{second}"' in page
    assert f'<li class="comment" id="comment-{first}"' in page


@pytest.mark.parametrize("asked", ["before=x", "since=-4", f"before={2**40}", "before=%00"])
def test_a_strange_place_in_the_list_is_the_latest(app, sign_in, asked):
    post_id = make_post(app)
    say(app, post_id)
    assert "We did this." in sign_in("rahima").get(f"/posts/{post_id}?{asked}").text


def test_who_speaks_follows_from_then_on(app, sign_in, cast):
    from app.posts.models import Follow

    post_id = make_post(app)
    browser = sign_in("jubayer")
    send(browser, post_id, key="k1")
    send(browser, post_id, "And a box for letters.", key="k2")
    with app.app_context():
        following = db.session.scalars(
            select(Follow.officer_id).where(Follow.officer_id == cast["jubayer"])
        )
        assert len(following.all()) == 1
        assert db.session.scalar(select(func.count(Comment.id))) == 2
