"""Tracking numbers."""

from app.actions.models import Counter
from app.core.clock import today
from app.core.db import db, inserting
from app.officers.models import Office


def next_number(office: Office) -> str:
    """TGL-2026-0042: counted for each place and year, and never given twice. A number that was
    given to a change which then failed is given again."""
    name = f"{office.short}-{today().year}"
    value = db.session.scalar(
        inserting(Counter)
        .values(name=name, value=1)
        .on_conflict_do_update(index_elements=[Counter.name], set_={"value": Counter.value + 1})
        .returning(Counter.value)
    )
    return f"{name}-{value:04}"
