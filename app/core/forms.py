"""What a request may say. Every message is a sentence, and nothing that was typed is lost."""

import re
import secrets
from datetime import date
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import StopValidation, ValidationError

from app.core import text
from app.core.i18n import latin_digits
from app.core.links import with_meant
from app.core.log import digest

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_KEY = re.compile(r"[\x21-\x7e]{1,64}")


def new_key() -> str:
    return secrets.token_urlsafe(16)


class Form(FlaskForm):
    """A form with its CSRF token. Use `form.validate_on_submit()`; a failure is answered 422. Whom
    a name in its words was said to mean stands there already."""

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            sent = super().wrap_formdata(form, formdata)
            return with_meant(sent) if sent and "meant" in sent else sent

    @property
    def mistakes(self) -> list[tuple[str, object]]:
        """(field id, sentence) of all that is wrong, in the order of the page."""
        return [(field.id, error) for field in self for error in field.errors]


class CreatingForm(Form):
    """A form that makes a new thing. Its key makes sending it twice the same as sending it once."""

    key = HiddenField(name="_key", default=new_key)

    def validate_key(self, field: HiddenField) -> None:
        if not _KEY.fullmatch(field.data or ""):
            field.data = new_key()

    @property
    def body_hash(self) -> str:
        """What was said and where, apart from the tokens: tells a repetition from a new text."""
        said = {k: str(v) for k, v in self.data.items() if k not in {"key", "csrf_token"}}
        return digest(request.path, said)

    @property
    def words_typed(self) -> str:
        """What was written in words, to be shown beside a second sending."""
        lines = (f.data for f in self if isinstance(f, (LineField, WordsField)))
        return "\n\n".join(line for line in lines if line)


class EditingForm(Form):
    """A form that changes a thing. It knows which version it was opened on."""

    version = HiddenField()


class LineField(StringField):
    """One line of text, tidied."""

    data: str

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        self.data = text.tidy_line(self.data or "")


class WordsField(TextAreaField):
    """Markdown as typed, tidied; rendered by the operation that keeps it."""

    data: str

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        self.data = text.tidy(self.data or "")

    def pre_validate(self, form: FlaskForm) -> None:
        if len((self.data or "").encode()) > text.MAX_BYTES:
            raise ValidationError(_l("This is too long: keep it under about 12,000 letters."))


class CountField(IntegerField):
    """A whole number, in either kind of digits; empty is None."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = latin_digits(valuelist[0]).strip().replace(",", "") if valuelist else ""
        self.data = None
        if not typed:
            return
        if not typed.isascii() or not typed.isdigit() or len(typed) > 9:
            raise ValueError(_l("Write a whole number, like 12."))
        self.data = int(typed)


class DayField(DateField):
    """A day of the calendar, in either kind of digits; empty is None."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = latin_digits(valuelist[0]).strip() if valuelist else ""
        self.raw_data, self.data = [typed], None  # shown again in the one kind that browsers know
        if not typed:
            return
        if not _DAY.fullmatch(typed):
            raise ValueError(_l("Write a day like 2026-12-31."))
        try:
            self.data = date.fromisoformat(typed)
        except ValueError:
            raise ValueError(_l("There is no such day. Write one like 2026-12-31.")) from None


class Said:
    """The field must say something; the sentence tells what is missing. Where nothing is said, no
    rule after it is asked what it thinks of it."""

    field_flags = {"required": True}  # noqa: RUF012  (WTForms reads it)

    def __init__(self, sentence: object) -> None:
        self.sentence = sentence

    def __call__(self, form: FlaskForm, field: Any) -> None:
        if not field.data:
            raise StopValidation(self.sentence)


class AtMost:
    """No longer than so many letters."""

    def __init__(self, letters: int, sentence: object) -> None:
        self.letters, self.sentence = letters, sentence
        self.field_flags = {"maxlength": letters * 2}  # a conjunct is several code points

    def __call__(self, form: FlaskForm, field: Any) -> None:
        if len(field.data or "") > self.letters:
            raise ValidationError(self.sentence)
