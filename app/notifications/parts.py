"""Who has a part in a citizen's trouble: the officers whom the table of recipients names for it."""

from collections.abc import Iterable

from app.actions.events import (
    ActionDueMoved,
    ActionEvent,
    FlagEvent,
    FlagJoined,
    Reminded,
)
from app.actions.models import ActionItem, Flag
from app.actions.routing import list_deciders
from app.appeals.events import AppealDueMoved, AppealEvent
from app.appeals.models import Appeal
from app.core.db import db
from app.evidence.events import EvidenceEvent
from app.evidence.models import Evidence
from app.investigations.events import InvestigationDueMoved
from app.meetings.events import MeetingEvent, MinutesWritten
from app.meetings.queries import list_invited
from app.notifications.choosing import author_of_the_post, followers_of_the_post
from app.officers.models import Seat
from app.officers.queries import head_over, holder_of
from app.orders.events import GrantEvent, OrderDueMoved, OrderEvent
from app.orders.models import Order
from app.orders.queries import list_withdrawn_with
from app.posts.models import Post
from app.repeats.events import ChallengeAnswered, ProblemRepeated
from app.repeats.queries import list_moderators
from app.results.credit import list_credited
from app.results.events import ResultEvent


def who_added_the_evidence(event: EvidenceEvent) -> Iterable[int | None]:
    return (db.session.get_one(Evidence, event.evidence_id).officer_id,)


def who_added_it_and_who_decides(event: EvidenceEvent) -> Iterable[int | None]:
    """The moderators and the head of the office: somebody has to look into the store."""
    return (*who_added_the_evidence(event), *list_deciders(event.post_id))


def who_gave_or_answers_but_for_who_added_it(event: EvidenceEvent) -> Iterable[int | None]:
    return {*who_gave_or_answers_for_the_item(event)} - {*who_added_the_evidence(event)}


def author_and_who_decides(event: FlagEvent) -> Iterable[int | None]:
    return (*author_of_the_post(event), *list_deciders(event.post_id))


def author_and_who_flagged(event: FlagEvent) -> Iterable[int | None]:
    flag = db.session.get_one(Flag, event.flag_id)
    return (flag.post.author_id, flag.officer_id)


def who_answers_for_the_seat(event: ActionEvent) -> Iterable[int | None]:
    holder = holder_of(db.session.get_one(ActionItem, event.action_id).seat)
    return (holder.id,) if holder else ()


def who_stands_above_the_seat(event: ActionEvent) -> Iterable[int | None]:
    head = head_over(db.session.get_one(ActionItem, event.action_id).seat)
    return (head.id,) if head else ()


def who_answered_for_the_seat(
    event: ActionDueMoved | OrderDueMoved | AppealDueMoved | InvestigationDueMoved,
) -> Iterable[int | None]:
    """As it was found in the same change: one day may move hundreds of items."""
    return (event.holder_id,)


def who_waits_for_the_item(event: ActionEvent) -> Iterable[int | None]:
    """The author of the post, and who flagged it."""
    item = db.session.get_one(ActionItem, event.action_id)
    return (item.post.author_id, item.flag.officer_id)


def who_flagged_or_has_a_part(event: FlagJoined) -> Iterable[int | None]:
    flag = db.session.get_one(Flag, event.flag_id)
    return (flag.officer_id, flag.post.author_id, *who_gave_or_answers_for_the_item(event))


def who_gave_the_item(event: ActionEvent) -> Iterable[int | None]:
    item = db.session.get_one(ActionItem, event.action_id)
    return (item.assigned_by_id, *who_waits_for_the_item(event))


def who_gave_or_answers_for_the_item(event: ActionEvent) -> Iterable[int | None]:
    return (*who_gave_the_item(event), *who_answers_for_the_seat(event))


def all_with_a_part_in_the_item(event: ActionEvent) -> Iterable[int | None]:
    item = db.session.get_one(ActionItem, event.action_id)
    return (
        item.done_by_id,
        *who_gave_or_answers_for_the_item(event),
        *followers_of_the_post(event),
    )


