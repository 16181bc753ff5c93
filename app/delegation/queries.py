"""Who writes for whom today, and what waits to be said. Both are asked of the seats as they are at
this moment: nothing has to be ended when an officer is moved, it simply holds no more."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload, load_only

from app.core.clock import today
from app.core.db import db
from app.core.errors import Missing
from app.delegation.models import Delegation, Preparation
from app.officers.models import Holding, Officer
from app.posts.models import Post
from app.posts.queries import may_read

# Names of their own: a query that has officers or holdings may ask these conditions too.
_Held, _Account = aliased(Holding), aliased(Officer)

ASIDE = 5  # of what was put aside, the latest


def holds() -> ColumnElement[bool]:
    """Neither ended nor past, and both sit where they sat, without a break, when it was given."""
    return and_(
        Delegation.ended_at.is_(None),
        or_(Delegation.until.is_(None), Delegation.until >= today()),
        _sits(Delegation.senior_id, Delegation.seat_id),
        _sits(Delegation.delegate_id, Delegation.delegate_seat_id),
    )


def _running() -> ColumnElement[bool]:
    return and_(holds(), Delegation.since <= today())


def _sits(officer_id: Any, seat_id: Any) -> ColumnElement[bool]:
    account = _Account.id == officer_id, _Account.closed_at.is_(None)
    return _held(officer_id, seat_id, today(), *account)


def is_running(delegation: Delegation) -> bool:
    found = select(Delegation.id).where(Delegation.id == delegation.id, _running())
    return db.session.scalar(found) is not None


def list_over_with(officer_id: int, seat_id: int | None, day: date) -> list[int]:
    """With whom this officer shared a delegation that is over from that day on, since the officer
    leaves the seat; or every seat, where none is named."""
    mine: list[int] = []
    for who, seat, other, their_seat in (
        (Delegation.senior_id, Delegation.seat_id, Delegation.delegate_id, "delegate_seat_id"),
        (Delegation.delegate_id, Delegation.delegate_seat_id, Delegation.senior_id, "seat_id"),
    ):
        running = (
            who == officer_id,
            Delegation.ended_at.is_(None),
            or_(Delegation.until.is_(None), Delegation.until >= day),
            _held(officer_id, seat, day - timedelta(days=1)),
            _sits(other, getattr(Delegation, their_seat)),
        )
        left = (seat == seat_id,) if seat_id else ()
        mine += db.session.scalars(select(other).where(*running, *left)).all()
    return mine


def _held(
    officer_id: Any, seat_id: Any, day: date, *more: ColumnElement[bool]
) -> ColumnElement[bool]:
    """Also where it was their last day, or the account was closed on it."""
    return (
        exists()
        .where(
            _Held.officer_id == officer_id,
            _Held.seat_id == seat_id,
            _Held.since <= Delegation.given_on,
            or_(_Held.until.is_(None), _Held.until >= day),
            *more,
        )
        .correlate(Delegation)
    )


def ended_with(seat_id: int | None, officer_id: int, reader_id: int, since: date) -> bool:
    """Was there a delegation of this seat's holder, with the reader or of the reader's own, which
    their leaving ended? Of any seat, where none is named."""
    given, taken = Delegation.senior_id == officer_id, Delegation.delegate_id == officer_id
    if seat_id:
        given = and_(given, Delegation.seat_id == seat_id)
        taken = and_(taken, Delegation.delegate_seat_id == seat_id)
    found = select(Delegation.id).where(
        or_(given, taken),
        or_(Delegation.senior_id == reader_id, Delegation.delegate_id == reader_id),
        Delegation.ended_at.is_(None),
        Delegation.given_on <= since,
        or_(Delegation.until.is_(None), Delegation.until >= since),
    )
    return db.session.scalar(found.limit(1)) is not None


def find_delegation(officer: Officer, delegation_id: int) -> Delegation:
    """One that this officer gave or was given, over or not; anybody else's is not there."""
    found = db.session.scalar(
        _delegations().where(
            Delegation.id == delegation_id,
            or_(Delegation.senior_id == officer.id, Delegation.delegate_id == officer.id),
        )
    )
    if found is None:
        raise Missing
    return found


