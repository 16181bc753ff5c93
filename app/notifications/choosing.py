"""Who has to do with a deed: the officers whom the table of recipients names."""

from collections.abc import Callable, Iterable
from typing import Any

from app.comments.events import CommentPosted
from app.comments.models import Comment
from app.core.clock import today
from app.core.db import db
from app.core.events import Event
from app.delegation.queries import list_over_with
from app.endorsements.queries import list_endorsers
from app.files.events import FileRefused
from app.files.models import File
from app.following.events import FacedToo
from app.following.followed import list_followers_of
from app.ideas.events import IdeaMerged, IdeaMoved
from app.moderation.events import ConcernEvent
from app.moderation.queries import list_judges, list_raisers
from app.naming.queries import list_mentioned
from app.notifications.queries import was_told
from app.officers.events import (
    AccountClosed,
    OfficerEvent,
    OfficerMoved,
)
from app.officers.models import Seat
from app.officers.queries import head_over, holder_of, list_left_on
from app.posts.events import (
    PostWritten,
)
from app.posts.models import Post
from app.posts.queries import list_followers, list_hearers
from app.retirement.events import OfficerRetired

Choose = Callable[[Any], Iterable[int | None]]


def nobody(_event: Event) -> Iterable[int | None]:
    return ()


def the_officer(event: OfficerEvent) -> Iterable[int | None]:
    """Of what somebody else did to the account."""
    return (event.officer_id,)


def who_moves_and_those_it_concerns(event: OfficerMoved) -> Iterable[int | None]:
    """The heads over the old and the new seat, whoever answers for the old one from now on, and
    with whom a delegation ends by it."""
    yield event.officer_id
    if event.left_seat_id:
        yield from list_over_with(event.officer_id, event.left_seat_id, event.since)
    for seat_id in filter(None, (event.left_seat_id, event.seat_id)):
        seat = db.session.get_one(Seat, seat_id)
        yield from (found.id for found in (head_over(seat), holder_of(seat)) if found)


def who_retires_and_those_it_concerns(event: OfficerRetired) -> Iterable[int | None]:
    """The heads over the seats that are left, whoever answers for them from now on, and with whom
    a delegation ends by it."""
    yield event.officer_id
    yield from list_over_with(event.officer_id, None, event.since)
    for seat in list_left_on(event.officer_id, event.since):
        yield from (found.id for found in (head_over(seat), holder_of(seat)) if found)


def who_shared_a_delegation(event: AccountClosed) -> Iterable[int | None]:
    """A private secretary, or the senior: no more words are prepared between them."""
    return list_over_with(event.officer_id, None, today())


def followers_of_the_post(event: Any) -> Iterable[int | None]:
    return list_followers(event.post_id)


def author_and_followers_of_the_post(event: Any) -> Iterable[int | None]:
    """But for an author who has stopped following."""
    return list_hearers(event.post_id)


def hearers_and_who_prepared(event: Any) -> Iterable[int | None]:
    """And the private secretary whose words they were."""
    return (*author_and_followers_of_the_post(event), event.prepared_by_id)


def the_senior(event: Any) -> Iterable[int | None]:
    return (event.senior_id,)


def the_delegate(event: Any) -> Iterable[int | None]:
    return (event.delegate_id,)


def senior_and_delegate(event: Any) -> Iterable[int | None]:
    return (event.senior_id, event.delegate_id)


def who_endorsed_the_post(event: Any) -> Iterable[int | None]:
    return list_endorsers(event.post_id)


def author_of_the_post(event: Any) -> Iterable[int | None]:
    return (db.session.get_one(Post, event.post_id).author_id,)


def who_waits_for_the_idea(event: IdeaMoved) -> Iterable[int | None]:
    """And whoever answers today for the seat that is responsible for its next step."""
    owner = holder_of(db.session.get_one(Seat, event.owner_seat_id))
    return (
        *author_of_the_post(event),  # of a decision about it, stopped or not
        *followers_of_the_post(event),
        *list_endorsers(event.post_id),
        owner.id if owner else None,
    )


def who_spoke_for_the_idea(event: IdeaMerged) -> Iterable[int | None]:
    """And the author of the one that it goes on in."""
    return (
        *author_of_the_post(event),
        *followers_of_the_post(event),
        *list_endorsers(event.post_id),
        db.session.get_one(Post, event.into_id).author_id,
    )


def author_unless_stopped(event: Any) -> Iterable[int | None]:
    """What is said of the post an author may choose not to hear; what is decided about it is told
    to the author always."""
    return {*author_of_the_post(event)} & {*list_hearers(event.post_id)}


def author_the_first_time(event: FacedToo) -> Iterable[int | None]:
    """Once a post, however many say it and take it back: how many there are, its page tells."""
    return () if was_told(FacedToo.kind, event.post_id) else author_unless_stopped(event)


def author_of_the_comment(event: Any) -> Iterable[int | None]:
    return (db.session.get_one(Comment, event.comment_id).author_id,)


def who_added_the_file(event: FileRefused) -> Iterable[int | None]:
    return (db.session.get_one(File, event.file_id).officer_id,)


def moderators(event: ConcernEvent) -> Iterable[int | None]:
    """But for the one whose words they are."""
    return list_judges(event.concern_id)


def who_raised_it(event: ConcernEvent) -> Iterable[int | None]:
    return list_raisers(event.concern_id)


def who_is_mentioned(event: Any) -> Iterable[int | None]:
    """By the words that the event brought, if they may read them; whoever holds a seat today."""
    if isinstance(event, CommentPosted):
        return list_mentioned(event.post_id, event.comment_id)
    return list_mentioned(event.post_id, version=getattr(event, "version", 1))


def who_follows_where_it_stands(event: PostWritten) -> Iterable[int | None]:
    """Those who follow its author, an office, the district or a tag."""
    return list_followers_of(event.post_id)
