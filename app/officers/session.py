"""Who is asking. A session is a row: ended here, it is over everywhere, on pages and sockets."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import cast

import flask
from flask import Response, g, has_request_context, request
from flask_login import LoginManager, current_user, login_user
from sqlalchemy import ColumnElement, ForeignKey, Select, bindparam, delete, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship
from werkzeug.local import LocalProxy

from app.core.clock import now
from app.core.db import Model, db
from app.core.errors import Busy, Missing
from app.core.events import record
from app.core.transaction import transaction
from app.officers.events import SessionOpened
from app.officers.models import Officer

IDLE = timedelta(hours=20)  # as GOV.UK Notify: a working day and the evening after it
ABSOLUTE = timedelta(days=30)
SEEN_EVERY = timedelta(minutes=5)  # how often "last seen" is written

login_manager = LoginManager()
login_manager.session_protection = None  # a phone changes its address; the row is the protection


def asking() -> Officer:
    """Who asks: the officer, and not what stands for one."""
    return cast(Officer, current_user._get_current_object())


current_officer = cast(Officer, LocalProxy(asking))


class Session(Model):
    __tablename__ = "sessions"

    token_hash: Mapped[str] = mapped_column(unique=True)  # the token itself is only in the cookie
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))  # chosen to act from
    browser: Mapped[str]
    address: Mapped[str]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    officer: Mapped[Officer] = relationship(lazy="joined")

    __allow_unmapped__ = True  # for the next line, which is no column
    token: str = ""  # known only while its own request runs

    @property
    def alive(self) -> bool:
        return (
            self.ended_at is None
            and self.officer.closed_at is None
            and now() < min(self.seen_at + IDLE, self.created_at + ABSOLUTE)
        )


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(officer: Officer) -> Session:
    """A new session row for the request's browser, whose earlier one ends: a token that was put
    there before signing in leads nowhere. Within a transaction; then `enter`."""
    if earlier := flask.session.get("_user_id"):
        before = update(Session).where(Session.token_hash == hash_of(earlier), _not_ended())
        db.session.execute(before.values(ended_at=now()))
    _forget_old(officer.id)
    token = secrets.token_urlsafe(32)
    session = Session(
        token_hash=hash_of(token),
        officer=officer,
        browser=(request.user_agent.string or "")[:200],
        address=request.remote_addr or "",
        seen_at=now(),
    )
    db.session.add(session)
    db.session.flush()
    session.token = token
    record(officer.actor, SessionOpened(officer_id=officer.id, session_id=session.id))
    return session


def enter(session: Session, *, stay: bool = False) -> None:
    """Put the session's token into this browser's cookie. `stay`: it outlives the browser's
    window, for at most ABSOLUTE.

    Nothing of before stays in it; but whoever comes back to this browser finds the forms of open
    pages good: their token was this officer's already."""
    own_forms = flask.session.get("csrf_token") if _was_here(session.officer) else None
    flask.session.clear()
    if own_forms:
        flask.session["csrf_token"] = own_forms
    session.officer.session = session
    login_user(session.officer)
    flask.session.pop("_id")  # of that protection: 128 letters that every request would carry
    flask.session.permanent = stay


@login_manager.user_loader
def load(token: str) -> Officer | None:
    found = find_session(hash_of(token))
    if found is None:
        return None
    found.token = token
    found.officer.session = found
    if now() - found.seen_at >= SEEN_EVERY:
        g.seen = found.id
    return found.officer


def find_session(token_hash: str) -> Session | None:
    """The living session of a token's hash, with its officer, rank and today's seats."""
    rows = db.session.scalars(_by_hash(), {"token_hash": token_hash})
    found = rows.unique().one_or_none()  # a row each holding
    return found if found and found.alive else None


def read_anew() -> None:
    """At the start of a change: who asks, with rank and seats, as they are now. Left to itself
    each of them would be read in a statement of its own."""
    if has_request_context() and (asks := g.get("_login_user")) and asks.is_authenticated:
        db.session.scalars(_by_hash(), {"token_hash": hash_of(asks.session.token)}).unique().all()


@cache  # to build this statement costs more than to ask it
def _by_hash() -> Select[tuple[Session]]:
    return (
        select(Session)
        .where(Session.token_hash == bindparam("token_hash"))
        .options(
            joinedload(Session.officer).joinedload(Officer.rank),
            joinedload(Session.officer).joinedload(Officer.all_holdings),
        )
    )


def find_own_session(officer: Officer, session_id: int) -> Session:
    """One of the officer's living sessions; anybody else's is not there."""
    found = db.session.scalar(_living(officer).where(Session.id == session_id))
    if found is None:
        raise Missing
    return found


def list_sessions(officer: Officer) -> Sequence[Session]:
    """Where the officer is signed in, the one used last first."""
    return list(db.session.scalars(_living(officer).order_by(Session.seen_at.desc(), Session.id)))


def end_sessions(officer_id: int, but: int | None = None) -> None:
    """End all of an officer's sessions, or all but one. Within a transaction."""
    ended = update(Session).where(Session.officer_id == officer_id, _not_ended())
    if but:
        ended = ended.where(Session.id != but)
    db.session.execute(ended.values(ended_at=now()))


def leave_chosen_seat(officer_id: int, seat_id: int) -> None:
    """Whoever acted from it acts from their main seat again. Within a transaction."""
    chose = update(Session).where(Session.officer_id == officer_id, Session.seat_id == seat_id)
    db.session.execute(chose.values(seat_id=None))


def write_seen(response: Response) -> Response:
    """After an answer: when this officer was last here, to within SEEN_EVERY. A busy database
    must not spoil a page that is read: the next one will write it."""
    session_id = g.pop("seen", None)
    if session_id is None:
        return response
    try:
        with transaction(wait=0):
            here = update(Session).where(Session.id == session_id, _not_ended())
            officer_id = db.session.scalar(here.values(seen_at=now()).returning(Session.officer_id))
            db.session.execute(
                update(Officer).where(Officer.id == officer_id).values(last_seen_at=now())
            )
    except (Busy, OperationalError, NoConnection):
        db.session.rollback()
    return response


def leave_unseen(response: Response) -> Response:
    """After an answer to what an open page asked by itself: it must not keep alive the session of
    an officer who has gone."""
    g.pop("seen", None)
    return response


def _was_here(officer: Officer) -> bool:
    """Whether this browser's session until now, living or ended, was the officer's own."""
    earlier = hash_of(flask.session.get("_user_id", ""))
    last = select(Session.officer_id).where(Session.token_hash == earlier)
    return db.session.scalar(last) == officer.id


def _living(officer: Officer) -> Select[tuple[Session]]:
    return select(Session).where(
        Session.officer_id == officer.id,
        _not_ended(),
        Session.seen_at > now() - IDLE,
        Session.created_at > now() - ABSOLUTE,
    )


def _not_ended() -> ColumnElement[bool]:
    return Session.ended_at.is_(None)


def _forget_old(officer_id: int) -> None:
    """An address and a browser's name are kept no longer than they can be of use."""
    old = Session.created_at < now() - 2 * ABSOLUTE
    db.session.execute(delete(Session).where(Session.officer_id == officer_id, old))
