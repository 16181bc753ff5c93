from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select

from app.core.clock import now
from app.core.db import ask, db, insert_or_set, is_sqlite, put, take_turn
from app.core.events import record
from app.core.i18n import language_of
from app.core.links import Links
from app.core.policy import require
from app.core.text import plain, render
from app.officers.handles import links_of
from app.officers.models import FIELD, Officer
from app.posts.events import (
    PostHidden,
    PostPinned,
    PostShown,
    PostUnpinned,
    PostWithdrawn,
    PostWritten,
)
from app.posts.models import SECTIONS, Audience, Follow, Post, PostKind
from app.posts.queries import reply_due

SUMMARY_LETTERS = 280


@dataclass(frozen=True)
class Written:
    """A post as its author wrote it, with the HTML made before the change begins: rendering is slow
    and the turn to write is short."""

    kind: PostKind
    title: str
    source: dict[str, str]
    audience: Audience = Audience.ALL
    measures: dict[str, int | None] = field(default_factory=dict)
    needed_on: date | None = None

    def __post_init__(self) -> None:
        links = links_of(self.title)
        html = {section: render(text, links) for section, text in self.source.items() if text}
        object.__setattr__(self, "html", html)
        object.__setattr__(self, "links", links)

    html: dict[str, str] = field(init=False, default_factory=dict)
    links: Links = field(init=False, default_factory=links_of, compare=False)

    @property
    def language(self) -> str:
        return language_of(" ".join((self.title, *self.source.values())))

    @property
    def summary(self) -> str:
        said = (
            plain(self.html[section]) for section in SECTIONS[self.kind] if section in self.html
        )
        words = " ".join(said)
        return words if len(words) <= SUMMARY_LETTERS else words[:SUMMARY_LETTERS].rsplit(" ", 1)[0]


def write_post(officer: Officer, written: Written) -> Post:
    require(officer, "write", Post)
    if written.kind == PostKind.NOTICE:
        require(officer, "give_notice", Post)
    if written.kind == PostKind.CHALLENGE:
        require(officer, "give_challenge", Post)
    if written.audience == Audience.OFFICE:
        require(officer, "write_to_office", Post)
    seat = officer.seat
    post = Post(
        kind=written.kind,
        title=written.title,
        source=written.source,
        html=written.html,
        summary=written.summary,
        language=written.language,
        audience=written.audience,
        author_id=officer.id,
        seat_id=seat.id if seat else None,
        office_id=seat.office_id if seat else None,
        seniority=officer.seniority,
        from_field=seat is not None and seat.office.layer in FIELD,
        moved_at=now(),
        reply_due_on=reply_due(written.kind),
        needed_on=written.needed_on,
        **written.measures,
    )
    db.session.add(post)
    db.session.flush()
    follow_post(officer, post)
    record(officer.actor, PostWritten(post_id=post.id))
    return post


def follow_post(officer: Officer, post: Post) -> None:
    """Hear of what happens to it, again if one had stopped. Following twice is following once.
    Nobody else is told of this or of stopping: neither leaves an entry in the log."""
    require(officer, "follow", post)
    _follow(officer, post, None)


def stop_following(officer: Officer, post: Post) -> None:
    """Hear no more of it, be one its author: until one follows again, by choice or by a word."""
    require(officer, "stop_following", post)
    _follow(officer, post, now())


def _follow(officer: Officer, post: Post, stopped_at: datetime | None) -> None:
    who = {"post_id": post.id, "officer_id": officer.id}
    if stopped_at is None and ask(_FOLLOWS, **who):
        return  # as whoever has spoken here before
    # Else the constraint decides, not the look beforehand: another process may be as quick.
    put(_following(is_sqlite()), who | {"stopped_at": stopped_at})


# To build a statement costs more than to give it.
_FOLLOWS = select(Follow.id).where(
    Follow.post_id == bindparam("post_id"),
    Follow.officer_id == bindparam("officer_id"),
    Follow.stopped_at.is_(None),
)


@cache
def _following(_sqlite: bool) -> Any:
    return insert_or_set(Follow, ("post_id", "officer_id"), "stopped_at")


def withdraw_post(officer: Officer, post: Post) -> None:
    take_turn(post)  # of whoever flags it at this moment
    require(officer, "withdraw", post)
    post.withdrawn_at = now()
    record(officer.actor, PostWithdrawn(post_id=post.id))


def hide_post(officer: Officer, post: Post, reason: str) -> None:
    take_turn(post)
    require(officer, "hide", post)
    post.hidden_at, post.hidden_by_id, post.hidden_reason = now(), officer.id, reason
    record(officer.actor, PostHidden(post_id=post.id))


def show_post(officer: Officer, post: Post) -> None:
    take_turn(post)
    require(officer, "show_again", post)
    post.hidden_at = post.hidden_by_id = post.hidden_reason = None
    record(officer.actor, PostShown(post_id=post.id))


def pin_post(officer: Officer, post: Post) -> None:
    take_turn(post)
    require(officer, "pin", post)
    post.pinned_at, post.pinned_by_id = now(), officer.id
    record(officer.actor, PostPinned(post_id=post.id))


def unpin_post(officer: Officer, post: Post) -> None:
    take_turn(post)
    require(officer, "unpin", post)
    post.pinned_at = post.pinned_by_id = None
    record(officer.actor, PostUnpinned(post_id=post.id))
