from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import ValidationError

from app.core.forms import CreatingForm, Said, WordsField


class CommentForm(CreatingForm):
    body = WordsField(_l("Your comment"), validators=[Said(_l("Write something first."))])
    parent = HiddenField()

    def validate_parent(self, field: HiddenField) -> None:
        typed = field.data or "0"
        if not (typed.isascii() and typed.isdigit() and len(typed) < 10):
            raise ValidationError(_l("The comment you reply to is not here."))

    @property
    def parent_id(self) -> int | None:
        return int(self.parent.data) if self.parent.data else None


class AskForm(CommentForm):
    """A senior's question to the author."""

    body = WordsField(
        _l("Your question"), validators=[Said(_l("Write what you would like to know."))]
    )
