"""What a change of the calendar does to appeals that wait for their decision."""

from app.actions.counting import Counting
from app.appeals.events import AppealDueMoved
from app.appeals.models import WAITING, Appeal, AppealState
from app.appeals.queries import visible_appeals
from app.calendar.changes import Move
from app.calendar.models import CalendarDay
from app.core.events import Event


def _tell(appeal: Appeal, move: Move, day: CalendarDay, holder_id: int | None) -> Event:
    return AppealDueMoved(
        action_id=appeal.action_id,
        post_id=appeal.item.post_id,
        appeal_id=appeal.id,
        was=move.was,
        due_on=move.due_on,
        day_id=day.id,
        holder_id=holder_id,
    )


appeals = Counting(
    model=Appeal,
    over=frozenset(AppealState) - WAITING,
    name=lambda appeal: appeal.item.number,
    address="/appeals/",
    visible=visible_appeals,
    tell=_tell,
)
