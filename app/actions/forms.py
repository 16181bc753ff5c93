from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from app.actions.operations import MOST_WORKING_DAYS
from app.core.forms import AtMost, CountField, CreatingForm, LineField, Said, WordsField

# 30: the guideline's limit for a decision on a complaint (7.4.1 ka). 7 and 15 are in common use.
USUAL_WORKING_DAYS = (7, 15, 30)
REASON_LETTERS = 500


class FlagForm(CreatingForm):
    reason = WordsField(
        _l("Whose trouble is it, and what must be put right?"),
        validators=[Said(_l("Say whose trouble it is and what must be put right."))],
    )


def _seat_id(typed: Any) -> int:
    """Anything that is no number is no seat."""
    return int(typed) if str(typed).isascii() and str(typed).isdigit() else 0


class AcceptForm(CreatingForm):
    seat = SelectField(_l("The one responsible seat"), coerce=_seat_id, validate_choice=False)
    limit = RadioField(
        _l("How long it may take"),
        choices=[
            SelectChoice("7", _l("7 working days")),
            SelectChoice("15", _l("15 working days")),
            SelectChoice("30", _l("30 working days")),
        ],
        default="30",
        validate_choice=False,
    )
    days = CountField(_l("Or another number of working days"))

    def validate_seat(self, field: SelectField) -> None:
        offered = {_seat_id(choice.value) for choice in field.choices or ()}
        if not field.data or field.data not in offered:
            raise ValidationError(_l("Choose the one seat that is responsible."))

    def validate_days(self, field: CountField) -> None:
        if field.data is not None and not 1 <= field.data <= MOST_WORKING_DAYS:
            raise ValidationError(_l("Give from 1 to 60 working days."))
        if field.data is None and self.limit.data not in {str(n) for n in USUAL_WORKING_DAYS}:
            raise ValidationError(_l("Say how many working days it may take."))

    @property
    def working_days(self) -> int:
        """The number typed wins over the one chosen."""
        return self.days.data or int(self.limit.data)


class DeclineForm(CreatingForm):
    refusal = LineField(
        _l("Why it does not become an action item"),
        validators=[
            Said(_l("Give the reason: who flagged it will read it.")),
            AtMost(REASON_LETTERS, _l("Keep the reason under 250 letters.")),
        ],
    )


class DoneForm(CreatingForm):
    done = WordsField(
        _l("What was done"),
        validators=[Said(_l("Say in a sentence what was done."))],
    )


class VerifyForm(CreatingForm):
    seen = WordsField(
        _l("What shows that it is done"),
        validators=[Said(_l("Say in a sentence what you looked at, and what you saw."))],
    )


class ReturnForm(CreatingForm):
    missing = WordsField(
        _l("What is still to be done"),
        validators=[Said(_l("Say what is still to be done."))],
    )
