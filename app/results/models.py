from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.actions.models import ActionItem, Outcome
from app.core.db import Model
from app.officers.models import Office, Officer, Seat


class Result(Model):
    """What the public reads of an item that was verified. Published again after the item was
    opened again, it is the same row: its address is in letters."""

    __tablename__ = "results"

    action_id: Mapped[int] = mapped_column(ForeignKey("action_items.id"), unique=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("offices.id"), index=True)
    title: Mapped[str]
    source: Mapped[str]  # what was wrong and what was done, Markdown as typed
    html: Mapped[str]
    language: Mapped[str]
    outcome: Mapped[Outcome]
    working_days: Mapped[int]  # from the flag to the verification
    # What the checker found in the item's own words, by kind, and what was let stand, with the
    # reason: {"found": {"phone": 1}, "kept": [{"kind": …, "words": …, "reason": …}]}
    redaction: Mapped[dict[str, Any]] = mapped_column(JSON)
    published_at: Mapped[datetime] = mapped_column(index=True)
    published_by_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    published_seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    withdrawn_reason: Mapped[str] = mapped_column(default="")

    item: Mapped[ActionItem] = relationship()
    place: Mapped[Office] = relationship()
    published_by: Mapped[Officer] = relationship(foreign_keys=published_by_id)
    published_seat: Mapped[Seat | None] = relationship()


class Consent(Model):
    """An officer who brought the trouble or solved it may be named to the public with the result.
    Taken back, it is the same row with no time of agreeing; without a row nobody was asked yet."""

    __tablename__ = "result_consents"
    __table_args__ = (UniqueConstraint("action_id", "officer_id"),)

    action_id: Mapped[int] = mapped_column(ForeignKey("action_items.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    agreed_at: Mapped[datetime | None]
    taken_back_at: Mapped[datetime | None]
