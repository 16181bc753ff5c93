"""A comment is looked at before it is said: nothing is said yet, and nothing of it is lost."""

import re
from html import unescape

import pytest
from sqlalchemy import func, select

from app.comments.models import Comment
from app.core.db import db
from app.core.log import LogEntry
from tests.make import make_post, say

LONG = "**Look:**\n\n- the pond\n- the fence\n\n" + "It is government water. " * 80


def look(browser, address, **data):
    return browser.post(f"{address}?lang=en", data={"preview": "1", "_key": "the-key"} | data)


def field(page, name):
    form = page.split("data-draft=")[1]
    return re.search(rf'name="{name}"[^>]* value="([^"]*)"', form)[1]


def count(app):
    with app.app_context():
        said = db.session.scalar(select(func.count(Comment.id)))
        return said, db.session.scalar(select(func.count(LogEntry.id)))


@pytest.mark.parametrize("headers", [{}, {"X-Fragment": "1"}])
def test_it_stands_there_as_it_will_and_all_words_in_the_field(app, sign_in, headers):
    post_id, browser = make_post(app), sign_in("omar")
    before = count(app)
    data = {"preview": "1", "_key": "the-key", "body": LONG, "next": "/desk"}
    answer = browser.post(f"/posts/{post_id}/comments?lang=en", data=data, headers=headers)
    assert answer.status_code == 200
    page = unescape(answer.text)
    assert "Preview: not said yet" in page
    assert "<strong>Look:</strong>" in page
    assert "<li>the fence</li>" in page
    assert "Omar Faruk" in page
    assert f"\n{LONG.strip()}</textarea>" in page
    assert (field(page, "_key"), field(page, "next")) == ("the-key", "/desk")
    assert count(app) == before


def test_sent_afterwards_with_the_same_key_it_is_said_once(app, sign_in):
    post_id, browser = make_post(app), sign_in("omar")
    page = look(browser, f"/posts/{post_id}/comments", body="We did this.").text
    sent = {"_key": field(page, "_key"), "body": "We did this."}
    for _ in range(2):
        assert browser.post(f"/posts/{post_id}/comments", data=sent).status_code == 303
    assert count(app)[0] == 1


def test_a_reply_stays_a_reply(app, sign_in):
    post_id = make_post(app)
    comment_id = say(app, post_id)
    page = look(sign_in("omar"), f"/posts/{post_id}/comments", body="Yes.", parent=comment_id).text
    assert field(page, "parent") == str(comment_id)
    assert f'data-draft="reply-{comment_id}"' in page


def test_a_question_by_name_and_a_correction_are_looked_at_too(app, sign_in):
    post_id = make_post(app)
    page = look(sign_in("shahana"), f"/posts/{post_id}/question", body="What *would* it cost?").text
    assert "What <em>would</em> it cost?" in page
    comment_id = say(app, post_id, by="jubayer")
    data = {"body": "We did **that**.", "version": "1"}
    page = look(sign_in("jubayer"), f"/comments/{comment_id}/edit", **data).text
    assert "We did <strong>that</strong>." in page
    assert field(page, "version") == "1"
    with app.app_context():
        assert db.session.get_one(Comment, comment_id).version == 1


def test_whoever_may_not_say_it_does_not_look_at_it_either(app, sign_in):
    post_id = make_post(app)
    assert look(sign_in("omar"), f"/posts/{post_id}/question", body="Why?").status_code == 403
    assert look(sign_in("omar"), "/posts/99999/comments", body="Why?").status_code == 404
    assert look(sign_in("omar"), f"/posts/{post_id}/comments", body=" ").status_code == 422


def test_hostile_words_are_as_harmless_in_the_preview(app, sign_in):
    text = "<script>alert(1)</script> [x](javascript:alert(1)) @<b>"
    page = look(sign_in("omar"), f"/posts/{make_post(app)}/comments", body=text).text
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
