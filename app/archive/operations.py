from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import insert, select
from sqlalchemy.orm import load_only

from app.archive.events import ArchiveImported
from app.archive.files import Mistake
from app.archive.models import Batch, Imported
from app.archive.rows import Row
from app.comments.models import Comment
from app.core.db import db
from app.core.events import SYSTEM, record
from app.core.policy import require
from app.core.text import plain, render
from app.officers.models import Officer
from app.posts.models import SECTIONS, Audience, Post
from app.posts.operations import SUMMARY_LETTERS

CHUNK = 1_000  # rows asked for in one query
MOVED = (Post.author_id, Post.author_text, Post.moved_at, Post.replied_at)

T = TypeVar("T")


@dataclass(frozen=True)
class Plan:
    """What an import would do. Everything slow has been done: rendering, and looking up names."""

    new: list[tuple[Row, str]]  # with its HTML
    known: int  # rows that are here already and stay as they are
    mistakes: list[Mistake]


def plan_import(rows: Sequence[Row], tick: Callable[[], object] = lambda: None) -> Plan:
    """Reads only. `tick` is called for each row, for a progress bar."""
    require(SYSTEM, "bring_in", Batch)
    here = _here([row.origin for row in rows] + [row.parent for row in rows if row.parent])
    given = {row.origin for row in rows}
    mistakes = [
        Mistake(row.line, "parent_id", "what it answers is neither in this file nor here already.")
        for row in rows
        if row.parent and row.parent not in given and row.parent not in here
    ]
    mistakes += _circles(rows)
    new = []
    for row in rows:
        tick()
        if row.origin not in here:
            new.append((row, render(row.body)))
    return Plan(new=new, known=len(rows) - len(new), mistakes=mistakes)


def import_archive(plan: Plan, file_name: str) -> Batch:
    """Write all of a plan without mistakes. Nobody is notified; one event tells of the batch."""
    require(SYSTEM, "bring_in", Batch)
    rows = [row for row, _ in plan.new]
    html = {row.origin: made for row, made in plan.new}
    authors = _authors(rows)
    roots = [row for row in rows if row.parent is None]
    batch = Batch(file_name=file_name, posts=len(roots), comments=len(rows) - len(roots))
    db.session.add(batch)
    db.session.flush()
    _insert(Post, (_post(row, html[row.origin], authors) for row in roots))
    said = _insert_comments([row for row in rows if row.parent], html, authors)
    touched = {*_ids(Post, [row.origin for row in roots]).values(), *_take_replies(said)}
    _insert(Imported, ({"batch_id": batch.id, "post_id": number} for number in sorted(touched)))
    record(SYSTEM, ArchiveImported(batch_id=batch.id))
    return batch


def _insert_comments(
    rows: list[Row], html: dict[str, str], authors: dict[str, int]
) -> list[dict[str, Any]]:
    """First those that answer a post, then those that answer a comment: two levels only."""
    said: list[dict[str, Any]] = []
    while rows:
        places = _places([row.parent or "" for row in rows])
        ready = [
            _comment(row, html, authors, places[row.parent]) for row in rows if row.parent in places
        ]
        _insert(Comment, ready)
        said += ready
        rows = [row for row in rows if row.parent not in places]
    return said


def _take_replies(said: Sequence[dict[str, Any]]) -> Iterable[int]:
    """The posts under which this was said, old ones too: they move, and count as answered once
    somebody else than their author spoke."""
    under: dict[int, list[dict[str, Any]]] = {}
    for comment in said:
        under.setdefault(comment["post_id"], []).append(comment)
    for part in _chunks(sorted(under)):
        for post in db.session.scalars(
            select(Post).options(load_only(*MOVED)).where(Post.id.in_(part)).with_for_update()
        ):
            post.moved_at = max(post.moved_at, *(one["created_at"] for one in under[post.id]))
            replies = (one["created_at"] for one in under[post.id] if not _is_own(one, post))
            post.replied_at = min(filter(None, (post.replied_at, *replies)), default=None)
    return under


