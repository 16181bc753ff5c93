from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Select, Subquery, and_, case, func, null, or_, select

from app.comments.events import CommentHidden, CommentPosted
from app.comments.models import Comment
from app.core.db import ask, db
from app.core.errors import Missing
from app.core.log import LogEntry
from app.moderation.events import ConcernKept
from app.moderation.models import Concern
from app.notifications.models import Notification
from app.notifications.things import Yours
from app.notifications.yours import what_is_yours, with_yours, yours_of
from app.officers.models import Officer
from app.posts.events import PostHidden
from app.posts.models import Post
from app.posts.queries import KEPT, Sight, in_sight, sight_of
from app.versions.events import VersionHidden
from app.versions.models import PostVersion

PAGE = 30
# Who comes back after a year has thousands unread: every page would count them all.
COUNTED = 1000

# Made once: to build a statement costs more than to ask it, and the bell is on every page.
_TOLD = (
    select(Notification.thing)
    .select_from(Notification)
    .join(LogEntry, LogEntry.id == Notification.entry_id)
    .outerjoin(Post, Post.id == Notification.post_id)
    .outerjoin(Comment, Comment.id == Notification.comment_id)
)
_HEARD = select(func.max(LogEntry.id)).correlate(None).scalar_subquery()
_UNREAD = Notification.read_at.is_(None)
_OF_NO_POST = Notification.post_id.is_(None)
_OF_NO_HIDDEN_COMMENT = or_(Notification.comment_id.is_(None), Comment.hidden_at.is_(None))
OF_VERSION = and_(  # of a query that has the log: which version an entry is about
    LogEntry.kind == VersionHidden.kind,
    PostVersion.post_id == Notification.post_id,
    PostVersion.number == LogEntry.facts["number"].as_integer(),
)
_NOT_FORGOTTEN = LogEntry.facts.is_not(null())
_OF_NO_CONCERN = Notification.thing.not_like("concern:%")


@dataclass(frozen=True, slots=True)
class Bell:
    unread: int  # things with news
    more: bool  # there are more unread than are counted
    heard: int  # how far the log had come when they were counted


@dataclass(frozen=True, slots=True)
class Line:
    """All that an officer was told of one thing."""

    entry: LogEntry  # that it is told by: an unread mention, a senior's unread word, the newest
    newest: int  # entry id
    thing: str
    title: str
    language: str
    unread: int
    unread_comments: int
    comment_id: int | None  # the first unread, else the one it is told by
    reason: str  # a moderator's, where the entry is of that kind
    mentions: bool  # this officer, in the entry that it is told by
    yours: Yours


def told(officer: Officer, *what: Any) -> Select[Any]:
    return _told(sight_of(officer), *what)


def _told(sight: Sight, *what: Any) -> Select[Any]:
    """An officer's notifications of what they may still read: what is hidden, withdrawn or out of
    reach by now, or forgotten in the log, is neither listed nor counted."""
    conditions = [
        Notification.officer_id == sight.officer_id,
        _NOT_FORGOTTEN,
        or_(_OF_NO_POST, in_sight(sight)),
        or_(_OF_NO_HIDDEN_COMMENT, Comment.author_id == sight.officer_id),
    ]
    if not sight.moderates:
        conditions.append(_OF_NO_CONCERN)
    return _TOLD.with_only_columns(*what).where(*conditions)


def bell_of(officer: Officer) -> Bell:
    """As many as the list has unread lines, of COUNTED at most. On every page, so in one query."""
    ((unread, counted, heard),) = ask(_unread(sight_of(officer)))
    return Bell(unread, counted == COUNTED, heard or 0)


@lru_cache(KEPT)
def _unread(sight: Sight) -> Select[Any]:
    counted = _told(sight, Notification.thing).where(_UNREAD).limit(COUNTED).subquery()
    return select(func.count(counted.c.thing.distinct()), func.count(counted.c.thing), _HEARD)


