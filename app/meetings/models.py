from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.actions.models import ActionItem, ActionState
from app.core.clock import DHAKA, day_of
from app.core.db import Model
from app.officers.models import Office, Officer, Seat
from app.orders.models import Order


class Section(StrEnum):
    """Why a thing stands on an agenda, in the order in which a meeting takes them."""

    OVERDUE = "overdue"
    SOON = "soon"  # due within the days that a meeting looks ahead
    HELD = "held"  # overdue, and no head stands above those who were told


class Meeting(Model):
    """The head of an office calls those who answer for what is open (guideline 5.4: the monthly
    coordination meeting of the district). The seat runs it, whoever holds it."""

    __tablename__ = "meetings"

    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"), index=True)
    called_by_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)  # of the head
    starts_at: Mapped[datetime] = mapped_column(index=True)
    place: Mapped[str]
    source: Mapped[str]  # what it is about, Markdown as typed; may be empty
    html: Mapped[str]
    language: Mapped[str]
    sequence: Mapped[int] = mapped_column(default=0)  # times it changed since it was called
    changed_at: Mapped[datetime]
    called_off_at: Mapped[datetime | None]
    called_off_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    called_off_reason: Mapped[str] = mapped_column(default="")
    held_at: Mapped[datetime | None]
    held_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    minutes_source: Mapped[str] = mapped_column(default="")
    minutes_html: Mapped[str] = mapped_column(default="")
    minutes_language: Mapped[str] = mapped_column(default="")
    minutes_version: Mapped[int] = mapped_column(default=0)  # 0: not written yet
    minuted_at: Mapped[datetime | None]
    minuted_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))

    office: Mapped[Office] = relationship()
    seat: Mapped[Seat] = relationship()
    called_by: Mapped[Officer] = relationship(foreign_keys=called_by_id)
    called_off_by: Mapped[Officer | None] = relationship(foreign_keys=called_off_by_id)
    minuted_by: Mapped[Officer | None] = relationship(foreign_keys=minuted_by_id)

    @property
    def day(self) -> date:
        """In Dhaka."""
        return day_of(self.starts_at)

    @property
    def clock(self) -> str:
        """The hour in Dhaka, as 10:30."""
        return f"{self.starts_at.astimezone(DHAKA):%H:%M}"


class AgendaLine(Model):
    """An item or an order as it stood when the meeting was held."""

    __tablename__ = "agenda_lines"
    __table_args__ = (UniqueConstraint("meeting_id", "thing"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    thing: Mapped[str]  # as in "action:12", "order:7"
    action_id: Mapped[int] = mapped_column(ForeignKey("action_items.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), index=True)
    section: Mapped[Section]
    state: Mapped[ActionState]
    due_on: Mapped[date]
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)
    conclusion: Mapped[str] = mapped_column(default="")  # plain

    item: Mapped[ActionItem] = relationship()
    order: Mapped[Order | None] = relationship()
    seat: Mapped[Seat] = relationship()


class Invitation(Model):
    """This officer was told of the meeting, for a seat that they answered for then."""

    __tablename__ = "meeting_invitations"
    __table_args__ = (UniqueConstraint("meeting_id", "officer_id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)
