"""What a change of the calendar does to items that are under way: they are counted anew from the
day they were received, on the calendar of the office whose seat has them."""

from collections.abc import Iterator

from sqlalchemy import Select, select

from app.actions.events import ActionDueMoved
from app.actions.models import ActionItem, ActionState
from app.actions.queries import visible_actions
from app.calendar.changes import Change, Move
from app.calendar.models import CalendarDay
from app.calendar.working_days import add_working_days
from app.core.db import db
from app.core.events import record
from app.officers.queries import holder_of


def preview(change: Change) -> list[Move]:
    """Which items would be due on another day."""
    seen = _seen(change)
    return [move for move, _item, _day in _moves(change, _under_way(change), seen)]


def recount(change: Change) -> list[Move]:
    """Move them, and say so once of each. Verified ones are over: they keep their day. Done twice,
    the second time finds nothing to move."""
    waited_for = _under_way(change).with_for_update(key_share=True, of=ActionItem)
    moves = list(_moves(change, waited_for, _seen(change)))
    seats = {item.seat_id: item.seat for _move, item, _day in moves}
    holders = {number: holder_of(seat) for number, seat in seats.items()}  # of few for many
    for move, item, day in moves:
        item.due_on = move.due_on
        moved = ActionDueMoved(
            action_id=item.id,
            post_id=item.post_id,
            was=move.was,
            due_on=move.due_on,
            day_id=day.id,
            holder_id=holder.id if (holder := holders[item.seat_id]) else None,
        )
        record(change.by.actor, moved)
    return [move for move, _item, _day in moves]


def _under_way(change: Change) -> Select[tuple[ActionItem]]:
    """Those whose time has one of the days in it, in one order for all who wait for each other."""
    return (
        select(ActionItem)
        .where(
            ActionItem.state != ActionState.VERIFIED,
            ActionItem.received_on < change.days[-1],
            ActionItem.due_on >= change.days[0],
        )
        .order_by(ActionItem.id)
        .execution_options(populate_existing=True)
    )


def _moves(
    change: Change, items: Select[tuple[ActionItem]], seen: set[int]
) -> Iterator[tuple[Move, ActionItem, CalendarDay]]:
    for item in db.session.scalars(items).unique():
        seat = item.seat
        calendar = change.calendar_for(seat.office)
        due_on = add_working_days(calendar, item.received_on, item.working_days + item.more_days)
        day = change.cause(seat.office, item.received_on, max(item.due_on, due_on))
        if due_on == item.due_on or day is None:
            continue
        yield (
            Move(
                name=item.number,
                address=f"/actions/{item.id}",
                was=item.due_on,
                due_on=due_on,
                label_bn=seat.label_bn,
                label_en=seat.label_en,
                seen=item.id in seen,
            ),
            item,
            day,
        )


def _seen(change: Change) -> set[int]:
    """Of whoever makes the change: a tracking number tells nothing to who may not read of it."""
    found = visible_actions(change.by).with_only_columns(ActionItem.id)
    return {*db.session.scalars(found.where(ActionItem.state != ActionState.VERIFIED))}
