from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, func, select

from app.core.db import db
from app.core.errors import Missing
from app.files.models import File, FileKind, Format
from app.officers.models import Officer
from app.posts.models import Post
from app.posts.queries import may_read


@dataclass(frozen=True, slots=True)
class Shown:
    """A file as its post shows it: the same for every reader. One that waits has no address yet."""

    id: int
    kind: FileKind
    format: Format
    name: str
    size: int
    alt: str
    language: str
    width: int | None
    height: int | None
    ready: bool

    @property
    def is_picture(self) -> bool:
        return self.kind == FileKind.PICTURE


@cache
def has_files() -> ColumnElement[bool]:
    """Does anything hang on the post? A column of a query that has posts."""
    return exists().where(File.post_id == Post.id).correlate(Post).label("files")


def list_files(post_id: int) -> list[Shown]:
    """What hangs on a post and was not refused, in the order in which it came."""
    found = select(File).where(File.post_id == post_id, *_standing()).order_by(File.id)
    return [_shown(file) for file in db.session.scalars(found)]


def list_own_files(officer: Officer, post: Post) -> Sequence[File]:
    """For who added them: what was refused stands there too."""
    found = select(File).where(
        File.post_id == post.id, File.officer_id == officer.id, File.removed_at.is_(None)
    )
    return db.session.scalars(found.order_by(File.id)).all()


def count_files(post_id: int) -> int:
    found = select(func.count()).where(File.post_id == post_id, *_standing())
    return db.session.scalar(found) or 0


def find_file(officer: Officer, file_id: int) -> File:
    """By the reach of the post it hangs on, whatever has become of the file; Missing otherwise."""
    found = db.session.scalar(
        select(File)
        .join(Post, Post.id == File.post_id)
        .where(File.id == file_id, File.removed_at.is_(None), may_read(officer))
    )
    if found is None:
        raise Missing
    return found


def find_served(officer: Officer, file_id: int, size: str) -> Row[Any]:
    """What is asked of a file each time that it is looked at; Missing when it is not ready, or has
    no such size."""
    kind = FileKind.DOCUMENT if size == "whole" else FileKind.PICTURE
    found = db.session.execute(
        select(File.id, File.kind, File.format, File.name, File.place)
        .join(Post, Post.id == File.post_id)
        .where(
            File.id == file_id,
            File.kind == kind,
            File.ready_at.is_not(None),
            File.removed_at.is_(None),
            may_read(officer),
        )
    ).first()
    if found is None:
        raise Missing
    return found


def list_waiting(post_id: int) -> list[int]:
    """Ids of what the worker must still look through."""
    found = select(File.id).where(File.post_id == post_id, File.ready_at.is_(None), *_standing())
    return list(db.session.scalars(found.order_by(File.id)))


def list_settled_places(post_id: int) -> list[str]:
    """Of what is ready, refused or removed: as it came, nobody needs it any more."""
    waits = select(File.id).where(File.post_id == post_id, File.ready_at.is_(None), *_standing())
    found = select(File.place).where(File.post_id == post_id, File.id.not_in(waits))
    return list(db.session.scalars(found))


def is_waited_for(place: str) -> bool:
    found = select(File.id).where(File.place == place, File.ready_at.is_(None), *_standing())
    return db.session.scalar(found) is not None


def _standing() -> tuple[ColumnElement[bool], ...]:
    return (File.refused_at.is_(None), File.removed_at.is_(None))


def _shown(file: File) -> Shown:
    return Shown(
        id=file.id,
        kind=file.kind,
        format=file.format,
        name=file.name,
        size=file.size,
        alt=file.alt,
        language=file.language,
        width=file.width,
        height=file.height,
        ready=file.ready_at is not None,
    )
