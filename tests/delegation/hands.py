"""A senior's private secretary, made by the same operations that the pages use."""

from datetime import date

from flask import Flask
from sqlalchemy import func, select

from app.comments.operations import Said
from app.core.clock import today
from app.core.db import db
from app.core.transaction import transaction
from app.delegation.models import Act, Delegation, Preparation
from app.delegation.operations import (
    approve_words,
    end_delegation,
    name_delegate,
    prepare_words,
    set_aside,
)
from app.posts.models import Post
from tests.make import do, officer

WORDS = "Please send the lease papers."
EVERYONE_ELSE = ("rahima", "tanvir", "arif", "nurul", "maya", "jubayer")


def name_one(
    app: Flask,
    senior: str = "shahana",
    whom: str = "omar",
    since: date | None = None,
    until: date | None = None,
) -> int:
    """The senior names a private secretary; the delegation's id."""
    return do(app, lambda: name_delegate(officer(senior), officer(whom), since or today(), until))


def prepare(
    app: Flask,
    delegation_id: int,
    post_id: int,
    words: str = WORDS,
    act: Act = Act.COMMENT,
) -> int:
    """The private secretary prepares words; their id."""

    def deed():
        delegation = db.session.get_one(Delegation, delegation_id)
        post = db.session.get_one(Post, post_id)
        return prepare_words(delegation.delegate, delegation, post, act, words)

    return do(app, deed)


def approve(app: Flask, number: int) -> None:
    """The senior says it word for word."""
    with app.test_request_context(), transaction():
        prepared = db.session.get_one(Preparation, number)
        senior, said = prepared.delegation.senior, Said(prepared.words)
        approve_words(senior, prepared, said, prepared.version)


def aside(app: Flask, number: int) -> None:
    with app.test_request_context(), transaction():
        prepared = db.session.get_one(Preparation, number)
        set_aside(prepared.delegation.senior, prepared)


def end(app: Flask, delegation_id: int) -> None:
    with app.test_request_context(), transaction():
        delegation = db.session.get_one(Delegation, delegation_id)
        end_delegation(delegation.senior, delegation)


def everything(app: Flask, post_id: int) -> None:
    """Named, prepared, put aside, ended."""
    delegation_id = name_one(app, senior="nurul", whom="tanvir")
    aside(app, prepare(app, delegation_id, post_id))
    end(app, delegation_id)


def count(app, model):
    with app.app_context():
        return db.session.scalar(select(func.count(model.id)))


def only(app, model):
    with app.app_context():
        return db.session.scalars(select(model)).one()
