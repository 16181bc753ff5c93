from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Model
from app.officers.models import Officer

_WAITS = text("mail_id IS NULL")
_OPEN = text("sent_at IS NULL AND dropped_at IS NULL")


class MailKind(StrEnum):
    """The kinds of news that an officer chooses a pace for."""

    ANSWERS = "answers"
    SENIOR = "senior"
    NAMED = "named"
    FOLLOWED = "followed"
    ACTIONS = "actions"
    ACCOUNT = "account"
    OUTCOMES = "outcomes"  # of a senior's own words; made by us, not told by the bell


class Pace(StrEnum):
    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


class MailChoice(Model):
    """The pace an officer chose for a kind of news; where there is no row, the default holds."""

    __tablename__ = "mail_choices"
    __table_args__ = (UniqueConstraint("officer_id", "kind"),)

    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    kind: Mapped[MailKind]
    pace: Mapped[Pace]
    before: Mapped[Pace | None]  # what it was until it was stopped by a link in a mail


class Mail(Model):
    """One mail, of one or many things. It keeps no words: those are read when it is sent."""

    __tablename__ = "mails"
    __table_args__ = (
        UniqueConstraint("officer_id", "slot"),
        Index("ix_mails_open", "leased_until", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    slot: Mapped[str]  # "entry:417", "daily:2026-11-25": there is never a second of it
    pace: Mapped[Pace]
    outcomes: Mapped[bool]  # of a senior's words
    urgent: Mapped[bool]  # may go at night and on a day off
    message_id: Mapped[str] = mapped_column(unique=True)  # stays, however often it is sent
    tries: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None]
    error: Mapped[str | None]
    sent_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]  # nothing was left to say

    officer: Mapped[Officer] = relationship()


class MailItem(Model):
    """This notification is to go by mail, or went: once, alone or in a digest."""

    __tablename__ = "mail_items"
    __table_args__ = (
        UniqueConstraint("entry_id", "officer_id"),
        Index("ix_mail_items_due_at", "due_at", sqlite_where=_WAITS, postgresql_where=_WAITS),
    )

    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("log.id"))
    kind: Mapped[MailKind]
    pace: Mapped[Pace]
    urgent: Mapped[bool]
    due_at: Mapped[datetime]  # not before
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("mails.id"), index=True)
