from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.actions.models import ActionItem, Duty, Words
from app.comments.models import Comment
from app.core.db import Model
from app.officers.models import Office, Officer, Seat


class Order(Duty, Model):
    """What a seat is to do for an item, by a day, as another seat said. It ends when its report is
    accepted, or when it is withdrawn; what it stands under ends after it."""

    __tablename__ = "orders"

    action_id: Mapped[int] = mapped_column(ForeignKey("action_items.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), index=True)
    from_seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)
    from_officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"), index=True)
    source: Mapped[str]  # what is to be done, Markdown as typed
    html: Mapped[str]
    language: Mapped[str]
    done_source: Mapped[str]  # what counts as done
    done_html: Mapped[str]
    done_language: Mapped[str]
    accepted_at: Mapped[datetime | None]
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))

    item: Mapped[ActionItem] = relationship()
    parent: Mapped["Order | None"] = relationship(remote_side="Order.id")
    comment: Mapped[Comment | None] = relationship()
    from_seat: Mapped[Seat] = relationship(foreign_keys=from_seat_id)
    from_officer: Mapped[Officer] = relationship(foreign_keys=from_officer_id)
    accepted_by: Mapped[Officer | None] = relationship(foreign_keys=accepted_by_id)
    withdrawn_by: Mapped[Officer | None] = relationship(foreign_keys=withdrawn_by_id)


class OrderStep(Words, Model):
    """A step of an order."""

    __tablename__ = "order_steps"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)


class OrderGrant(Model):
    """A seat may also order these seats, which do not stand under it: from a day, until a day."""

    __tablename__ = "order_grants"
    __table_args__ = (
        CheckConstraint("(to_office_id IS NULL) <> (to_seat_id IS NULL)", name="one_of_two"),
    )

    from_seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)
    to_office_id: Mapped[int | None] = mapped_column(ForeignKey("offices.id"), index=True)
    to_seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))
    since: Mapped[date]
    until: Mapped[date | None]  # the last day; none: until it is ended
    given_by_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))

    from_seat: Mapped[Seat] = relationship(foreign_keys=from_seat_id)
    to_office: Mapped[Office | None] = relationship()
    to_seat: Mapped[Seat | None] = relationship(foreign_keys=to_seat_id)
    given_by: Mapped[Officer] = relationship(foreign_keys=given_by_id)
