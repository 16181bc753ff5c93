from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from app.core.clock import today
from app.core.forms import (
    AtMost,
    CountField,
    CreatingForm,
    DayField,
    Form,
    LineField,
    Said,
    WordsField,
)
from app.posts.models import MEASURES, SECTIONS, Audience, PostKind
from app.posts.operations import Written

TITLE_LETTERS = 160  # about 80 letters of Bangla as they are drawn


class TitleField:
    """The fields of a post's words stand apart: writing and editing both ask for them."""

    title = LineField(
        _l("Title"),
        validators=[
            Said(_l("Give it a title, so that colleagues know what it is about.")),
            AtMost(TITLE_LETTERS, _l("Keep the title under 80 letters.")),
        ],
    )


class IdeaFields(TitleField):
    kind = PostKind.IDEA

    problem = WordsField(
        _l("What is wrong"), validators=[Said(_l("Say what is wrong, in a sentence or two."))]
    )
    sufferers = WordsField(_l("Who suffers from it"))
    proposal = WordsField(
        _l("What you propose"), validators=[Said(_l("Say what you would do about it."))]
    )
    tried = WordsField(_l("Has it been tried anywhere?"))
    days_now = CountField(_l("Days it takes now"))
    days_hoped = CountField(_l("Days hoped for"))
    taka_now = CountField(_l("Cost now, in taka"))
    taka_hoped = CountField(_l("Cost hoped for, in taka"))
    visits_now = CountField(_l("Visits needed now"))
    visits_hoped = CountField(_l("Visits hoped for"))


class QuestionFields(TitleField):
    kind = PostKind.QUESTION

    body = WordsField(
        _l("Your question"),
        validators=[Said(_l("Write your question, with what you know already."))],
    )


class HelpFields(TitleField):
    kind = PostKind.HELP

    need = WordsField(
        _l("What you need"),
        validators=[Said(_l("Say what you need, so that a colleague knows how to help."))],
    )
    place = WordsField(_l("Where it is needed"))
    needed_on = DayField(_l("By when"))


class NoticeFields(TitleField):
    kind = PostKind.NOTICE

    body = WordsField(
        _l("What your office tells"), validators=[Said(_l("Write what colleagues should know."))]
    )
    concerned = WordsField(_l("Who should know"))


class PropositionFields(TitleField):
    kind = PostKind.PROPOSITION

    claim = WordsField(
        _l("What you put to debate"),
        validators=[Said(_l("Say in a sentence or two what you put to debate."))],
    )
    reasons = WordsField(
        _l("Your reasons"), validators=[Said(_l("Give at least one reason for it."))]
    )


class IssueFields(TitleField):
    kind = PostKind.ISSUE

    trouble = WordsField(
        _l("What the trouble is"),
        validators=[Said(_l("Say what the trouble is, in a sentence or two."))],
    )
    wanted = WordsField(_l("What must be put right"))


class ChallengeFields(TitleField):
    kind = PostKind.CHALLENGE

    problem = WordsField(
        _l("What comes again and again"),
        validators=[Said(_l("Say what comes again, in a sentence or two."))],
    )
    causes = WordsField(_l("From what causes"))
    sought = WordsField(
        _l("What ideas are sought"),
        validators=[Said(_l("Say what colleagues should find an idea for."))],
    )


class PostForm(CreatingForm):
    """What only a new post is asked: who may read it."""

    kind: PostKind

    audience = RadioField(
        _l("Who may read it"),
        choices=[
            SelectChoice(Audience.ALL.value, _l("All officers")),
            SelectChoice(Audience.OFFICE.value, _l("My office and the offices under it")),
        ],
        default=Audience.ALL.value,
        validate_choice=False,  # its message is not a sentence of ours: see below
    )

    def validate_audience(self, field: RadioField) -> None:
        if field.data not in {Audience.ALL, Audience.OFFICE}:
            raise ValidationError(_l("Choose who may read it."))

    @property
    def written(self) -> Written:
        return written_in(self, Audience(self.audience.data))


class IdeaForm(IdeaFields, PostForm):
    pass


class QuestionForm(QuestionFields, PostForm):
    pass


class HelpForm(HelpFields, PostForm):
    def validate_needed_on(self, field: DayField) -> None:
        if field.data and field.data < today():
            raise ValidationError(_l("This day is over: choose today or a later day."))


class NoticeForm(NoticeFields, PostForm):
    pass


class PropositionForm(PropositionFields, PostForm):
    pass


class IssueForm(IssueFields, PostForm):
    """Where it came from is asked beside it: see sources/forms.py."""


class ChallengeForm(ChallengeFields, PostForm):
    pass


def written_in(form: Any, audience: Audience) -> Written:
    """The words of a form that has one kind's fields."""
    kind: PostKind = form.kind
    return Written(
        kind=kind,
        title=form.title.data,
        source={section: form[section].data for section in SECTIONS[kind]},
        audience=audience,
        measures={name: form[name].data for name in MEASURES if name in form},
        needed_on=form.needed_on.data if "needed_on" in form else None,
    )


class WithdrawForm(Form):
    """Only the token: withdrawing needs no words."""


FORMS: dict[PostKind, type[PostForm]] = {
    PostKind.IDEA: IdeaForm,
    PostKind.QUESTION: QuestionForm,
    PostKind.HELP: HelpForm,
    PostKind.NOTICE: NoticeForm,
    PostKind.PROPOSITION: PropositionForm,
    PostKind.ISSUE: IssueForm,
    PostKind.CHALLENGE: ChallengeForm,
}
