from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, and_, func, or_, select

from app.comments.events import CommentHidden
from app.comments.models import Comment
from app.core.clock import now
from app.core.db import db
from app.core.log import LogEntry
from app.core.work import TRIES
from app.mail.kinds import DEFAULTS, must_hear
from app.mail.models import Mail, MailChoice, MailItem, MailKind, Pace
from app.moderation.events import ConcernKept
from app.moderation.models import Concern
from app.notifications.models import Notification
from app.notifications.queries import OF_VERSION, told
from app.notifications.things import Yours
from app.notifications.yours import what_is_yours, with_yours, yours_of
from app.officers.models import Officer
from app.posts.events import PostHidden
from app.posts.models import Post
from app.versions.events import VersionHidden
from app.versions.models import PostVersion


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of news, as a line of a mail."""

    entry: LogEntry
    kind: MailKind
    mentions: bool  # the officer who is told
    thing: str
    comment_id: int | None
    title: str
    language: str
    reason: str  # a moderator's
    yours: Yours


def list_paces(officer_ids: Collection[int]) -> dict[int, dict[MailKind, Pace]]:
    """What each has chosen, and where nothing was chosen the default."""
    paces = {officer_id: dict(DEFAULTS) for officer_id in officer_ids}
    chosen = select(MailChoice).where(MailChoice.officer_id.in_(officer_ids))
    for choice in db.session.scalars(chosen):
        paces[choice.officer_id][choice.kind] = choice.pace
    return paces


def paces_of(officer: Officer) -> dict[MailKind, Pace]:
    return list_paces([officer.id])[officer.id]


def list_stopped(officer: Officer, kinds: Collection[MailKind]) -> Sequence[MailChoice]:
    """What was stopped by a link, and was not chosen anew since."""
    stopped = select(MailChoice).where(
        MailChoice.officer_id == officer.id,
        MailChoice.kind.in_(kinds),
        MailChoice.before.is_not(None),
    )
    return db.session.scalars(stopped).all()


def list_items(mail: Mail) -> list[Item]:
    """What a mail has to say at this moment: by the same conditions as the bell, unread by now, and
    of a kind that has not been stopped. The newest first."""
    return _items(mail.officer, MailItem.mail_id == mail.id)


def list_waiting(officer: Officer) -> dict[Pace, list[Item]]:
    """What would go to an officer, by pace, if all that waits went now."""
    return {
        pace: _items(officer, and_(MailItem.mail_id.is_(None), MailItem.pace == pace))
        for pace in Pace
    }


def _items(officer: Officer, which: Any) -> list[Item]:
    if officer.closed_at:
        return []
    paces = paces_of(officer)
    mine = and_(
        MailItem.entry_id == Notification.entry_id, MailItem.officer_id == Notification.officer_id
    )
    lines = (
        told(
            officer,
            LogEntry,
            MailItem.kind.label("mail_kind"),
            Notification.thing,
            Notification.mentions,
            Notification.comment_id,
            Post.title,
            Post.language,
            *what_is_yours(officer),
            Post.hidden_reason.label("post_reason"),
            Comment.hidden_reason.label("comment_reason"),
            Concern.decision,
            PostVersion.hidden_reason.label("version_reason"),
        )
        .join(MailItem, mine)
        .outerjoin(PostVersion, OF_VERSION)
        .outerjoin(Concern, Concern.id == Notification.concern_id)
        .where(which, Notification.read_at.is_(None))
        .order_by(LogEntry.id.desc())
    )
    rows = db.session.execute(with_yours(lines))
    return [
        _item(row)
        for row in rows
        if paces[row.mail_kind] != Pace.NEVER or must_hear(row.LogEntry.event, officer.id)
    ]


def _item(row: Row[Any]) -> Item:
    reasons = {
        PostHidden.kind: row.post_reason,
        CommentHidden.kind: row.comment_reason,
        ConcernKept.kind: row.decision,
        VersionHidden.kind: row.version_reason,
    }
    return Item(
        entry=row.LogEntry,
        kind=row.mail_kind,
        mentions=row.mentions,
        thing=row.thing,
        comment_id=row.comment_id,
        title=row.title or "",
        language=row.language or "",
        reason=reasons.get(row.LogEntry.kind) or "",
        yours=yours_of(row),
    )


def is_open() -> Any:
    """A mail that is neither sent nor dropped."""
    return and_(Mail.sent_at.is_(None), Mail.dropped_at.is_(None))


def is_free() -> Any:
    return or_(Mail.leased_until.is_(None), Mail.leased_until < now())


@dataclass(frozen=True, slots=True)
class Bag:
    """For the health page."""

    waiting: int  # mails made, and news whose hour has come
    failed: int  # of them, that met an error at the last try
    set_aside: int


def count_mail() -> Bag:
    aside = and_(Mail.tries >= TRIES, is_free())
    ((made, failed, set_aside),) = db.session.execute(
        select(
            func.count().filter(~aside),
            func.count().filter(Mail.error.is_not(None), ~aside),
            func.count().filter(aside),
        ).where(is_open())
    )
    items = select(func.count()).where(MailItem.mail_id.is_(None))
    return Bag(made + (db.session.scalar(items) or 0), failed, set_aside)
