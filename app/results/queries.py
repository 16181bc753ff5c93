"""What the public may read of results: no name, no number of a phone, no word that was not looked
through. A result whose post is hidden or withdrawn is not there."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import aliased

from app.actions.events import (
    ActionAccepted,
    ActionConfirmed,
    ActionDisputed,
    ActionDone,
    ActionForwarded,
    ActionReopened,
    ActionReturned,
    ActionTimeGiven,
    ActionVerified,
    PostFlagged,
)
from app.actions.models import ActionItem, ActionState, Outcome, Step, StepKind
from app.core.clock import day_of
from app.core.db import ask, db
from app.core.errors import Missing
from app.core.i18n import in_language
from app.core.log import LogEntry, LogSubject
from app.officers.models import Office, Seat
from app.posts.models import Post
from app.results.credit import Credited, credits_of
from app.results.models import Result
from app.sources.queries import find_citizen_of

PAGE = 20
IN_FEED = 30

# What the public reads of the way: not that a question was asked back, nor who asked for days.
TOLD = {
    event.kind: event
    for event in (
        *(PostFlagged, ActionAccepted, ActionForwarded, ActionTimeGiven, ActionDone),
        *(ActionReturned, ActionVerified, ActionDisputed, ActionConfirmed, ActionReopened),
    )
}


@dataclass(frozen=True, slots=True)
class Line:
    """Of the list, and of the feed."""

    id: int
    number: str
    title: str
    language: str
    place_bn: str
    place_en: str
    outcome: Outcome
    working_days: int
    published_at: datetime
    again: bool  # open again since

    @property
    def place(self) -> str:
        return in_language(self.place_bn, self.place_en)


@dataclass(frozen=True, slots=True)
class Told:
    """A knot of the way: what happened, when, and at which seats."""

    kind: str
    on: date
    by_bn: str = ""
    by_en: str = ""
    to_bn: str = ""
    to_en: str = ""
    days: int = 0

    @property
    def by(self) -> str:
        return in_language(self.by_bn, self.by_en)

    @property
    def to(self) -> str:
        return in_language(self.to_bn, self.to_en)


@dataclass(frozen=True, slots=True)
class Shown:
    line: Line
    html: str
    office_bn: str
    office_en: str
    office_code: str
    seat_bn: str
    seat_en: str
    verifier_bn: str
    verifier_en: str
    brought: Credited
    solvers: tuple[Credited, ...]
    presenter: str  # the citizen's name, who agreed to it
    way: tuple[Told, ...]

    @property
    def office(self) -> str:
        return in_language(self.office_bn, self.office_en)

    @property
    def seat(self) -> str:
        return in_language(self.seat_bn, self.seat_en)

    @property
    def verifier(self) -> str:
        return in_language(self.verifier_bn, self.verifier_en)


def stands(result: Result, item: ActionItem) -> bool:
    """Published, and said of the end that the item has now."""
    if result.withdrawn_at or item.verified_at is None:
        return False
    return result.published_at >= item.verified_at


def find_result(action_id: int) -> Result:
    found = db.session.scalar(select(Result).where(Result.action_id == action_id))
    if found is None:
        raise Missing
    return found


def find_standing(action_id: int) -> Line | None:
    """For the item's own page: its readers find there what the public reads."""
    for row in ask(_lines().where(Result.action_id == action_id)):
        return _line(row)
    return None


def draft_of(item: ActionItem) -> str:
    """What was wrong and what was done, as the item tells it: to be written anew for the public."""
    done = select(Step.source).where(Step.action_id == item.id, Step.kind == StepKind.DONE)
    last = db.session.scalar(done.order_by(Step.id.desc()).limit(1))
    return "\n\n".join(filter(None, (item.flag.source, last)))


def list_results(
    district: str = "", outcome: str = "", before: int | None = None, most: int = PAGE
) -> list[Line]:
    """The latest first. `before`: the id of the last one seen."""
    lines = _lines().order_by(Result.id.desc()).limit(most)
    if district:
        lines = lines.where(Office.district == district)
    if outcome:
        lines = lines.where(Result.outcome == Outcome(outcome))
    if before:
        lines = lines.where(Result.id < before)
    return [_line(row) for row in ask(lines)]


