from flask_babel import lazy_gettext as _l

from app.core.policy import refusal, rule
from app.delegation.models import Act, Delegation, Preparation
from app.delegation.queries import count_prepared, is_running, list_named_by
from app.officers.models import Officer
from app.posts.models import Post

SECRETARIES = 2  # of one senior at a time
MOST_PREPARED = 20  # more than that is read by nobody in ten minutes

ENDED = _l("This delegation is over.")


@rule(Officer)
def name_delegate(officer: Officer, whom: Officer) -> object | None:
    if not officer.is_senior:
        return _l("Only a senior has a private secretary here.")
    if officer.seat is None:
        return _l("You hold no seat today, so there is no office to write from.")
    if reason := _unfit(officer, whom):
        return reason
    named = list_named_by(officer)
    if any(delegation.delegate_id == whom.id for delegation in named):
        return _l("This colleague is your private secretary already.")
    if len(named) >= SECRETARIES:
        return _l("You have two private secretaries already; end one of them first.")
    return None


def _unfit(officer: Officer, whom: Officer) -> object | None:
    if whom.id == officer.id:
        return _l("Nobody is their own private secretary.")
    if whom.seat is None or whom.closed_at or whom.auditor_since:
        return _l("This colleague holds no seat today, or takes no part.")
    if whom.seniority >= officer.seniority:
        return _l("A private secretary is of a lower rank than the senior.")
    return None


@rule(Delegation)
def end_delegation(officer: Officer, delegation: Delegation) -> object | None:
    if officer.id not in {delegation.senior_id, delegation.delegate_id}:
        return _l("This is between two colleagues.")
    return ENDED if delegation.ended_at else None


@rule(Delegation)
def prepare(officer: Officer, delegation: Delegation) -> object | None:
    if officer.id != delegation.delegate_id:
        return _l("Only the private secretary prepares words here.")
    if not is_running(delegation):
        return ENDED
    if count_prepared(delegation) >= MOST_PREPARED:
        return _l("Twenty wait for your senior already; take one back, or wait.")
    return None


@rule(Preparation)
def change_words(officer: Officer, preparation: Preparation) -> object | None:
    if officer.id != preparation.delegation.delegate_id:
        return _l("Only the private secretary prepares words here.")
    return _over(preparation)


@rule(Preparation)
def approve(officer: Officer, preparation: Preparation) -> object | None:
    if officer.id != preparation.delegation.senior_id:
        return _l("Only the senior whose words they are may say them.")
    return _over(preparation)


@rule(Preparation)
def set_aside(officer: Officer, preparation: Preparation) -> object | None:
    delegation = preparation.delegation
    if officer.id not in {delegation.senior_id, delegation.delegate_id}:
        return _l("This is between two colleagues.")
    return _over(preparation)


def refusal_to_say(senior: Officer, act: Act, post: Post) -> object | None:
    """Why this senior could not say such a thing under this post today, whoever prepares it."""
    if act == Act.ENDORSEMENT:
        return refusal(senior, "endorse", post)
    reason = refusal(senior, "comment_on", post)
    return reason or (refusal(senior, "ask_about", post) if act == Act.QUESTION else None)


def _over(preparation: Preparation) -> object | None:
    if preparation.approved_at:
        return _l("These words have been said already.")
    if preparation.set_aside_at:
        return _l("These words were put aside.")
    return None if is_running(preparation.delegation) else ENDED
