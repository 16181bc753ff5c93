from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, PasswordField
from wtforms.validators import ValidationError

from app.core.forms import AtMost, Form, Said
from app.core.text import tidy_line
from app.officers import passwords
from app.officers.models import Officer
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
