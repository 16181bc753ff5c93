from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from app.archive.events import ArchiveImported
from app.archive.models import Batch, Imported
from app.archive.rows import Mistake, Row
from app.comments.models import Comment
from app.core.db import db
from app.core.events import SYSTEM, record
from app.core.policy import require
from app.core.text import plain, render
from app.officers.models import Officer
from app.posts.models import Audience, Post, PostKind
from app.posts.operations import SUMMARY_LETTERS

CHUNK = 1_000  # origins asked for in one query


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
    latest = _latest_words(rows)
    _insert(Post, (_post(row, html[row.origin], authors, latest) for row in roots))
    posts = _posts_of(rows)
    _insert(
        Imported,
        ({"batch_id": batch.id, "post_id": number} for number in sorted(set(posts.values()))),
    )
    _insert_comments([row for row in rows if row.parent], html, authors, posts)
    record(SYSTEM, ArchiveImported(batch_id=batch.id))
    return batch


def _insert_comments(
    rows: list[Row], html: dict[str, str], authors: dict[str, int], posts: dict[str, int]
) -> None:
    """First those that answer a post, then those that answer a comment: two levels only."""
    to_posts = [row for row in rows if row.parent in posts]
    _insert(Comment, (_comment(row, html, authors, posts[row.parent or ""]) for row in to_posts))
    waiting = [row for row in rows if row.parent not in posts]
    while waiting:
        known = _comments_here([row.parent or "" for row in waiting])
        ready = [row for row in waiting if row.parent in known]
        _insert(
            Comment,
            (
                _comment(row, html, authors, known[row.parent or ""][0], known[row.parent or ""][1])
                for row in ready
            ),
        )
        waiting = [row for row in waiting if row.parent not in known]


def _post(
    row: Row, html: str, authors: dict[str, int], latest: dict[str, datetime]
) -> dict[str, Any]:
    section = "body" if row.kind == PostKind.QUESTION else "problem"
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
        "moved_at": max(row.at, latest.get(row.origin, row.at)),
    }


def _comment(
    row: Row, html: dict[str, str], authors: dict[str, int], post_id: int, parent: int | None = None
) -> dict[str, Any]:
    return {
        "post_id": post_id,
        "parent_id": parent,
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


def _latest_words(rows: Sequence[Row]) -> dict[str, datetime]:
    """The date of the newest word under each origin that is answered directly."""
    latest: dict[str, datetime] = {}
    for row in rows:
        if row.parent:
            latest[row.parent] = max(row.at, latest.get(row.parent, row.at))
    return latest


def _here(origins: Sequence[str]) -> set[str]:
    return {*_ids(Post, origins), *_ids(Comment, origins)}


def _posts_of(rows: Sequence[Row]) -> dict[str, int]:
    return _ids(Post, [*(row.origin for row in rows), *(row.parent for row in rows if row.parent)])


def _comments_here(origins: Sequence[str]) -> dict[str, tuple[int, int]]:
    """origin → (its post, the comment of the first level to hang on)."""
    found: dict[str, tuple[int, int]] = {}
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


def _chunks(values: Sequence[str]) -> Iterable[Sequence[str]]:
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))
