"""What a change of the calendar does to orders that are under way."""

from app.actions.counting import Counting
from app.actions.models import ActionState
from app.calendar.changes import Move
from app.calendar.models import CalendarDay
from app.core.events import Event
from app.orders.events import OrderDueMoved
from app.orders.models import Order
from app.orders.queries import visible_orders


def _tell(order: Order, move: Move, day: CalendarDay, holder_id: int | None) -> Event:
    return OrderDueMoved(
        action_id=order.action_id,
        post_id=order.item.post_id,
        order_id=order.id,
        was=move.was,
        due_on=move.due_on,
        day_id=day.id,
        holder_id=holder_id,
    )


orders = Counting(
    model=Order,
    over=frozenset({ActionState.ACCEPTED, ActionState.WITHDRAWN}),
    name=lambda order: order.item.number,
    address="/orders/",
    visible=visible_orders,
    tell=_tell,
)
