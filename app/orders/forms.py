from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import ValidationError

from app.actions.forms import ActForm, seat_id
from app.actions.operations import MOST_WORKING_DAYS
from app.core.forms import CountField, CreatingForm, DayField, Said, WordsField
from app.orders.giving import NO_DAYS, days_within, too_late


class OrderForm(CreatingForm):
    seat = SelectField(_l("The one seat that is to do it"), coerce=seat_id, validate_choice=False)
    words = WordsField(
        _l("What is to be done"), validators=[Said(_l("Say in a sentence what is to be done."))]
    )
    done_means = WordsField(
        _l("What counts as done"),
        validators=[
            Said(_l("Say by what one will see that it is done: papers, a report, photos."))
        ],
    )
    days = CountField(_l("How many working days it may take"))
    last: date | None = None  # the latest day that it may be due

    def validate_seat(self, field: SelectField) -> None:
        offered = {seat_id(choice.value) for choice in field.choices or ()}
        if not field.data or field.data not in offered:
            raise ValidationError(_l("Choose the one seat that is to do it."))

    def validate_days(self, field: CountField) -> None:
        if field.data is None or not 1 <= field.data <= MOST_WORKING_DAYS:
            raise ValidationError(NO_DAYS)
        if self.last and not days_within(field.data, self.last):
            raise ValidationError(too_late(self.last))


class ReportForm(ActForm):
    words = WordsField(_l("Your report"), validators=[Said(_l("Say in a sentence what was done."))])


class AcceptReportForm(ActForm):
    words = WordsField(_l("A word with it, if you wish"))


class ReturnReportForm(ActForm):
    words = WordsField(
        _l("What is asked or missing"),
        validators=[Said(_l("Ask the question that the report leaves open."))],
    )


class WithdrawForm(ActForm):
    words = WordsField(
        _l("Why it is needed no more"),
        validators=[Said(_l("Say in a sentence why it is needed no more."))],
    )


class GrantForm(CreatingForm):
    from_seat = SelectField(_l("The seat that may order"), coerce=seat_id, validate_choice=False)
    to = SelectField(_l("Whom it may order"), validate_choice=False)
    since = DayField(_l("First day"))
    until = DayField(_l("Last day, if there is one"))

    def validate_from_seat(self, field: SelectField) -> None:
        if field.data not in {seat_id(choice.value) for choice in field.choices or ()} - {0}:
            raise ValidationError(_l("Choose the seat that may order."))

    def validate_to(self, field: SelectField) -> None:
        if field.data not in {choice.value for choice in field.choices or ()} - {""}:
            raise ValidationError(_l("Choose the seat or the office that it may order."))

    def validate_until(self, field: DayField) -> None:
        if field.data and self.since.data and field.data < self.since.data:
            raise ValidationError(_l("The last day cannot be before the first."))


class EndGrantForm(CreatingForm):
    pass
