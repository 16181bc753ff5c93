from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from wtforms import Field, ValidationError
from wtforms.widgets import CheckboxInput, FileInput

from app.comments.forms import CommentForm
from app.core.forms import AtMost, CreatingForm, LineField
from app.core.web import number_of
from app.files.models import ChosenFile, FileKind
from app.files.policy import MOST
from app.files.sniffing import Upload, upload
from app.posts.forms import FORMS, PostForm
from app.posts.models import PostKind

LARGEST = 10_000_000  # bytes of one file
ALT_LETTERS = 300
ACCEPTED = ".jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx,.csv,.txt"


class UploadsField(Field):
    """Files, each read once. What a browser sends for a field that was left empty is none."""

    widget = FileInput(multiple=True)
    data: list[Upload]

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = [
            upload(sent.filename, sent.stream)
            for sent in valuelist
            if isinstance(sent, FileStorage) and sent.filename
        ]

    def process_data(self, value: Any) -> None:
        self.data = value or []

    def pre_validate(self, form: FlaskForm) -> None:
        if flaws := self.flaws:
            raise ValidationError(flaws[0])

    @property
    def good(self) -> list[Upload]:
        """Those against which nothing can be said yet."""
        return [sent for sent in self.data if not _refusal(sent)]

    @property
    def flaws(self) -> list[object]:
        """What can be said against the others."""
        return [flaw for sent in self.data if (flaw := _refusal(sent))]


class TickedField(Field):
    """Numbers of files that came with the form before, and are still wanted."""

    widget = CheckboxInput()
    data: list[int]

    def process_formdata(self, valuelist: list[Any]) -> None:
        numbers = (number_of(typed) for typed in valuelist if isinstance(typed, str))
        self.data = sorted({number for number in numbers if number})

    def process_data(self, value: Any) -> None:
        self.data = value or []


class CarryingForm(CreatingForm):
    """A form that brings files beside its words. `chosen`: those that wait with it already, put in
    by who opens the form; `lost`: one that was sent has to be chosen again."""

    files = UploadsField(_l("Pictures and documents"))
    kept = TickedField()
    alt = LineField(
        _l("What the picture shows"),
        validators=[AtMost(ALT_LETTERS, _l("Keep it to a sentence or two."))],
    )
    chosen: Sequence[ChosenFile] = ()
    lost = False
    most = MOST
    accepted = ACCEPTED  # for the browser's own window

    def validate_files(self, field: UploadsField) -> None:
        if len(field.data) + len(self.kept.data) > MOST:
            raise ValidationError(_l("Choose five files at most."))

    def validate_alt(self, field: LineField) -> None:
        sent = any(sent.kind == FileKind.PICTURE for sent in self.files.good)
        waits = any(one.kind == FileKind.PICTURE for one in self.chosen if one.id in self.kept.data)
        if (sent or waits) and not field.data:
            raise ValidationError(
                _l("Say in a sentence what the picture shows, for who cannot see it.")
            )


class FilesForm(CarryingForm):
    """Files alone."""

    def validate_files(self, field: UploadsField) -> None:
        if not field.data and not self.kept.data:
            raise ValidationError(_l("Choose a file."))
        super().validate_files(field)


class CommentWithFilesForm(CarryingForm, CommentForm):
    pass


class PostWithFilesForm(CarryingForm, PostForm):
    """What every kind of post has; its own fields come from posts/forms.py."""


POST_FORMS: dict[PostKind, type[PostWithFilesForm]] = {
    kind: type(form.__name__, (PostWithFilesForm, form), {}) for kind, form in FORMS.items()
}


def _refusal(sent: Upload) -> object | None:
    """Why this one cannot be taken, as far as can be told without opening it."""
    name = sent.shown_name
    if sent.format is None:
        if sent.ending in {"heic", "heif"}:
            return _l(
                "“%(name)s” is a HEIC picture, which many machines cannot show."
                " Save it as JPEG and choose it again.",
                name=name,
            )
        return _l(
            "“%(name)s” is of a kind that is not taken."
            " Pictures may be JPEG, PNG or WebP; documents PDF, DOCX, XLSX, CSV or TXT.",
            name=name,
        )
    if not sent.size:
        return _l("“%(name)s” is empty.", name=name)
    if sent.size > LARGEST:
        return _l("“%(name)s” is larger than 10 MB. Make it smaller, or split it.", name=name)
    if not sent.begins_right:
        return _l("“%(name)s” is not what its name says. Save it again and choose it.", name=name)
    return None
