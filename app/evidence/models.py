from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Model
from app.files.models import FileKind, Flaw, Format

_TAKEN = text("refused_at IS NULL")


class EvidenceKind(StrEnum):
    BEFORE = "before"
    AFTER = "after"
    PAPER = "paper"


class PartName(StrEnum):
    """What lies on the shelf of one piece of evidence. A picture has the first three, a document
    the first and the last."""

    ORIGINAL = "original"  # as it came: sealed, served to nobody
    LARGE = "large"
    SMALL = "small"
    WHOLE = "whole"


class Damage(StrEnum):
    """Why a part is not shown; templates/evidence/words.html says each in a sentence."""

    ALTERED = "altered"  # its bytes are other ones
    MISSING = "missing"
    UNREADABLE = "unreadable"
    RECORD = "record"  # its row says another hash than the log


class Evidence(Model):
    """A photo or a paper that an officer laid before an item. Waiting until the worker has looked
    at it; then ready, or refused for a flaw. Nobody takes it away or changes it; a moderator may
    hide it, as where it shows a citizen."""

    __tablename__ = "evidence"
    __table_args__ = (
        # The same file twice on one item is one; what was refused does not stand in its way.
        Index(
            "uq_evidence_action_id_sha256",
            *("action_id", "sha256"),
            unique=True,
            sqlite_where=_TAKEN,
            postgresql_where=_TAKEN,
        ),
    )

    action_id: Mapped[int] = mapped_column(ForeignKey("action_items.id"), index=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))  # added from
    kind: Mapped[EvidenceKind]
    source: Mapped[str]  # what it shows, Markdown as typed
    html: Mapped[str]
    language: Mapped[str]
    taken_on: Mapped[date | None]  # as it was typed
    site: Mapped[str]  # where, as it was typed
    taken_at: Mapped[datetime | None]  # as the camera wrote it, like the two below
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]

    file_kind: Mapped[FileKind]
    format: Mapped[Format]  # as it came
    shown_as: Mapped[Format | None]  # as it is served
    name: Mapped[str]  # its giver's, cleaned: shown, and never a path
    place: Mapped[str] = mapped_column(unique=True)  # on the shelf
    size: Mapped[int]  # bytes as it came
    sha256: Mapped[str]  # of the bytes as they came
    width: Mapped[int | None]  # of the small picture, in points
    height: Mapped[int | None]

    ready_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]
    flaw: Mapped[Flaw | None]
    hidden_at: Mapped[datetime | None]
    hidden_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    hidden_reason: Mapped[str | None]

    @property
    def waiting(self) -> bool:
        return not (self.ready_at or self.refused_at)


class Part(Model):
    """One thing of a piece of evidence, as it lies on the shelf: looked at every night."""

    __tablename__ = "evidence_parts"
    __table_args__ = (UniqueConstraint("evidence_id", "name"),)

    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"))
    name: Mapped[PartName]
    size: Mapped[int]  # bytes
    sha256: Mapped[str]
    checked_at: Mapped[datetime] = mapped_column(index=True)
    damaged_at: Mapped[datetime | None] = mapped_column(index=True)  # when that was found
    damage: Mapped[Damage | None]
