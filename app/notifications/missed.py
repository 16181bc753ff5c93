"""What an officer was told while away."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import false, func

from app.comments.models import Comment
from app.core.db import db
from app.core.log import LogEntry
from app.notifications.models import Notification
from app.notifications.queries import PAGE, entries_of, told
from app.notifications.things import Yours
from app.notifications.yours import yours_of
from app.officers.models import Officer


@dataclass(frozen=True, slots=True)
class Missed:
    """What an officer was told of one post, of one kind."""

    entry: LogEntry  # the newest of it
    number: int  # how many there were
    senior: bool  # words of seniors
    mentions: bool  # this officer
    comment_id: int | None  # that of the newest
    post_id: int
    title: str
    language: str
    newest_of_post: int  # entry id
    yours: Yours


def list_missed(officer: Officer, since: datetime) -> list[Missed]:
    """Of posts, read or unread, the newest PAGE: by the same conditions as the list."""
    senior = func.coalesce(Comment.senior, false()).label("senior")
    newest = func.max(Notification.entry_id)
    line = (
        told(
            officer,
            Notification.post_id,
            Notification.mentions,
            senior,
            newest.label("entry_id"),
            func.count().label("number"),
            func.max(newest).over(partition_by=Notification.post_id).label("newest_of_post"),
        )
        .where(LogEntry.created_at >= since, Notification.post_id.is_not(None))
        .group_by(Notification.post_id, LogEntry.kind, senior, Notification.mentions)
        .order_by(newest.desc())
        .limit(PAGE)
        .subquery()
    )
    rows = db.session.execute(entries_of(officer, line))
    return [
        Missed(
            entry=row.LogEntry,
            number=row.number,
            senior=row.senior,
            mentions=row.mentions,
            comment_id=row.comment_id,
            post_id=row.post_id,
            title=row.title,
            language=row.language,
            newest_of_post=row.newest_of_post,
            yours=yours_of(row),
        )
        for row in rows
    ]
