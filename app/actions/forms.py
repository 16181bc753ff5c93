from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from app.actions.models import Ended, Ground, Outcome
from app.actions.operations import MOST_WORKING_DAYS
from app.core.forms import AtMost, CountField, CreatingForm, LineField, Said, WordsField

# 30: the guideline's limit for a decision on a complaint (7.4.1 ka). 7 and 15 are in common use.
USUAL_WORKING_DAYS = (7, 15, 30)
REASON_LETTERS = 500
# The four on which a complaint is not admitted (grievance guideline 6.1 ta), and what is left.
GROUNDS = {
    Ground.COURT: _l("It is in court or under inquiry"),
    Ground.INFORMATION: _l("It asks for information: the Right to Information Act has its way"),
    Ground.REVIEW: _l("Another review or appeal is under way"),
    Ground.EARLY: _l("The time promised for the service has not run out"),
    Ground.OTHER: _l("Another reason"),
}
OUTCOMES = {
    Outcome.SERVED: _l("The service was given"),
    Outcome.EXPLAINED: _l("Explained, and the citizen accepts it"),
    Outcome.EXECUTED: _l("What was ordered is done"),
    Outcome.PROVED: _l("The complaint proved true"),
    Outcome.NOT_PROVED: _l("The complaint proved untrue"),
    Outcome.OTHER: _l("Otherwise: the words below say how"),
}


class FlagForm(CreatingForm):
    reason = WordsField(
        _l("Whose trouble is it, and what must be put right?"),
        validators=[Said(_l("Say whose trouble it is and what must be put right."))],
    )


def seat_id(typed: Any) -> int:
    """Anything that is no number is no seat."""
    return int(typed) if str(typed).isascii() and str(typed).isdigit() else 0


class AcceptForm(CreatingForm):
    seat = SelectField(_l("The one responsible seat"), coerce=seat_id, validate_choice=False)
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
    admitted = BooleanField(
        _l("None of the four reasons against it holds"),
        validators=[Said(_l("Look at the four reasons first, and say that none holds."))],
    )

    private = BooleanField(_l("Private: only those who have to do with it read it"))

    def validate_seat(self, field: SelectField) -> None:
        offered = {seat_id(choice.value) for choice in field.choices or ()}
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


class JoinForm(CreatingForm):
    item = RadioField(_l("The same trouble as"), coerce=seat_id, validate_choice=False)

    def validate_item(self, field: RadioField) -> None:
        if field.data not in {seat_id(choice.value) for choice in field.choices or ()}:
            raise ValidationError(_l("Choose the action item that tells of the same trouble."))


class DeclineForm(CreatingForm):
    ground = RadioField(
        _l("Why it is not admitted"),
        choices=[SelectChoice(ground.value, said) for ground, said in GROUNDS.items()],
        validate_choice=False,
    )
    refusal = LineField(
        _l("Why it does not become an action item"),
        validators=[
            Said(_l("Give the reason: who flagged it will read it.")),
            AtMost(REASON_LETTERS, _l("Keep the reason under 250 letters.")),
        ],
    )

    def validate_ground(self, field: RadioField) -> None:
        if field.data not in set(Ground):
            raise ValidationError(_l("Choose which reason it is."))


class ActForm(CreatingForm):
    """Words, and what else the step needs. The order of the fields is that of the page."""

    words = WordsField(_l("In your words"))

    @property
    def fields(self) -> list[Field]:
        """What is shown: without the tokens, and the words last but for what belongs under them."""
        return [field for field in self if getattr(field.widget, "input_type", "") != "hidden"]


class AcknowledgeForm(ActForm):
    words = WordsField(_l("How you go about it, if you wish to say"))


class AskBackForm(ActForm):
    words = WordsField(
        _l("What is not clear"), validators=[Said(_l("Say in a sentence what is not clear."))]
    )


class AnswerBackForm(ActForm):
    words = WordsField(_l("Your answer"), validators=[Said(_l("Write the answer."))])


class ForwardForm(ActForm):
    seat = SelectField(_l("The seat whose work it is"), coerce=seat_id, validate_choice=False)
    words = WordsField(
        _l("Why it is not yours"), validators=[Said(_l("Say in a sentence why it is not yours."))]
    )

    def validate_seat(self, field: SelectField) -> None:
        offered = {seat_id(choice.value) for choice in field.choices or ()}
        if offered and field.data not in offered - {0}:
            raise ValidationError(_l("Choose the one seat whose work it is."))


class AskTimeForm(ActForm):
    days = CountField(_l("How many working days more"))
    words = WordsField(
        _l("Why it takes longer"), validators=[Said(_l("Say in a sentence why it takes longer."))]
    )

    def validate_days(self, field: CountField) -> None:
        if field.data is None or not 1 <= field.data <= MOST_WORKING_DAYS:
            raise ValidationError(_l("Give from 1 to 60 working days."))


class GiveTimeForm(ActForm):
    words = WordsField(_l("A word with it, if you wish"))


class RefuseTimeForm(ActForm):
    words = WordsField(
        _l("Why the day stays"), validators=[Said(_l("Say in a sentence why the day stays."))]
    )


class DoneForm(ActForm):
    outcome = RadioField(
        _l("How it ended"),
        choices=[SelectChoice(outcome.value, said) for outcome, said in OUTCOMES.items()],
        validate_choice=False,
    )
    words = WordsField(
        _l("What was done"),
        validators=[Said(_l("Say in a sentence what was done."))],
    )
    cause = LineField(
        _l("The main cause, if you see it"),
        validators=[AtMost(REASON_LETTERS, _l("Keep it under 250 letters."))],
    )
    advice = LineField(
        _l("What would keep it from coming again"),
        validators=[AtMost(REASON_LETTERS, _l("Keep it under 250 letters."))],
    )

    def validate_outcome(self, field: RadioField) -> None:
        if field.data not in set(Outcome):
            raise ValidationError(_l("Choose how it ended."))

    @property
    def ended(self) -> Ended:
        return Ended(Outcome(self.outcome.data), self.cause.data or "", self.advice.data or "")


class VerifyForm(ActForm):
    words = WordsField(
        _l("What shows that it is done"),
        validators=[Said(_l("Say in a sentence what you looked at, and what you saw."))],
    )


class ReturnForm(ActForm):
    words = WordsField(
        _l("What is still to be done"),
        validators=[Said(_l("Say what is still to be done."))],
    )


class MakePrivateForm(ActForm):
    words = WordsField(
        _l("Why it is made private"), validators=[Said(_l("Say in a sentence why it is private."))]
    )


class MakeOpenForm(ActForm):
    words = WordsField(
        _l("Why it is opened again"), validators=[Said(_l("Say in a sentence why it is open."))]
    )


class DisputeForm(ActForm):
    words = WordsField(
        _l("What the citizen says"),
        validators=[Said(_l("Say in the citizen's words what is not right yet."))],
    )
