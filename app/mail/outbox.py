"""Mails as rows: made of what is due, leased, and marked when they are sent."""

import secrets
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import ColumnElement, exists, or_, select, text, update

from app.calendar.queries import national_calendar
from app.core.clock import day_of, now
from app.core.db import db, is_sqlite
from app.core.transaction import transaction
from app.core.work import TRIES
from app.mail.hours import due, is_quiet, last_outcomes
from app.mail.kinds import DEFAULTS
from app.mail.models import Mail, MailChoice, MailItem, MailKind, Pace
from app.mail.queries import is_free, is_open
from app.notifications.models import Notification
from app.officers.models import SENIOR, Officer, Rank

FEW = 100  # officers whose mails are made in one change
LEASE = timedelta(minutes=5)
AGAIN = timedelta(minutes=2)  # after the first failure; each time four times as long
LATEST = timedelta(hours=80)  # where nobody worked on a Thursday afternoon, Sunday still does
_TURN = 0x75746862  # on PostgreSQL one process makes mails at a time


def make_due() -> int:
    """Mails of the news whose hour has come; how many."""
    moment, calendar = now(), national_calendar()
    ready: list[ColumnElement[bool]] = [MailItem.mail_id.is_(None), MailItem.due_at <= moment]
    if is_quiet(calendar, moment):
        ready.append(MailItem.urgent.is_(True))
    if db.session.scalar(select(MailItem.id).where(*ready).limit(1)) is None:
        db.session.rollback()  # look first: an idle worker writes nothing
        return 0
    with transaction():
        if not _is_our_turn():
            return 0
        some = select(MailItem.officer_id).where(*ready).distinct().limit(FEW)
        officer_ids = db.session.scalars(some).all()
        rows = db.session.execute(
            select(MailItem, Notification.thing)
            .join(
                Notification,
                (Notification.entry_id == MailItem.entry_id)
                & (Notification.officer_id == MailItem.officer_id),
            )
            .where(*ready, MailItem.officer_id.in_(officer_ids))
            .order_by(MailItem.entry_id)
        )
        heaps: dict[tuple[int, Pace, str], list[MailItem]] = defaultdict(list)
        for item, thing in rows.tuples():
            about = thing if item.pace == Pace.AT_ONCE else ""
            heaps[item.officer_id, item.pace, about].append(item)
        return sum(_put_in(items, moment) for items in heaps.values())


def _put_in(items: Sequence[MailItem], moment: datetime) -> int:
    """All of one heap go in one mail. A second digest of a day waits for the next."""
    first = items[0]
    slot = f"{first.pace}:{day_of(moment)}"
    if first.pace == Pace.AT_ONCE:
        slot = f"entry:{first.entry_id}"
    elif _is_made(first.officer_id, slot):
        later = due(national_calendar(), first.pace, moment)
        for item in items:
            item.due_at = later
        return 0
    mail = _mail(first.officer_id, slot, first.pace)
    mail.urgent = any(item.urgent for item in items)
    db.session.add(mail)
    db.session.flush()
    for item in items:
        item.mail_id = mail.id
    return 1


def make_outcomes() -> int:
    """Once a week, for each senior who wants it: what came of their words."""
    moment, calendar = now(), national_calendar()
    summed_up = last_outcomes(calendar, moment)
    slot = f"outcomes:{day_of(summed_up)}"
    if is_quiet(calendar, moment) or moment > summed_up + LATEST:
        return 0
    default = DEFAULTS[MailKind.OUTCOMES]
    wanting = (
        select(Officer.id)
        .join(Rank, Rank.id == Officer.rank_id)
        .outerjoin(
            MailChoice,
            (MailChoice.officer_id == Officer.id) & (MailChoice.kind == MailKind.OUTCOMES),
        )
        .where(
            Rank.seniority >= SENIOR,
            Officer.closed_at.is_(None),
            Officer.retired_on.is_(None),
            or_(MailChoice.pace == default, MailChoice.pace.is_(None)),
            ~exists().where(Mail.officer_id == Officer.id, Mail.slot == slot),
        )
        .limit(FEW)
    )
    if db.session.scalar(wanting.limit(1)) is None:
        db.session.rollback()
        return 0
    with transaction():
        if not _is_our_turn():
            return 0
        mails = [_mail(number, slot, default) for number in db.session.scalars(wanting)]
        for mail in mails:
            mail.outcomes = True
        db.session.add_all(mails)
        return len(mails)


def lease() -> int | None:
    """The id of the next mail to be sent, ours for a while; None when there is none. Nothing but
    what is urgent in quiet hours."""
    ready = [is_open(), is_free(), Mail.tries < TRIES]
    if is_quiet(national_calendar(), now()):
        ready.append(Mail.urgent.is_(True))
    next_one = select(Mail.id).where(*ready).order_by(Mail.urgent.desc(), Mail.id).limit(1)
    if db.session.scalar(next_one) is None:
        db.session.rollback()
        return None
    with transaction():
        number = db.session.scalar(next_one.with_for_update(skip_locked=True))
        if number is not None:
            _mark(number, leased_until=now() + LEASE, tries=Mail.tries + 1)
        return number


def mark_sent(mail_id: int) -> None:
    with transaction():
        _mark(mail_id, sent_at=now(), leased_until=None, error=None)


def drop(mail_id: int) -> None:
    """Nothing was left to say: no empty mail is ever sent."""
    with transaction():
        _mark(mail_id, dropped_at=now(), leased_until=None, error=None)


def put_back(mail_id: int, error: str) -> None:
    with transaction():
        mail = db.session.get_one(Mail, mail_id)
        mail.error = error
        again = now() + AGAIN * 4 ** (mail.tries - 1)
        mail.leased_until = again if mail.tries < TRIES else None


def put_back_untried(mail_id: int, error: str) -> None:
    """Nobody was there to take it: that is no fault of the mail."""
    with transaction():
        _mark(mail_id, leased_until=None, tries=Mail.tries - 1, error=error)


def retry_set_aside() -> int:
    """Give what was set aside its tries again; how many."""
    aside = update(Mail).where(is_open(), is_free(), Mail.tries >= TRIES)
    with transaction():
        found = db.session.execute(aside.values(tries=0, leased_until=None, error=None))
    return int(found.rowcount)  # type: ignore[attr-defined]


def host() -> str:
    """Of our own address, and never of a request's."""
    return urlsplit(current_app.config["BASE_URL"]).hostname or "localhost"


def _mail(officer_id: int, slot: str, pace: Pace) -> Mail:
    return Mail(
        officer_id=officer_id,
        slot=slot,
        pace=pace,
        outcomes=False,
        urgent=False,
        message_id=f"<{secrets.token_hex(16)}@{host()}>",
    )


def _is_made(officer_id: int, slot: str) -> bool:
    made = select(Mail.id).where(Mail.officer_id == officer_id, Mail.slot == slot)
    return db.session.scalar(made) is not None


def _mark(mail_id: int, **values: object) -> None:
    db.session.execute(update(Mail).where(Mail.id == mail_id).values(**values))


def _is_our_turn() -> bool:
    """SQLite has one writer at a time anyway."""
    if is_sqlite():
        return True
    taken = db.session.scalar(text("SELECT pg_try_advisory_xact_lock(:turn)"), {"turn": _TURN})
    return bool(taken)