def list_lines(officer: Officer, before: int | None = None) -> list[Line]:
    """One line a thing, the newest first; `before` is the newest entry of the last line seen."""
    lines = _lines(officer)
    if before:
        lines = lines.having(func.max(Notification.entry_id) < before)
    return _read(officer, lines.limit(PAGE))


def find_line(officer: Officer, entry_id: int) -> Line:
    """The line in which an entry stands; Missing when it was not told to this officer."""
    thing = db.session.scalar(
        told(officer, Notification.thing).where(Notification.entry_id == entry_id)
    )
    if thing is None:
        raise Missing
    return _read(officer, _lines(officer).where(Notification.thing == thing))[0]


def _lines(officer: Officer) -> Select[Any]:
    newest = func.max(Notification.entry_id)
    mention = func.max(case((and_(_UNREAD, Notification.mentions), Notification.entry_id)))
    from_senior = func.max(case((and_(_UNREAD, Comment.senior), Notification.entry_id)))
    comment = LogEntry.kind == CommentPosted.kind
    return (
        told(
            officer,
            Notification.thing,
            newest.label("newest"),
            func.coalesce(mention, from_senior, newest).label("entry_id"),
            func.count(case((_UNREAD, 1))).label("unread"),
            func.count(case((and_(_UNREAD, comment), 1))).label("unread_comments"),
            func.min(case((_UNREAD, Notification.comment_id))).label("first_unread"),
        )
        .group_by(Notification.thing)
        .order_by(newest.desc())
    )


def _read(officer: Officer, lines: Select[Any]) -> list[Line]:
    """In one query, however many."""
    line = lines.subquery()
    rows = db.session.execute(
        entries_of(
            officer,
            line,
            Notification.mentions,
            Post.hidden_reason.label("post_reason"),
            Comment.hidden_reason.label("comment_reason"),
            Concern.decision,
            PostVersion.hidden_reason.label("version_reason"),
        )
        .outerjoin(PostVersion, OF_VERSION)
        .outerjoin(Concern, Concern.id == Notification.concern_id)
        .order_by(line.c.newest.desc())
    )
    return [_line(row) for row in rows]


def entries_of(officer: Officer, line: Subquery, *more: Any) -> Select[Any]:
    """Lines, each with the entry it is told by and the words of its post."""
    words = Post.title, Post.language, *what_is_yours(officer)
    lines = (
        select(line, LogEntry, Notification.comment_id, *words, *more)
        .select_from(line)
        .join(LogEntry, LogEntry.id == line.c.entry_id)
        .join(
            Notification,
            and_(
                Notification.entry_id == line.c.entry_id,
                Notification.officer_id == officer.id,
            ),
        )
        .outerjoin(Post, Post.id == Notification.post_id)
        .outerjoin(Comment, Comment.id == Notification.comment_id)
    )
    return with_yours(lines)


def _line(row: Row[Any]) -> Line:
    reasons = {
        PostHidden.kind: row.post_reason,
        CommentHidden.kind: row.comment_reason,
        ConcernKept.kind: row.decision,
        VersionHidden.kind: row.version_reason,
    }
    return Line(
        entry=row.LogEntry,
        newest=row.newest,
        thing=row.thing,
        title=row.title or "",
        language=row.language or "",
        unread=row.unread,
        unread_comments=row.unread_comments,
        comment_id=row.first_unread or row.comment_id,
        reason=reasons.get(row.LogEntry.kind) or "",
        mentions=row.mentions,
        yours=yours_of(row),
    )


def was_told(kind: str, post_id: int) -> bool:
    """Has anybody been told of an event of this kind about a post?"""
    before = (
        select(Notification.id)
        .join(LogEntry, LogEntry.id == Notification.entry_id)
        .where(Notification.post_id == post_id, LogEntry.kind == kind)
    )
    return db.session.scalar(before.limit(1)) is not None


def list_told(entry_ids: Sequence[int]) -> Sequence[int]:
    """Officers who were told of any of these entries."""
    told = select(Notification.officer_id).where(Notification.entry_id.in_(entry_ids))
    return db.session.scalars(told.distinct()).all()
