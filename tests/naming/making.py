"""Posts and comments whose words name somebody: rendered with the database at hand, as pages do."""

from app.comments.operations import Said, post_comment
from app.core.db import db
from app.core.transaction import transaction
from app.posts.models import Audience, Post, PostKind
from app.posts.operations import Written, write_post
from tests.make import officer


def post_saying(app, body, by="rahima", title="The pond", audience=Audience.ALL):
    with app.test_request_context("/?lang=en"):
        written = Written(PostKind.QUESTION, title, {"body": body}, audience)
        with transaction():
            post = write_post(officer(by), written)
            db.session.flush()
            return post.id


def comment_saying(app, post_id, text, by="jubayer"):
    with app.test_request_context("/?lang=en"):
        said = Said(text)
        with transaction():
            comment = post_comment(officer(by), db.session.get_one(Post, post_id), said)
            return comment.id


def told(sign_in, name, lang="en"):
    page = sign_in(name).get(f"/notifications?lang={lang}").text
    return page.split("<main")[1].split("</main")[0]
