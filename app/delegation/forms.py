from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, StopValidation, ValidationError

from app.comments.forms import warn_once
from app.core.clock import today
from app.core.forms import CreatingForm, EditingForm, Said, WordsField
from app.core.i18n import latin_digits
from app.core.web import number_of
from app.delegation.models import Act
from app.endorsements.forms import REASON_LETTERS

SAID = Said(_l("Write something first."))


class DayField(DateField):
    """A day, in either kind of digits."""

    data: Any  # a date, or None where nothing was said

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            super().process_formdata([latin_digits(value).strip() for value in valuelist])
        except ValueError:
            self.data = None
            raise ValueError(_l("Write a day, like 2026-12-31.")) from None


class NamingForm(CreatingForm):
    since = DayField(_l("From"), default=today, validators=[Said(_l("Say from which day."))])
    until = DayField(_l("Until"), validators=[Optional()])

    def validate_since(self, field: DayField) -> None:
        if field.data < today():
            raise ValidationError(_l("It begins today, or on a day to come."))

    def validate_until(self, field: DayField) -> None:
        if field.data and self.since.data and field.data < self.since.data:
            raise ValidationError(_l("It cannot end before it begins."))


class _Words:
    """What both writing and changing are asked for. `act`: what is to be said."""

    words = WordsField(_l("Words"), validators=[SAID])
    warned = HiddenField()  # "1" once their writer has read the warning about their tone

    def validate_words(self, field: WordsField) -> None:
        if self.asked_act == Act.ENDORSEMENT and len(field.data) > REASON_LETTERS:
            raise ValidationError(_l("Keep the reason to a sentence or two."))
        warn_once(field, self.warned)

    @property
    def asked_act(self) -> str:
        raise NotImplementedError


class PrepareForm(_Words, CreatingForm):
    act = RadioField(
        _l("What your senior is to say"),
        choices=[
            SelectChoice(Act.COMMENT.value, _l("A comment")),
            SelectChoice(Act.QUESTION.value, _l("A question to the author")),
            SelectChoice(Act.ENDORSEMENT.value, _l("An endorsement with its reason")),
        ],
        default=Act.COMMENT.value,
        validate_choice=False,  # its message is not a sentence of ours: see below
    )

    def validate_act(self, field: RadioField) -> None:
        if field.data not in set(Act):
            raise ValidationError(_l("Choose what your senior is to say."))

    @property
    def asked_act(self) -> str:
        return str(self.act.data)


class _Prepared(_Words):
    """Words that stand already, of a version."""

    prepared_act: Act
    version: HiddenField

    @property
    def asked_act(self) -> str:
        return self.prepared_act

    @property
    def of_version(self) -> int:
        """A version that was not sent is none."""
        return number_of(self.version.data or "") or 0


class ChangeForm(_Prepared, EditingForm):
    pass


class ApproveForm(_Prepared, CreatingForm):
    """With other words; or without any, word for word as they were prepared."""

    words = WordsField(_l("Your words"))
    version = HiddenField()

    def validate_words(self, field: WordsField) -> None:
        if field.raw_data and not field.data:
            raise StopValidation(SAID.sentence)
        super().validate_words(field)
