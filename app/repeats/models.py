from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.actions.models import ActionItem
from app.core.db import Model
from app.posts.models import Post


class Repeat(Model):
    """Alike troubles of one area. It is told of when it begins, so it is told of once."""

    __tablename__ = "repeats"

    area: Mapped[str] = mapped_column(index=True)  # a district's code, or a path of an office
    challenge_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"), unique=True)

    challenge: Mapped[Post | None] = relationship()


class RepeatItem(Model):
    """An item that tells of it: of one repeat at most."""

    __tablename__ = "repeat_items"

    repeat_id: Mapped[int] = mapped_column(ForeignKey("repeats.id"), index=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action_items.id"), unique=True)

    item: Mapped[ActionItem] = relationship()


class ChallengeIdea(Model):
    """An idea that answers a challenge."""

    __tablename__ = "challenge_ideas"

    challenge_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    idea_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), unique=True)
