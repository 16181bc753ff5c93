"""Troubles of Ghatail that say the same, ended by Rahima, verified by Nurul."""

from flask import Flask

from app.actions.models import ActionItem, Ended, Outcome
from app.actions.operations import mark_done
from app.comments.operations import Said
from app.core import work
from app.core.db import db
from app.posts.models import Audience, Post, PostKind
from app.posts.operations import Written
from app.repeats import listener
from app.repeats.models import Repeat
from app.repeats.operations import answer_challenge, open_challenge
from tests.actions.making import make_flag, make_item
from tests.make import do, make_post, officer

CHALLENGE = Written(
    PostKind.CHALLENGE,
    "Culverts break",
    {"problem": "Four broke.", "causes": "Lorries.", "sought": "A way to keep them whole."},
)
TITLES = (
    "The culvert at Deopara bazar is broken",
    "Culvert at Kuliya bazar broken",
    "A culvert at Jamuria bazar is broken again",
    "The culvert at Sandhanpur bazar broken",
)


def make_ended(
    app: Flask,
    title: str = TITLES[0],
    cause: str = "Sand lorries pass over it.",
    advice: str = "A bar against heavy lorries.",
    audience: Audience = Audience.ALL,
) -> int:
    item_id = make_item(app, make_flag(app, make_post(app, title=title, audience=audience)))
    ended = Ended(Outcome.SERVED, cause, advice)
    do(
        app,
        lambda: mark_done(
            officer("rahima"), db.session.get_one(ActionItem, item_id), Said("Mended."), ended
        ),
    )
    return item_id


def work_through(app: Flask) -> None:
    with app.app_context():
        while work.work_once(listener.NAME):
            pass


def make_repeat(app: Flask, many: int = 3, **more: object) -> list[int]:
    items = [make_ended(app, title, **more) for title in TITLES[:many]]  # type: ignore[arg-type]
    work_through(app)
    return items


def make_challenge(app: Flask, number: int = 1, by: str = "maya") -> int:
    """Of a repeat."""

    def deed() -> Post:
        return open_challenge(officer(by), db.session.get_one(Repeat, number), CHALLENGE)

    return do(app, deed)


def answer(app: Flask, challenge_id: int, by: str = "omar", title: str = "A bar") -> int:
    said = {"problem": "Lorries.", "sufferers": "", "proposal": "A bar.", "tried": ""}
    written = Written(PostKind.IDEA, title, said)
    return do(
        app,
        lambda: answer_challenge(officer(by), db.session.get_one(Post, challenge_id), written),
    )


def everything(app: Flask) -> int:
    make_repeat(app)
    challenge_id = make_challenge(app)
    answer(app, challenge_id)
    return challenge_id
