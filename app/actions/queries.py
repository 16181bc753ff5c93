"""What may be seen of flags and items: as much as may be seen of the post they stand on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, false, or_, select, true
from sqlalchemy.orm import aliased

from app.actions.models import ActionItem, ActionState, Flag
from app.actions.seats import answered_by
from app.core.clock import today
from app.core.db import db
from app.core.errors import Missing
from app.core.i18n import in_language
from app.officers.models import Office, Officer, Seat
from app.officers.queries import holder_of
from app.posts.models import Post
from app.posts.queries import KEPT, Sight, in_sight, may_read, sight_of

PAGE = 20
FILTERS = ("all", "mine", "office", "overdue")

# `may_read` asks the table of offices inside its own condition: beside it we need another name.
_Office = aliased(Office)


@dataclass(frozen=True, slots=True)
class Brief:
    """A flag, or the item made of it, in a line: for a card, a strip, a thread in the feed. The
    same for every reader."""

    post_id: int
    title: str
    language: str
    flag_id: int
    action_id: int | None
    number: str
    state: ActionState
    since: datetime  # when it came into this state
    due_on: date | None
    returned: bool  # sent back by a verifier, and not done again yet
    label_bn: str
    label_en: str

    @property
    def seat_label(self) -> str:
        return in_language(self.label_bn, self.label_en)

    @property
    def late(self) -> bool:
        return is_late(self.state, self.due_on)

    @property
    def place(self) -> date:
        """Where it stands in its section of the board."""
        return self.due_on if self.state == ActionState.DOING and self.due_on else self.since


def is_late(state: ActionState, due_on: date | None) -> bool:
    return state == ActionState.DOING and due_on is not None and due_on < today()


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for an officer; of each at most PAGE."""

    items: Sequence[Brief]  # to be done by a seat that comes down to them, the soonest due first
    flags: Sequence[Brief]  # to be decided about, the oldest first


def visible_actions(officer: Officer) -> Select[tuple[ActionItem]]:
    return select(ActionItem).join(Post, Post.id == ActionItem.post_id).where(may_read(officer))


def find_action(officer: Officer, action_id: int) -> ActionItem:
    found = db.session.scalar(visible_actions(officer).where(ActionItem.id == action_id))
    if found is None:
        raise Missing
    return found


def visible_flags(officer: Officer) -> Select[tuple[Flag]]:
    return select(Flag).join(Post, Post.id == Flag.post_id).where(may_read(officer))


def find_flag(officer: Officer, flag_id: int) -> Flag:
    found = db.session.scalar(visible_flags(officer).where(Flag.id == flag_id))
    if found is None:
        raise Missing
    return found


def find_strip(post_id: int) -> Brief | None:
    """The standing flag of a post, or the item made of it. The caller has found the post."""
    return list_strips([post_id]).get(post_id)


def list_strips(post_ids: Sequence[int]) -> dict[int, Brief]:
    """For each post that has one: its standing flag, or its item. In one query, or in none."""
    if not post_ids:
        return {}
    rows = db.session.execute(_strips(), {"post_ids": list(post_ids)})
    return {row.post_id: _brief(row) for row in rows}


@cache  # to build this statement costs more than to ask it
def _strips() -> Select[Any]:
    return _briefs().where(Flag.post_id.in_(bindparam("post_ids", expanding=True)))


def list_board(
    officer: Officer,
    section: ActionState,
    only: str = "all",
    after: tuple[date, int] | None = None,
) -> list[Brief]:
    """A section of the board, at most PAGE: flags that this officer decides about, oldest first;
    items by the day they are due; what is done, longest waiting first; what is verified, newest
    first. `after` is the `place` of the last one seen."""
    column: Any = _ORDER[section]
    cards = _briefs().where(*_section(sight_of(officer), section), *_only(officer, section, only))
    if section == ActionState.VERIFIED:
        cards = cards.order_by(column.desc(), Flag.id.desc())
    else:
        cards = cards.order_by(column, Flag.id)
    if after:
        place, number = after
        further, same = (
            (column < place, Flag.id < number)
            if section == ActionState.VERIFIED
            else (column > place, Flag.id > number)
        )
        cards = cards.where(or_(further, and_(column == place, same)))
    return [_brief(row) for row in db.session.execute(cards.limit(PAGE))]


def list_waiting_for(officer: Officer) -> Waiting:
    """What this officer is waited for, for a front page: items and flags in one query."""
    rows = db.session.execute(_waiting(sight_of(officer), today()))
    waiting = [_brief(row) for row in rows]
    doing = [brief for brief in waiting if brief.state == ActionState.DOING]
    flags = [brief for brief in waiting if brief.state == ActionState.FLAGGED]
    return Waiting(sorted(doing, key=lambda brief: brief.place)[:PAGE], flags[:PAGE])