def who_hears_of_the_result(event: ResultEvent) -> Iterable[int | None]:
    """Who brought the trouble, and who solved it."""
    item = db.session.get_one(ActionItem, event.action_id)
    return (item.post.author_id, item.flag.officer_id, *list_credited(item))


def who_follows_or_answers_for_the_item(event: ActionEvent) -> Iterable[int | None]:
    return (
        *who_answers_for_the_seat(event),
        *who_waits_for_the_item(event),
        *followers_of_the_post(event),
    )


def whom_the_clock_tells(event: Reminded) -> Iterable[int | None]:
    """As it was found that morning; nobody may choose not to hear it."""
    return event.told


def who_answers_for_the_order(event: OrderEvent) -> Iterable[int | None]:
    return _sitting_in(_order(event).seat)


def who_gave_the_order(event: OrderEvent) -> Iterable[int | None]:
    """Whoever answers today for the seat that gave it."""
    return _sitting_in(_order(event).from_seat)


def who_gave_or_answers_for_the_order(event: OrderEvent) -> Iterable[int | None]:
    return (*who_gave_the_order(event), *who_answers_for_the_order(event))


def who_did_or_answers_for_the_order(event: OrderEvent) -> Iterable[int | None]:
    return (_order(event).done_by_id, *who_answers_for_the_order(event))


def who_stands_above_the_order(event: OrderEvent) -> Iterable[int | None]:
    head = head_over(_order(event).seat)
    return (head.id,) if head else ()


def who_answered_for_what_is_withdrawn(event: OrderEvent) -> Iterable[int | None]:
    """Of the order and of all that went with it."""
    gone = list_withdrawn_with(event.order_id)
    return {number for one in gone for number in _sitting_in(one.seat)}


def who_decides_the_appeal(event: AppealEvent) -> Iterable[int | None]:
    return _sitting_in(_appeal(event).seat)


def who_filed_or_answers_below(event: AppealEvent) -> Iterable[int | None]:
    item = db.session.get_one(ActionItem, event.action_id)
    return (_appeal(event).filed_by_id, *_sitting_in(item.seat))


def who_filed_or_has_a_part(event: AppealEvent) -> Iterable[int | None]:
    """Followers of the post too: all wait for how it ends."""
    item = db.session.get_one(ActionItem, event.action_id)
    had = (item.done_by_id, item.verified_by_id, item.post.author_id, item.flag.officer_id)
    return (*who_filed_or_answers_below(event), *had, *followers_of_the_post(event))


def _appeal(event: AppealEvent) -> Appeal:
    return db.session.get_one(Appeal, event.appeal_id)


def _order(event: OrderEvent) -> Order:
    return db.session.get_one(Order, event.order_id)


def _sitting_in(seat: Seat) -> tuple[int, ...]:
    holder = holder_of(seat)
    return (holder.id,) if holder else ()


def whose_seat_or_above(event: GrantEvent) -> Iterable[int | None]:
    """Who sits in the seat that may order by it, and the head over them."""
    seat = db.session.get_one(Seat, event.seat_id)
    head = head_over(seat)
    return (*_sitting_in(seat), head.id if head else None)


def who_is_invited(event: MeetingEvent) -> Iterable[int | None]:
    return list_invited(event.meeting_id)


def who_is_invited_the_first_time(event: MinutesWritten) -> Iterable[int | None]:
    """What is put right later, the page tells."""
    return who_is_invited(event) if event.version == 1 else ()


def all_moderators(_event: ProblemRepeated) -> Iterable[int | None]:
    """They read every post, so they see the whole of it, and may open a challenge."""
    return list_moderators()


def author_of_the_challenge(event: ChallengeAnswered) -> Iterable[int | None]:
    return (db.session.get_one(Post, event.challenge_id).author_id,)
