"""What may be seen of flags and items: as much as may be seen of the post they stand on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Row,
    Select,
    and_,
    bindparam,
    false,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from app.actions.models import OPEN, ActionItem, ActionState, Flag, Join
from app.core.clock import today
from app.core.db import ask, db
from app.core.errors import Missing
from app.core.i18n import in_language
from app.officers.models import Office, Officer, Seat
from app.posts.models import Post
from app.posts.queries import KEPT, Sight, in_sight, may_read, sight_of
from app.posts.seats import answered_by

PAGE = 20
FILTERS = ("all", "mine", "office", "overdue")

# Names of their own, for conditions that ask a table which the query around them has too.
_Office = aliased(Office)
_Item = aliased(ActionItem)


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
    def open(self) -> bool:
        return self.state in OPEN

    @property
    def late(self) -> bool:
        return is_late(self.state, self.due_on)

    @property
    def place(self) -> date:
        """Where it stands in its section of the board."""
        return self.due_on if self.open and self.due_on else self.since


def is_late(state: ActionState, due_on: date | None) -> bool:
    return state in OPEN and due_on is not None and due_on < today()


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
    briefs = map(_brief, ask(_strips(), post_ids=list(post_ids)))
    return {brief.post_id: brief for brief in briefs}


@cache  # to build this statement costs more than to ask it
def _strips() -> Select[Any]:
    return _briefs().where(Flag.post_id.in_(bindparam("post_ids", expanding=True)))


def list_board(
    officer: Officer,
    section: ActionState,
    only: str = "all",
    after: tuple[date, int] | None = None,
    *,
    newest: bool = False,
) -> list[Brief]:
    """A section of the board, at most PAGE: flags that this officer decides about, oldest first;
    items by the day they are due; what is done, longest waiting first; what is verified, newest
    first. `newest`: all by when they were flagged, the newest first. `after` is the `place` of the
    last one seen, and its flag."""
    column: Any = _ORDER[section]
    cards = _briefs(section).where(
        *_section(sight_of(officer), section), *_only(officer, section, only)
    )
    falling = newest or section == ActionState.VERIFIED
    cards = cards.order_by(*(() if newest else (column.desc() if falling else column,)))
    cards = cards.order_by(Flag.id.desc() if falling else Flag.id)
    if after:
        place, number = after
        same = Flag.id < number if falling else Flag.id > number
        beyond = column < place if falling else column > place
        cards = cards.where(same if newest else or_(beyond, and_(column == place, same)))
    return [_brief(row) for row in db.session.execute(cards.limit(PAGE))]


def offices_of(briefs: Iterable[Brief]) -> dict[int, Office]:
    """Of each item the office of the seat that has it, on whose calendar its days are counted."""
    numbers = [brief.action_id for brief in briefs if brief.action_id]
    if not numbers:
        return {}
    found = (
        select(ActionItem.id, Office)
        .join(Seat, Seat.id == ActionItem.seat_id)
        .join(Office, Office.id == Seat.office_id)
        .where(ActionItem.id.in_(numbers))
    )
    return dict(db.session.execute(found).tuples().all())


def list_waiting_for(officer: Officer) -> Waiting:
    """What this officer is waited for, for a front page: items and flags in one query."""
    waiting = [_brief(row) for row in ask(_waiting(sight_of(officer), today()))]
    items = [brief for brief in waiting if brief.open]
    flags = [brief for brief in waiting if brief.state == ActionState.FLAGGED]
    items.sort(key=lambda brief: (brief.place, brief.flag_id))
    flags.sort(key=lambda brief: (brief.since, brief.flag_id))
    return Waiting(items, flags)


@lru_cache(KEPT)
def _waiting(sight: Sight, _today: date) -> Select[Any] | CompoundSelect[Any]:
    """Of a day: who answers for a seat is asked as of today."""
    items = _briefs(ActionState.DOING).where(*_open_to(sight), ActionItem.state.in_(OPEN))
    items = items.where(answered_by(sight)).order_by(ActionItem.due_on, Flag.id).limit(PAGE)
    if not sight.moderates and not sight.heads:  # who decides about no flag
        return items
    flags = _briefs(ActionState.FLAGGED).where(*_section(sight, ActionState.FLAGGED))
    flags = flags.order_by(Flag.created_at, Flag.id).limit(PAGE)
    return union_all(select(items.subquery()), select(flags.subquery()))


def _briefs(section: ActionState | None = None) -> Select[Any]:
    """Of a section, or of all. An item is there but for a flag that waits: said so, the database
    begins with the few items in question, and not with every flag there ever was."""
    maybe = section in (None, ActionState.FLAGGED)
    return (
        select(
            *(Flag.id.label("flag_id"), Flag.post_id, Flag.created_at.label("flagged_at")),
            *(ActionItem.id.label("action_id"), ActionItem.number, ActionItem.due_on),
            *(ActionItem.state, ActionItem.created_at.label("accepted_at")),
            *(ActionItem.acknowledged_at, ActionItem.returned_at),
            *(ActionItem.done_at, ActionItem.verified_at, Seat.label_bn, Seat.label_en),
            *(Post.title, Post.language),
        )
        .select_from(Flag)
        .join(Post, Post.id == Flag.post_id)
        .join(ActionItem, _item_of(section), isouter=maybe)
        .join(Seat, Seat.id == ActionItem.seat_id, isouter=maybe)
        .where(Flag.declined_at.is_(None))
    )


def _item_of(section: ActionState | None) -> ColumnElement[bool]:
    """On a board an item stands once, under its own flag; a post shows also the one that its flag
    was joined to."""
    own = ActionItem.flag_id == Flag.id
    joined = select(Join.action_id).where(Join.flag_id == Flag.id).scalar_subquery()
    return own if section else or_(own, ActionItem.id == joined)


def _brief(row: Row[Any]) -> Brief:
    flag_id, post_id, flagged_at, action_id, number, due_on, *further = row
    state, accepted_at, acknowledged_at, returned_at, done_at, verified_at, *further = further
    label_bn, label_en, title, language = further
    since = {
        ActionState.DOING: returned_at or acknowledged_at,
        ActionState.DONE: done_at,
        ActionState.VERIFIED: verified_at,
    }.get(state, accepted_at or flagged_at)
    return Brief(
        post_id=post_id,
        title=title,
        language=language,
        flag_id=flag_id,
        action_id=action_id,
        number=number or "",
        state=state or ActionState.FLAGGED,
        since=since,
        due_on=due_on,
        returned=state == ActionState.DOING and returned_at is not None,
        label_bn=label_bn or "",
        label_en=label_en or "",
    )


_ORDER = {
    ActionState.FLAGGED: Flag.created_at,
    ActionState.GIVEN: ActionItem.due_on,
    ActionState.DOING: ActionItem.due_on,
    ActionState.DONE: ActionItem.done_at,
    ActionState.VERIFIED: ActionItem.verified_at,
}

# The sections of the board. What was asked back stands among what is not taken up yet.
_IN_STATE: dict[ActionState, tuple[ColumnElement[bool], ...]] = {
    ActionState.FLAGGED: (
        Flag.id.not_in(select(_Item.flag_id)),
        Flag.id.not_in(select(Join.flag_id)),
    ),
    ActionState.GIVEN: (ActionItem.state.in_({ActionState.GIVEN, ActionState.ASKED}),),
    **{
        state: (ActionItem.state == state,)
        for state in (ActionState.DOING, ActionState.DONE, ActionState.VERIFIED)
    },
}
SECTIONS = tuple(_IN_STATE)


def _section(sight: Sight, section: ActionState) -> list[ColumnElement[bool]]:
    conditions = [*_open_to(sight), *_IN_STATE[section]]
    return [*conditions, *_decided_by(sight)] if section == ActionState.FLAGGED else conditions


def _open_to(sight: Sight) -> tuple[ColumnElement[bool], ...]:
    return (in_sight(sight), Post.hidden_at.is_(None), Post.withdrawn_at.is_(None))


def _decided_by(sight: Sight) -> tuple[ColumnElement[bool], ...]:
    """`policy.may_triage`, as conditions; and nobody decides about a flag of their own."""
    others = Flag.officer_id != sight.officer_id
    if sight.moderates:
        return (others,)
    if not sight.heads:
        return (false(),)
    under = [_Office.path.startswith(path, autoescape=True) for path in sight.heads]
    return (others, Post.office_id.in_(select(_Office.id).where(or_(*under))))


def _only(officer: Officer, section: ActionState, only: str) -> list[ColumnElement[bool]]:
    if section == ActionState.FLAGGED:  # all of them wait for this officer
        return [] if only != "overdue" else [false()]
    if only == "mine":
        return [answered_by(sight_of(officer))]
    if only == "office":
        mine = [seat.office_id for seat in officer.seats]
        return [or_(ActionItem.office_id.in_(mine), Post.office_id.in_(mine))]
    if only == "overdue":
        return [ActionItem.due_on < today(), ActionItem.state.in_(OPEN)]
    return []
