from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import ValidationError

from app.core.forms import CreatingForm, EditingForm, Said, WordsField
from app.core.wording import is_harsh


def warn_once(words: WordsField, warned: HiddenField) -> None:
    """Of a harsh tone, and gently: what is sent a second time goes."""
    if is_harsh(words.data) and not warned.data:
        warned.data = "1"
        raise ValidationError(
            _l(
                "This may sound harsh to a colleague. Read it once more; if it should stay"
                " as it is, send it again."
            )
        )


class GentleField:
    """What is said to a colleague, now or as corrected."""

    body = WordsField(_l("Your comment"), validators=[Said(_l("Write something first."))])
    warned = HiddenField()  # "1" once its writer has read the warning about its tone

    def validate_body(self, field: WordsField) -> None:
        warn_once(field, self.warned)


class CommentForm(GentleField, CreatingForm):
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


class CommentWordsForm(GentleField, EditingForm):
    """The words of a comment, to be corrected."""
