"""A trouble that a citizen brought, through to what the public reads."""

from datetime import date

from flask import Flask

from app.actions.models import ActionItem
from app.citizens.models import Citizen
from app.comments.operations import SaidPlainly
from app.core.clock import now
from app.core.db import db
from app.posts.models import Post
from app.results.operations import (
    ForAll,
    agree_to_be_named,
    publish_result,
    say_not_over,
    say_over,
    stay_unnamed,
    withdraw_result,
)
from app.results.queries import find_result
from app.sources.models import Medium, Source
from tests.actions.making import finish, make_flag, make_item, verify
from tests.make import do, make_post, officer

NAME, PHONE = "মোছাঃ রহিমা খাতুন", "01712345678"
TITLE = "The pond at Kuliya is open"
WORDS = "A fence stood round the pond. It is gone, and the fishermen fish again."


def make_trouble(app: Flask, name: str = NAME, phone: str = PHONE, **agreed: object) -> int:
    """A post with its source, and whose it is."""
    post_id = make_post(app)

    def deed() -> Post:
        post = db.session.get_one(Post, post_id)
        citizen = Citizen(name=name, phone=phone, purge_on=date(2030, 1, 1), **agreed)
        citizen.contact_agreed_at = now()
        db.session.add(citizen)
        db.session.flush()
        nothing = dict.fromkeys(
            ("url", "address", "words", "html", "finding", "finding_html", "finding_language"), ""
        )
        db.session.add(
            Source(
                post_id=post_id,
                medium=Medium.PAPER,
                language="bn",
                seen_on=date(2026, 6, 4),
                place_id=post.office_id,
                citizen_id=citizen.id,
                brought_by_id=post.author_id,
                **nothing,
            )
        )
        return post

    return do(app, deed)


def make_verified(app: Flask, post_id: int | None = None) -> int:
    item_id = make_item(app, make_flag(app, post_id or make_post(app)))
    finish(app, item_id)
    verify(app, item_id)
    return item_id


def number_of(app: Flask, item_id: int) -> str:
    with app.app_context():
        return db.session.get_one(ActionItem, item_id).number


def for_all(words: str = WORDS, title: str = TITLE, **more: object) -> ForAll:
    return ForAll(title, SaidPlainly(words), **more)  # type: ignore[arg-type]


def publish(app: Flask, item_id: int, words: str = WORDS, by: str = "arif", **more: object) -> int:
    said = for_all(words, **more)
    return do(
        app, lambda: publish_result(officer(by), db.session.get_one(ActionItem, item_id), said)
    )


def everything(app: Flask, item_id: int) -> None:
    """Published, a name given and taken back, all of it taken back; over, and not over, says the citizen."""

    def item() -> ActionItem:
        return db.session.get_one(ActionItem, item_id)

    publish(app, item_id)
    do(app, lambda: agree_to_be_named(officer("rahima"), item()))
    do(app, lambda: stay_unnamed(officer("rahima"), item()))
    do(app, lambda: withdraw_result(officer("arif"), find_result(item_id), "The wrong pond."))
    do(app, lambda: say_over(item()))
    do(app, lambda: say_not_over(item(), SaidPlainly("It is back.")))


def make_result(app: Flask, post_id: int | None = None) -> str:
    """Its number."""
    item_id = make_verified(app, post_id)
    publish(app, item_id)
    return number_of(app, item_id)
