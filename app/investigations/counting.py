"""What a change of the calendar does to investigations that are under way."""

from app.actions.counting import Counting
from app.calendar.changes import Move
from app.calendar.models import CalendarDay
from app.core.events import Event
from app.investigations.events import InvestigationDueMoved
from app.investigations.models import UNDER_WAY, Investigation, InvestigationState
from app.investigations.queries import visible_investigations


def _tell(one: Investigation, move: Move, day: CalendarDay, holder_id: int | None) -> Event:
    return InvestigationDueMoved(
        investigation_id=one.id,
        was=move.was,
        due_on=move.due_on,
        day_id=day.id,
        holder_id=holder_id,
    )


investigations = Counting(
    model=Investigation,
    over=frozenset(InvestigationState) - UNDER_WAY,
    name=lambda one: one.item.number,
    address="/investigations/",
    visible=visible_investigations,
    tell=_tell,
)
