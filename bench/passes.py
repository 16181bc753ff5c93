"""Signed-in officers without the sign-in page: a session row, and the cookie the app would set."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

import flask
from flask import Flask
from flask_wtf.csrf import generate_csrf

from app.core.clock import now
from app.core.db import db
from app.core.transaction import transaction
from app.officers.session import Session, hash_of


@dataclass(frozen=True)
class Pass:
    cookie: str  # for the header
    csrf_token: str
    token_hash: str = ""


def sign_in(app: Flask, officer_ids: Sequence[int]) -> list[Pass]:
    tokens = [secrets.token_urlsafe(32) for _ in officer_ids]
    with app.app_context():
        with transaction():
            db.session.add_all(
                Session(
                    token_hash=hash_of(token), officer_id=officer_id, browser="bench",
                    address="127.0.0.1", seen_at=now(),
                )
                for token, officer_id in zip(tokens, officer_ids, strict=True)
            )  # fmt: skip
        db.session.remove()
    return [_pass(app, token) for token in tokens]


def _pass(app: Flask, token: str) -> Pass:
    with app.test_request_context():
        flask.session.update(_user_id=token, _fresh=True)
        csrf_token = generate_csrf()
        signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        name = app.config["SESSION_COOKIE_NAME"]
        return Pass(f"{name}={signer.dumps(dict(flask.session))}", csrf_token, hash_of(token))
