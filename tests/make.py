"""Things made for tests, by the same operations that the pages use. Each returns the new id."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from flask import Flask
from sqlalchemy import select

from app.answers.operations import mark_answer
from app.comments.models import Comment
from app.comments.operations import Said, hide_comment, post_comment
from app.core.db import Base, db
from app.core.transaction import transaction
from app.endorsements.operations import endorse_post
from app.ideas.models import IdeaState, IdeaStep
from app.ideas.operations import merge_idea, move_idea
from app.ideas.queries import find_last_step
from app.officers.models import Officer
from app.posts.models import Audience, Post, PostKind
from app.posts.operations import Written, hide_post, write_post

T = TypeVar("T", bound=Base)


def officer(name: str) -> Officer:
    """One of the cast, in the session of now."""
    return db.session.scalars(select(Officer).where(Officer.email == f"{name}@uthan.example")).one()


def do(app: Flask, deed: Callable[[], T]) -> int:
    """Do it in a change of its own; the id of what came of it."""
    with app.test_request_context("/?lang=en"), transaction():
        made = deed()
        db.session.flush()
        return made.id


def make_post(
    app: Flask,
    by: str = "rahima",
    title: str = "Kuliya pond is fenced by one man",
    body: str = "Government water, leased to fishermen, and nobody can reach it.",
    audience: Audience = Audience.ALL,
) -> int:
    written = Written(PostKind.QUESTION, title, {"body": body}, audience)
    return do(app, lambda: write_post(officer(by), written))


def make_idea(
    app: Flask,
    by: str = "rahima",
    title: str = "Answers by phone",
    audience: Audience = Audience.ALL,
) -> int:
    source = {
        "problem": "People come three times only to ask.",
        "sufferers": "",
        "proposal": "One number for each union.",
        "tried": "",
    }
    written = Written(PostKind.IDEA, title, source, audience, {"days_now": 12, "days_hoped": 3})
    return do(app, lambda: write_post(officer(by), written))


def make_kind(app: Flask, kind: PostKind, title: str, by: str = "rahima", **sections: str) -> int:
    """A post of any kind, with the words of its sections."""
    needed_on = date(2027, 1, 14) if kind == PostKind.HELP else None
    written = Written(kind, title, sections, needed_on=needed_on)
    return do(app, lambda: write_post(officer(by), written))


def settle(app: Flask, comment_id: int) -> int:
    """Who asked marks a comment as the answer."""

    def deed() -> Comment:
        comment = db.session.get_one(Comment, comment_id)
        assert comment.post.author is not None
        mark_answer(comment.post.author, comment)
        return comment

    return do(app, deed)


def say(app: Flask, post_id: int, by: str = "jubayer", text: str = "We did this.") -> int:
    """A comment under a post."""
    said = Said(text)
    return do(app, lambda: post_comment(officer(by), db.session.get_one(Post, post_id), said))


def endorse(app: Flask, post_id: int, by: str = "arif", reason: str = "It worked here.") -> int:
    return do(app, lambda: endorse_post(officer(by), db.session.get_one(Post, post_id), reason))


def move(
    app: Flask,
    post_id: int,
    to: IdeaState = IdeaState.DISCUSSION,
    by: str = "arif",
    why: str = "Let us talk it through.",
) -> int:
    """An idea goes into a state; the seat of who moves it is responsible for what comes next."""

    def deed() -> IdeaStep:
        post, who = db.session.get_one(Post, post_id), officer(by)
        last = find_last_step(post)
        assert who.seat is not None
        return move_idea(who, post, to, Said(why), who.seat, last.id if last else 0)

    return do(app, deed)


def merge(app: Flask, post_id: int, into_id: int, by: str = "arif") -> int:
    """An idea goes on in another."""

    def deed() -> IdeaStep:
        post, into = db.session.get_one(Post, post_id), db.session.get_one(Post, into_id)
        return merge_idea(officer(by), post, into, Said("They say the same."))

    return do(app, deed)


def hide(app: Flask, post_id: int) -> int:
    def deed() -> Post:
        post = db.session.get_one(Post, post_id)
        hide_post(officer("maya"), post, "It names a citizen.")
        return post

    return do(app, deed)


def hide_word(app: Flask, comment_id: int) -> int:
    """Hide a comment."""

    def deed() -> Comment:
        comment = db.session.get_one(Comment, comment_id)
        hide_comment(officer("maya"), comment, "It names a citizen.")
        return comment

    return do(app, deed)
