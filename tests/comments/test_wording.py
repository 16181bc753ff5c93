"""A harsh word is asked about once, and then goes as it was meant."""

import re

import pytest

from app.comments.models import Comment
from app.core.db import db
from tests.make import make_post

HARSH = "Only an idiot would send this back."
GENTLY = "This may sound harsh to a colleague."


@pytest.fixture
def said(app):
    def all_said():
        with app.app_context():
            return [comment.source for comment in db.session.query(Comment)]

    return all_said


def send(browser, post_id, body, script=False, **more):
    headers = {"X-Fragment": "1"} if script else {}
    data = {"body": body, "_key": "k"} | more
    return browser.post(f"/posts/{post_id}/comments?lang=en", data=data, headers=headers)


@pytest.mark.parametrize("script", [False, True], ids=["plain", "script"])
def test_a_harsh_word_is_kept_and_asked_about(app, sign_in, said, script):
    post_id = make_post(app)
    answer = send(sign_in("arif"), post_id, HARSH, script)
    assert answer.status_code == 422
    assert GENTLY in answer.text
    assert HARSH in answer.text
    assert said() == []
    assert re.search(r'name="warned" type="hidden" value="1"', answer.text)


def test_sent_a_second_time_it_goes(app, sign_in, said):
    post_id, senior = make_post(app), sign_in("arif")
    send(senior, post_id, HARSH)
    assert send(senior, post_id, HARSH, warned="1").status_code == 303
    assert said() == [HARSH]


def test_the_mended_word_goes_without_a_question(app, sign_in, said):
    post_id = make_post(app)
    assert send(sign_in("arif"), post_id, "Who sends this back, and why?").status_code == 303
    assert said() == ["Who sends this back, and why?"]


def test_a_seniors_question_is_asked_about_too(app, sign_in):
    post_id = make_post(app)
    answer = sign_in("arif").post(
        f"/posts/{post_id}/question?lang=en", data={"body": HARSH, "_key": "k"}
    )
    assert answer.status_code == 422
    assert GENTLY in answer.text
