"""A browser of an app whose rate limits are on."""

from flask import Flask
from flask.testing import FlaskClient

from app.core.clock import now
from app.core.db import db
from app.core.transaction import transaction
from app.officers.session import Session, hash_of
from tests.make import officer


def browser_of(app: Flask, name: str) -> FlaskClient:
    with app.app_context(), transaction():
        db.session.add(
            Session(
                token_hash=hash_of("flood"),
                officer_id=officer(name).id,
                browser="test",
                address="127.0.0.1",
                seen_at=now(),
            )
        )
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = "flood", True
    return client
