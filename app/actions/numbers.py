"""Tracking numbers."""

import re

from app.actions.models import Counter
from app.core.clock import today
from app.core.db import db, inserting
from app.core.i18n import latin_digits
from app.officers.models import Office

_TYPED = re.compile(r"([A-Z]{2,6})[\W_]*([0-9]{4})[\W_]+0*([0-9]{1,7})")


def number_typed(typed: str) -> str | None:
    """As it was given, of what somebody writes: either kind of digits, any case, blanks or strokes
    between. None when it can be no number of ours."""
    found = _TYPED.fullmatch(latin_digits(typed).strip().upper())
    if found is None or not found[3]:
        return None
    return f"{found[1]}-{found[2]}-{int(found[3]):04}"


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
