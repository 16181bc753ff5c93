from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from app.core.forms import AtMost, CreatingForm, Form, Said, WordsField
from app.moderation.models import Outcome, Reason

LETTERS = 1000

REASONS = {
    Reason.PERSONAL_ATTACK: _l("An attack on a person"),
    Reason.NAMES_CITIZEN: _l("A citizen can be recognised"),
    Reason.PARTY_POLITICS: _l("Party politics"),
    Reason.HATE_OR_RELIGION: _l("Hate, or against a religion"),
    Reason.FALSE_OR_MISLEADING: _l("False or misleading"),
    Reason.OTHER: _l("Something else"),
}
TOO_LONG = _l("Keep it under 1,000 letters.")


class ConcernForm(CreatingForm):
    reason = RadioField(
        _l("What is wrong with it"),
        choices=[SelectChoice(reason.value, label) for reason, label in REASONS.items()],
        validate_choice=False,  # its message is not a sentence of ours: see below
    )
    words = WordsField(_l("In your own words"), validators=[AtMost(LETTERS, TOO_LONG)])

    def validate_reason(self, field: RadioField) -> None:
        if field.data not in set(Reason):
            raise ValidationError(_l("Choose what is wrong with it."))

    def validate_words(self, field: WordsField) -> None:
        if self.reason.data == Reason.OTHER and not field.data:
            raise ValidationError(_l("Say in a sentence what is wrong."))


class ReasonForm(Form):
    """For hiding: the author reads the reason."""

    reason = WordsField(
        _l("Reason"),
        validators=[
            Said(_l("Say why: the author reads it.")),
            AtMost(LETTERS, TOO_LONG),
        ],
    )


class DecisionForm(ReasonForm):
    outcome = RadioField(
        _l("Decision"),
        choices=[
            SelectChoice(Outcome.KEPT.value, _l("Let it stay")),
            SelectChoice(Outcome.HIDDEN.value, _l("Hide it")),
        ],
        validate_choice=False,
    )

    def validate_outcome(self, field: RadioField) -> None:
        if field.data not in set(Outcome):
            raise ValidationError(_l("Choose whether it stays."))


class DeedForm(Form):
    """Only the token: showing again and pinning need no words."""
