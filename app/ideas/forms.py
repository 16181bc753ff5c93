import re
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from app.core.forms import CreatingForm, EditingForm, LineField, Said, WordsField
from app.core.i18n import latin_digits
from app.ideas.models import IdeaState
from app.ideas.policy import WORDS

_NUMBER = re.compile(r"(?:.*/posts/)?([0-9]{1,9})(?:[/?#].*)?")  # alone, or in an address


def _seat_id(typed: Any) -> int:
    """Anything that is no number is no seat."""
    return int(typed) if str(typed).isascii() and str(typed).isdigit() else 0


class MoveForm(CreatingForm, EditingForm):
    """It makes a step, once; and it knows the last step that was there when it was opened."""

    state = RadioField(_l("Where it goes now"), validate_choice=False)
    reason = WordsField(
        _l("Why, in a sentence"),
        validators=[Said(_l("Say in a sentence why the idea moves."))],
    )
    seat = SelectField(
        _l("The seat responsible for the next step"), coerce=_seat_id, validate_choice=False
    )

    def offer(self, states: list[IdeaState], seats: list[SelectChoice]) -> None:
        self.state.choices = [SelectChoice(state.value, WORDS[state]) for state in states]
        self.seat.choices = seats

    def validate_state(self, field: RadioField) -> None:
        # Where it cannot go from here, the operation says, which sees how it stands by then.
        if field.data not in {state.value for state in WORDS}:
            raise ValidationError(_l("Choose where the idea goes."))

    def validate_seat(self, field: SelectField) -> None:
        offered = {_seat_id(choice.value) for choice in field.choices or ()}
        if not field.data or field.data not in offered:
            raise ValidationError(_l("Choose the one seat that is responsible."))


class MergeForm(CreatingForm):
    into = LineField(
        _l("The other idea"), validators=[Said(_l("Give the address or the number of the idea."))]
    )
    reason = WordsField(
        _l("Why, in a sentence"),
        validators=[Said(_l("Say in a sentence why the two are one."))],
    )

    @property
    def into_id(self) -> int:
        """0 when no number is in what was typed."""
        found = _NUMBER.fullmatch(latin_digits(self.into.data or ""))
        return int(found[1]) if found else 0
