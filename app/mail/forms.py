from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf

from app.core.forms import Form
from app.mail.kinds import NAMES, PACES
from app.mail.models import MailKind, Pace

_TWO = (Pace.WEEKLY, Pace.NEVER)


def _choice(kind: MailKind, paces: Any = Pace) -> RadioField:
    return RadioField(
        NAMES[kind],
        choices=[SelectChoice(pace.value, PACES[pace]) for pace in paces],
        validate_choice=False,  # ours is said in a sentence
        validators=[AnyOf([pace.value for pace in paces], _l("Choose one of these."))],
    )


class MailForm(Form):
    senior = _choice(MailKind.SENIOR)
    named = _choice(MailKind.NAMED)
    actions = _choice(MailKind.ACTIONS)
    answers = _choice(MailKind.ANSWERS)
    followed = _choice(MailKind.FOLLOWED)
    account = _choice(MailKind.ACCOUNT)
    outcomes = _choice(MailKind.OUTCOMES, _TWO)

    @property
    def choices(self) -> list[tuple[MailKind, Any]]:
        """(kind, field), in the order of the page."""
        return [(MailKind(field.name), field) for field in self if field.type == "RadioField"]

    @property
    def paces(self) -> dict[MailKind, Pace]:
        return {kind: Pace(field.data) for kind, field in self.choices}
