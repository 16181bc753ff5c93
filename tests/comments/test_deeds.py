"""What one may do with a comment is a page of its own, for each another."""

import pytest

from app.comments.models import Comment
from app.comments.operations import hide_comment
from app.core.db import db
from app.posts.models import Audience
from tests.make import do, make_post, officer, say


@pytest.fixture
def comment_id(app):
    return say(app, make_post(app), text="Her number is 01700.")


def hide(app, comment_id):
    def deed():
        comment = db.session.get_one(Comment, comment_id)
        hide_comment(officer("maya"), comment, "It names a citizen.")
        return comment

    do(app, deed)


def deeds(sign_in, name, comment_id):
    return sign_in(name).get(f"/comments/{comment_id}/deeds")


def test_a_colleague_replies_or_raises_a_concern(sign_in, comment_id):
    page = deeds(sign_in, "rahima", comment_id).text
    assert f'name="parent" type="hidden" value="{comment_id}"' in page
    assert f"/comments/{comment_id}/concern" in page
    assert f"/comments/{comment_id}/hiding" not in page


def test_a_moderator_may_also_hide_it_but_not_her_own(app, sign_in, comment_id):
    assert f"/comments/{comment_id}/hiding" in deeds(sign_in, "maya", comment_id).text
    own = say(app, make_post(app), by="maya")
    assert f"/comments/{own}/hiding" not in deeds(sign_in, "maya", own).text


def test_nobody_raises_a_concern_about_themselves(sign_in, comment_id):
    assert f"/comments/{comment_id}/concern" not in deeds(sign_in, "jubayer", comment_id).text


def test_hidden_words_and_their_reason_are_for_the_author_and_moderators(app, sign_in, comment_id):
    hide(app, comment_id)
    for name in ("jubayer", "maya", "mithun"):
        page = deeds(sign_in, name, comment_id).text
        assert "01700" in page, name
        assert "It names a citizen." in page, name
    for name in ("rahima", "arif", "omar"):
        page = deeds(sign_in, name, comment_id).text
        assert "A moderator hid this comment." in page, name
        assert "01700" not in page, name
        assert "It names a citizen." not in page, name
        assert 'name="parent"' not in page, name


def test_a_reply_goes_back_to_the_post(app, sign_in, comment_id):
    with app.app_context():
        post_id = db.session.get_one(Comment, comment_id).post_id
    answer = sign_in("rahima").post(
        f"/posts/{post_id}/comments",
        data={"body": "Please leave it out.", "_key": "k", "parent": comment_id},
    )
    assert answer.location.startswith(f"/posts/{post_id}?sent=reply-{comment_id}#comment-")


def test_a_comment_out_of_reach_is_not_there(app, sign_in):
    comment_id = say(app, make_post(app, audience=Audience.OFFICE), by="tanvir")
    assert deeds(sign_in, "omar", comment_id).status_code == 404
    assert deeds(sign_in, "arif", comment_id).status_code == 200
    assert deeds(sign_in, "omar", 987_654).status_code == 404
