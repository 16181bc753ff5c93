"""What may be seen of investigations. Of whom one is, and what was said in it, is read by who
asked for it, who orders it, who investigates, and the heads above the seat that has the trouble;
never by who is complained of: to them stands open what was said to them, and what they said.
Whoever reads the item learns that there is an investigation, and how far it is."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from app.actions.models import ActionItem
from app.core.clock import today
from app.core.db import db
from app.core.errors import Missing
from app.investigations.models import (
    WAITING,
    Accused,
    Investigation,
    InvestigationState,
    InvestigationStep,
    Investigator,
    Stage,
)
from app.officers.models import Office, Officer, Seat
from app.posts.models import Post
from app.posts.queries import Sight, may_read, sight_of
from app.posts.seats import answered_by

MOST = 50  # of a list: what is due first is done first

# Names of their own, for conditions that ask a table which the query around them has too.
_Place = aliased(Seat)
_Office = aliased(Office)


def visible_investigations(officer: Officer) -> Select[tuple[Investigation]]:
    sight = sight_of(officer)
    of_them = select(Accused.investigation_id).where(Accused.officer_id == officer.id)
    return (
        select(Investigation)
        .join(ActionItem, ActionItem.id == Investigation.action_id)
        .join(Post, Post.id == ActionItem.post_id)
        .where(
            may_read(officer),
            Investigation.id.not_in(of_them),
            or_(
                Investigation.asked_by_id == officer.id,
                Investigation.seat_id.in_(_seats(sight)),
                Investigation.id.in_(_investigated(sight)),
                _above(sight),
            ),
        )
    )


def find_investigation(officer: Officer, investigation_id: int) -> Investigation:
    visible = visible_investigations(officer)
    found = db.session.scalar(visible.where(Investigation.id == investigation_id))
    if found is None:
        raise Missing
    return found


def find_own(officer: Officer, investigation_id: int) -> Accused:
    """The officer as the one complained of, once given notice; wherever they sit by now."""
    own = _noticed(officer).where(Accused.investigation_id == investigation_id)
    found = db.session.scalar(own)
    if found is None:
        raise Missing
    return found


def find_concerned(officer: Officer, investigation_id: int) -> Investigation:
    """By whoever may do something with it, and be it to answer a complaint."""
    try:
        return find_investigation(officer, investigation_id)
    except Missing:
        return find_own(officer, investigation_id).investigation


def list_to_order(officer: Officer) -> Sequence[Investigation]:
    """What waits for a head that this officer is: to be ordered, or its report to be answered."""
    waits = {InvestigationState.ASKED, InvestigationState.REPORTED}
    seats = Investigation.seat_id.in_(_seats(sight_of(officer)))
    return _list(visible_investigations(officer).where(seats, Investigation.state.in_(waits)))


def list_to_investigate(officer: Officer) -> Sequence[Investigation]:
    mine = Investigation.id.in_(_investigated(sight_of(officer)))
    open_now = Investigation.state == InvestigationState.OPEN
    return _list(visible_investigations(officer).where(mine, open_now))


def list_asked(officer: Officer) -> Sequence[Investigation]:
    """By this officer, and not over."""
    asked = Investigation.asked_by_id == officer.id
    waits = Investigation.state.in_(WAITING)
    return _list(visible_investigations(officer).where(asked, waits))


def list_about(officer: Officer) -> Sequence[Accused]:
    """Of whom they were told, the newest first."""
    return db.session.scalars(_noticed(officer).order_by(Accused.id.desc()).limit(MOST)).all()


def list_of(action_id: int) -> Sequence[Investigation]:
    """Of one item, those that were ordered, the newest first. The caller has found it."""
    ordered = select(Investigation).where(
        Investigation.action_id == action_id, Investigation.ordered_at.is_not(None)
    )
    ordered = ordered.order_by(Investigation.id.desc())
    return db.session.scalars(ordered.execution_options(populate_existing=True)).all()


def list_seen(officer: Officer, item: ActionItem) -> Sequence[Investigation]:
    """Of one item, those that this officer reads whole, the newest first."""
    if not item.investigations:
        return []
    ours = visible_investigations(officer).where(Investigation.action_id == item.id)
    return db.session.scalars(ours.order_by(Investigation.id.desc())).all()


def list_own_steps(mine: Accused) -> Sequence[InvestigationStep]:
    """What was said to the officer complained of, and what they said."""
    to_them = and_(InvestigationStep.kind.in_({Stage.NOTICE, Stage.STATED}),
                   InvestigationStep.accused_id == mine.id)  # fmt: skip
    steps = select(InvestigationStep).where(
        InvestigationStep.investigation_id == mine.investigation_id,
        or_(to_them, InvestigationStep.kind == Stage.CALLED),
    )
    return _steps(steps)


def list_steps(investigation_id: int) -> Sequence[InvestigationStep]:
    """All that was said with its steps, in order."""
    ours = InvestigationStep.investigation_id == investigation_id
    return _steps(select(InvestigationStep).where(ours))


def has_given_days(item: ActionItem) -> bool:
    """Has one given the item its days since the item was received, or received anew?"""
    given = select(Investigation.id).where(
        Investigation.action_id == item.id,
        Investigation.item_days > 0,
        Investigation.received_on >= item.received_on,
        Investigation.ordered_at.is_not(None),
    )
    return db.session.scalar(given.limit(1)) is not None


def is_late(investigation: Investigation) -> bool:
    """Its report is not in, though the day is over."""
    return investigation.state == InvestigationState.OPEN and investigation.due_on < today()


def _list(investigations: Select[tuple[Investigation]]) -> Sequence[Investigation]:
    found = investigations.options(
        contains_eager(Investigation.item).contains_eager(ActionItem.post)
    )
    found = found.order_by(Investigation.due_on, Investigation.id)
    return db.session.scalars(found.limit(MOST)).all()


def _steps(steps: Select[tuple[InvestigationStep]]) -> Sequence[InvestigationStep]:
    with_whom = joinedload(InvestigationStep.officer), joinedload(InvestigationStep.accused)
    found = steps.options(*with_whom).order_by(InvestigationStep.id)
    return db.session.scalars(found.execution_options(populate_existing=True)).all()


def _noticed(officer: Officer) -> Select[tuple[Accused]]:
    return select(Accused).where(Accused.officer_id == officer.id, Accused.noticed_at.is_not(None))


def _seats(sight: Sight) -> Select[tuple[int]]:
    """Those that come down to the officer today."""
    return select(Seat.id).where(answered_by(sight))


def _investigated(sight: Sight) -> Select[tuple[int]]:
    return select(Investigator.investigation_id).where(Investigator.seat_id.in_(_seats(sight)))


def _above(sight: Sight) -> ColumnElement[bool]:
    """The seat that has the trouble is of an office that the officer heads, or under it, and is not
    their own."""
    if not sight.heads:
        return false()
    under = [_Office.path.startswith(path, autoescape=True) for path in sight.heads]
    seats = select(_Place.id).join(_Office, _Office.id == _Place.office_id).where(or_(*under))
    return and_(ActionItem.seat_id.in_(seats), ActionItem.seat_id.not_in(sight.seats))
