from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.comments.models import Comment
from app.core.db import Model
from app.officers.models import Officer
from app.posts.models import Post


class Reason(StrEnum):
    """What the guidelines on officers' use of social media bar (2016, 2019, 2020), in six words."""

    PERSONAL_ATTACK = "personal_attack"
    NAMES_CITIZEN = "names_citizen"
    PARTY_POLITICS = "party_politics"
    HATE_OR_RELIGION = "hate_or_religion"
    FALSE_OR_MISLEADING = "false_or_misleading"
    OTHER = "other"


class Outcome(StrEnum):
    KEPT = "kept"
    HIDDEN = "hidden"


OPEN_ABOUT_POST = text("settled_at IS NULL AND comment_id IS NULL")
OPEN_ABOUT_COMMENT = text("settled_at IS NULL AND comment_id IS NOT NULL")


class Concern(Model):
    """One officer's worry about the conduct in a post, or in a comment of it."""

    __tablename__ = "concerns"
    # One open concern for each officer and thing; a settled one does not stand in the way.
    __table_args__ = (
        Index(
            "one_open_concern_about_post",
            "officer_id",
            "post_id",
            unique=True,
            sqlite_where=OPEN_ABOUT_POST,
            postgresql_where=OPEN_ABOUT_POST,
        ),
        Index(
            "one_open_concern_about_comment",
            "officer_id",
            "comment_id",
            unique=True,
            sqlite_where=OPEN_ABOUT_COMMENT,
            postgresql_where=OPEN_ABOUT_COMMENT,
        ),
    )

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"), index=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))  # raised from
    reason_code: Mapped[Reason]
    words: Mapped[str]  # plain text as typed; may be empty
    settled_at: Mapped[datetime | None] = mapped_column(index=True)
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    outcome: Mapped[Outcome | None]
    decision: Mapped[str | None]  # why so, in the moderator's words

    post: Mapped[Post] = relationship()
    comment: Mapped[Comment | None] = relationship()
    officer: Mapped[Officer] = relationship(foreign_keys=officer_id)
    settled_by: Mapped[Officer | None] = relationship(foreign_keys=settled_by_id)

    @property
    def thing(self) -> Post | Comment:
        """What it is about."""
        return self.comment or self.post

    def settle(self, by: Officer, at: datetime, outcome: Outcome, decision: str) -> None:
        self.settled_at, self.settled_by_id = at, by.id
        self.outcome, self.decision = outcome, decision