def list_districts() -> list[tuple[str, str, str]]:
    """Code and name of each district of which there is a result."""
    named = aliased(Office)
    rows = (
        select(named.code, named.place_bn, named.place_en)
        .where(named.code.in_(_lines().with_only_columns(Office.district)))
        .order_by(named.place_en)
    )
    return [(row.code, row.place_bn, row.place_en) for row in ask(rows)]


def show_result(number: str) -> Shown:
    """Raises Missing for a number of which nothing is published."""
    seat = aliased(Seat)
    rows = ask(
        _lines()
        .add_columns(Result.html, ActionItem.id.label("action_id"), ActionItem.post_id)
        .add_columns(seat.label_bn, seat.label_en, seat.office_id)
        .join(seat, seat.id == ActionItem.seat_id)
        .where(ActionItem.number == number)
    )
    if not rows:
        raise Missing
    row = rows[0]
    way = _way_of(row.post_id)
    verified = [told for told in way if told.kind == ActionVerified.kind]
    brought, solvers = credits_of(row.action_id)
    office = ask(
        select(Office.name_bn, Office.name_en, Office.code).where(Office.id == row.office_id)
    )[0]
    return Shown(
        line=_line(row),
        html=row.html,
        office_bn=office.name_bn,
        office_en=office.name_en,
        office_code=office.code,
        seat_bn=row.label_bn,
        seat_en=row.label_en,
        verifier_bn=verified[-1].by_bn if verified else "",
        verifier_en=verified[-1].by_en if verified else "",
        brought=brought,
        solvers=solvers,
        presenter=_presenter_of(row.post_id),
        way=way,
    )


def _lines() -> Select[Any]:
    return (
        select(
            *(Result.id, ActionItem.number, Result.title, Result.language, Result.outcome),
            *(Result.working_days, Result.published_at, Office.place_bn, Office.place_en),
            ActionItem.state,
        )
        .select_from(Result)
        .join(ActionItem, ActionItem.id == Result.action_id)
        .join(Post, Post.id == ActionItem.post_id)
        .join(Office, Office.id == Result.place_id)
        .where(Result.withdrawn_at.is_(None))
        .where(Post.hidden_at.is_(None), Post.withdrawn_at.is_(None))
    )


def _line(row: Row[Any]) -> Line:
    return Line(
        id=row.id,
        number=row.number,
        title=row.title,
        language=row.language,
        place_bn=row.place_bn,
        place_en=row.place_en,
        outcome=row.outcome,
        working_days=row.working_days,
        published_at=row.published_at,
        again=row.state != ActionState.VERIFIED,
    )


def _way_of(post_id: int) -> tuple[Told, ...]:
    """From the log, but for the names: they are in it as they were, and stay there."""
    rows = db.session.scalars(
        select(LogEntry)
        .join(LogSubject, LogSubject.entry_id == LogEntry.id)
        .where(LogSubject.subject == f"post:{post_id}", LogEntry.kind.in_(TOLD))
        .order_by(LogEntry.id)
    ).all()
    entries = [entry for entry in rows if not entry.silent]
    numbers = {entry.seat_id for entry in entries} | {_to(entry) for entry in entries}
    asked = select(Seat.id, Seat.label_bn, Seat.label_en).where(Seat.id.in_(numbers - {None}))
    seats = {row.id: (row.label_bn, row.label_en) for row in ask(asked)}
    return tuple(
        Told(
            entry.kind,
            day_of(entry.created_at),
            *seats.get(entry.seat_id, ("", "")),
            *seats.get(_to(entry), ("", "")),
            getattr(entry.event, "working_days", 0),
        )
        for entry in entries
    )


def _to(entry: LogEntry) -> int | None:
    """The seat to which it went."""
    return getattr(entry.event, "seat_id", None)


def _presenter_of(post_id: int) -> str:
    citizen = find_citizen_of(db.session.get_one(Post, post_id))
    return citizen.name if citizen and citizen.naming_agreed_at else ""
