"""The lines of a page of results: rows for its hits, in six queries at most, with snippets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from markupsafe import Markup
from sqlalchemy import BindParameter, Select, bindparam, select

from app.actions.models import ActionItem
from app.comments.models import Comment
from app.core.db import ask, db
from app.core.text import plain
from app.files.queries import words_of_files
from app.officers.models import Officer, Seat
from app.officers.queries import (
    PERSON,
    PREPARER,
    PREPARING,
    Person,
    Preparer,
    person,
    person_of,
    preparer,
)
from app.posts.models import Post
from app.search.asking import Asked
from app.search.index import Hit
from app.search.snippets import Marker


@dataclass(frozen=True)
class Line:
    kind: str
    state: str
    address: str
    title: Markup
    snippet: Markup
    language: str
    person: Person | None
    author_text: str
    at: datetime
    number: str = ""
    prepared_by: Preparer | None = None


def lines_of(hits: Sequence[Hit], asked: Asked) -> list[Line]:
    numbers: dict[str, list[int]] = {}
    for hit in hits:
        kind, _, number = hit.id.partition(":")
        numbers.setdefault(kind, []).append(int(number))
    made: dict[str, Line] = {}
    marker = Marker(asked)
    for kind, wanted in numbers.items():
        hung = words_of_files(_CARRY[kind], wanted) if kind in _CARRY else {}
        for row in _ROWS[kind](wanted):
            made[f"{kind}:{row.id}"] = _LINES[kind](row, marker, hung.get(row.id, []))
    return [_stated(made[hit.id], hit) for hit in hits if hit.id in made]


def _stated(line: Line, hit: Hit) -> Line:
    return Line(**{**line.__dict__, "kind": hit.kind, "state": hit.state})


_NUMBERS: BindParameter[Any] = bindparam("numbers", expanding=True)
_POSTS = (
    select(
        *(Post.id, Post.title, Post.html, Post.language, Post.created_at, Post.author_text),
        *PERSON,
    )
    .outerjoin(Officer, Officer.id == Post.author_id)
    .outerjoin(Seat, Seat.id == Post.seat_id)
    .where(Post.id.in_(_NUMBERS))
)
_COMMENTS = (
    select(
        *(Comment.id, Comment.post_id, Comment.html, Comment.language, Comment.created_at),
        *(Comment.author_text, Post.title, *PERSON, *PREPARER),
    )
    .join(Post, Post.id == Comment.post_id)
    .outerjoin(Officer, Officer.id == Comment.author_id)
    .outerjoin(Seat, Seat.id == Comment.seat_id)
    .outerjoin(PREPARING, PREPARING.id == Comment.prepared_by_id)
    .where(Comment.id.in_(_NUMBERS))
)
_ACTIONS = (
    select(
        *(ActionItem.id, ActionItem.number, ActionItem.created_at),
        *(Post.title, Post.summary, Post.language, Seat.label_bn, Seat.label_en),
    )
    .join(Post, Post.id == ActionItem.post_id)
    .join(Seat, Seat.id == ActionItem.seat_id)
    .where(ActionItem.id.in_(_NUMBERS))
)


def _rows_of(statement: Select[Any]) -> Callable[[list[int]], Sequence[Any]]:
    return lambda numbers: ask(statement, numbers=numbers)


def _officer_rows(numbers: list[int]) -> Sequence[Any]:
    return db.session.scalars(select(Officer).where(Officer.id.in_(numbers))).all()


def _post(row: Any, marker: Marker, hung: list[str]) -> Line:
    words = " ".join((*(plain(part) for part in row.html.values()), *hung))
    return Line(
        "", "", url_for("pages.post", post_id=row.id), marker.marked(row.title),
        marker.snippet(words), row.language, person(row) if row.person_id else None,
        row.author_text, row.created_at,
    )  # fmt: skip


def _comment(row: Any, marker: Marker, hung: list[str]) -> Line:
    words = " ".join((plain(row.html), *hung))
    address = url_for("pages.post", post_id=row.post_id, _anchor=f"comment-{row.id}")
    return Line(
        "", "", address, marker.marked(row.title), marker.snippet(words), row.language,
        person(row) if row.person_id else None, row.author_text, row.created_at,
        prepared_by=preparer(row),
    )  # fmt: skip


def _action(row: Any, marker: Marker, _hung: list[str]) -> Line:
    return Line(
        "", "", url_for("pages.item", action_id=row.id), marker.marked(row.title),
        marker.snippet(row.summary), row.language, None, "", row.created_at, row.number,
    )  # fmt: skip


def _officer(row: Officer, marker: Marker, _hung: list[str]) -> Line:
    return Line(
        "", "", url_for("pages.officer", officer_id=row.id), marker.marked(row.name),
        Markup(), "", person_of(row), "", row.created_at,
    )  # fmt: skip


_ROWS: dict[str, Callable[[list[int]], Sequence[Any]]] = {
    "post": _rows_of(_POSTS),
    "comment": _rows_of(_COMMENTS),
    "action": _rows_of(_ACTIONS),
    "officer": _officer_rows,
}
_LINES: dict[str, Callable[[Any, Marker, list[str]], Line]] = {
    "post": _post,
    "comment": _comment,
    "action": _action,
    "officer": _officer,
}
_CARRY: dict[str, type[Post] | type[Comment]] = {"post": Post, "comment": Comment}  # files
