from collections.abc import Sequence
from dataclasses import dataclass

from app.core.clock import now
from app.core.db import db, take_turn
from app.core.errors import Refused
from app.core.events import SYSTEM, record
from app.core.i18n import language_of
from app.core.policy import require
from app.files.events import FileReady, FileRefused, FileRemoved, FilesAttached
from app.files.models import File, Flaw, Format
from app.files.policy import too_many
from app.files.queries import count_files
from app.files.sniffing import Upload
from app.officers.models import Officer
from app.posts.models import Post


@dataclass(frozen=True)
class Made:
    """What the looking through of a file came to."""

    format: Format
    width: int | None
    height: int | None


def attach_files(
    officer: Officer, post: Post, uploads: Sequence[Upload], places: Sequence[str], alt: str
) -> File:
    """The first of them, for the key of their form. Their bytes lie at `places` already."""
    take_turn(post)  # of who adds others at this moment
    require(officer, "attach", post)
    if reason := too_many(count_files(post.id), len(uploads)):
        raise Refused(reason)
    files = [
        File(
            post_id=post.id,
            officer_id=officer.id,
            kind=upload.kind,
            format=upload.format,
            name=upload.name,
            place=place,
            size=upload.size,
            sha256=upload.sha256,
            alt=alt,
            language=language_of(alt),
        )
        for upload, place in zip(uploads, places, strict=True)
    ]
    db.session.add_all(files)
    db.session.flush()
    record(officer.actor, FilesAttached(post_id=post.id, number=len(files)))
    return files[0]


def accept_file(file: File, made: Made) -> None:
    """It may be served. Doing it twice is doing it once."""
    require(SYSTEM, "look_through", file)
    take_turn(file)
    if file.waiting:
        file.ready_at, file.format = now(), made.format
        file.width, file.height = made.width, made.height
        record(SYSTEM, FileReady(post_id=file.post_id, file_id=file.id))


def refuse_file(file: File, flaw: Flaw) -> None:
    require(SYSTEM, "look_through", file)
    take_turn(file)
    if file.waiting:
        file.refused_at, file.flaw = now(), flaw
        record(
            SYSTEM,
            FileRefused(post_id=file.post_id, file_id=file.id, file_kind=file.kind, flaw=flaw),
        )


def remove_file(officer: Officer, file: File) -> None:
    """Its bytes go right after, by the worker."""
    take_turn(file)
    require(officer, "remove", file)
    file.removed_at, file.removed_by_id = now(), officer.id
    record(officer.actor, FileRemoved(post_id=file.post_id, file_id=file.id))
