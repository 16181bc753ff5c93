"""Having read is nobody else's business: these deeds leave no entry in the log."""

from sqlalchemy import Update, update

from app.core.clock import now
from app.core.db import db
from app.core.policy import require
from app.notifications.models import Notification
from app.officers.models import Officer


def read_thing(officer: Officer, thing: str) -> None:
    """All that was told of the same thing is read with it."""
    require(officer, "read", Notification)
    db.session.execute(_unread(officer).where(Notification.thing == thing).values(read_at=now()))


def read_all(officer: Officer, until: int) -> None:
    """Up to an entry: what came after the list was shown stays unread."""
    require(officer, "read", Notification)
    db.session.execute(_unread(officer).where(Notification.entry_id <= until).values(read_at=now()))


def _unread(officer: Officer) -> Update:
    return update(Notification).where(
        Notification.officer_id == officer.id, Notification.read_at.is_(None)
    )
