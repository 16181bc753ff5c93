from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.actions.models import ActionItem, ActionState, Flag, Step, StepKind
from app.core.db import db
from app.core.policy import rule
from app.officers.models import Officer
from app.posts.models import Post
from app.posts.policy import closed, finished, heads
from app.posts.seats import list_holders


def may_triage(officer: Officer, post: Post) -> bool:
    """A moderator, or the head of the post's office or of an office above it."""
    return officer.is_moderator or heads(officer, post)


@rule(Post)
def flag(_officer: Officer, post: Post) -> object | None:
    if reason := finished(post):
        return reason
    if post.flagged_at is None:
        return None
    standing = db.session.scalars(
        select(Flag).where(Flag.post_id == post.id, Flag.declined_at.is_(None))
    ).one()
    if standing.item:
        return _l("This post is action item %(number)s already.", number=standing.item.number)
    return _l(
        "%(who)s flagged this post already; it waits for a decision.", who=standing.officer.name
    )


@rule(Flag)
def accept(officer: Officer, flag: Flag) -> object | None:
    return _decide(officer, flag)


@rule(Flag)
def decline(officer: Officer, flag: Flag) -> object | None:
    return _decide(officer, flag)


def _decide(officer: Officer, flag: Flag) -> object | None:
    if not may_triage(officer, flag.post):
        return _l("A moderator or the head of the office decides about a flag.")
    if flag.officer_id == officer.id:
        return _l("You raised this flag: somebody else decides about it.")
    if flag.declined_by:
        return _l("%(who)s declined this flag already.", who=flag.declined_by.name)
    if flag.item:
        return _l(
            "%(who)s accepted this flag already: it is action item %(number)s.",
            who=flag.item.assigned_by.name,
            number=flag.item.number,
        )
    return closed(flag.post)


@rule(ActionItem)
def mark_done(officer: Officer, item: ActionItem) -> object | None:
    if not answers_for(officer, item):
        return _l(
            "Only who holds the responsible seat today may say that it is done: %(seat)s.",
            seat=item.seat.label,
        )
    if item.verified_by:
        return _l("%(who)s has verified this: it is closed.", who=item.verified_by.name)
    if item.done_by:
        return _l(
            "%(who)s marked this as done already; it waits for verification.",
            who=item.done_by.name,
        )
    return closed(item.post)


@rule(ActionItem)
def verify(officer: Officer, item: ActionItem) -> object | None:
    return _judge(officer, item)


@rule(ActionItem)
def send_back(officer: Officer, item: ActionItem) -> object | None:
    return _judge(officer, item)


def _judge(officer: Officer, item: ActionItem) -> object | None:
    """Whoever reads it may judge it, but for those whose own work it is."""
    if item.verified_by:
        return _l("%(who)s verified this already.", who=item.verified_by.name)
    if item.state != ActionState.DONE:
        return _l("It is not marked as done yet, so there is nothing to verify.")
    if did(officer, item):
        return _l("Who did the work does not verify it: another officer looks.")
    if answers_for(officer, item) or item.seat_id in {seat.id for seat in officer.seats}:
        return _l("You hold the responsible seat: another officer verifies.")
    if item.assigned_by_id == officer.id:
        return _l("You gave this task: another officer verifies.")
    return closed(item.post)


def answers_for(officer: Officer, item: ActionItem) -> bool:
    """Does the responsible seat come down to this officer today?"""
    held = list_holders([item.seat]).get(item.seat_id)
    return held is not None and held.person.id == officer.id


def did(officer: Officer, item: ActionItem) -> bool:
    """Has this officer ever marked it as done, also before it was sent back?"""
    found = select(Step.id).where(
        Step.action_id == item.id, Step.kind == StepKind.DONE, Step.officer_id == officer.id
    )
    return db.session.scalar(found.limit(1)) is not None
