"""What came of a senior's words: the week summed up, once."""

from datetime import timedelta

from sqlalchemy import select

from app.actions.events import ActionAccepted, ActionDone, ActionVerified
from app.comments.events import CommentPosted
from app.comments.models import Comment
from app.core.clock import now
from app.core.db import db
from app.core.log import LogEntry, LogSubject
from app.endorsements.events import PostEndorsed
from app.ideas.events import IdeaMoved
from app.mail.models import MailKind
from app.mail.queries import Item
from app.notifications.things import Yours
from app.officers.models import Officer
from app.posts.models import Post
from app.posts.queries import may_read

SPOKEN = timedelta(days=14)  # words that are looked back to
SINCE = timedelta(days=7)  # what came of them: the week that is summed up
MOST = 10  # lines

WORDS = (CommentPosted.kind, PostEndorsed.kind)
# The weightiest first: of one post one line is told, by the first of these that has happened.
CAME = (
    *(IdeaMoved.kind, ActionVerified.kind, ActionDone.kind, ActionAccepted.kind),
    *(PostEndorsed.kind, CommentPosted.kind),
)


def list_outcomes(officer: Officer) -> list[Item]:
    """One line a post, by what weighs most of that which colleagues did after the senior's word."""
    spoken = _spoken(officer)
    posts = _readable(officer, spoken)
    told: dict[int, LogEntry] = {}
    for entry in _came(officer, posts):
        post_id = entry.facts["post_id"] if entry.facts else 0
        if entry.id > spoken[post_id] and _weighs_more(entry, told.get(post_id)):
            told[post_id] = entry
    entries = sorted(told.items(), key=lambda pair: (CAME.index(pair[1].kind), -pair[1].id))
    return [_item(posts[post_id], entry) for post_id, entry in entries[:MOST]]


def _spoken(officer: Officer) -> dict[int, int]:
    """Post → the entry of this officer's first word there that is looked back to."""
    words = (
        select(LogEntry)
        .where(
            LogEntry.actor_id == officer.id,
            LogEntry.kind.in_(WORDS),
            LogEntry.created_at > now() - SPOKEN,
        )
        .order_by(LogEntry.id)
    )
    first: dict[int, int] = {}
    for entry in db.session.scalars(words):
        if entry.facts and not entry.silent:
            first.setdefault(entry.facts["post_id"], entry.id)
    return first


def _readable(officer: Officer, post_ids: dict[int, int]) -> dict[int, Post]:
    found = select(Post).where(
        Post.id.in_(post_ids),
        may_read(officer),
        Post.hidden_at.is_(None),
        Post.withdrawn_at.is_(None),
        Post.author_id.is_distinct_from(officer.id),
    )
    return {post.id: post for post in db.session.scalars(found)}


def _came(officer: Officer, posts: dict[int, Post]) -> list[LogEntry]:
    entries = (
        select(LogEntry)
        .join(LogSubject, LogSubject.entry_id == LogEntry.id)
        .where(
            LogSubject.subject.in_([f"post:{post_id}" for post_id in posts]),
            LogEntry.kind.in_(CAME),
            LogEntry.created_at > now() - SINCE,
            LogEntry.actor_id.is_distinct_from(officer.id),
        )
        .order_by(LogEntry.id)
    )
    found = [entry for entry in db.session.scalars(entries) if not entry.silent]
    hidden = _hidden([_comment_id(entry) for entry in found])
    return [entry for entry in found if _comment_id(entry) not in hidden]


def _hidden(comment_ids: list[int | None]) -> set[int | None]:
    hidden = select(Comment.id).where(Comment.id.in_(comment_ids), Comment.hidden_at.is_not(None))
    return set(db.session.scalars(hidden))


def _comment_id(entry: LogEntry) -> int | None:
    return (entry.facts or {}).get("comment_id")


def _weighs_more(entry: LogEntry, than: LogEntry | None) -> bool:
    """The later one, of two of a kind."""
    return than is None or CAME.index(entry.kind) <= CAME.index(than.kind)


def _item(post: Post, entry: LogEntry) -> Item:
    return Item(
        entry=entry,
        kind=MailKind.OUTCOMES,
        mentions=False,
        thing=f"post:{post.id}",
        comment_id=_comment_id(entry),
        title=post.title,
        language=post.language,
        reason="",
        yours=Yours(),
    )
