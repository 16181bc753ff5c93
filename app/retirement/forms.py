from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import ValidationError

from app.core.clock import today
from app.core.forms import CountField, CreatingForm, DayField, Said

LONGEST_LEAVE = 366 * 2  # days: post-retirement leave is a year; what is longer is a slip


class RetirementForm(CreatingForm):
    officer = CountField()
    since = DayField(
        _l("First day out of service"), validators=[Said(_l("Choose the first day of retirement."))]
    )
    leave_until = DayField(_l("Last day of post-retirement leave (PRL)"))
    version = HiddenField()

    def validate_since(self, field: DayField) -> None:
        if _away(field.data) > 366:
            raise ValidationError(_l("This is more than a year away. Look at the year again."))

    def validate_leave_until(self, field: DayField) -> None:
        if field.data and _away(field.data) > LONGEST_LEAVE:
            raise ValidationError(_l("Leave lasts a year at most. Look at the year again."))


class ReturnForm(CreatingForm):
    officer = CountField()


def _away(day: date | None) -> int:
    return abs((day - today()).days) if day else 0
