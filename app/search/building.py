"""Documents from rows. Hidden and withdrawn things make none; what only an office may read carries
who may, so that it is neither found nor counted by others."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Row, select

from app.actions.models import OPEN, ActionItem, ActionState, Step
from app.comments.models import Comment
from app.core.db import db
from app.core.text import plain
from app.files.queries import words_of_files
from app.officers.models import RETIRED, Holding, Office, Officer, Rank, Seat
from app.officers.profiles import Profile, Topic
from app.officers.queries import current
from app.posts.models import Audience, Post, PostKind
from app.search.index import Document
from app.sources.queries import words_of_sources

CHUNK = 500

Made = Iterator[tuple[str, Document]]


def documents(names: Iterable[str]) -> Iterator[tuple[str, Document | None]]:
    """Each named document as its row stands now, or None when there is nothing to be found."""
    wanted: dict[str, list[int]] = {kind: [] for kind in MAKERS}
    asked = list(dict.fromkeys(names))
    for name in asked:
        kind, _, number = name.partition(":")
        wanted[kind].append(int(number))
    made: dict[str, Document] = {}
    for kind, numbers in wanted.items():
        for start in range(0, len(numbers), CHUNK):
            made |= dict(MAKERS[kind](numbers[start : start + CHUNK]))
    return ((name, made.get(name)) for name in asked)


def all_documents() -> Iterator[list[tuple[str, Document]]]:
    """Everything there is to find, in chunks."""
    for kind, table in TABLES.items():
        last = 0
        while numbers := _next_ids(table, last):
            last = numbers[-1]
            yield list(MAKERS[kind](numbers))
            db.session.rollback()  # a build is long: hold no transaction open


def reach(audience: str, path: str | None, author_id: int | None) -> str:
    """ "all"; or, for an office's own: `in4` may read it, sitting in the office or under it,
    `head1`, heading it or an office above, and `by7`, its author, wherever they sit by now."""
    if audience == Audience.ALL or path is None:
        return "all"
    line = path.strip("/").split("/")
    mine = [f"by{author_id}"] if author_id else []
    return " ".join([f"in{line[-1]}", *(f"head{number}" for number in line), *mine])


def _posts(numbers: Sequence[int]) -> Made:
    rows = db.session.execute(
        _within_reach(Post, Post.title, Post.html, Post.kind, Post.replied_at, Post.author_text)
        .add_columns(Seat.label_bn, Seat.label_en)
        .outerjoin(Seat, Seat.id == Post.seat_id)
        .where(Post.id.in_(numbers))
    )
    hung, sources = words_of_files(Post, numbers), words_of_sources(numbers)
    for row in rows:
        words = [row.title, *(plain(part) for part in row.html.values()), row.author_text]
        words += [row.label_bn or "", row.label_en or "", *hung.get(row.id, ())]
        words += sources.get(row.id, ())
        state = "answered" if row.replied_at else "unanswered"
        if row.kind == PostKind.NOTICE:
            state = ""  # it waits for no answer
        yield _document("post", row, row.kind.value, state, words)


def _comments(numbers: Sequence[int]) -> Made:
    rows = db.session.execute(
        _within_reach(Comment, Comment.html, Comment.author_text).where(
            Comment.id.in_(numbers), Comment.hidden_at.is_(None)
        )
    )
    hung = words_of_files(Comment, numbers)
    for row in rows:
        words = [plain(row.html), row.author_text, *hung.get(row.id, ())]
        yield _document("comment", row, "comment", "", words)


def _actions(numbers: Sequence[int]) -> Made:
    said: dict[int, list[str]] = {}
    for step in db.session.execute(
        select(Step.action_id, Step.html).where(Step.action_id.in_(numbers))
    ):
        said.setdefault(step.action_id, []).append(plain(step.html))
    rows = db.session.execute(
        _within_reach(ActionItem, ActionItem.number, ActionItem.state, Post.title)
        .add_columns(Seat.label_bn, Seat.label_en)
        .join(Seat, Seat.id == ActionItem.seat_id)
        .where(ActionItem.id.in_(numbers))
    )
    for row in rows:
        state = ActionState.DOING if row.state in OPEN else row.state
        words = [row.number, row.title, row.label_bn, row.label_en, *said.get(row.id, [])]
        yield _document("action", row, "action", state, words)


def _officers(numbers: Sequence[int]) -> Made:
    held: dict[int, list[str]] = {}
    for seat in db.session.execute(
        select(Holding.officer_id, Seat.label_bn, Seat.label_en, Office.name_bn, Office.name_en)
        .add_columns(Office.also)
        .select_from(Holding)
        .join(Seat, Seat.id == Holding.seat_id)
        .join(Office, Office.id == Seat.office_id)
        .where(Holding.officer_id.in_(numbers), *current())
    ):
        held.setdefault(seat.officer_id, []).extend(seat[1:])
    topics: dict[int, list[str]] = {}
    for topic in db.session.execute(
        select(Topic.officer_id, Topic.tag).where(Topic.officer_id.in_(numbers))
    ):
        topics.setdefault(topic.officer_id, []).append(topic.tag.replace("_", " "))
    rows = db.session.execute(
        select(
            *(Officer.id, Officer.created_at, Officer.name_bn, Officer.name_en),
            *(Officer.retired_on, Seat.label_bn, Seat.label_en),
            *(Rank.title_bn, Rank.title_en, Profile.about),
        )
        .join(Rank, Rank.id == Officer.rank_id)
        .outerjoin(Seat, Seat.id == Officer.former_seat_id)
        .outerjoin(Profile, Profile.officer_id == Officer.id)
        .where(Officer.id.in_(numbers), Officer.closed_at.is_(None))
    )
    for row in rows:
        words = [row.name_bn, row.name_en, row.title_bn, row.title_en, *held.get(row.id, [])]
        if row.retired_on:
            words += [*RETIRED, row.label_bn or "", row.label_en or ""]
        # How to be reached is shown to some, and so it is findable by nobody.
        words += [row.about or "", *topics.get(row.id, [])]
        yield _document("officer", row, "officer", "", words, to_all=True)


def _within_reach(table: type[Any], *columns: Any) -> Any:
    """The columns of things that stand on posts, with what decides who may read them."""
    rows = select(
        *(table.id, table.created_at, Post.audience, Office.path.label("path")),
        *(Post.author_id.label("wrote_post_id"), *columns),
    ).select_from(table)
    if table is not Post:
        rows = rows.join(Post, Post.id == table.post_id)
    return rows.outerjoin(Office, Office.id == Post.office_id).where(
        Post.hidden_at.is_(None),
        Post.withdrawn_at.is_(None),
        Post.audience != Audience.PRIVATE,  # read by few, and found by nobody
    )


def _document(
    prefix: str, row: Row[Any], kind: str, state: str, words: Sequence[str], *, to_all: bool = False
) -> tuple[str, Document]:
    name, text = f"{prefix}:{row.id}", "\n".join(words)
    return name, {
        "id": name,
        "kind": kind,
        "state": state,
        "reach": "all" if to_all else reach(row.audience, row.path, row.wrote_post_id),
        "at": int(row.created_at.timestamp()),
        "words": text,
        "key": text,
    }


def _next_ids(table: type[Any], after: int) -> list[int]:
    ids = select(table.id).where(table.id > after).order_by(table.id).limit(CHUNK)
    return list(db.session.scalars(ids))


MAKERS: dict[str, Callable[[Sequence[int]], Made]] = {
    "post": _posts,
    "comment": _comments,
    "action": _actions,
    "officer": _officers,
}
TABLES: dict[str, type[Any]] = {
    "post": Post,
    "comment": Comment,
    "action": ActionItem,
    "officer": Officer,
}
KINDS = (*PostKind, "comment", "action", "officer")
