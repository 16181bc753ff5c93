from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select

from app.comments import queries as comments
from app.comments.models import Comment
from app.comments.queries import Threads
from app.core.db import ask, db
from app.core.errors import Missing
from app.files.models import ChosenFile, File, FileKind, Format
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


Hanging = Mapping[int | None, tuple[Shown, ...]]
"""By the number of their comment; under None those of the post itself."""


@cache
def has_files() -> ColumnElement[bool]:
    """Does anything hang on the post, or on a comment under it? A column of a query that has
    posts."""
    return exists().where(File.post_id == Post.id).correlate(Post).label("files")


def list_hanging(post_id: int) -> Hanging:
    """What hangs on a post and on all under it and was not refused, in the order in which it came.
    (Of a hidden comment too: who shows comments leaves it out.)"""
    found = select(File).where(File.post_id == post_id, *_standing()).order_by(File.id)
    hanging: dict[int | None, tuple[Shown, ...]] = {}
    for file in db.session.scalars(found):
        hanging[file.comment_id] = (*hanging.get(file.comment_id, ()), _shown(file))
    return hanging


def list_files(thing: Post | Comment) -> tuple[Shown, ...]:
    """What hangs on the one thing, hidden or not."""
    found = select(File).where(*_on(thing), *_standing()).order_by(File.id)
    return tuple(map(_shown, db.session.scalars(found)))


def list_own_files(officer: Officer, thing: Post | Comment) -> Sequence[File]:
    """For who added them: what was refused stands there too."""
    found = select(File).where(
        *_on(thing), File.officer_id == officer.id, File.removed_at.is_(None)
    )
    return db.session.scalars(found.order_by(File.id)).all()


def count_files(thing: Post | Comment) -> int:
    return db.session.scalar(select(func.count()).where(*_on(thing), *_standing())) or 0


def show_comment(comment_id: int) -> comments.Shown:
    """One comment as it is now, with what hangs on it: on most hangs nothing, and then nothing more
    is asked."""
    (row,) = ask(_comment_and_whether(), comment_id=comment_id)
    comment = comments.shown_of(row)
    if not row.files:
        return comment
    found = select(File).where(File.comment_id == comment_id, *_standing()).order_by(File.id)
    return _hung(comment, {comment_id: tuple(map(_shown, db.session.scalars(found)))})


@cache
def _comment_and_whether() -> Select[Any]:
    hangs = exists().where(File.comment_id == Comment.id).correlate(Comment)
    return comments.one_shown().add_columns(hangs.label("files"))


def with_files(threads: Threads, hanging: Hanging) -> Threads:
    """The comments of a page, each with what hangs on it."""
    return replace(threads, comments=[_hung(one, hanging) for one in threads.comments])


def _hung(comment: comments.Shown, hanging: Hanging) -> comments.Shown:
    return replace(
        comment,
        files=() if comment.hidden else hanging.get(comment.id, ()),
        replies=tuple(_hung(reply, hanging) for reply in comment.replies),
    )


def words_of_files(kind: type[Post] | type[Comment], ids: Sequence[int]) -> dict[int, list[str]]:
    """The names of what is ready on posts, or on comments, with what the pictures show: by the
    number of what they hang on."""
    on = File.comment_id if kind is Comment else File.post_id
    where = [on.in_(ids), File.ready_at.is_not(None), *_standing()]
    if kind is Post:
        where.append(File.comment_id.is_(None))
    words: dict[int, list[str]] = {}
    for row in db.session.execute(select(on, File.name, File.alt).where(*where).order_by(File.id)):
        words.setdefault(row[0], []).extend((row.name, row.alt))
    return words


def list_chosen(officer: Officer, key: str | None) -> Sequence[ChosenFile]:
    """Those that wait with the form of this key."""
    mine = select(ChosenFile).where(ChosenFile.officer_id == officer.id, ChosenFile.key == key)
    return db.session.scalars(mine.order_by(ChosenFile.id)).all()


def find_file(officer: Officer, file_id: int) -> File:
    """By the reach of what it hangs on, whatever has become of the file; Missing otherwise."""
    found = db.session.scalar(
        select(File)
        .join(Post, Post.id == File.post_id)
        .outerjoin(Comment, Comment.id == File.comment_id)
        .where(File.id == file_id, File.removed_at.is_(None), _in_reach(officer))
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
        .outerjoin(Comment, Comment.id == File.comment_id)
        .where(
            File.id == file_id,
            File.kind == kind,
            File.ready_at.is_not(None),
            File.removed_at.is_(None),
            _in_reach(officer),
        )
    ).first()
    if found is None:
        raise Missing
    return found


def _in_reach(officer: Officer) -> ColumnElement[bool]:
    """As of the post. A hidden comment keeps what hangs on it to its writer and the moderators, as
    it does its words."""
    if officer.is_moderator:
        return may_read(officer)
    open_or_own = or_(Comment.hidden_at.is_(None), Comment.author_id == officer.id)
    return and_(may_read(officer), open_or_own)


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
    waits = select(File.id).where(File.place == place, File.ready_at.is_(None), *_standing())
    chosen = select(ChosenFile.id).where(ChosenFile.place == place)
    return db.session.scalar(select(or_(waits.exists(), chosen.exists()))) or False


def _on(thing: Post | Comment) -> tuple[ColumnElement[bool], ...]:
    if isinstance(thing, Comment):
        return (File.comment_id == thing.id,)
    return (File.post_id == thing.id, File.comment_id.is_(None))


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