def _is_own(comment: dict[str, Any], post: Post) -> bool:
    """Said by who wrote the post: by the account, or by the same name where there is none. What
    nobody signed counts as somebody else's."""
    if comment["author_id"] or post.author_id:
        return bool(comment["author_id"] == post.author_id)
    return bool(post.author_text and comment["author_text"] == post.author_text)


def _post(row: Row, html: str, authors: dict[str, int]) -> dict[str, Any]:
    section = SECTIONS[row.kind][0]
    return {
        "kind": row.kind,
        "title": row.title,
        "source": {section: row.body},
        "html": {section: html},
        "summary": plain(html)[:SUMMARY_LETTERS],
        "language": row.language,
        "audience": Audience.ALL,
        "author_id": authors.get(row.author),
        "author_text": _byline(row),
        "origin": row.origin,
        "seniority": 0,
        "from_field": False,
        "created_at": row.at,
        "moved_at": row.at,
    }


def _comment(
    row: Row, html: dict[str, str], authors: dict[str, int], place: tuple[int, int | None]
) -> dict[str, Any]:
    return {
        "post_id": place[0],
        "parent_id": place[1],
        "author_id": authors.get(row.author),
        "author_text": _byline(row),
        "origin": row.origin,
        "source": row.body,
        "html": html[row.origin],
        "language": row.language,
        "senior": False,
        "asks": False,
        "created_at": row.at,
    }


def _byline(row: Row) -> str:
    return ", ".join(part for part in (row.author, row.office) if part)


def _insert(table: type[Any], values: Iterable[dict[str, Any]]) -> None:
    if rows := list(values):
        db.session.execute(insert(table), rows)


def _here(origins: Sequence[str]) -> set[str]:
    return {*_ids(Post, origins), *_ids(Comment, origins)}


def _places(origins: Sequence[str]) -> dict[str | None, tuple[int, int | None]]:
    """origin → (its post, the comment of the first level to hang on, if it is a comment)."""
    found: dict[str | None, tuple[int, int | None]] = {
        origin: (number, None) for origin, number in _ids(Post, origins).items()
    }
    for part in _chunks(origins):
        rows = db.session.execute(
            select(Comment.origin, Comment.post_id, Comment.id, Comment.parent_id).where(
                Comment.origin.in_(part)
            )
        )
        found |= {row.origin: (row.post_id, row.parent_id or row.id) for row in rows if row.origin}
    return found


def _ids(table: type[Post | Comment], origins: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in _chunks(origins):
        rows = db.session.execute(select(table.origin, table.id).where(table.origin.in_(part)))
        found |= {row.origin: row.id for row in rows if row.origin}
    return found


def _authors(rows: Sequence[Row]) -> dict[str, int]:
    """Authors who have an account here, known by e-mail or by a name that only one bears."""
    found: dict[str, set[int]] = {}
    for part in _chunks(sorted({row.author for row in rows if row.author})):
        for column in (Officer.email, Officer.name_bn, Officer.name_en):
            for name, number in db.session.execute(
                select(column, Officer.id).where(column.in_(part))
            ):
                found.setdefault(name, set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}


def _circles(rows: Sequence[Row]) -> list[Mistake]:
    """Rows that answer each other in a ring have no post to hang on."""
    parents = {row.origin: row.parent for row in rows}
    lines = {row.origin: row.line for row in rows}
    sound: set[str] = set()
    mistakes = []
    for origin in parents:
        walk: list[str] = []
        step: str | None = origin
        while step in parents and step not in sound and step not in walk:
            walk.append(step)
            step = parents[step]
        if step in walk:
            mistakes.append(Mistake(lines[origin], "parent_id", "it answers itself in a ring."))
        sound.update(walk)
    return mistakes


def _chunks(values: Sequence[T]) -> Iterable[Sequence[T]]:
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))
