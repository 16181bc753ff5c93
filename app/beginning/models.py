from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Model


class Step(StrEnum):
    """In the order in which they are shown."""

    DETAILS = "details"  # look through one's own profile
    LANGUAGE = "language"  # and the keyboard
    FOLLOW = "follow"  # three offices
    CONDUCT = "conduct"  # how we speak here
    HELLO = "hello"  # a first word


class FirstStep(Model):
    """A step that an officer has said is done, or has skipped. What can be seen from what stands
    already is not kept here."""

    __tablename__ = "first_steps"
    __table_args__ = (UniqueConstraint("officer_id", "step"),)

    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    step: Mapped[Step]
    skipped: Mapped[bool]
