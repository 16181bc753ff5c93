"""Hears what the bell was told, and sorts it by the pace of each officer. It sends nothing."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.calendar.queries import national_calendar
from app.comments.models import Comment
from app.core.clock import now
from app.core.db import db, insert_unless_there, put
from app.core.events import Event
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.core.work import Listener, Work
from app.mail.hours import due
from app.mail.kinds import is_urgent, kind_of, must_hear
from app.mail.models import MailItem, Pace
from app.mail.queries import list_paces
from app.notifications import listener as notifications
from app.notifications.choosing import nobody
from app.notifications.models import Notification
from app.notifications.recipients import RECIPIENTS
from app.officers.models import Officer
from app.posts.models import Post

NAME = "mail"
OLD = timedelta(days=8)  # a demo world's past, or what waited for a worker: it is on the bell

_Answered = aliased(Comment)


class Early(Exception):
    """Not all are told yet: the rest of the notifications is still to be written."""


def sort(entries: Sequence[LogEntry]) -> None:
    news = {
        entry.id: entry for entry in entries if not entry.silent and entry.created_at > now() - OLD
    }
    if not news:
        return
    untold = select(Work.id).where(
        Work.listener == notifications.NAME, Work.entry_id.in_(news), Work.done_at.is_(None)
    )
    if db.session.scalar(untold.limit(1)):
        raise Early
    items = _items(news)
    if items:
        with transaction():
            put(insert_unless_there(MailItem), items)


def _items(news: dict[int, LogEntry]) -> list[dict[str, Any]]:
    rows = db.session.execute(
        select(
            Notification.officer_id,
            Notification.entry_id,
            Notification.mentions,
            Post.author_id,
            _Answered.author_id.label("answered_id"),
        )
        .join(Officer, Officer.id == Notification.officer_id)
        .outerjoin(Post, Post.id == Notification.post_id)
        .outerjoin(Comment, Comment.id == Notification.comment_id)
        .outerjoin(_Answered, _Answered.id == Comment.parent_id)
        .where(
            Notification.entry_id.in_(news),
            Notification.read_at.is_(None),
            Officer.closed_at.is_(None),
        )
    ).all()
    paces = list_paces({row.officer_id for row in rows})
    calendar, moment = national_calendar(), now()
    items = []
    for row in rows:
        event = news[row.entry_id].event
        own = row.officer_id in {row.author_id, row.answered_id}
        kind = kind_of(event, own=own, named=row.mentions)
        pace = paces[row.officer_id][kind]
        if pace in {Pace.WEEKLY, Pace.NEVER} and must_hear(event, row.officer_id):
            pace = Pace.DAILY
        urgent = pace == Pace.AT_ONCE and is_urgent(event, row.officer_id)
        if pace != Pace.NEVER:
            items.append(
                {
                    "officer_id": row.officer_id,
                    "entry_id": row.entry_id,
                    "kind": kind,
                    "pace": pace,
                    "urgent": urgent,
                    "due_at": due(calendar, pace, moment, urgent=urgent),
                }
            )
    return items


def _concerns(event: Event) -> bool:
    return RECIPIENTS[type(event)] is not nobody


listener = Listener(wants=_concerns, do=sort, gathered=True)
