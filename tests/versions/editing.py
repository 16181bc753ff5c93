"""Corrections made for tests."""

from flask import Flask

from app.core.db import db
from app.posts.models import MEASURES, Post
from app.posts.operations import Written
from app.versions.operations import edit_post
from tests.make import do, officer


def edit(app: Flask, post_id: int, title: str | None = None, **sections: str) -> int:
    """By its author, on the version that stands; what is not named stays."""

    def deed() -> Post:
        post = db.session.get_one(Post, post_id)
        measures = {name: getattr(post, name) for name in MEASURES}
        written = Written(
            post.kind,
            title or post.title,
            {**post.source, **sections},
            measures=measures if post.kind == "idea" else {},
        )
        return edit_post(officer("rahima"), post, post.version, written, post.language)

    return do(app, deed)