@lru_cache(KEPT)
def _waiting(sight: Sight, _today: date) -> Select[Any]:
    """Of a day: who answers for a seat is asked as of today."""
    items = and_(*_section(sight, ActionState.DOING), answered_by(sight))
    flags = and_(*_section(sight, ActionState.FLAGGED))
    return _briefs().where(or_(items, flags)).order_by(Flag.id).limit(10 * PAGE)


def list_deciders(post_id: int) -> list[int]:
    """Officers who are told of a flag: the moderators, and who answers for the head of the post's
    office."""
    chosen = list(
        db.session.scalars(
            select(Officer.id).where(
                Officer.moderator_since.is_not(None), Officer.closed_at.is_(None)
            )
        )
    )
    head = db.session.scalar(
        select(Seat)
        .join(Post, Post.office_id == Seat.office_id)
        .where(Post.id == post_id, Seat.head)
    )
    holder = holder_of(head) if head else None
    return [*chosen, holder.id] if holder else chosen


def _briefs() -> Select[Any]:
    return (
        select(
            *(Flag.id.label("flag_id"), Flag.post_id, Flag.created_at.label("flagged_at")),
            *(ActionItem.id.label("action_id"), ActionItem.number, ActionItem.due_on),
            *(ActionItem.created_at.label("accepted_at"), ActionItem.returned_at),
            *(ActionItem.done_at, ActionItem.verified_at, Seat.label_bn, Seat.label_en),
            *(Post.title, Post.language),
        )
        .select_from(Flag)
        .join(Post, Post.id == Flag.post_id)
        .outerjoin(ActionItem, ActionItem.flag_id == Flag.id)
        .outerjoin(Seat, Seat.id == ActionItem.seat_id)
        .where(Flag.declined_at.is_(None))
    )


def _brief(row: Row[Any]) -> Brief:
    state, since = ActionState.FLAGGED, row.flagged_at
    if row.action_id:
        state, since = ActionState.DOING, row.returned_at or row.accepted_at
    if row.done_at:
        state, since = ActionState.DONE, row.done_at
    if row.verified_at:
        state, since = ActionState.VERIFIED, row.verified_at
    return Brief(
        post_id=row.post_id,
        title=row.title,
        language=row.language,
        flag_id=row.flag_id,
        action_id=row.action_id,
        number=row.number or "",
        state=state,
        since=since,
        due_on=row.due_on,
        returned=state == ActionState.DOING and row.returned_at is not None,
        label_bn=row.label_bn or "",
        label_en=row.label_en or "",
    )


_ORDER = {
    ActionState.FLAGGED: Flag.created_at,
    ActionState.DOING: ActionItem.due_on,
    ActionState.DONE: ActionItem.done_at,
    ActionState.VERIFIED: ActionItem.verified_at,
}

_IN_STATE: dict[ActionState, tuple[ColumnElement[bool], ...]] = {
    ActionState.FLAGGED: (ActionItem.id.is_(None),),
    ActionState.DOING: (ActionItem.id.is_not(None), ActionItem.done_at.is_(None)),
    ActionState.DONE: (ActionItem.done_at.is_not(None), ActionItem.verified_at.is_(None)),
    ActionState.VERIFIED: (ActionItem.verified_at.is_not(None),),
}


def _section(sight: Sight, section: ActionState) -> list[ColumnElement[bool]]:
    still_open = (Post.hidden_at.is_(None), Post.withdrawn_at.is_(None))
    conditions = [in_sight(sight), *still_open, *_IN_STATE[section]]
    if section == ActionState.FLAGGED:
        conditions += [Flag.officer_id != sight.officer_id, _decided_by(sight)]
    return conditions


def _decided_by(sight: Sight) -> ColumnElement[bool]:
    """`policy.may_triage`, as a condition."""
    if sight.moderates:
        return true()
    if not sight.heads:
        return false()
    under = [_Office.path.startswith(path, autoescape=True) for path in sight.heads]
    return Post.office_id.in_(select(_Office.id).where(or_(*under)))


def _only(officer: Officer, section: ActionState, only: str) -> list[ColumnElement[bool]]:
    if section == ActionState.FLAGGED:  # all of them wait for this officer
        return [] if only != "overdue" else [false()]
    if only == "mine":
        return [answered_by(sight_of(officer))]
    if only == "office":
        mine = [seat.office_id for seat in officer.seats]
        return [or_(ActionItem.office_id.in_(mine), Post.office_id.in_(mine))]
    if only == "overdue":
        return [ActionItem.due_on < today(), ActionItem.done_at.is_(None)]
    return []
