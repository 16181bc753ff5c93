from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Row,
    Select,
    and_,
    bindparam,
    exists,
    false,
    func,
    not_,
    or_,
    select,
    true,
    union,
    union_all,
)
from sqlalchemy.orm import aliased, joinedload

from app.calendar.models import LimitCode
from app.calendar.queries import due_under, limit_on
from app.core.clock import today
from app.core.db import ask, db
from app.core.errors import Missing
from app.core.events import ANY_POST
from app.core.log import LogEntry, seal_of
from app.officers.models import Office, Officer, Seat
from app.officers.queries import PERSON, Person, headed_by, person, reach_of
from app.posts.models import Audience, Follow, LetIn, Post, PostKind

PAGE = 20

READER: ColumnElement[int] = bindparam("reader")  # who reads, in a column of find_opened

# A name of its own, so that a query with offices may ask `may_read` and mean another office.
_Above = aliased(Office)
_Given = aliased(Seat)


class Sight(NamedTuple):
    """All of an officer that decides which posts may be read. Officers of one office mostly ask the
    same, and to build a statement costs more than to ask it: so it is kept by this."""

    officer_id: int
    moderates: bool
    reach: tuple[int, ...]  # ids of offices
    heads: tuple[str, ...]  # paths of offices
    seats: tuple[int, ...]


KEPT = 2_000  # statements of each kind


def sight_of(officer: Officer) -> Sight:
    reach = tuple(sorted(reach_of(officer)))
    seats = tuple(sorted(seat.id for seat in officer.seats))
    return Sight(officer.id, officer.is_moderator, reach, tuple(headed_by(officer)), seats)


def may_read(officer: Officer) -> ColumnElement[bool]:
    return in_sight(sight_of(officer))


@lru_cache(KEPT)
def in_sight(sight: Sight) -> ColumnElement[bool]:
    """The one statement of who may read which post, as a condition for any query that has posts.

    Every officer reads what is written to all. What is written to an office is read there, under
    it, and by the heads above it. What is private: by those heads, and by those who have to do
    with its trouble, with the heads above their seats. Withdrawn: its author. Hidden: its author
    and moderators, who read every post since they must be able to judge it."""
    mine = Post.author_id == sight.officer_id
    if sight.moderates:
        return or_(mine, Post.withdrawn_at.is_(None))
    ways = [Post.audience == Audience.ALL]
    if sight.reach:
        ways.append(and_(Post.audience == Audience.OFFICE, Post.office_id.in_(sight.reach)))
    let_in = [LetIn.officer_id == sight.officer_id]
    if sight.seats:
        let_in.append(LetIn.seat_id.in_(sight.seats))
    if sight.heads:
        under = or_(*(_Above.path.startswith(path, autoescape=True) for path in sight.heads))
        offices = select(_Above.id).where(under)
        ways.append(Post.office_id.in_(offices))
        seats = select(_Given.id).where(_Given.office_id.in_(offices))
        let_in.append(LetIn.seat_id.in_(seats))
    theirs = select(LetIn.post_id).where(or_(*let_in))
    ways.append(and_(Post.audience == Audience.PRIVATE, Post.id.in_(theirs)))
    return or_(mine, and_(Post.hidden_at.is_(None), Post.withdrawn_at.is_(None), or_(*ways)))


def find_post(officer: Officer, post_id: int) -> Post:
    found = db.session.scalar(_found(sight_of(officer)), {"post_id": post_id})
    if found is None:
        raise Missing
    return found


@lru_cache(KEPT)
def _found(sight: Sight) -> Select[tuple[Post]]:
    return select(Post).where(in_sight(sight), Post.id == bindparam("post_id"))


def reply_due(kind: PostKind) -> date | None:
    """By when a colleague should answer what is written today: nobody owes a notice an answer."""
    if kind == PostKind.NOTICE:
        return None
    return due_under(limit_on(LimitCode.FIRST_REPLY, today()), today())


@dataclass(frozen=True, slots=True)
class Opened:
    """A post as its page shows it, with how far the log had come when it was read: what is said
    while the rest of the page is read is caught up from there, not lost."""

    post: Post
    author: Person | None  # None: of an archive, known only as text
    heard: int
    seal: str  # of the last that happened to it: see log.seal_of
    marks: frozenset[str]  # what this reader has put to it, of what was asked for


def find_opened(officer: Officer, post_id: int, *marks: ColumnElement[bool]) -> Opened:
    """The post, its author and the log's last number, in one query. `marks`: what other packages
    keep of a post for the READER, as labelled columns, each made once."""
    asked = {"post_id": post_id, "about": f"post:{post_id}", "reader": officer.id}
    row = db.session.execute(_opening(sight_of(officer), marks), asked).first()
    if row is None:
        raise Missing
    return Opened(
        row.Post,
        person(row) if row.person_id else None,
        row.heard or 0,
        row.seal or "",
        frozenset(mark.key for mark in marks if mark.key and row._mapping[mark.key]),
    )


@lru_cache(KEPT)
def _opening(sight: Sight, marks: tuple[ColumnElement[bool], ...]) -> Select[Any]:
    opening = (
        select(
            Post,
            select(func.max(LogEntry.id)).scalar_subquery().label("heard"),
            seal_of(bindparam("about"), ANY_POST).label("seal"),
            *PERSON,
            *marks,
        )
        .outerjoin(Officer, Officer.id == Post.author_id)
        .outerjoin(Seat, Seat.id == Post.seat_id)
        .where(Post.id == bindparam("post_id"), in_sight(sight))
    )
    # Whether they head the office it came from, the rules ask of nobody else.
    return opening.options(joinedload(Post.office)) if sight.heads else opening


