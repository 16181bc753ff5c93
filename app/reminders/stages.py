"""How far a duty has come on a day, and whether that is news. Nothing here asks the database."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, Protocol

from app.actions.models import ActionState
from app.calendar.working_days import Calendar, count_working_days
from app.reminders.models import Stage

WARN_AT = 7, 10  # of the working days that were given: at 70 % there is time to act (mission §4 J4)
LADDER = 5  # working days from one step up to the next: a week in which the one told can act
ANSWER_DAYS = 1  # to acknowledge or to ask back

ORDER = {stage: place for place, stage in enumerate(Stage)}
_ANSWERING = {Stage.ANSWER, Stage.UNANSWERED}


class Timed(Protocol):
    @property
    def state(self) -> ActionState: ...
    @property
    def received_on(self) -> date: ...
    @property
    def given_on(self) -> date: ...
    @property
    def due_on(self) -> date: ...


class Mark(NamedTuple):
    """A place on the way. What is raised has levels, from 1."""

    stage: Stage
    level: int
    day: date  # that it is about

    @property
    def place(self) -> tuple[int, int]:
        return ORDER[self.stage], self.level

    @property
    def answering(self) -> bool:
        """Of the two clocks of a duty: until it is answered, or until it is done."""
        return self.stage in _ANSWERING


class Known(NamedTuple):
    """A mark that was reached before."""

    mark: Mark
    reached_on: date
    seat_id: int | None


def reached(calendar: Calendar, duty: Timed, day: date) -> list[Mark]:
    """The furthest mark of each clock that an open duty has come to on a day."""
    marks = []
    if duty.state == ActionState.GIVEN:
        waited = count_working_days(calendar, duty.given_on, day)
        if waited >= ANSWER_DAYS:
            stage = Stage.ANSWER if waited == ANSWER_DAYS else Stage.UNANSWERED
            marks.append(Mark(stage, 0, duty.given_on))
    if mark := _of_the_day(calendar, duty, day):
        marks.append(mark)
    return marks


def _of_the_day(calendar: Calendar, duty: Timed, day: date) -> Mark | None:
    due_on = duty.due_on
    if day >= due_on:
        late = count_working_days(calendar, due_on, day)
        if late <= 0:
            return Mark(Stage.DUE, 0, due_on)
        level = (late - 1) // LADDER
        return Mark(Stage.RAISED if level else Stage.OVERDUE, level, due_on)
    passed = count_working_days(calendar, duty.received_on, day)
    part, whole = WARN_AT
    given = count_working_days(calendar, duty.received_on, due_on)
    if passed > 0 and whole * passed >= part * given:
        return Mark(Stage.WARNED, 0, due_on)
    return None


def fresh(marks: Iterable[Mark], known: Iterable[Known]) -> list[Mark]:
    """Those that are further than any of the same day and clock: the furthest last."""
    before = [one.mark for one in known]
    found = [
        mark
        for mark in marks
        if not any(
            other.day == mark.day
            and other.answering == mark.answering
            and other.place >= mark.place
            for other in before
        )
    ]
    return sorted(found, key=lambda mark: mark.place)


def is_behind(
    mark: Mark, calendar: Calendar, duty: Timed, known: Iterable[Known], looked_on: date
) -> bool:
    """The day has moved since it was told of, and not so far that this lies ahead again: counted by
    the new day it was reached already when the clock looked last. What was told on a day that has
    not come yet (the clock was wrong then) says nothing."""
    told = [
        one.reached_on
        for one in known
        if one.mark.answering == mark.answering
        and one.mark.day != mark.day
        and one.mark.place >= mark.place
        and one.reached_on <= looked_on
    ]
    return bool(told) and any(
        then.answering == mark.answering and then.place >= mark.place
        for then in reached(calendar, duty, looked_on)
    )
