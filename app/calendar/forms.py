from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from app.calendar.models import DayKind, LimitCode, Scope
from app.calendar.queries import LONGEST, find_offices
from app.core.clock import today
from app.core.forms import AtMost, CountField, CreatingForm, DayField, LineField, Said
from app.core.web import number_of
from app.officers.models import Office

YEARS_AROUND = 3  # a day further away than that is a slip of the pen
SHOWN = 30  # offices to choose from

_LONG = _l("Keep this under 200 letters.")


class PlacedForm(CreatingForm):
    """A form that is for the country or for an office. Words find the office; of several, one is
    chosen then."""

    office = LineField(_l("Which office?"))
    which = SelectField(_l("Which of these?"), validate_choice=False)

    def find_place(self, *, wanted: bool) -> Office | None:
        """Says under the field what is wrong; None, then and where no office is wanted."""
        if not wanted:
            return None
        found = find_offices(self.office.data or "", SHOWN) if self.office.data else []
        chosen = [office for office in found if office.id == number_of(self.which.data or "")]
        if chosen or len(found) == 1:
            return (chosen or found)[0]
        if not found:
            self.office.errors = [_l("No office goes by this. Name its place, or its code.")]
            return None
        self.which.choices = [
            SelectChoice("", _l("Choose an office")),
            *(SelectChoice(str(office.id), office.name) for office in found),
        ]
        self.which.errors = [_l("Several offices go by this: choose one, or add a word.")]
        return None


class DayForm(PlacedForm):
    date = DayField(_l("Day"), validators=[Said(_l("Choose the day."))])
    kind = RadioField(
        _l("What is it?"),
        choices=[
            SelectChoice(DayKind.HOLIDAY.value, _l("Holiday")),
            SelectChoice(DayKind.WORKING.value, _l("Working day")),
        ],
        default=DayKind.HOLIDAY.value,
    )
    name_bn = LineField(
        _l("Name in Bangla"), validators=[Said(_l("Write its name.")), AtMost(200, _LONG)]
    )
    name_en = LineField(
        _l("Name in English"), validators=[Said(_l("Write its name.")), AtMost(200, _LONG)]
    )
    scope = RadioField(
        _l("For whom?"),
        choices=[
            SelectChoice(Scope.NATIONAL.value, _l("The whole country")),
            SelectChoice(Scope.AREA.value, _l("An area")),
            SelectChoice(Scope.OFFICE.value, _l("One office")),
        ],
        default=Scope.NATIONAL.value,
    )
    source = LineField(
        _l("Where is it written?"),
        validators=[Said(_l("Say who declared it, and where.")), AtMost(200, _LONG)],
    )
    gazette = LineField(_l("Number of the gazette"), validators=[AtMost(200, _LONG)])

    def validate_date(self, field: DayField) -> None:
        if field.data and abs(field.data.year - today().year) > YEARS_AROUND:
            raise ValidationError(_l("This is years away. Look at the year again."))


class WithdrawalForm(CreatingForm):
    reason = LineField(
        _l("Why is it taken back?"),
        validators=[Said(_l("Write why: the row stays with it.")), AtMost(500, _LONG)],
    )


class SuggestionsForm(CreatingForm):
    year = CountField()
    day = SelectMultipleField(validate_choice=False)
    source = LineField(
        _l("Where is it written?"),
        validators=[Said(_l("Say who declared it, and where.")), AtMost(200, _LONG)],
    )
    gazette = LineField(_l("Number of the gazette"), validators=[AtMost(200, _LONG)])

    def validate_day(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_l("Tick at least one day."))


class LimitForm(PlacedForm):
    code = SelectField(_l("For which step?"))
    days = CountField(_l("How many days?"), validators=[Said(_l("Say how many days it may take."))])
    since = DayField(_l("From which day?"), validators=[Said(_l("Choose the first day."))])
    citation = LineField(
        _l("Where is it written?"),
        validators=[Said(_l("Name the rule that says so.")), AtMost(200, _LONG)],
    )

    def validate_days(self, field: CountField) -> None:
        if field.data is not None and not 1 <= field.data <= LONGEST:
            raise ValidationError(_l("Give from 1 to 60 days."))

    def validate_since(self, field: DayField) -> None:
        if field.data and not today() <= field.data <= date(today().year + YEARS_AROUND, 12, 31):
            raise ValidationError(_l("A new limit begins today or later."))

    @property
    def step(self) -> LimitCode:
        return LimitCode(self.code.data)
