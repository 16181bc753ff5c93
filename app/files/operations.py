from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, select

from app.comments.models import Comment
from app.core.clock import now
from app.core.db import db, take_turn
from app.core.errors import Refused
from app.core.events import SYSTEM, record
from app.core.i18n import language_of
from app.core.policy import require
from app.drafts.models import Draft
from app.files.events import FileReady, FileRefused, FileRemoved, FilesAttached
from app.files.models import ChosenFile, File, FileKind, Flaw, Format
from app.files.policy import MOST, too_many
from app.files.queries import count_files, list_chosen
from app.officers.models import Officer
from app.posts.models import Post

MOST_CHOSEN = 20  # files of one officer that wait with forms: 200 MB
CHOSEN_KEPT = timedelta(hours=48)  # as the key of their form; with a draft, as long as the draft


@dataclass(frozen=True)
class Brought:
    """A file as it came, with its bytes on the disk already, under `place`."""

    kind: FileKind
    format: Format
    name: str
    size: int
    sha256: str
    place: str


@dataclass(frozen=True)
class Made:
    """What the looking through of a file came to."""

    format: Format
    width: int | None
    height: int | None
    camera: dict[str, Any] | None = None  # what it wrote, where that was asked: to be judged yet


class ChosenGone(Exception):
    """A form counts on files that wait with it, and they wait no more."""


def attach_files(officer: Officer, post: Post, brought: Sequence[Brought], alt: str) -> File:
    """The first of them, for the key of their form."""
    take_turn(post)  # of who adds others at this moment
    require(officer, "attach", post)
    return _hang(officer, post, brought, alt, FilesAttached(post_id=post.id, number=len(brought)))


def attach_to_comment(
    officer: Officer, comment: Comment, brought: Sequence[Brought], alt: str
) -> File:
    take_turn(comment.post)  # first, as whoever edits or hides the comment does
    take_turn(comment)
    require(officer, "attach_to", comment)
    event = FilesAttached(post_id=comment.post_id, comment_id=comment.id, number=len(brought))
    return _hang(officer, comment, brought, alt, event)


def _hang(
    officer: Officer,
    thing: Post | Comment,
    brought: Sequence[Brought],
    alt: str,
    event: FilesAttached,
) -> File:
    if reason := too_many(count_files(thing), len(brought)):
        raise Refused(reason)
    files = [
        File(
            post_id=event.post_id,
            comment_id=event.comment_id,
            officer_id=officer.id,
            alt=alt,
            language=language_of(alt),
            **vars(one),
        )
        for one in brought
    ]
    db.session.add_all(files)
    db.session.flush()
    record(officer.actor, event)
    return files[0]


def keep_chosen(
    officer: Officer, key: str, ticked: Collection[int], brought: Sequence[Brought]
) -> int:
    """Let files wait with the form of this key, beside those that are still ticked there; the
    others go. How many were kept: a form has MOST, and an officer MOST_CHOSEN. Leaves no entry in
    the log: nobody else ever sees them."""
    require(officer, "choose", ChosenFile)
    _drop(officer, key, ticked)
    mine = select(func.count()).where(ChosenFile.officer_id == officer.id)
    room = min(MOST - len(list_chosen(officer, key)), MOST_CHOSEN - (db.session.scalar(mine) or 0))
    kept = brought[: max(0, room)]
    db.session.add_all(ChosenFile(officer_id=officer.id, key=key, **vars(one)) for one in kept)
    db.session.flush()
    return len(kept)


def take_chosen(officer: Officer, key: str, ticked: Collection[int]) -> list[Brought]:
    """Those that were ticked, to be attached; none waits with the form from now on. Raises
    ChosenGone when one is missing."""
    require(officer, "choose", ChosenFile)
    there = [one for one in list_chosen(officer, key) if one.id in ticked]
    if len(there) < len(set(ticked)):
        raise ChosenGone
    names = Brought.__dataclass_fields__
    taken = [Brought(**{name: getattr(one, name) for name in names}) for one in there]
    _drop(officer, key, ())
    return taken


def _drop(officer: Officer, key: str, ticked: Collection[int]) -> None:
    """Their bytes go with the worker's sweep."""
    mine = ChosenFile.officer_id == officer.id, ChosenFile.key == key
    db.session.execute(delete(ChosenFile).where(*mine, ChosenFile.id.not_in(ticked)))


def forget_old_chosen() -> int:
    """Drop what waits for longer than CHOSEN_KEPT, unless it is in a draft; how many."""
    require(SYSTEM, "choose", ChosenFile)
    draft = select(Draft.id).where(
        Draft.officer_id == ChosenFile.officer_id, Draft.key == ChosenFile.key
    )
    old = delete(ChosenFile).where(ChosenFile.created_at < now() - CHOSEN_KEPT, ~draft.exists())
    return int(db.session.execute(old).rowcount)  # type: ignore[attr-defined]


def accept_file(file: File, made: Made) -> None:
    """It may be served. Doing it twice is doing it once."""
    require(SYSTEM, "look_through", file)
    take_turn(file)
    if file.waiting:
        file.ready_at, file.format = now(), made.format
        file.width, file.height = made.width, made.height
        record(SYSTEM, FileReady(**_about(file)))


def refuse_file(file: File, flaw: Flaw) -> None:
    require(SYSTEM, "look_through", file)
    take_turn(file)
    if file.waiting:
        file.refused_at, file.flaw = now(), flaw
        record(
            SYSTEM,
            FileRefused(**_about(file), file_kind=file.kind, flaw=flaw),
        )


def remove_file(officer: Officer, file: File) -> None:
    """Its bytes go right after, by the worker."""
    take_turn(file)
    require(officer, "remove", file)
    file.removed_at, file.removed_by_id = now(), officer.id
    record(officer.actor, FileRemoved(**_about(file)))


def _about(file: File) -> dict[str, Any]:
    return {"post_id": file.post_id, "comment_id": file.comment_id, "file_id": file.id}
