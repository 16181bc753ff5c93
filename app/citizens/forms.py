from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField, TelField
from wtforms.validators import ValidationError

from app.citizens.operations import Known
from app.citizens.queries import phone_of
from app.core.forms import AtMost, CreatingForm, LineField, Said
from app.core.text import tidy_line

NAME_LETTERS = 80
REASON_LETTERS = 300


class NameField(StringField):
    """No LineField: what is typed here is kept with no key, no draft and no other words."""

    data: str

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        self.data = tidy_line(self.data or "")


class PhoneField(TelField):
    """Shown again as it was typed; `phone_of` has the number."""

    data: str

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        self.data = tidy_line(self.data or "")[:40]


class CitizenFields:
    """Beside the words of a post, and none of them. Leaving all of it empty is no fault."""

    citizen_name = NameField(
        _l("The citizen's name"),
        validators=[AtMost(NAME_LETTERS, _l("Keep the name under 80 letters."))],
    )
    citizen_phone = PhoneField(_l("The citizen's mobile number"))
    citizen_contact = BooleanField(_l("The citizen agrees that this is kept, and to be contacted"))
    citizen_naming = BooleanField(_l("The citizen agrees to be named as who presented the trouble"))

    def validate_citizen_phone(self, field: PhoneField) -> None:
        if field.data and phone_of(field.data) is None:
            raise ValidationError(
                _l("This is no Bangladeshi mobile number. It has eleven digits, like 01712345678.")
            )

    def validate_citizen_contact(self, field: BooleanField) -> None:
        typed = self.citizen_name.data or self.citizen_phone.data
        if typed and not (field.data or self.citizen_naming.data):
            raise ValidationError(
                _l("Tick what the citizen agrees to, or leave the name and the number empty.")
            )

    @property
    def known(self) -> Known | None:
        name, phone = self.citizen_name.data, self.citizen_phone.data
        if not (name or phone):
            return None
        agreed = bool(self.citizen_contact.data), bool(self.citizen_naming.data)
        return Known(name, phone_of(phone) or "", *agreed)


class LookForm(CreatingForm):
    reason = LineField(
        _l("Why you look"),
        validators=[
            Said(_l("Say in a sentence why you need to know it.")),
            AtMost(REASON_LETTERS, _l("Keep it to a sentence or two.")),
        ],
    )
