from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any

from sqlalchemy import select

from app.core.db import db
from app.core.errors import Missing
from app.officers.models import Officer, Seat
from app.officers.queries import PERSON, Person, person
from app.posts.models import MEASURES, SECTIONS, Post, PostKind
from app.versions.changes import Mark, Part, compare
from app.versions.models import PostVersion

PAGE = 10
FIGURES = {PostKind.IDEA: MEASURES, PostKind.HELP: ("needed_on",)}


@dataclass(frozen=True, slots=True)
class Words:
    """A post as it stood from a moment on."""

    number: int
    at: datetime
    officer_id: int | None  # None: of an archive, known only as text
    texts: dict[str, str]  # title, sections, figures and language, by name

    def since(self, before: "Words") -> dict[str, tuple[Part, ...]]:
        """What is other than before: name → its parts."""
        return {
            name: compare(before.texts[name], text)
            for name, text in self.texts.items()
            if text != before.texts[name]
        }


@dataclass(frozen=True, slots=True)
class Version:
    """`changes` is None of the first, which has none before it."""

    words: Words
    by: Person | None
    changes: dict[str, tuple[Part, ...]] | None

    @property
    def marked(self) -> bool:
        """Something is seen of the change: spaces alone are not."""
        parts = (part for change in (self.changes or {}).values() for part in change)
        return any(part.mark != Mark.KEPT for part in parts)


@dataclass(frozen=True, slots=True)
class Hidden:
    number: int
    reason: str  # for the author and the moderators


def list_versions(post: Post, before: int | None = None) -> tuple[list[Version], int | None]:
    """The newest first, at most PAGE, and where the next page goes on. `before` is the number of
    the last one seen."""
    earlier = select(PostVersion).where(
        PostVersion.post_id == post.id, PostVersion.hidden_at.is_(None)
    )
    if before:
        earlier = earlier.where(PostVersion.number < before)
    rows = db.session.scalars(earlier.order_by(PostVersion.number.desc()).limit(PAGE + 1))
    words = [_earlier(row, post.kind) for row in rows]
    if before is None:
        words.insert(0, _now(post))
    people = _people(post, {each.officer_id for each in words})
    versions = [
        Version(each, people.get(each.officer_id), each.since(last) if last else None)
        for each, last in zip_longest(words, words[1:])
    ][:PAGE]
    return versions, versions[-1].words.number if len(words) > PAGE else None


def find_version(post: Post, number: int) -> PostVersion:
    """An earlier one, also a hidden one: for a moderator. The caller has found the post."""
    found = db.session.scalar(
        select(PostVersion).where(PostVersion.post_id == post.id, PostVersion.number == number)
    )
    if found is None:
        raise Missing
    return found


def list_hidden(post: Post) -> list[Hidden]:
    """What moderators hid of it, the latest version first."""
    rows = select(PostVersion).where(
        PostVersion.post_id == post.id, PostVersion.hidden_at.is_not(None)
    )
    return [
        Hidden(row.number, row.hidden_reason or "")
        for row in db.session.scalars(rows.order_by(PostVersion.number.desc()))
    ]


def words_of(version: PostVersion, kind: PostKind) -> Words:
    return _earlier(version, kind)


def figures_of(post: Post) -> dict[str, int | str | None]:
    """All that a post says in numbers and days, as a version keeps it."""
    numbers = {name: getattr(post, name) for name in MEASURES}
    return numbers | {"needed_on": post.needed_on.isoformat() if post.needed_on else None}


def _now(post: Post) -> Words:
    texts = _texts(post.kind, post.title, post.source, figures_of(post), post.language)
    return Words(post.version, post.edited_at or post.created_at, post.author_id, texts)


def _earlier(row: PostVersion, kind: PostKind) -> Words:
    texts = _texts(kind, row.title, row.source, row.figures, row.language)
    return Words(row.number, row.created_at, row.officer_id, texts)


def _texts(
    kind: PostKind, title: str, source: dict[str, str], figures: dict[str, Any], language: str
) -> dict[str, str]:
    texts = {"title": title} | {name: source.get(name, "") for name in SECTIONS[kind]}
    if kind in FIGURES:
        numbers = {name: figures.get(name) for name in FIGURES[kind]}
        texts |= {name: "" if number is None else str(number) for name, number in numbers.items()}
    return texts | {"language": language}


def _people(post: Post, officer_ids: set[int | None]) -> dict[int | None, Person]:
    """With the seat from which the post was written."""
    rows = db.session.execute(
        select(*PERSON)
        .select_from(Officer)
        .outerjoin(Seat, Seat.id == post.seat_id)
        .where(Officer.id.in_(officer_ids - {None}))
    )
    return {row.person_id: person(row) for row in rows}
