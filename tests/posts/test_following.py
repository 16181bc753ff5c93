"""Who follows is told; following is a matter of once."""

from app.core.db import db
from app.posts.models import Post
from app.posts.operations import follow_post
from app.posts.queries import list_followers
from tests.make import make_post
from tests.together import at_once


def test_who_follows_on_six_devices_at_once_follows_once(app, cast):
    post_id = make_post(app, by="rahima")

    def follow(who, _):
        post = db.session.get_one(Post, post_id)
        follow_post(who, post)
        return post

    assert at_once(app, ["jubayer"] * 6, follow) == [post_id] * 6
    with app.app_context():
        assert sorted(list_followers(post_id)) == sorted([cast["rahima"], cast["jubayer"]])
