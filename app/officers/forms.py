import re
from datetime import date
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    PasswordField,
    RadioField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from app.core.clock import today
from app.core.forms import (
    AtMost,
    CountField,
    CreatingForm,
    EditingForm,
    Form,
    LineField,
    Said,
    WordsField,
)
from app.core.i18n import latin_digits
from app.core.text import tidy_line
from app.core.web import number_of
from app.officers import passwords
from app.officers.models import HoldingKind, Officer
from app.officers.profiles import MOST_TOPICS, ShownTo, Told, topics_of
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


def _shown(label: object) -> RadioField:
    return RadioField(
        label,
        choices=[
            SelectChoice(ShownTo.NOBODY.value, _l("Nobody")),
            SelectChoice(ShownTo.OFFICE.value, _l("Colleagues of my office")),
            SelectChoice(ShownTo.ALL.value, _l("All officers")),
        ],
        default=ShownTo.NOBODY.value,
        validate_choice=False,  # its message is not a sentence of ours: see below
    )


class ProfileForm(EditingForm):
    about = WordsField(
        _l("About you"), validators=[AtMost(1_200, _l("Keep it to a few sentences, please."))]
    )
    topics = LineField(_l("What you know well"))
    helps = BooleanField(_l("Colleagues may ask me about these"))
    batch = CountField(_l("BCS batch"))
    phone = LineField(_l("Office telephone"))
    phone_for = _shown(_l("Who sees the telephone number"))
    email_for = _shown(_l("Who sees your e-mail address"))

    @classmethod
    def filled_with(cls, told: Told) -> Self:
        """With what stands, where nothing was sent. A version that was not sent is none."""
        form = cls(
            data={
                "about": told.about,
                "topics": ", ".join(told.topics),
                "helps": told.helps,
                "batch": told.batch,
                "phone": told.phone,
                "phone_for": told.phone_for.value,
                "email_for": told.email_for.value,
            }
        )
        if not form.is_submitted():
            form.version.data = str(told.version)
        return form

    def validate_topics(self, field: LineField) -> None:
        topics, others = topics_of(field.data)
        if others:
            raise ValidationError(
                _l(
                    "“%(words)s” is no topic: letters and digits, 2 to 40 of them, with commas"
                    " between topics.",
                    words=others[0][:60],
                )
            )
        if len(topics) > MOST_TOPICS:
            raise ValidationError(_l("Name eight topics at most: the ones you know best."))

    def validate_helps(self, field: BooleanField) -> None:
        if field.data and not topics_of(self.topics.data)[0]:
            raise ValidationError(_l("Name at least one topic, so that colleagues know what for."))

    def validate_batch(self, field: CountField) -> None:
        if field.data is not None and not 1 <= field.data <= 99:
            raise ValidationError(_l("Write the number of your batch, like 31."))

    def validate_phone(self, field: LineField) -> None:
        typed = latin_digits(field.data)
        if typed and not (re.fullmatch(r"[+0-9 ()/-]{4,40}", typed) and re.search(r"\d", typed)):
            raise ValidationError(_l("Write a telephone number, like 02-55110000."))

    def validate_phone_for(self, field: RadioField) -> None:
        _choose(field)

    def validate_email_for(self, field: RadioField) -> None:
        _choose(field)

    @property
    def told(self) -> Told:
        return Told(
            about=self.about.data,
            batch=self.batch.data,
            phone=self.phone.data,
            phone_for=ShownTo(self.phone_for.data),
            email_for=ShownTo(self.email_for.data),
            topics=tuple(topics_of(self.topics.data)[0]),
            helps=bool(self.helps.data),
            version=number_of(self.version.data or "") or 0,
        )


def _choose(field: RadioField) -> None:
    if field.data not in set(ShownTo):
        raise ValidationError(_l("Choose who sees it."))
