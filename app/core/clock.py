"""The one clock. Moments are UTC; days are days in Dhaka."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

DHAKA = ZoneInfo("Asia/Dhaka")

_stopped: ContextVar[datetime | None] = ContextVar("stopped", default=None)


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _stopped.get() or datetime.now(UTC)


def today() -> date:
    """This day where the officers are."""
    return day_of(now())


def moment_of(written: str) -> datetime | None:
    """A moment as an address line writes it, ISO with its zone; None for nonsense, and for one that
    UTC has no year for."""
    try:
        moment = datetime.fromisoformat(written)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def day_of(moment: datetime) -> date:
    return moment.astimezone(DHAKA).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Stop the clock at a moment: for tests, and for a demo world that has a past."""
    token = _stopped.set(moment)
    try:
        yield
    finally:
        _stopped.reset(token)
