"""Who decides about a flag, and where an item may go on its way from seat to seat."""

from sqlalchemy import select

from app.actions.models import ActionItem, Flag, Join, Step
from app.core.db import db
from app.officers.models import Officer, Seat
from app.officers.queries import holder_of
from app.posts.models import Post
from app.posts.seats import common_superior, list_seats_for


def list_seats_to_forward(item: ActionItem) -> list[Seat]:
    """Those offered for the post, but the one that has it."""
    return [seat for seat in list_seats_for(item.post) if seat.id != item.seat_id]


def superior_of_all(item: ActionItem) -> Seat | None:
    """The head nearest above every seat that has had it."""
    sent = select(Step.from_seat_id).where(Step.action_id == item.id)
    before = db.session.scalars(select(Seat).where(Seat.id.in_(sent))).all()
    return common_superior([item.seat, *before])


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


def list_posts_of(item: ActionItem) -> list[int]:
    """Its own, and those whose flags were joined to it: as many citizens wait for it."""
    joined = select(Flag.post_id).join(Join, Join.flag_id == Flag.id)
    return [item.post_id, *db.session.scalars(joined.where(Join.action_id == item.id))]
