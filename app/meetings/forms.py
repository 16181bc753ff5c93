from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from app.core.clock import DHAKA, now, today
from app.core.forms import (
    AtMost,
    CreatingForm,
    DayField,
    EditingForm,
    LineField,
    Said,
    WordsField,
)
from app.core.i18n import latin_digits
from app.meetings.agenda import Line
from app.meetings.models import Meeting
from app.meetings.operations import When
from app.meetings.queries import is_day_off
from app.officers.models import Office, Officer

PLACE_LETTERS = 200
REASON_LETTERS = 300
CONCLUSION_LETTERS = 500
LATEST = 1  # years ahead: a day further away is a slip of the pen


class ClockField(TimeField):
    """An hour in Dhaka, in either kind of digits; empty is None."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = latin_digits(valuelist[0]).strip() if valuelist else ""
        self.raw_data, self.data = [typed], None
        if not typed:
            return
        try:
            self.data = time.fromisoformat(typed.zfill(5)).replace(second=0, microsecond=0)
        except ValueError:
            raise ValueError(_l("Write an hour like 10:30.")) from None
        if self.data.tzinfo:
            self.data = None
            raise ValueError(_l("Write an hour like 10:30."))


class WhenForm(CreatingForm):
    day = DayField(_l("Day"), validators=[Said(_l("Choose the day."))])
    hour = ClockField(_l("Hour, in Dhaka"), validators=[Said(_l("Say at what hour."))])
    place = LineField(
        _l("Where"),
        validators=[
            Said(_l("Say where you meet.")),
            AtMost(PLACE_LETTERS, _l("Keep this under 200 letters.")),
        ],
    )
    anyway = BooleanField(_l("We meet on this day off all the same"))

    asks_anyway = False

    def validate_day(self, field: DayField) -> None:
        if field.data and field.data < today():
            raise ValidationError(_l("This day is over: choose today or a later day."))
        if field.data and field.data.year > today().year + LATEST:
            raise ValidationError(_l("This is years away. Look at the year again."))

    def validate_hour(self, _field: ClockField) -> None:
        if not self.day.errors and self._moment and self._moment <= now():
            raise ValidationError(_l("This hour has passed: choose a later one."))

    def warns(self, office: Office) -> bool:
        """Said once, under the day; then it is up to who calls."""
        self.asks_anyway = self._moment is not None and is_day_off(office, self._moment)
        if not self.asks_anyway or self.anyway.data:
            return False
        self.day.errors = [_l("The office rests on this day. Choose another, or tick the box.")]
        return True

    @property
    def when(self) -> When:
        if self._moment is None:
            raise ValueError("a form that is valid has a moment")
        return When(self._moment, self.place.data, bool(self.anyway.data))

    @property
    def _moment(self) -> datetime | None:
        if not self.day.data or self.hour.data is None:
            return None
        return datetime.combine(self.day.data, self.hour.data, DHAKA).astimezone(UTC)


class CallForm(WhenForm):
    office = SelectField(_l("Of which office"), validate_choice=False)
    words = WordsField(_l("What it is about"))

    def offer(self, officer: Officer) -> None:
        heads = [seat.office for seat in officer.seats if seat.head]
        self.office.choices = [SelectChoice(str(one.id), one.name) for one in heads]
        if not self.office.data and heads:
            self.office.data = str(heads[0].id)

    def validate_office(self, field: SelectField) -> None:
        if field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(_l("Choose an office that you head."))


class CallOffForm(CreatingForm):
    reason = LineField(
        _l("Why it is called off"),
        validators=[
            Said(_l("Say in a sentence why: those who were invited read it.")),
            AtMost(REASON_LETTERS, _l("Keep it to a sentence or two.")),
        ],
    )


class HoldForm(CreatingForm):
    """Only the tokens."""


class MinutesForm(EditingForm):
    words = WordsField(
        _l("What was said and concluded"),
        validators=[Said(_l("Write the minutes, if only in a sentence."))],
    )


def minutes_form(meeting: Meeting, lines: Sequence[Line]) -> Any:
    """With a field for each line of the agenda, filled with what stands."""
    fields = {
        f"line_{line.id}": LineField(
            _l("Concluded"),
            validators=[AtMost(CONCLUSION_LETTERS, _l("Keep a conclusion under 500 letters."))],
        )
        for line in lines
    }
    stands = {f"line_{line.id}": line.conclusion for line in lines}
    form = type("MinutesOfLinesForm", (MinutesForm,), fields)(
        data=stands | {"words": meeting.minutes_source}
    )
    if not form.is_submitted():
        form.version.data = str(meeting.minutes_version)
    return form
