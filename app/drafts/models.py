from datetime import datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Model


class Draft(Model):
    """What stands in a form that was not sent. Its key is that of the form: so the same form saved
    twice is one draft, and a draft that is opened twice is still posted once."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("officer_id", "key"),)

    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    key: Mapped[str]
    kind: Mapped[str]  # of the form, as its address says it
    fields: Mapped[dict[str, list[str]]] = mapped_column(JSON)  # name → what was typed or chosen
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime] = mapped_column(index=True)
