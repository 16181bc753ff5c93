"""What a change of the calendar does to duties that are under way: they are counted anew from the
day they were received, on the calendar of the office whose seat has them. Items are counted so, and
orders in the same way."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, select

from app.actions.events import ActionDueMoved
from app.actions.models import ActionItem, ActionState
from app.actions.queries import visible_actions
from app.calendar.changes import Change, Move
from app.calendar.models import CalendarDay
from app.calendar.working_days import add_working_days
from app.core.db import db
from app.core.events import Event, record
from app.officers.models import Officer
from app.officers.queries import holder_of

Moved = tuple[Move, Any, CalendarDay]


@dataclass(frozen=True)
class Counting:
    """One kind of duty: how its things are called, found and told of."""

    model: Any
    over: frozenset[StrEnum]  # what has ended keeps its day
    name: Callable[[Any], str]
    address: str  # of its page, but for the number
    visible: Callable[[Officer], Select[Any]]
    tell: Callable[[Any, Move, CalendarDay, int | None], Event]

    def preview(self, change: Change) -> list[Move]:
        """Which of them would be due on another day."""
        seen = self._seen(change)
        return [move for move, _duty, _day in self._moves(change, self._under_way(change), seen)]

    def recount(self, change: Change) -> list[Move]:
        """Move them, and say so once of each. Done twice, the second time finds nothing to move."""
        waited_for = self._under_way(change).with_for_update(key_share=True, of=self.model)
        moves = list(self._moves(change, waited_for, self._seen(change)))
        seats = {duty.seat_id: duty.seat for _move, duty, _day in moves}
        holders = {number: holder_of(seat) for number, seat in seats.items()}  # of few for many
        for move, duty, day in moves:
            duty.due_on = move.due_on
            holder = holders[duty.seat_id]
            record(change.by.actor, self.tell(duty, move, day, holder.id if holder else None))
        return [move for move, _duty, _day in moves]

    def _under_way(self, change: Change) -> Select[Any]:
        """Those whose time has one of the days in it, in one order for all who wait for each
        other."""
        model = self.model
        return (
            select(model)
            .where(
                model.state.not_in(self.over),
                model.received_on < change.days[-1],
                model.due_on >= change.days[0],
            )
            .order_by(model.id)
            .execution_options(populate_existing=True)
        )

    def _moves(self, change: Change, duties: Select[Any], seen: set[int]) -> Iterator[Moved]:
        for duty in db.session.scalars(duties).unique():
            seat = duty.seat
            calendar = change.calendar_for(seat.office)
            days = duty.working_days + duty.more_days
            due_on = add_working_days(calendar, duty.received_on, days)
            day = change.cause(seat.office, duty.received_on, max(duty.due_on, due_on))
            if due_on == duty.due_on or day is None:
                continue
            move = Move(
                name=self.name(duty),
                address=f"{self.address}{duty.id}",
                was=duty.due_on,
                due_on=due_on,
                label_bn=seat.label_bn,
                label_en=seat.label_en,
                seen=duty.id in seen,
            )
            yield move, duty, day

    def _seen(self, change: Change) -> set[int]:
        """Of whoever makes the change: a number tells nothing to who may not read of it."""
        found = self.visible(change.by).with_only_columns(self.model.id)
        return {*db.session.scalars(found.where(self.model.state.not_in(self.over)))}


def _tell(item: ActionItem, move: Move, day: CalendarDay, holder_id: int | None) -> Event:
    return ActionDueMoved(
        action_id=item.id,
        post_id=item.post_id,
        was=move.was,
        due_on=move.due_on,
        day_id=day.id,
        holder_id=holder_id,
    )


items = Counting(
    model=ActionItem,
    over=frozenset({ActionState.VERIFIED}),
    name=lambda item: item.number,
    address="/actions/",
    visible=visible_actions,
    tell=_tell,
)
