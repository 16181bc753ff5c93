from app.comments.models import Comment
from app.core.db import db
from app.moderation.models import Reason
from app.moderation.operations import raise_concern
from app.posts.models import Post
from tests.make import do, officer


def concern_about_post(app, post_id, by="arif", reason=Reason.OTHER, words="Please look at this."):
    return do(
        app,
        lambda: raise_concern(officer(by), db.session.get_one(Post, post_id), None, reason, words),
    )


def concern_about_comment(
    app, comment_id, by="arif", reason=Reason.PERSONAL_ATTACK, words="He is called a thief."
):
    def make():
        comment = db.session.get_one(Comment, comment_id)
        return raise_concern(officer(by), comment.post, comment, reason, words)

    return do(app, make)
