"""Several write of the same at the same moment, each as in a process of its own."""

from sqlalchemy import func, select

from app.comments.operations import Said, post_comment
from app.core.db import db
from app.naming.models import Mention, Tagging
from app.notifications.models import Notification
from app.posts.models import Post, PostKind
from app.posts.operations import Written, write_post
from tests.make import make_post, officer
from tests.together import at_once

NAMES = ["rahima", "jubayer", "arif", "nurul", "omar", "maya"]


def test_six_posts_with_one_tag_and_one_mention_are_all_there(app, sign_in):
    with app.test_request_context("/?lang=en"):
        written = Written(PostKind.QUESTION, "Alike", {"body": "@tanvir #land #ভূমি"})

    def write(who, _number):
        post = write_post(who, written)
        db.session.flush()
        return post

    made = at_once(app, NAMES, write)
    assert len(set(made)) == len(NAMES)
    assert sign_in("omar").get("/tags/land").text.count("<article") == len(NAMES)
    with app.app_context():
        heard = select(func.count(Notification.id)).where(
            Notification.officer_id == officer("tanvir").id, Notification.mentions
        )
        assert db.session.scalar(heard) == len(NAMES)


def test_six_comments_under_one_post_keep_each_their_own(app):
    post_id = make_post(app)
    with app.test_request_context("/?lang=en"):
        said = Said("@tanvir #land")

    def comment(who, _number):
        return post_comment(who, db.session.get_one(Post, post_id), said)

    made = at_once(app, NAMES, comment)
    with app.app_context():
        for table in (Mention, Tagging):
            assert set(db.session.scalars(select(table.comment_id))) == set(made)
