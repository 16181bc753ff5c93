from werkzeug.datastructures import MultiDict
from wtforms import HiddenField

from app.files.forms import POST_FORMS, PostWithFilesForm
from app.posts.forms import TITLE_LETTERS
from app.posts.models import Post, PostKind
from app.repeats.queries import Shown


class ChallengeForm(POST_FORMS[PostKind.CHALLENGE]):  # type: ignore[misc,valid-type]
    repeat = HiddenField()  # that it is made of


class IdeaForm(POST_FORMS[PostKind.IDEA]):  # type: ignore[misc,valid-type]
    challenge = HiddenField()  # that it answers


def form_to(challenge: Post) -> PostWithFilesForm:
    return IdeaForm(MultiDict({"challenge": str(challenge.id)}))


def form_of(repeat: Shown) -> PostWithFilesForm:
    """Filled from the items that every officer may read: who opens it writes for all of them."""
    cases = [case for case in repeat.cases if case.for_all]
    title = cases[0].title if cases else ""
    items = "\n".join(f"- {case.number}: {case.title}" for case in cases)
    causes = "\n".join(f"- {said}" for said in dict.fromkeys(case.cause for case in cases) if said)
    advice = "\n".join(f"- {said}" for said in dict.fromkeys(case.advice for case in cases) if said)
    filled = {
        "title": title[:TITLE_LETTERS],
        "problem": items,
        "causes": causes,
        "sought": advice,
        "repeat": str(repeat.id),
    }
    return ChallengeForm(MultiDict(filled))
