from flask_babel import lazy_gettext as _l

from app.core.forms import AtMost, CreatingForm, LineField, Said

REASON_LETTERS = 400  # a sentence or two: more is a comment


class EndorsementForm(CreatingForm):
    reason = LineField(
        _l("Why you endorse it"),
        validators=[
            Said(_l("Say in a sentence why you endorse it.")),
            AtMost(REASON_LETTERS, _l("Keep the reason to a sentence or two.")),
        ],
    )
