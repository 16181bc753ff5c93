"""Two moderators at the same moment: one is heard, the other reads that it is done."""

import pytest

from app.comments.models import Comment
from app.core.db import db
from app.moderation.models import Concern
from app.moderation.operations import (
    hide_comment_with_reason,
    hide_post_with_reason,
    settle_keep,
)
from app.posts.models import Post
from app.posts.operations import pin_post
from tests.make import make_post, say
from tests.moderation.making import concern_about_post
from tests.together import at_once


def keep(who, number):
    settle_keep(who, db.session.get_one(Concern, number), "It is fair.")


def hide_comment(who, number):
    hide_comment_with_reason(who, db.session.get_one(Comment, number), "It names a citizen.")


def hide_post(who, number):
    hide_post_with_reason(who, db.session.get_one(Post, number), "It names a citizen.")


def pin(who, number):
    pin_post(who, db.session.get_one(Post, number))


@pytest.mark.parametrize(
    ("deed", "sentence"),
    [
        (keep, "This concern has been decided on already."),
        (hide_comment, "This comment is hidden already."),
        (hide_post, "This post is hidden by a moderator."),
        (pin, "This post is pinned already."),
    ],
)
def test_of_two_moderators_at_once_one_is_heard(app, deed, sentence):
    for number in range(1, 5):  # each on things of its own, all numbered alike
        post_id = make_post(app)
        assert say(app, post_id) == concern_about_post(app, post_id) == post_id == number

        def do(who, _, number=number):
            deed(who, number)
            return db.session.get_one(Post, number)

        found = at_once(app, ["maya", "mithun"], do)
        assert sorted(found, key=str) == [number, sentence]
