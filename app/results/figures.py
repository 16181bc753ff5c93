"""How an office and those under it keep their days, counted for everyone to read. No cell is
smaller than LEAST: of four, each could be known by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from sqlalchemy import select

from app.actions.models import ActionItem, ActionState, Flag
from app.calendar.queries import national_calendar
from app.calendar.working_days import count_working_days
from app.core.clock import day_of
from app.core.db import ask, db
from app.core.errors import Missing
from app.core.i18n import in_language
from app.core.text import tidy_line
from app.officers.models import Office
from app.posts.models import Post

LEAST = 5


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; None where one of the two parts would tell of fewer than LEAST."""

    count: int | None
    of: int | None

    @property
    def percent(self) -> int | None:
        return round(100 * self.count / self.of) if self.count is not None and self.of else None


@dataclass(frozen=True, slots=True)
class Figures:
    code: str
    name_bn: str
    name_en: str
    place_bn: str
    place_en: str
    verified: int | None  # None: fewer than LEAST
    on_time: Share
    reopened: Share
    median_days: float | None

    @property
    def name(self) -> str:
        return in_language(self.name_bn, self.name_en)

    @property
    def place(self) -> str:
        return in_language(self.place_bn, self.place_en)


def figures_of(code: str) -> Figures:
    """Raises Missing for an office that is not there."""
    office = db.session.scalar(select(Office).where(Office.code == tidy_line(code)))
    if office is None:
        raise Missing
    rows = ask(
        select(
            *(ActionItem.state, ActionItem.due_on, ActionItem.done_at, ActionItem.verified_at),
            *(ActionItem.reopened, Flag.created_at),
        )
        .join(Flag, Flag.id == ActionItem.flag_id)
        .join(Post, Post.id == ActionItem.post_id)
        .join(Office, Office.id == ActionItem.office_id)
        .where(Office.path.startswith(office.path, autoescape=True))
        .where(Post.hidden_at.is_(None), Post.withdrawn_at.is_(None))
    )
    verified = [row for row in rows if row.state == ActionState.VERIFIED]
    ended = [row for row in rows if row.done_at or row.reopened]
    calendar = national_calendar()
    days = [
        count_working_days(calendar, day_of(row.created_at), day_of(row.verified_at))
        for row in verified
    ]
    return Figures(
        code=office.code,
        name_bn=office.name_bn,
        name_en=office.name_en,
        place_bn=office.place_bn,
        place_en=office.place_en,
        verified=_told(len(verified)),
        on_time=_share([day_of(row.done_at) <= row.due_on for row in verified]),
        reopened=_share([bool(row.reopened) for row in ended]),
        median_days=median(days) if len(days) >= LEAST else None,
    )


def _told(count: int) -> int | None:
    return count if count >= LEAST else None


def _share(held: Sequence[bool]) -> Share:
    """The rest is a cell too: of 52, 50 would tell of two. None at all, or all, tells of nobody."""
    count, of = sum(held), len(held)
    small = any(0 < part < LEAST for part in (count, of - count))
    return Share(None if small or of < LEAST else count, _told(of))
