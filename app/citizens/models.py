import secrets
from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Model
from app.officers.models import Officer
from app.posts.models import Post

# Thirty working days and ten more, an appeal of twenty and one of sixty (the guideline's limits),
# and a reopening or two are over within two years: after that nobody needs the number any more.
YEARS_KEPT = 2


def new_id() -> str:
    """Random and 128 bit long: it tells neither when somebody came, nor after whom."""
    return secrets.token_hex(16)


def purge_day(day: date) -> date:
    """When what is kept of a citizen from that day on must be gone."""
    try:
        return day.replace(year=day.year + YEARS_KEPT)
    except ValueError:  # the 29th of February
        return date(day.year + YEARS_KEPT, 3, 1)


class Citizen(Model):
    """Somebody without an account. The row outlives the words, so that what was counted stays."""

    __tablename__ = "citizens"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)  # type: ignore[assignment]
    name: Mapped[str]  # empty: not given, or gone
    phone: Mapped[str]  # eleven Latin digits; empty likewise
    contact_agreed_at: Mapped[datetime | None]
    naming_agreed_at: Mapped[datetime | None]  # as who presented the trouble
    purge_on: Mapped[date] = mapped_column(index=True)
    purged_at: Mapped[datetime | None]


class Look(Model):
    """An officer saw the whole of it, for a reason."""

    __tablename__ = "citizen_looks"

    citizen_id: Mapped[str] = mapped_column(ForeignKey("citizens.id"), index=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))  # looked from
    reason: Mapped[str]

    post: Mapped[Post] = relationship()
    officer: Mapped[Officer] = relationship()
