from collections.abc import Collection

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation, ValidationError

from app.core.forms import AtMost, CreatingForm, Form, LineField, Said, WordsField
from app.results.redaction import Finding, Kind

TITLE_LETTERS = 120
REASON_LETTERS = 300

KINDS = {
    Kind.PHONE: _l("A phone number"),
    Kind.EMAIL: _l("An e-mail address"),
    Kind.IDENTITY: _l("A number as long as that of an identity card"),
    Kind.NUMBER: _l("A long number, as of an account"),
    Kind.PROFILE: _l("A way to somebody's own page"),
    Kind.CITIZEN: _l("The citizen's name"),
    Kind.OFFICER: _l("An officer's name: name the seat instead"),
    Kind.PERSON: _l("Perhaps a person's name"),
    Kind.PLATE: _l("A vehicle's number"),
}


class PublishForm(CreatingForm):
    title = LineField(
        _l("The title, for everyone to read"),
        validators=[
            Said(_l("Give it a title.")),
            AtMost(TITLE_LETTERS, _l("Keep the title under 120 letters.")),
        ],
    )
    words = WordsField(
        _l("What was wrong, and what was done"),
        validators=[Said(_l("Say what was wrong and what was done."))],
    )
    kept = SelectMultipleField(
        _l("What may stand"), choices=[], validate_choice=False, default=list
    )
    reason = LineField(
        _l("Why it may stand"),
        validators=[AtMost(REASON_LETTERS, _l("Keep it to a sentence or two."))],
    )

    found: tuple[Finding, ...] = ()

    def validate_reason(self, field: LineField) -> None:
        if self.kept.data and not field.data:
            raise ValidationError(_l("Say why what you ticked may stand."))

    def refuse(self, found: list[Finding]) -> None:
        """What the check found, to be taken out or confirmed."""
        self.found = tuple(found)
        self.words.errors = [
            _l("The check found what the public must not read. It stands below, one by one.")
        ]


class WithdrawForm(CreatingForm):
    reason = LineField(
        _l("Why it is taken back"),
        validators=[
            Said(_l("Say in a sentence why it is taken back.")),
            AtMost(REASON_LETTERS, _l("Keep it to a sentence or two.")),
        ],
    )


class NamingForm(CreatingForm):
    named = RadioField(
        _l("May the public page name you?"),
        choices=[
            SelectChoice("no", _l("No, say my office")),
            SelectChoice("yes", _l("Yes, name me")),
        ],
        default="no",
        validate_choice=False,
    )

    def validate_named(self, field: RadioField) -> None:
        if field.data not in {"yes", "no"}:
            raise StopValidation(_l("Choose one of the two."))


class ForAnybody:
    """There is no session, so there is nothing that another site could ride on."""

    class Meta(Form.Meta):
        csrf = False


class StatusForm(ForAnybody, Form):
    number = LineField(
        _l("The number of the trouble"),
        validators=[Said(_l("Write the number that was given to you.")), AtMost(40, "")],
    )
    last_four = LineField(
        _l("The last four digits of your phone"),
        validators=[Said(_l("Write the last four digits of your phone.")), AtMost(20, "")],
    )


# What a citizen may say of how it stands.
WORDS = {
    "yes": _l("Yes, it is over"),
    "no": _l("No: the same office shall look again"),
    "appeal": _l("No: I appeal, the office above shall decide"),
}


class CitizensWordForm(ForAnybody, CreatingForm):
    token = HiddenField()
    over = RadioField(
        _l("Is it really over?"),
        choices=[SelectChoice(word, said) for word, said in WORDS.items()],
        validate_choice=False,
    )
    words = WordsField(_l("If not: what is not right yet"))

    def offer(self, words: Collection[str]) -> None:
        """Only what may be said now."""
        self.over.choices = [
            SelectChoice(word, said) for word, said in WORDS.items() if word in words
        ]

    def validate_over(self, field: RadioField) -> None:
        if field.data not in WORDS:
            raise StopValidation(_l("Choose one of them."))

    def validate_words(self, field: WordsField) -> None:
        if self.over.data in {"no", "appeal"} and not field.data:
            raise ValidationError(_l("Say what is not right yet: the office reads it."))