# A card shows the summary: the texts themselves stay in the database.
CARD = (
    Post.id,
    Post.kind,
    Post.title,
    Post.summary,
    Post.language,
    Post.audience,
    Post.author_text,
    Post.created_at,
    Post.moved_at,
    Post.reply_due_on,
    Post.replied_at,
    Post.answered_at,
    Post.flagged_at,
    Post.pinned_at,
    Post.needed_on,
)

# What is later is not null, and found by its index: "is not null" would have SQLite read all.
_EVER = datetime.min.replace(tzinfo=UTC)


def list_feed(
    officer: Officer,
    *counts: ColumnElement[Any],
    before: tuple[datetime, int] | None = None,
    only: str = "all",
    within: ColumnElement[bool] | None = None,
    **told: Any,
) -> Sequence[Row[Any]]:
    """Cards of the latest activity first, with who wrote: the columns of a card and of PERSON.

    `counts`: what other packages count under each post, as labelled columns, each made once.
    `only`: all, office, following or field. `before`: the (moved_at, id) of the last card seen.
    `within`: those that another package chooses, made once, with what it is to be told; beside
    what one follows already, where that is asked for.
    Among all, what moderators pinned stands on top of the first page, and nowhere else."""
    asked: dict[str, Any] = told
    if before:
        asked["moved_at"], asked["number"] = before
    if only == "office":
        asked["offices"] = [seat.office_id for seat in officer.seats]
    return ask(_feed(sight_of(officer), counts, only, bool(before), within), **asked)


@lru_cache(KEPT)
def _feed(
    sight: Sight,
    counts: tuple[ColumnElement[Any], ...],
    only: str,
    further_down: bool,
    within: ColumnElement[bool] | None,
) -> Select[Any]:
    shown = _latest(sight, only, further_down, within)
    order: list[ColumnElement[Any]] = [Post.moved_at.desc(), Post.id.desc()]
    if only == "all" and not further_down:
        pinned = _open_to(sight).where(Post.pinned_at > _EVER)
        shown = union_all(select(pinned.subquery()), select(shown.subquery()))
        order = [Post.pinned_at.is_(None).asc(), *order]
    return (
        select(*CARD, *PERSON, *counts)
        .outerjoin(Officer, Officer.id == Post.author_id)
        .outerjoin(Seat, Seat.id == Post.seat_id)
        .where(Post.id.in_(shown))
        .order_by(*order)
    )


def _latest(sight: Sight, only: str, further_down: bool, within: ColumnElement[bool] | None) -> Any:
    latest = _open_to(sight).order_by(Post.moved_at.desc(), Post.id.desc()).limit(PAGE)
    if further_down:
        moved_at: ColumnElement[datetime] = bindparam("moved_at")
        number: ColumnElement[int] = bindparam("number")
        latest = latest.where(
            or_(Post.moved_at < moved_at, and_(Post.moved_at == moved_at, Post.id < number))
        )
    if only == "field":
        return latest.where(Post.from_field)
    if only == "office":
        return latest.where(Post.office_id.in_(bindparam("offices", expanding=True)))
    if only == "following":
        mine = select(Follow.post_id).where(
            Follow.officer_id == sight.officer_id, Follow.stopped_at.is_(None)
        )
        return latest.where(or_(Post.id.in_(mine), false() if within is None else within))
    if within is not None:
        return latest.where(within)
    # Said so that SQLite walks down the latest, and does not sort all that are not pinned.
    return latest.where(Post.pinned_at.is_(None) == true())


def _open_to(sight: Sight) -> Select[tuple[int]]:
    """Ids of the posts that may be read and are still open."""
    closed = or_(Post.hidden_at.is_not(None), Post.withdrawn_at.is_not(None))
    return select(Post.id).where(in_sight(sight), not_(closed))


def list_followers(post_id: int) -> list[int]:
    return [row.officer_id for row in ask(_FOLLOWERS, post_id=post_id)]


def list_hearers(post_id: int) -> list[int]:
    """Who follows a post; and its author, unless they stopped. (The author of a post that came with
    an archive never began to follow it.)"""
    return [row.officer_id for row in ask(_HEARERS, post_id=post_id)]


_FOLLOWERS = select(Follow.officer_id).where(
    Follow.post_id == bindparam("post_id"), Follow.stopped_at.is_(None)
)
_STOPPED = exists().where(
    Follow.post_id == Post.id,
    Follow.officer_id == Post.author_id,
    Follow.stopped_at.is_not(None),
)
_HEARERS: CompoundSelect[Any] = union(
    _FOLLOWERS,
    select(Post.author_id).where(
        Post.id == bindparam("post_id"), Post.author_id.is_not(None), not_(_STOPPED)
    ),
)


@cache
def hears() -> ColumnElement[bool]:
    """Is who reads a post told of what happens to it? A column of a query that has posts."""
    mine = and_(Follow.post_id == Post.id, Follow.officer_id == READER)
    followed = exists().where(mine, Follow.stopped_at.is_(None)).correlate(Post)
    stopped = exists().where(mine, Follow.stopped_at.is_not(None)).correlate(Post)
    return or_(followed, and_(Post.author_id == READER, not_(stopped))).label("hears")
