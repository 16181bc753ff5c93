from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from app.citizens.forms import CitizenFields
from app.comments.operations import SaidPlainly
from app.core.clock import now, today
from app.core.forms import AtMost, CreatingForm, LineField, Said, WordsField
from app.files.forms import PostWithFilesForm, UploadsField
from app.posts.forms import IssueForm
from app.sources.alike import url_of
from app.sources.models import Medium
from app.sources.operations import Captured
from app.sources.places import find_places
from app.sources.seen import seen_of

MEDIA = {
    Medium.LINK: _l("A link"),
    Medium.PASTED: _l("Words copied from a page"),
    Medium.SCREENSHOT: _l("A screenshot"),
    Medium.PAPER: _l("A paper"),
    Medium.PHONE: _l("A telephone call"),
    Medium.HEARING: _l("A public hearing"),
    Medium.BEHALF: _l("In person, on behalf of a citizen"),
}
FINDING_LETTERS = 1000


class ShareForm(CitizenFields, PostWithFilesForm, IssueForm):
    """A citizen's issue, with where it came from; and whose it is, where that may be known."""

    medium = RadioField(
        _l("How it came to you"),
        choices=[SelectChoice(medium.value, label) for medium, label in MEDIA.items()],
        default=Medium.LINK.value,
        validate_choice=False,  # its message is not a sentence of ours: see below
    )
    url = LineField(_l("The link"))
    captured = WordsField(_l("The words as they stand there"))
    seen = LineField(
        _l("When you saw or heard it"),
        validators=[Said(_l("Say when you saw or heard it, like 4 June 10:20."))],
    )
    place = LineField(
        _l("Where it is"),
        validators=[
            Said(_l("Say in which upazila or district it is.")),
            AtMost(120, _l("Write the name of the upazila or the district alone.")),
        ],
    )

    def validate_medium(self, field: RadioField) -> None:
        if field.data not in set(Medium):
            raise ValidationError(_l("Choose how it came to you."))

    def validate_url(self, field: LineField) -> None:
        if not field.data:
            if self.medium.data == Medium.LINK:
                raise ValidationError(_l("Put the link here, or choose another way it came."))
        elif url_of(field.data) is None:
            raise ValidationError(_l("This is no address of the web. One begins with https://."))

    def validate_captured(self, field: WordsField) -> None:
        if self.medium.data == Medium.PASTED and not field.data:
            raise ValidationError(_l("Paste the words here as they stand there."))

    def validate_files(self, field: UploadsField) -> None:
        super().validate_files(field)
        came = self.files.data or self.kept.data
        if self.medium.data == Medium.SCREENSHOT and not came:
            raise ValidationError(_l("Choose the screenshot."))

    def validate_seen(self, field: LineField) -> None:
        seen = seen_of(field.data)
        if seen is None:
            raise ValidationError(_l("Write a day and the time, like 4 June 10:20."))
        if seen.on > today() or (seen.at and seen.at > now()):
            raise ValidationError(_l("This is still to come: write when it was seen."))

    def validate_place(self, field: LineField) -> None:
        found = find_places(field.data)
        if not found:
            raise ValidationError(_l("No upazila or district is called so. Look at the spelling."))
        if len(found) > 1:
            raise ValidationError(
                _l(
                    "Several places are called so. Write one as it stands here: %(places)s.",
                    places="; ".join(place.place for place in found[:5]),
                )
            )

    @property
    def source(self) -> Captured:
        """Of a form that was found right."""
        seen, (place,) = seen_of(self.seen.data), find_places(self.place.data)
        assert seen is not None  # noqa: S101  (validated)
        url = url_of(self.url.data) if self.url.data else None
        said = SaidPlainly(self.captured.data)
        return Captured(Medium(self.medium.data), url or "", said, seen, place.id)


class VerifyForm(CreatingForm):
    finding = WordsField(
        _l("How you know"),
        validators=[
            Said(_l("Say in a sentence how you know that it is so.")),
            AtMost(FINDING_LETTERS, _l("Keep it under 1,000 letters.")),
        ],
    )
