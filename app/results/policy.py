from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.actions.models import ActionItem, ActionState, Step, StepKind
from app.actions.policy import GUARDS, may_triage
from app.actions.table import ENDED, Guard
from app.core.db import db
from app.core.events import CITIZEN
from app.core.policy import rule
from app.officers.models import Officer
from app.posts.models import Audience
from app.posts.policy import closed
from app.results.credit import is_named, list_credited
from app.results.models import Result
from app.results.queries import stands


@rule(ActionItem)
def publish_result(officer: Officer, item: ActionItem) -> object | None:
    if not may_triage(officer, item.post):
        return _l("A moderator or the head of the office publishes a result.")
    if reason := closed(item.post):
        return reason
    if item.post.audience == Audience.PRIVATE:
        return _l("It is private: its result is not published.")
    if item.state != ActionState.VERIFIED:
        return _l("Only what somebody outside the work has verified is published.")
    if there := _standing(item):
        return _l("%(who)s has published the result already.", who=there.published_by.name)
    return None


def _standing(item: ActionItem) -> Result | None:
    there = db.session.scalar(select(Result).where(Result.action_id == item.id))
    return there if there and stands(there, item) else None


def _published(item: ActionItem) -> object | None:
    return _l("Its result is published: take that back first.") if _standing(item) else None


GUARDS[Guard.NOT_PUBLISHED] = _published


@rule(Result)
def withdraw_result(officer: Officer, result: Result) -> object | None:
    if not may_triage(officer, result.item.post):
        return _l("A moderator or the head of the office takes a result back.")
    if result.withdrawn_at:
        return _l("This result was taken back already.")
    return None


@rule(ActionItem)
def agree_to_be_named(officer: Officer, item: ActionItem) -> object | None:
    if officer.id not in list_credited(item):
        return _l("Who brought this trouble or solved it is asked, and nobody else.")
    if is_named(item.id, officer.id):
        return _l("You have said already that you may be named.")
    return None


@rule(ActionItem)
def stay_unnamed(officer: Officer, item: ActionItem) -> object | None:
    """Open for good, also when the trouble is open again: whose name it is decides."""
    if not is_named(item.id, officer.id):
        return _l("The public page does not name you.")
    return None


@rule(ActionItem)
def say_over(who: Any, item: ActionItem) -> object | None:
    if reason := _citizens_word(who, item):
        return reason
    said = select(Step.id).where(
        Step.action_id == item.id,
        Step.kind == StepKind.CONFIRMED,
        Step.created_at >= item.done_at,
    )
    if db.session.scalar(said.limit(1)):
        return _l("You have said already that it is over. Thank you.")
    return None


@rule(ActionItem)
def say_not_over(who: Any, item: ActionItem) -> object | None:
    return _citizens_word(who, item)


def _citizens_word(who: Any, item: ActionItem) -> object | None:
    if who is not CITIZEN:
        return _l("Only the citizen says this, with the number and the phone.")
    if reason := closed(item.post):
        return reason
    if item.state not in ENDED:
        return _l("The work is going on: it is not said to be over.")
    return GUARDS[Guard.IN_WINDOW](item)
