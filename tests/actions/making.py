"""A trouble at each stage of its way, by the usual people.

Jubayer flags what Rahima wrote; Arif gives it to Rahima's seat; Rahima does it; Nurul verifies."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import select

from app.actions.flagging import decline_flag, flag_post, join_flag
from app.actions.models import ActionItem, Ended, Flag, Outcome, Step
from app.actions.operations import (
    accept_flag,
    acknowledge,
    answer_back,
    ask_back,
    ask_time,
    dispute_action,
    forward,
    give_time,
    mark_done,
    refuse_time,
    return_action,
    verify_action,
)
from app.actions.privacy import make_open, make_private
from app.comments.operations import Said
from app.core.db import db
from app.officers.models import Seat
from app.posts.models import Post
from tests.make import do, make_post, officer

DEEDS: dict[str, Callable[..., Step]] = {
    "acknowledge": acknowledge,
    "ask_back": ask_back,
    "answer_back": answer_back,
    "forward": forward,
    "ask_time": ask_time,
    "give_time": give_time,
    "refuse_time": refuse_time,
    "dispute": dispute_action,
    "make_private": make_private,
    "make_open": make_open,
}


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


def act(app: Flask, item_id: int, name: str, by: str, said: str = "So it is.", **more: Any) -> int:
    """Any of the acts, by its name: `days` of time asked for, `to` a seat to be forwarded to."""
    further = [more["days"]] if "days" in more else []
    if name == "forward":
        return do(
            app, lambda: DEEDS[name](officer(by), _item(item_id), Said(said), seat(more["to"]))
        )
    return do(app, lambda: DEEDS[name](officer(by), _item(item_id), Said(said), *further))


def join(app: Flask, flag_id: int, item_id: int, by: str = "arif") -> int:
    return do(
        app, lambda: join_flag(officer(by), db.session.get_one(Flag, flag_id), _item(item_id))
    )


def every_act(app: Flask) -> int:
    """An item that goes every way there is: each act that `finish` and the like do not do."""
    item_id = make_item(app)
    act(app, item_id, "ask_back", by="rahima")
    act(app, item_id, "answer_back", by="arif")
    for answer in ("refuse_time", "give_time"):
        act(app, item_id, "ask_time", by="rahima", days=3)
        act(app, item_id, answer, by="tanvir")
    act(app, item_id, "forward", by="rahima", to="ghatail.social")
    act(app, item_id, "acknowledge", by="jubayer")
    finish(app, item_id, by="jubayer")
    act(app, item_id, "dispute", by="rahima")
    act(app, item_id, "make_private", by="arif")
    act(app, item_id, "make_open", by="arif")
    join(app, make_flag(app), item_id)
    return item_id


def seat_id(app: Flask, code: str) -> int:
    with app.app_context():
        return seat(code).id


def _item(item_id: int) -> ActionItem:
    return db.session.get_one(ActionItem, item_id)
