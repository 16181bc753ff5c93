"""Alike troubles that were ended, as far as their reader may read them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import joinedload

from app.actions.models import ActionItem
from app.actions.table import ENDED
from app.core.clock import day_of
from app.core.db import ask, db
from app.core.errors import Missing
from app.core.i18n import in_language
from app.officers.models import Office, Officer, Seat
from app.posts.models import Audience, Post, PostKind
from app.posts.queries import find_post, in_sight, sight_of
from app.repeats.models import ChallengeIdea, Repeat, RepeatItem

# Three of a kind within 90 days open a challenge: mission.md §2, row 96. Days of the calendar, for
# troubles know no office week.
WINDOW = 90
ENOUGH = 3
MOST = 30  # repeats on a page; and items of each that are looked at


@dataclass(frozen=True, slots=True)
class Case:
    """One of the items, with what was learnt from it."""

    action_id: int
    number: str
    title: str
    language: str
    cause: str
    advice: str
    done_at: datetime
    office_bn: str
    office_en: str
    for_all: bool  # every officer may read it

    @property
    def office(self) -> str:
        return in_language(self.office_bn, self.office_en)


@dataclass(frozen=True, slots=True)
class Shown:
    id: int
    cases: Sequence[Case]  # the latest first
    challenge: tuple[int, str, str] | None  # id, title and language, where one stands
    open: bool  # nobody has opened one, or it stands no more

    @property
    def first(self) -> Case:
        return self.cases[0]

    @property
    def days(self) -> int:
        """Of the calendar, from the first that was ended to the last, both counted."""
        ended = [day_of(case.done_at) for case in self.cases]
        return (max(ended) - min(ended)).days + 1

    @property
    def causes(self) -> list[str]:
        return list(dict.fromkeys(case.cause for case in self.cases if case.cause))

    @property
    def advice(self) -> list[str]:
        return list(dict.fromkeys(case.advice for case in self.cases if case.advice))

    @property
    def offices(self) -> list[str]:
        return sorted({case.office for case in self.cases})


def list_repeats(officer: Officer, before: int | None = None) -> tuple[list[Shown], int | None]:
    """Of which the officer may read enough items, the latest first; and from which to go on."""
    newest = (
        select(Repeat).options(joinedload(Repeat.challenge)).order_by(Repeat.id.desc()).limit(MOST)
    )
    if before:
        newest = newest.where(Repeat.id < before)
    repeats = db.session.scalars(newest).all()
    cases = _cases(officer, [repeat.id for repeat in repeats])
    read = _readable(officer, repeats)
    shown = [_show(one, cases[one.id], read) for one in repeats if len(cases[one.id]) >= ENOUGH]
    return shown, repeats[-1].id if len(repeats) == MOST else None


def find_repeat(officer: Officer, repeat_id: int) -> Repeat:
    """Whoever may read too few of its items does not know of it."""
    found = db.session.get(Repeat, repeat_id)
    if found is None or len(_cases(officer, [repeat_id])[repeat_id]) < ENOUGH:
        raise Missing
    return found


def show_repeat(officer: Officer, repeat: Repeat) -> Shown:
    return _show(repeat, _cases(officer, [repeat.id])[repeat.id], _readable(officer, [repeat]))


def stands(challenge: Post | None) -> bool:
    return bool(challenge and not challenge.withdrawn_at and not challenge.hidden_at)


def _show(repeat: Repeat, cases: list[Case], readable: set[int]) -> Shown:
    post = repeat.challenge
    open_ = post is None or not stands(post)
    named = (post.id, post.title, post.language) if post and post.id in readable else None
    return Shown(repeat.id, cases, None if open_ else named, open=open_)


def _readable(officer: Officer, repeats: Sequence[Repeat]) -> set[int]:
    """Ids of the challenges that the officer may read."""
    numbers = [repeat.challenge_id for repeat in repeats if repeat.challenge_id]
    return {row.id for row in ask(_linked(officer).where(Post.id.in_(numbers)))}


def _cases(officer: Officer, repeat_ids: Sequence[int]) -> dict[int, list[Case]]:
    found: dict[int, list[Case]] = defaultdict(list)
    rows = (
        select(
            *(RepeatItem.repeat_id, ActionItem.id, ActionItem.number, Post.title, Post.language),
            *(ActionItem.cause, ActionItem.advice, ActionItem.done_at),
            *(Office.name_bn, Office.name_en, Post.audience == Audience.ALL),
        )
        .join(ActionItem, ActionItem.id == RepeatItem.action_id)
        .join(Post, Post.id == ActionItem.post_id)
        .join(Seat, Seat.id == ActionItem.seat_id)
        .join(Office, Office.id == Seat.office_id)
        .where(
            RepeatItem.repeat_id.in_(repeat_ids),
            ActionItem.state.in_(ENDED),
            *_open_to(officer),
        )
        .order_by(ActionItem.done_at.desc(), ActionItem.id.desc())
    )
    for repeat_id, *case in ask(rows):
        found[repeat_id].append(Case(*case))
    return found


def _open_to(officer: Officer) -> tuple[Any, ...]:
    return (in_sight(sight_of(officer)), Post.hidden_at.is_(None), Post.withdrawn_at.is_(None))


def list_moderators() -> list[int]:
    moderators = select(Officer.id).where(
        Officer.moderator_since.is_not(None), Officer.closed_at.is_(None)
    )
    return [row.id for row in ask(moderators.order_by(Officer.id))]


@dataclass(frozen=True, slots=True)
class Linked:
    """A post in a line."""

    id: int
    title: str
    language: str


def list_ideas(officer: Officer, challenge_id: int) -> list[Linked]:
    """Ideas that answer a challenge, the first first; at most MOST."""
    ideas = _linked(officer).join(ChallengeIdea, ChallengeIdea.idea_id == Post.id)
    ideas = ideas.where(ChallengeIdea.challenge_id == challenge_id).order_by(Post.id).limit(MOST)
    return [Linked(*row) for row in ask(ideas)]


def find_challenge_of(officer: Officer, idea_id: int) -> Linked | None:
    challenges = _linked(officer).join(ChallengeIdea, ChallengeIdea.challenge_id == Post.id)
    rows = ask(challenges.where(ChallengeIdea.idea_id == idea_id))
    return Linked(*rows[0]) if rows else None


@cache
def answers() -> ColumnElement[bool]:
    """Does a post answer a challenge? A column of a query that has posts."""
    found = exists().where(ChallengeIdea.idea_id == Post.id).correlate(Post)
    return found.label("answers")


def find_made_of(officer: Officer, challenge_id: int) -> Shown | None:
    """The repeat that a challenge is made of."""
    number = db.session.scalar(select(Repeat.id).where(Repeat.challenge_id == challenge_id))
    try:
        return show_repeat(officer, find_repeat(officer, number)) if number else None
    except Missing:
        return None


def find_challenge(officer: Officer, post_id: int) -> Post:
    """One that an idea may still answer; Missing where it may not be read, or stands no more."""
    found = find_post(officer, post_id)
    if found.kind != PostKind.CHALLENGE or not stands(found):
        raise Missing
    return found


def _linked(officer: Officer) -> Select[Any]:
    return select(Post.id, Post.title, Post.language).where(*_open_to(officer))
