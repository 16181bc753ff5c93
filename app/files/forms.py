from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from wtforms import Field, ValidationError
from wtforms.widgets import FileInput

from app.core.forms import AtMost, CreatingForm, LineField, Said
from app.files.models import FileKind
from app.files.policy import MOST
from app.files.sniffing import Upload, upload

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
        for sent in self.data:
            if flaw := _refusal(sent):
                raise ValidationError(flaw)


class FilesForm(CreatingForm):
    files = UploadsField(_l("Pictures and documents"), validators=[Said(_l("Choose a file."))])
    alt = LineField(
        _l("What the picture shows"),
        validators=[AtMost(ALT_LETTERS, _l("Keep it to a sentence or two."))],
    )

    def validate_files(self, field: UploadsField) -> None:
        if len(field.data) > MOST:
            raise ValidationError(_l("Choose four files at most."))

    def validate_alt(self, field: LineField) -> None:
        pictures = any(sent.kind == FileKind.PICTURE and sent.format for sent in self.files.data)
        if pictures and not field.data:
            raise ValidationError(
                _l("Say in a sentence what the picture shows, for who cannot see it.")
            )


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