def find_running(delegate: Officer, delegation_id: int) -> Delegation:
    """By which this officer may prepare words today."""
    found = db.session.scalar(
        _delegations().where(
            Delegation.id == delegation_id, Delegation.delegate_id == delegate.id, _running()
        )
    )
    if found is None:
        raise Missing
    return found


def list_named_by(senior: Officer) -> Sequence[Delegation]:
    """Private secretaries of today, and of days to come."""
    mine = _delegations().where(Delegation.senior_id == senior.id, holds())
    return db.session.scalars(mine.order_by(Delegation.id)).all()


def list_given_to(delegate: Officer) -> Sequence[Delegation]:
    """For whom this officer writes, or will."""
    mine = _delegations().where(Delegation.delegate_id == delegate.id, holds())
    return db.session.scalars(mine.order_by(Delegation.id)).all()


def _delegations() -> Select[tuple[Delegation]]:
    return select(Delegation).options(
        joinedload(Delegation.senior), joinedload(Delegation.delegate)
    )


def read_by_both(delegation: Delegation) -> ColumnElement[bool]:
    """A condition for a query that has posts: what the senior and the delegate may both read."""
    return and_(may_read(delegation.senior), may_read(delegation.delegate))


def find_post_for_both(delegation: Delegation, post_id: int) -> Post:
    found = db.session.scalar(select(Post).where(Post.id == post_id, read_by_both(delegation)))
    if found is None:
        raise Missing
    return found


def find_preparation(officer: Officer, preparation_id: int) -> Preparation:
    """Words of a delegation that holds, under a post that this officer may read, in preparation by
    or for this officer. Said or put aside ones too: a second tap is told what became of them."""
    found = db.session.scalar(
        _preparations(officer).where(
            Preparation.id == preparation_id,
            or_(Delegation.senior_id == officer.id, Delegation.delegate_id == officer.id),
        )
    )
    if found is None:
        raise Missing
    return found


def list_prepared_for(senior: Officer) -> Sequence[Preparation]:
    """What waits for this senior's word, the oldest first."""
    return _waiting(_preparations(senior).where(Delegation.senior_id == senior.id))


def list_prepared_by(delegation: Delegation) -> Sequence[Preparation]:
    """What waits of it, as far as the delegate may read the posts."""
    mine = _preparations(delegation.delegate).where(Preparation.delegation_id == delegation.id)
    return _waiting(mine)


def list_put_aside(delegation: Delegation) -> Sequence[Preparation]:
    """What the senior did not say, the latest first; its words are the delegate's to use again."""
    aside = _preparations(delegation.delegate).where(
        Preparation.delegation_id == delegation.id,
        Preparation.set_aside_by_id == delegation.senior_id,
    )
    return db.session.scalars(aside.order_by(Preparation.set_aside_at.desc()).limit(ASIDE)).all()


def count_prepared(delegation: Delegation) -> int:
    waiting = select(func.count(Preparation.id)).where(
        Preparation.delegation_id == delegation.id, *_WAITS
    )
    return db.session.scalar(waiting) or 0


_WAITS = (Preparation.approved_at.is_(None), Preparation.set_aside_at.is_(None))


def _waiting(preparations: Select[tuple[Preparation]]) -> Sequence[Preparation]:
    return db.session.scalars(preparations.where(*_WAITS).order_by(Preparation.id)).all()


def _preparations(reader: Officer) -> Select[tuple[Preparation]]:
    of_delegation = joinedload(Preparation.delegation)
    return (
        select(Preparation)
        .join(Delegation, Delegation.id == Preparation.delegation_id)
        .join(Post, Post.id == Preparation.post_id)
        .where(_running(), may_read(reader))
        .options(
            of_delegation.joinedload(Delegation.senior),
            of_delegation.joinedload(Delegation.delegate),
            joinedload(Preparation.post).options(load_only(Post.title, Post.language, Post.kind)),
        )
    )
