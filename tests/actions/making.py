"""A trouble at each stage of its way, by the usual people.

Jubayer flags what Rahima wrote; Arif gives it to Rahima's seat; Rahima does it; Nurul verifies."""

from flask import Flask
from sqlalchemy import select

from app.actions.models import ActionItem, Ended, Flag, Outcome
from app.actions.operations import (
    accept_flag,
    decline_flag,
    flag_post,
    mark_done,
    return_action,
    verify_action,
)
from app.comments.operations import Said
from app.core.db import db
from app.officers.models import Seat
from app.posts.models import Post
from tests.make import do, make_post, officer


def seat(code: str = "ghatail.land") -> Seat:
    return db.session.scalars(select(Seat).where(Seat.code == code)).one()


def make_flag(app: Flask, post_id: int | None = None, by: str = "jubayer") -> int:
    post_id = post_id or make_post(app)
    said = Said("Forty families fished here. The **fence** must go.")
    return do(app, lambda: flag_post(officer(by), db.session.get_one(Post, post_id), said))


def make_item(
    app: Flask,
    flag_id: int | None = None,
    by: str = "arif",
    to: str = "ghatail.land",
    days: int = 7,
) -> int:
    flag_id = flag_id or make_flag(app)
    return do(
        app, lambda: accept_flag(officer(by), db.session.get_one(Flag, flag_id), seat(to), days)
    )


def decline(app: Flask, flag_id: int, by: str = "arif", why: str = "It is in court.") -> int:
    return do(app, lambda: decline_flag(officer(by), db.session.get_one(Flag, flag_id), why))


def finish(app: Flask, item_id: int, by: str = "rahima", said: str = "The fence is gone.") -> int:
    ended = Ended(Outcome.SERVED)
    return do(app, lambda: mark_done(officer(by), _item(item_id), Said(said), ended))


def verify(app: Flask, item_id: int, by: str = "nurul", said: str = "I walked round it.") -> int:
    return do(app, lambda: verify_action(officer(by), _item(item_id), Said(said)))


def send_back(app: Flask, item_id: int, by: str = "nurul", said: str = "Half stands.") -> int:
    return do(app, lambda: return_action(officer(by), _item(item_id), Said(said)))


def _item(item_id: int) -> ActionItem:
    return db.session.get_one(ActionItem, item_id)
