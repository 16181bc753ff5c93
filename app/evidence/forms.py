from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from app.comments.operations import SaidPlainly
from app.core.clock import today
from app.core.forms import AtMost, DayField, LineField, Said, WordsField
from app.evidence.models import EvidenceKind
from app.evidence.operations import About
from app.files.forms import CarryingForm, UploadsField
from app.files.models import FileKind

SITE_LETTERS = 160


class EvidenceForm(CarryingForm):
    """One file, and what is said of it."""

    alt: Any = None  # what it shows is said in the note
    most = 1

    kind = RadioField(
        _l("What it is"),
        choices=[
            SelectChoice("before", _l("Before: how it was")),
            SelectChoice("after", _l("After: how it is now")),
            SelectChoice("paper", _l("A paper, or another picture")),
        ],
        validate_choice=False,
    )
    note = WordsField(
        _l("What it shows"),
        validators=[Said(_l("Say in a sentence what it shows, for who cannot see it."))],
    )
    taken = DayField(_l("Day it was taken"))
    site = LineField(
        _l("Place"), validators=[AtMost(SITE_LETTERS, _l("Keep the place under 160 letters."))]
    )

    def validate_files(self, field: UploadsField) -> None:
        number = len(field.data) + len(self.kept.data)
        if not number:
            raise ValidationError(_l("Choose a file."))
        if number > 1:
            raise ValidationError(_l("One file at a time: each has its own words."))

    def validate_kind(self, field: RadioField) -> None:
        if field.data not in set(EvidenceKind):
            raise ValidationError(_l("Say what it is: before, after, or a paper."))
        kinds = [sent.kind for sent in self.files.good]
        kinds += [one.kind for one in self.chosen if one.id in self.kept.data]
        if FileKind.DOCUMENT in kinds and field.data != EvidenceKind.PAPER:
            raise ValidationError(_l("Before and after are pictures: say that this is a paper."))

    def validate_taken(self, field: DayField) -> None:
        if field.data and field.data > today():
            raise ValidationError(_l("This day is still to come."))

    @property
    def about(self) -> About:
        kind, note = EvidenceKind(self.kind.data), SaidPlainly(self.note.data)
        return About(kind, note, self.taken.data, self.site.data or "")
