from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from app.actions.forms import ActForm, seat_id
from app.calendar.working_days import Calendar, is_working_day
from app.core.clock import today
from app.core.forms import CountField, CreatingForm, DayField, Said, WordsField
from app.investigations.models import Accused, Proof

USUAL_DAYS = 7  # working days to answer a notice
MOST_DAYS = 10
PROOFS = {
    Proof.PROVED: _l("Proved"),
    Proof.PARTLY: _l("Partly proved"),
    Proof.NOT_PROVED: _l("Not proved"),
}


class AboutForm(FlaskForm):
    """Who is complained of: three officers at most, or nobody yet. Sent as a part of an address."""

    class Meta:
        csrf = False

    about_1 = SelectField(_l("Complained of"), coerce=seat_id, validate_choice=False)
    about_2 = SelectField(_l("And of"), coerce=seat_id, validate_choice=False)
    about_3 = SelectField(_l("And of (a third)"), coerce=seat_id, validate_choice=False)

    @property
    def chosen(self) -> list[int]:
        return _numbers(self.about_1, self.about_2, self.about_3)


class AskForm(CreatingForm):
    about = HiddenField()  # as the address has it: another one is another thing to ask for
    first = SelectField(_l("Who investigates"), coerce=seat_id, validate_choice=False)
    second = SelectField(_l("A second, of a committee"), coerce=seat_id, validate_choice=False)
    third = SelectField(_l("A third"), coerce=seat_id, validate_choice=False)
    words = WordsField(
        _l("What is to be found out"),
        validators=[Said(_l("Say what is to be found out."))],
    )

    def validate_first(self, field: SelectField) -> None:
        offered = {seat_id(choice.value) for choice in field.choices or ()} - {0}
        if not self.chosen or not offered.issuperset(self.chosen):
            raise ValidationError(_l("Choose who investigates: one officer, or up to three."))

    @property
    def chosen(self) -> list[int]:
        return _numbers(self.first, self.second, self.third)


def _numbers(*fields: SelectField) -> list[int]:
    return list(dict.fromkeys(field.data for field in fields if field.data))


class OrderForm(ActForm):
    words = WordsField(_l("A word with it, if you wish"))


class RefuseForm(ActForm):
    words = WordsField(
        _l("Why it is not ordered"), validators=[Said(_l("Give the reason: who asked reads it."))]
    )


class NoticeForm(ActForm):
    them: frozenset[int]  # all rows of the accused: a form that is sent again finds its own
    whom = RadioField(_l("Who is given notice"), coerce=seat_id, validate_choice=False)
    days = CountField(_l("Working days to answer"), default=USUAL_DAYS)
    words = WordsField(
        _l("What is complained of"),
        validators=[Said(_l("Say what is complained of: they answer to exactly that."))],
    )

    def validate_whom(self, field: RadioField) -> None:
        if field.data not in self.them:
            raise ValidationError(_l("Choose who is given notice."))

    def validate_days(self, field: CountField) -> None:
        if field.data is None or not 1 <= field.data <= MOST_DAYS:
            raise ValidationError(_l("Give from 1 to 10 working days."))


class StatementForm(ActForm):
    words = WordsField(
        _l("Your statement"),
        validators=[Said(_l("Write your statement: it is read as it stands."))],
    )


class CallForm(ActForm):
    calendar: Calendar
    day = DayField(_l("The day of the hearing"))
    words = WordsField(
        _l("Hour and place"), validators=[Said(_l("Say at what hour it is, and where."))]
    )

    def validate_day(self, field: DayField) -> None:
        if field.data is None:
            raise ValidationError(_l("Give the day of the hearing."))
        if field.data <= today():
            raise ValidationError(_l("Choose a day after today."))
        if not is_working_day(self.calendar, field.data):
            raise ValidationError(_l("That is no working day. Choose another."))


class HearingForm(ActForm):
    words = WordsField(
        _l("Who came, and what was said"),
        validators=[Said(_l("Say who came, and what was said."))],
    )


class ReportForm(ActForm):
    words = WordsField(
        _l("What was found, and on what it rests"),
        validators=[Said(_l("Say what was found, and on what it rests."))],
    )


class ReturnForm(ActForm):
    words = WordsField(
        _l("What is still to be found out"),
        validators=[Said(_l("Say what is still to be found out."))],
    )


class AcceptForm(ActForm):
    words = WordsField(_l("A word with it, if you wish"))


class WithdrawForm(ActForm):
    words = WordsField(
        _l("Why it is needed no more"),
        validators=[Said(_l("Say in a sentence why it is needed no more."))],
    )


def report_form(accused: Iterable[Accused], **given: Any) -> ReportForm:
    """With a question for each who is complained of; the words last."""
    asked = {f"of_{one.id}": _proof_of(one) for one in accused}
    words = ReportForm.words
    last = WordsField(*words.args, **words.kwargs)
    made: ReportForm = type("ReportForm", (ReportForm,), {**asked, "words": last})(**given)
    return made


def proofs_in(form: ReportForm, accused: Iterable[Accused]) -> dict[int, Proof]:
    return {one.id: Proof(form[f"of_{one.id}"].data) for one in accused}


def _proof_of(one: Accused) -> RadioField:
    return RadioField(
        _l("About %(who)s", who=one.officer.name),
        choices=[SelectChoice(proof.value, said) for proof, said in PROOFS.items()],
        validators=[_of_three],
        validate_choice=False,
    )


def _of_three(_form: FlaskForm, field: RadioField) -> None:
    if field.data not in set(Proof):
        raise ValidationError(_l("Say of each officer what was found."))
