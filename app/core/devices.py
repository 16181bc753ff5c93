"""Which accounts this browser has signed in to before: a signed cookie that outlives sessions.

It opens nothing. Wrong passwords from a known device are counted by themselves, so that whoever
attacks an account, or shares the officer's address, cannot keep the officer out."""

import hashlib
import secrets
from typing import Any

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

A_YEAR = 31_536_000
ACCOUNTS = 8  # colleagues who share one computer


def known_as(account: str) -> str | None:
    """This browser's own name, if it has signed in to the account before."""
    name, accounts = _read()
    return name if name and _digest(account) in accounts else None


def remember(response: Response, account: str) -> None:
    name, accounts = _read()
    mine = _digest(account)
    accounts = [mine, *(other for other in accounts if other != mine)][:ACCOUNTS]
    response.set_cookie(
        _cookie(),
        _serializer().dumps([name or secrets.token_urlsafe(16), accounts]),
        max_age=A_YEAR,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )


def _read() -> tuple[str, list[str]]:
    try:
        name, accounts = _serializer().loads(request.cookies.get(_cookie(), ""))
    except (BadSignature, TypeError, ValueError):
        return "", []
    return str(name), list(accounts)


def _serializer() -> URLSafeSerializer:
    key: Any = current_app.secret_key
    return URLSafeSerializer(key, salt="device")


def _cookie() -> str:
    return "__Host-device" if current_app.config["SESSION_COOKIE_SECURE"] else "device"


def _digest(account: str) -> str:
    """The cookie names nobody to who looks at it."""
    return hashlib.sha256(account.encode()).hexdigest()[:16]
