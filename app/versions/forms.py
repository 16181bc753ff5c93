from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from app.core.forms import EditingForm
from app.core.i18n import LANGUAGES
from app.posts.forms import (
    ChallengeFields,
    HelpFields,
    IdeaFields,
    IssueFields,
    NoticeFields,
    PropositionFields,
    QuestionFields,
)
from app.posts.models import MEASURES, Post, PostKind


class WordsForm(EditingForm):
    """The words of a post, to be corrected: not its kind, and not who may read it."""

    language = RadioField(
        _l("Language of the post"),
        choices=[SelectChoice("bn", _l("Bangla")), SelectChoice("en", _l("English"))],
        validate_choice=False,  # its message is not a sentence of ours: see below
    )

    def validate_language(self, field: RadioField) -> None:
        if field.data not in LANGUAGES:
            raise ValidationError(_l("Choose in which language it is written."))


class IdeaWordsForm(IdeaFields, WordsForm):
    pass


class QuestionWordsForm(QuestionFields, WordsForm):
    pass


class HelpWordsForm(HelpFields, WordsForm):
    pass


class NoticeWordsForm(NoticeFields, WordsForm):
    pass


class PropositionWordsForm(PropositionFields, WordsForm):
    pass


class IssueWordsForm(IssueFields, WordsForm):
    pass


class ChallengeWordsForm(ChallengeFields, WordsForm):
    pass


FORMS: dict[PostKind, type[WordsForm]] = {
    PostKind.IDEA: IdeaWordsForm,
    PostKind.QUESTION: QuestionWordsForm,
    PostKind.HELP: HelpWordsForm,
    PostKind.NOTICE: NoticeWordsForm,
    PostKind.PROPOSITION: PropositionWordsForm,
    PostKind.ISSUE: IssueWordsForm,
    PostKind.CHALLENGE: ChallengeWordsForm,
}


def form_on(post: Post) -> WordsForm:
    """Filled with what stands, where nothing was sent. A version that was not sent is none."""
    words = {"title": post.title, "language": post.language, **post.source}
    words |= {name: getattr(post, name) for name in (*MEASURES, "needed_on")}
    form = FORMS[post.kind](data=words)
    if not form.is_submitted():
        form.version.data = str(post.version)
    return form
