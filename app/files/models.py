from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Model


class FileKind(StrEnum):
    PICTURE = "picture"
    DOCUMENT = "document"


class Format(StrEnum):
    """What a file is written in; the letters that its name ends with."""

    JPEG = "jpg"
    PNG = "png"
    WEBP = "webp"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    TXT = "txt"


PICTURES = frozenset({Format.JPEG, Format.PNG, Format.WEBP})


class Flaw(StrEnum):
    """Why a file that came in was not taken; templates/files/words.html says each in a sentence."""

    BROKEN = "broken"
    HUGE = "huge"  # more points than a picture may have
    MOVING = "moving"  # more than one picture in it
    HEAVY = "heavy"  # opened, it would take more room or time than any honest one
    MACRO = "macro"
    REACHES_OUT = "reaches_out"  # it would fetch something when it is opened
    LOCKED = "locked"  # by a password
    NOT_TEXT = "not_text"


class File(Model):
    """A picture or a document on a post, or on a comment under it. Waiting until the worker has
    looked at it; then ready, or refused for a flaw. Its bytes lie under `place`, a random name that
    nobody gave."""

    __tablename__ = "files"

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"), index=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    kind: Mapped[FileKind]
    format: Mapped[Format]  # as it came; of a picture that is ready, as it was made
    name: Mapped[str]  # its giver's, cleaned: shown, and never a path
    place: Mapped[str] = mapped_column(unique=True)
    size: Mapped[int]  # bytes as it came
    sha256: Mapped[str]  # of the bytes as they came
    alt: Mapped[str]  # a picture, for who cannot see it
    language: Mapped[str]  # of the alt text
    width: Mapped[int | None]  # of the small picture, in points
    height: Mapped[int | None]

    ready_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]
    flaw: Mapped[Flaw | None]
    removed_at: Mapped[datetime | None]
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))

    @property
    def waiting(self) -> bool:
        return not (self.ready_at or self.refused_at or self.removed_at)


class ChosenFile(Model):
    """A file that came with a form which is not posted yet: in a draft, looked at in a preview, or
    beside words in which something was to be put right. Its writer's alone, and served to nobody.
    The key is that of the form; the bytes lie under `place`, as they came."""

    __tablename__ = "chosen_files"

    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    key: Mapped[str]
    kind: Mapped[FileKind]
    format: Mapped[Format]
    name: Mapped[str]
    place: Mapped[str] = mapped_column(unique=True)
    size: Mapped[int]
    sha256: Mapped[str]
