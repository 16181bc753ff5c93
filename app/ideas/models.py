from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Model


class IdeaState(StrEnum):
    SUBMITTED = "submitted"  # the beginning: no step has been taken
    DISCUSSION = "discussion"
    REVIEW = "review"
    PILOTING = "piloting"
    ADOPTED = "adopted"  # an end
    NOT_TAKEN_UP = "not_taken_up"  # the other end
    MERGED = "merged"  # into another idea, by a deed of its own


ENDS = {IdeaState.ADOPTED, IdeaState.NOT_TAKEN_UP}


class IdeaStep(Model):
    """An idea came into a state, for a reason. Steps are added, never changed: the last one says
    how it stands. The owner is the seat responsible for what comes next, whoever holds it."""

    __tablename__ = "idea_steps"

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    state: Mapped[IdeaState]
    reason_source: Mapped[str]  # Markdown as typed
    reason_html: Mapped[str]
    language: Mapped[str]
    owner_seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"))  # moved from
