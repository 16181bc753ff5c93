from flask_babel import lazy_gettext as _l

from app.core.policy import rule
from app.drafts.models import Draft
from app.officers.models import Officer

OTHERS = _l("This draft belongs to a colleague.")


@rule(Draft)
def keep_draft(_officer: Officer, _draft: type[Draft]) -> object | None:
    """Whoever may write may also wait. (Never refused, for a refusal is written in the log.)"""
    return None


@rule(Draft)
def change_draft(officer: Officer, draft: Draft) -> object | None:
    return None if draft.officer_id == officer.id else OTHERS


@rule(Draft)
def discard_draft(officer: Officer, draft: Draft) -> object | None:
    return None if draft.officer_id == officer.id else OTHERS
