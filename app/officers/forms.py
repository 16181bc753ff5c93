from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, HiddenField, PasswordField, StringField
from wtforms.validators import ValidationError

from app.core.clock import today
from app.core.forms import AtMost, CountField, CreatingForm, Form, Said
from app.core.i18n import latin_digits
from app.core.text import tidy_line
from app.officers import passwords
from app.officers.models import HoldingKind, Officer
from app.officers.queries import list_known_words

# One sentence for a wrong password and for an account that is not there.
WRONG = _l("This e-mail and this password do not go together. Check both and try again.")


class AddressField(EmailField):
    """An e-mail address, tidied; whether there is such an account is not told."""

    data: str

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        self.data = tidy_line(self.data or "")


class SignInForm(Form):
    email = AddressField(
        _l("Email"),
        validators=[
            Said(_l("Write the e-mail address of your office account.")),
            AtMost(254, _l("This is too long for an e-mail address.")),
        ],
    )
    password = PasswordField(_l("Password"), validators=[Said(_l("Write your password."))])
    shared = BooleanField(_l("Others use this computer too"))

    def refuse(self) -> None:
        self.password.errors = [WRONG]


class DayField(StringField):
    """A day as a browser writes it: 2026-11-25."""

    data: date | None

    def _value(self) -> str:
        return self.data.isoformat() if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = day_of(valuelist[0]) if valuelist else None
        if self.data is None:
            raise ValueError(_l("Choose a day."))


def day_of(typed: str) -> date | None:
    """Within a year of today: what is further away is a slip of the hand."""
    try:
        day = date.fromisoformat(latin_digits(typed).strip())
    except ValueError:
        return None
    return day if abs((day - today()).days) <= 366 else None


class TransferForm(CreatingForm):
    """As it was shown before it is done: nothing in it is typed."""

    officer = CountField()
    seat = CountField()
    since = DayField()
    kind = HiddenField()
    version = HiddenField()

    def validate_kind(self, field: HiddenField) -> None:
        if field.data not in set(HoldingKind):
            raise ValidationError(_l("Choose the kind of charge."))


class NewPasswordForm(Form):
    """Sets the first password, or one that was lost. Asked of the officer it is for."""

    new_password = PasswordField(
        _l("New password"), validators=[Said(_l("Write the new password."))]
    )

    def __init__(self, officer: Officer) -> None:
        super().__init__()
        self.officer = officer

    def validate_new_password(self, field: PasswordField) -> None:
        if reason := passwords.refusal(field.data, list_known_words(self.officer)):
            raise ValidationError(reason)


class ChangePasswordForm(NewPasswordForm):
    password = PasswordField(
        _l("Your password now"), validators=[Said(_l("Write the password you have now."))]
    )

    def refuse(self) -> None:
        self.password.errors = [_l("This is not the password you have now.")]
