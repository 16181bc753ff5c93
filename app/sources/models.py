from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.citizens.models import Citizen
from app.core.db import Model
from app.officers.models import Office, Officer
from app.posts.models import Post


class Medium(StrEnum):
    LINK = "link"
    PASTED = "pasted"
    SCREENSHOT = "screenshot"
    PAPER = "paper"
    PHONE = "phone"
    HEARING = "hearing"  # a public hearing
    BEHALF = "behalf"  # in person, on behalf of who cannot come


class Source(Model):
    """What was seen outside, kept as it was typed or captured then: whatever becomes of the page
    out there, and of what its author says later. created_at is when it was captured."""

    __tablename__ = "sources"

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), unique=True)
    medium: Mapped[Medium]
    url: Mapped[str]  # as typed; empty: none. Never fetched by us
    address: Mapped[str] = mapped_column(index=True)  # the same for all spellings of one url
    words: Mapped[str]  # captured, Markdown as typed
    html: Mapped[str]
    language: Mapped[str]
    seen_on: Mapped[date]
    seen_at: Mapped[datetime | None]  # where the hour is known too
    place_id: Mapped[int] = mapped_column(ForeignKey("offices.id"), index=True)
    citizen_id: Mapped[str | None] = mapped_column(ForeignKey("citizens.id"), index=True)
    brought_by_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    verified_at: Mapped[datetime | None]
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    verified_seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))
    finding: Mapped[str]  # how it was verified, Markdown as typed
    finding_html: Mapped[str]
    finding_language: Mapped[str]

    post: Mapped[Post] = relationship()
    place: Mapped[Office] = relationship()
    citizen: Mapped[Citizen | None] = relationship()
    verified_by: Mapped[Officer | None] = relationship(foreign_keys=verified_by_id)
