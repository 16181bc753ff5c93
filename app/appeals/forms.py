from typing import Any

from flask_babel import lazy_gettext as _l

from app.actions.forms import REASON_LETTERS, ActForm
from app.core.forms import AtMost, CreatingForm, LineField, Said, WordsField


class AppealForm(CreatingForm):
    words = WordsField(
        _l("What is not right"),
        validators=[Said(_l("Say what is not right: whoever decides reads it first."))],
    )
    why_late = LineField(
        _l("Why it comes late"),
        validators=[
            Said(_l("Say in a sentence why it comes late.")),
            AtMost(REASON_LETTERS, _l("Keep it under 250 letters.")),
        ],
    )


class TakeLateForm(ActForm):
    """Nothing is asked: to take it is to say so."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        del self.words


class RefuseLateForm(ActForm):
    words = WordsField(
        _l("Why it is not taken"), validators=[Said(_l("Say in a sentence why it is not taken."))]
    )


class UpholdForm(ActForm):
    words = WordsField(
        _l("What is still to be done"),
        validators=[Said(_l("Say what is still to be done: the seat reads it."))],
    )


class RejectForm(ActForm):
    words = WordsField(
        _l("Why it stands as it was decided"),
        validators=[Said(_l("Give the reason: who appealed reads it."))],
    )


class WithdrawAppealForm(ActForm):
    words = WordsField(
        _l("Why it is needed no more"),
        validators=[Said(_l("Say in a sentence why it is needed no more."))],
    )
