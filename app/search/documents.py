"""What is findable. Read this table to know when the index changes.

Each event names the documents that must be looked at again; `building.py` makes them from the rows
as they are now, or finds that they are to go."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Select, select

from app.actions.events import (
    ActionAccepted,
    ActionAcknowledged,
    ActionAnswerDue,
    ActionAnswered,
    ActionAskedBack,
    ActionConfirmed,
    ActionDisputed,
    ActionDone,
    ActionDue,
    ActionDueMoved,
    ActionForwarded,
    ActionMadeOpen,
    ActionMadePrivate,
    ActionOverdue,
    ActionRaised,
    ActionReopened,
    ActionReturned,
    ActionTimeAsked,
    ActionTimeGiven,
    ActionTimeRefused,
    ActionUnanswered,
    ActionVerified,
    ActionWarned,
    CaseFileTaken,
    FlagDeclined,
    FlagJoined,
    PostFlagged,
)
from app.actions.models import ActionItem
from app.answers.events import AnswerMarked, AnswerTakenBack
from app.appeals.events import APPEAL_ALONE, AppealUpheld
from app.archive.events import ArchiveImported
from app.archive.models import Imported
from app.calendar.events import CalendarDayEntered, CalendarDayWithdrawn, LimitAdded
from app.citizens.events import CitizenLookedAt, CitizensForgotten
from app.comments.events import CommentEdited, CommentHidden, CommentPosted, CommentShown
from app.comments.models import Comment
from app.core.db import db
from app.core.events import Event
from app.core.notes import DeedRefused
from app.delegation.events import (
    DelegationEnded,
    DelegationGiven,
    WordsPrepared,
    WordsSetAside,
)
from app.endorsements.events import PostEndorsed, PostRead
from app.evidence.events import (
    EvidenceAdded,
    EvidenceDamaged,
    EvidenceHidden,
    EvidenceMended,
    EvidenceReady,
    EvidenceRefused,
)
from app.files.events import FileReady, FileRefused, FileRemoved, FilesAttached
from app.following.events import FacedNoMore, FacedToo
from app.ideas.events import IdeaMerged, IdeaMoved
from app.investigations.events import INVESTIGATING
from app.meetings.events import (
    MeetingCalled,
    MeetingCalledOff,
    MeetingHeld,
    MeetingMoved,
    MinutesWritten,
)
from app.moderation.events import ConcernKept, ConcernRaised
from app.officers.events import (
    AccountClosed,
    OfficerInvited,
    OfficerMoved,
    PasswordChanged,
    ProfileChanged,
    ResetOffered,
    SessionEnded,
    SessionOpened,
)
from app.orders.events import (
    ORDER_REMINDERS,
    GrantEnded,
    GrantGiven,
    OrderAcknowledged,
    OrderAnswered,
    OrderAskedBack,
    OrderDueMoved,
    OrderForwarded,
    OrderGiven,
    OrderReported,
    OrderTimeAsked,
    OrderTimeGiven,
    OrderTimeRefused,
    OrderWithdrawn,
    ReportAccepted,
    ReportReturned,
)
from app.posts.events import (
    PostHidden,
    PostPinned,
    PostShown,
    PostUnpinned,
    PostWithdrawn,
    PostWritten,
)
from app.posts.models import Post
from app.repeats.events import ChallengeAnswered, ChallengeOpened, ProblemRepeated
from app.results.events import (
    NamingAgreed,
    NamingTakenBack,
    ResultPublished,
    ResultWithdrawn,
)
from app.retirement.events import OfficerRetired, OfficerReturned
from app.sources.events import SourceBrought, SourceVerified
from app.versions.events import PostEdited, VersionHidden

Find = Callable[[Any], Iterable[str]]


def nothing(_event: Event) -> Iterable[str]:
    return ()


def the_post(event: Any) -> Iterable[str]:
    return (f"post:{event.post_id}",)


def the_comment(event: Any) -> Iterable[str]:
    """And its post, which counts as answered now."""
    return (f"comment:{event.comment_id}", f"post:{event.post_id}")


def the_new_comment(event: CommentPosted) -> Iterable[str]:
    """Its post only when it counts as answered by it: all others stand there as they stood."""
    return the_comment(event) if event.first else (f"comment:{event.comment_id}",)


def the_comment_alone(event: CommentEdited) -> Iterable[str]:
    return (f"comment:{event.comment_id}",)


def what_it_hangs_on(event: FileReady | FileRemoved) -> Iterable[str]:
    number = event.comment_id
    return (f"comment:{number}" if number else f"post:{event.post_id}",)


def the_item(event: Any) -> Iterable[str]:
    return (f"action:{event.action_id}", f"post:{event.post_id}")


def the_officer(event: Any) -> Iterable[str]:
    return (f"officer:{event.officer_id}",)


def post_with_all_under_it(event: Any) -> Iterable[str]:
    """Hidden or withdrawn, it takes its talk and its item with it."""
    return everything_under(select(Post.id).where(Post.id == event.post_id))


def the_batch(event: ArchiveImported) -> Iterable[str]:
    return everything_under(select(Imported.post_id).where(Imported.batch_id == event.batch_id))


def everything_under(posts: Select[tuple[int]]) -> Iterable[str]:
    """Posts by a query and not by a list: a batch may have more than a statement can carry."""
    comments = select(Comment.id).where(Comment.post_id.in_(posts))
    items = select(ActionItem.id).where(ActionItem.post_id.in_(posts))
    for kind, numbers in (("post", posts), ("comment", comments), ("action", items)):
        yield from (f"{kind}:{number}" for number in db.session.scalars(numbers))


DOCUMENTS: dict[type[Event], Find] = {
    DeedRefused: nothing,
    SessionOpened: nothing,
    SessionEnded: nothing,
    PasswordChanged: nothing,
    OfficerInvited: the_officer,
    ProfileChanged: the_officer,
    OfficerRetired: the_officer,
    OfficerReturned: the_officer,
    OfficerMoved: the_officer,
    AccountClosed: the_officer,
    ResetOffered: nothing,
    PostWritten: the_post,
    PostEdited: the_post,
    VersionHidden: nothing,  # only what stands now is found
    PostWithdrawn: post_with_all_under_it,
    PostHidden: post_with_all_under_it,
    PostShown: post_with_all_under_it,
    PostPinned: nothing,
    PostUnpinned: nothing,
    CommentPosted: the_new_comment,
    CommentEdited: the_comment_alone,
    CommentHidden: the_comment,
    CommentShown: the_comment,
    AnswerMarked: nothing,  # answered or not, it is found by the first reply
    AnswerTakenBack: nothing,
    CalendarDayEntered: nothing,
    CalendarDayWithdrawn: nothing,
    LimitAdded: nothing,
    ArchiveImported: the_batch,
    PostEndorsed: the_post,
    PostRead: nothing,
    IdeaMerged: nothing,
    IdeaMoved: nothing,  # a post is found as answered or not, however its idea stands
    FacedToo: nothing,
    FacedNoMore: nothing,
    PostFlagged: the_post,
    FlagDeclined: the_post,
    FlagJoined: the_item,
    ActionAccepted: post_with_all_under_it,  # it may be private from now on
    ActionDone: the_item,
    ActionVerified: the_item,
    ActionAnswerDue: nothing,
    ActionUnanswered: nothing,
    ActionWarned: nothing,
    ActionDue: nothing,
    ActionOverdue: nothing,
    ActionRaised: nothing,
    **dict.fromkeys(ORDER_REMINDERS, nothing),
    ActionReturned: the_item,
    CaseFileTaken: nothing,  # for the file, and for auditors
    CitizenLookedAt: nothing,  # nothing of a citizen is ever found
    CitizensForgotten: nothing,
    SourceBrought: nothing,  # with its post
    SourceVerified: the_post,
    ActionAcknowledged: the_item,
    ActionAnswered: the_item,
    ActionAskedBack: the_item,
    ActionDisputed: the_item,
    ActionForwarded: the_item,
    ActionTimeAsked: the_item,
    ActionTimeGiven: the_item,
    ActionDueMoved: nothing,  # it is found as it was
    ActionTimeRefused: the_item,
    ActionMadePrivate: post_with_all_under_it,
    ActionMadeOpen: post_with_all_under_it,
    # What is ordered is read on its item.
    OrderGiven: nothing,
    OrderAcknowledged: nothing,
    OrderAskedBack: nothing,
    OrderAnswered: nothing,
    OrderForwarded: nothing,
    OrderTimeAsked: nothing,
    OrderTimeGiven: nothing,
    OrderTimeRefused: nothing,
    OrderReported: nothing,
    ReportAccepted: nothing,
    ReportReturned: nothing,
    OrderWithdrawn: nothing,
    OrderDueMoved: nothing,
    **dict.fromkeys(INVESTIGATING, nothing),  # nothing said in one is ever found
    **dict.fromkeys(APPEAL_ALONE, nothing),
    AppealUpheld: the_item,  # it is under way again
    GrantGiven: nothing,
    GrantEnded: nothing,
    ActionConfirmed: the_item,
    ActionReopened: the_item,
    ResultPublished: nothing,  # what it says is found by its item
    ResultWithdrawn: nothing,
    MeetingCalled: nothing,  # read from the list of meetings
    MeetingMoved: nothing,
    MeetingCalledOff: nothing,
    MeetingHeld: nothing,
    MinutesWritten: nothing,
    ProblemRepeated: nothing,
    ChallengeOpened: the_post,
    ChallengeAnswered: the_post,
    NamingAgreed: nothing,
    NamingTakenBack: nothing,
    ConcernRaised: nothing,
    ConcernKept: nothing,
    FilesAttached: nothing,  # until it is ready, nobody finds it
    FileReady: what_it_hangs_on,
    FileRefused: nothing,
    FileRemoved: what_it_hangs_on,
    EvidenceAdded: nothing,  # an item is found by its post
    EvidenceReady: nothing,
    EvidenceRefused: nothing,
    EvidenceHidden: nothing,
    EvidenceDamaged: nothing,
    EvidenceMended: nothing,
    DelegationGiven: nothing,
    DelegationEnded: nothing,
    WordsPrepared: nothing,  # findable by nobody before they are said
    WordsSetAside: nothing,
}
