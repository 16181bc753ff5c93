from collections.abc import Callable, Collection
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.actions.models import ActionItem, ActionState, Flag, Join
from app.actions.parts import answers_for, not_presenter
from app.actions.policy import Rules, appeal_until
from app.actions.table import Role, Transition
from app.appeals.models import WAITING, Appeal, AppealState
from app.appeals.routing import Way, had_part, way_of
from app.appeals.table import OF_APPEAL
from app.citizens.policy import WAITED_FOR
from app.core.clock import day_of, today
from app.core.db import db
from app.core.errors import NotNow
from app.core.events import CITIZEN
from app.core.policy import rule
from app.officers.models import Officer
from app.posts.policy import closed
from app.sources.models import Source


@rule(ActionItem)
def appeal(who: Any, item: ActionItem) -> object | None:
    """Who brought the trouble, or the citizen, who has proved to be it."""
    if reason := closed(item.post):
        return reason
    if who is not CITIZEN and (reason := not_presenter(who, item)):
        return reason
    way = way_of(item)
    return None if isinstance(way, Way) else NotNow(way)


def _not_from(appeal: Appeal, _transition: Transition) -> object:
    """Where it stands, and who brought it there."""
    if appeal.state == AppealState.LATE:
        return _l("It came late: whoever decides it must first take it, or not.")
    if appeal.state == AppealState.OPEN:
        return _l("It is taken already: it waits for the decision.")
    if appeal.state == AppealState.PASSED:
        return _l("It was not decided in its time: the central cell has it.")
    who = appeal.answered_by.name if appeal.answered_by else ""
    if appeal.state == AppealState.WITHDRAWN:
        return _l("%(who)s withdrew this appeal.", who=who)
    return _l("%(who)s has decided this appeal already.", who=who)


def _judge(officer: Officer, appeal: Appeal) -> object | None:
    if not answers_for(officer, appeal):
        return _l("Only who holds this seat today decides the appeal: %(seat)s.",
                  seat=appeal.seat.label)  # fmt: skip
    if had_part(officer, appeal.item, before=appeal.id):
        return _l("You had a part in it: somebody else decides the appeal.")
    return None


def _filer(officer: Officer, appeal: Appeal) -> object | None:
    if appeal.filed_by_id == officer.id:
        return None
    return _l("Only who filed the appeal withdraws it.")


_ROLES: dict[Role, Callable[[Officer, Appeal], object | None]] = {
    Role.JUDGE: _judge,
    Role.PRESENTER: _filer,
}

of_appeal = Rules(OF_APPEAL, _ROLES, _not_from, lambda appeal: appeal.item.post)
of_appeal.add_to(Appeal)


def whose_trouble_is_not_over(citizens: Collection[str]) -> set[str]:
    """It is under way or not verified, an appeal may still be filed, or one waits."""
    given = select(Source.citizen_id, ActionItem).where(Source.citizen_id.in_(citizens))
    own = given.join(ActionItem, ActionItem.post_id == Source.post_id)
    joined = (
        given.join(Flag, Flag.post_id == Source.post_id)
        .join(Join, Join.flag_id == Flag.id)
        .join(ActionItem, ActionItem.id == Join.action_id)
    )
    rows = [*db.session.execute(own), *db.session.execute(joined)]
    waits = select(Appeal.action_id).where(Appeal.state.in_(WAITING))
    appealed = {*db.session.scalars(waits)} if rows else set()
    return {whose for whose, item in rows if item.id in appealed or not _is_over(item)}


def _is_over(item: ActionItem) -> bool:
    if item.state != ActionState.VERIFIED or item.done_at is None:
        return False
    return today() > appeal_until(day_of(item.done_at), item.seat.office)


WAITED_FOR.append(whose_trouble_is_not_over)
