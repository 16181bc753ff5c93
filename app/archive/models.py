from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Model


class Batch(Model):
    """One import: everything in it came in together, or not at all."""

    __tablename__ = "batches"

    file_name: Mapped[str]
    posts: Mapped[int]
    comments: Mapped[int]


class Imported(Model):
    """Which posts a batch brought; comments are found through their posts."""

    __tablename__ = "imported"

    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id"), index=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
