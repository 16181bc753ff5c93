"""Links that let someone set a password once: an invitation, or a way back in."""

import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, select, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.clock import now
from app.core.db import Model, db
from app.core.errors import Missing
from app.officers.models import Officer
from app.officers.session import hash_of


class Purpose(StrEnum):
    INVITE = "invite"
    RESET = "reset"


LASTS = {Purpose.INVITE: timedelta(days=7), Purpose.RESET: timedelta(minutes=60)}


class Ticket(Model):
    __tablename__ = "tickets"

    token_hash: Mapped[str] = mapped_column(unique=True)  # the token itself is only in the link
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    purpose: Mapped[Purpose]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    officer: Mapped[Officer] = relationship(lazy="joined")

    @property
    def open(self) -> bool:
        return self.used_at is None and now() < self.expires_at and self.officer.closed_at is None


def write_ticket(officer_id: int, purpose: Purpose) -> str:
    """The token of a new link; earlier ones of the same officer are void."""
    void_tickets(officer_id)
    token = secrets.token_urlsafe(32)
    db.session.add(
        Ticket(
            token_hash=hash_of(token),
            officer_id=officer_id,
            purpose=purpose,
            expires_at=now() + LASTS[purpose],
        )
    )
    return token


def void_tickets(officer_id: int) -> None:
    unused = update(Ticket).where(Ticket.officer_id == officer_id, Ticket.used_at.is_(None))
    db.session.execute(unused.values(used_at=now()))


def find_ticket(token: str) -> Ticket:
    """Raises Missing alike for a link that never was, is used up, or came too late."""
    found = db.session.scalar(select(Ticket).where(Ticket.token_hash == hash_of(token)))
    if found is None or not found.open:
        raise Missing
    return found


def use_ticket(ticket: Ticket) -> None:
    """Of two who come with the same link at once, one is Missing."""
    unused = update(Ticket).where(Ticket.id == ticket.id, Ticket.used_at.is_(None))
    if not db.session.scalar(unused.values(used_at=now()).returning(Ticket.id)):
        raise Missing
