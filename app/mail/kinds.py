"""Which kind of news an event is. Read this table to know what goes by mail, and as what."""

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l

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
    FlagDeclined,
    FlagJoined,
    PostFlagged,
    Reminded,
)
from app.actions.models import ActionItem
from app.answers.events import AnswerMarked
from app.appeals.events import (
    APPEAL_REMINDERS,
    AppealDueMoved,
    AppealFiled,
    AppealRefused,
    AppealRejected,
    AppealTaken,
    AppealUpheld,
    AppealWithdrawn,
)
from app.comments.events import CommentHidden, CommentPosted, CommentShown
from app.core.db import db
from app.core.events import Event
from app.delegation.events import (
    DelegationEnded,
    DelegationGiven,
    WordsPrepared,
    WordsSetAside,
)
from app.endorsements.events import PostEndorsed, PostRead
from app.evidence.events import EvidenceDamaged, EvidenceHidden, EvidenceReady, EvidenceRefused
from app.files.events import FileRefused
from app.following.events import FacedToo
from app.ideas.events import IdeaMerged, IdeaMoved
from app.investigations.events import INVESTIGATING, NoticeGiven
from app.mail.models import MailKind, Pace
from app.meetings.events import MeetingCalled, MeetingCalledOff, MeetingMoved, MinutesWritten
from app.moderation.events import ConcernKept, ConcernRaised
from app.officers.events import AccountClosed, OfficerMoved, PasswordChanged, ResetOffered
from app.officers.queries import holder_of
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
from app.orders.models import Order
from app.posts.events import PostHidden, PostPinned, PostShown, PostWritten
from app.repeats.events import ChallengeAnswered, ProblemRepeated
from app.results.events import ResultPublished, ResultWithdrawn
from app.retirement.events import OfficerRetired, OfficerReturned
from app.sources.events import SourceVerified
from app.versions.events import PostEdited, VersionHidden

# Whether the officer's own words are spoken of (a post, or the comment that is replied to) decides.
Tell = Callable[[Any, bool], MailKind]


def always(kind: MailKind) -> Tell:
    return lambda _event, _own: kind


def own(kind: MailKind) -> Tell:
    """Of one's own words this kind; of others', what one follows."""
    return lambda _event, own: kind if own else MailKind.FOLLOWED


def of_a_comment(event: CommentPosted, own: bool) -> MailKind:
    if not own:
        return MailKind.FOLLOWED
    if event.asks:
        return MailKind.NAMED
    return MailKind.SENIOR if event.senior else MailKind.ANSWERS


KIND_OF: dict[type[Event], Tell] = {
    PostWritten: always(MailKind.FOLLOWED),
    AnswerMarked: always(MailKind.ANSWERS),
    IdeaMerged: own(MailKind.ANSWERS),
    FileRefused: always(MailKind.ACCOUNT),
    EvidenceReady: always(MailKind.ACTIONS),
    EvidenceRefused: always(MailKind.ACCOUNT),
    EvidenceHidden: always(MailKind.ACCOUNT),
    EvidenceDamaged: always(MailKind.ACTIONS),
    DelegationGiven: always(MailKind.ACCOUNT),
    DelegationEnded: always(MailKind.ACCOUNT),
    WordsPrepared: always(MailKind.NAMED),
    WordsSetAside: always(MailKind.NAMED),
    CommentPosted: of_a_comment,
    PostEndorsed: own(MailKind.SENIOR),
    PostRead: own(MailKind.ANSWERS),
    IdeaMoved: own(MailKind.ANSWERS),
    FacedToo: own(MailKind.ANSWERS),
    PostEdited: always(MailKind.FOLLOWED),
    SourceVerified: own(MailKind.ANSWERS),
    PostFlagged: always(MailKind.ACTIONS),
    FlagDeclined: always(MailKind.ACTIONS),
    FlagJoined: always(MailKind.ACTIONS),
    ActionAccepted: always(MailKind.ACTIONS),
    ActionDone: always(MailKind.ACTIONS),
    ActionReturned: always(MailKind.ACTIONS),
    ActionAcknowledged: always(MailKind.ACTIONS),
    ActionAskedBack: always(MailKind.ACTIONS),
    ActionAnswered: always(MailKind.ACTIONS),
    ActionForwarded: always(MailKind.ACTIONS),
    ActionTimeAsked: always(MailKind.ACTIONS),
    ActionTimeGiven: always(MailKind.ACTIONS),
    ActionDueMoved: always(MailKind.ACTIONS),
    ActionTimeRefused: always(MailKind.ACTIONS),
    ActionMadePrivate: always(MailKind.ACTIONS),
    ActionMadeOpen: always(MailKind.ACTIONS),
    ActionDisputed: always(MailKind.ACTIONS),
    ActionVerified: always(MailKind.ACTIONS),
    OrderGiven: always(MailKind.ACTIONS),
    OrderAcknowledged: always(MailKind.ACTIONS),
    OrderAskedBack: always(MailKind.ACTIONS),
    OrderAnswered: always(MailKind.ACTIONS),
    OrderForwarded: always(MailKind.ACTIONS),
    OrderTimeAsked: always(MailKind.ACTIONS),
    OrderTimeGiven: always(MailKind.ACTIONS),
    OrderTimeRefused: always(MailKind.ACTIONS),
    OrderReported: always(MailKind.ACTIONS),
    ReportAccepted: always(MailKind.ACTIONS),
    ReportReturned: always(MailKind.ACTIONS),
    OrderWithdrawn: always(MailKind.ACTIONS),
    OrderDueMoved: always(MailKind.ACTIONS),
    GrantGiven: always(MailKind.ACCOUNT),
    GrantEnded: always(MailKind.ACCOUNT),
    **dict.fromkeys(INVESTIGATING, always(MailKind.ACTIONS)),
    AppealFiled: always(MailKind.ACTIONS),
    AppealTaken: always(MailKind.ACTIONS),
    AppealRefused: always(MailKind.ACTIONS),
    AppealUpheld: always(MailKind.ACTIONS),
    AppealRejected: always(MailKind.ACTIONS),
    AppealWithdrawn: always(MailKind.ACTIONS),
    AppealDueMoved: always(MailKind.ACTIONS),
    **dict.fromkeys(APPEAL_REMINDERS, always(MailKind.ACTIONS)),
    ActionAnswerDue: always(MailKind.ACTIONS),
    ActionUnanswered: always(MailKind.ACTIONS),
    ActionWarned: always(MailKind.ACTIONS),
    ActionDue: always(MailKind.ACTIONS),
    ActionOverdue: always(MailKind.ACTIONS),
    ActionRaised: always(MailKind.ACTIONS),
    **dict.fromkeys(ORDER_REMINDERS, always(MailKind.ACTIONS)),
    ActionConfirmed: always(MailKind.ACTIONS),
    ActionReopened: always(MailKind.ACTIONS),
    ResultPublished: always(MailKind.ACTIONS),
    ResultWithdrawn: always(MailKind.ACTIONS),
    MeetingCalled: always(MailKind.ACTIONS),
    MeetingMoved: always(MailKind.ACTIONS),
    MeetingCalledOff: always(MailKind.ACTIONS),
    MinutesWritten: always(MailKind.ACTIONS),
    ProblemRepeated: always(MailKind.ACCOUNT),
    ChallengeAnswered: always(MailKind.ANSWERS),
    PostHidden: always(MailKind.ACCOUNT),
    PostShown: always(MailKind.ACCOUNT),
    VersionHidden: always(MailKind.ACCOUNT),
    PostPinned: always(MailKind.ACCOUNT),
    CommentHidden: always(MailKind.ACCOUNT),
    CommentShown: always(MailKind.ACCOUNT),
    ConcernRaised: always(MailKind.ACCOUNT),
    ConcernKept: always(MailKind.ACCOUNT),
    PasswordChanged: always(MailKind.ACCOUNT),
    ResetOffered: always(MailKind.ACCOUNT),
    OfficerMoved: always(MailKind.ACCOUNT),
    AccountClosed: always(MailKind.ACCOUNT),
    OfficerRetired: always(MailKind.ACCOUNT),
    OfficerReturned: always(MailKind.ACCOUNT),
}

DEFAULTS = {
    MailKind.SENIOR: Pace.AT_ONCE,
    MailKind.NAMED: Pace.AT_ONCE,
    MailKind.ACTIONS: Pace.AT_ONCE,
    MailKind.ANSWERS: Pace.DAILY,
    MailKind.FOLLOWED: Pace.DAILY,
    MailKind.ACCOUNT: Pace.DAILY,
    MailKind.OUTCOMES: Pace.WEEKLY,
}


def kind_of(event: Event, *, own: bool, named: bool = False) -> MailKind:
    """`named`: it mentions the officer who is told."""
    return MailKind.NAMED if named else KIND_OF[type(event)](event, own)


def must_hear(event: Event, officer_id: int) -> bool:
    """A day that this very officer answers for: told whatever was chosen, once a day at least."""
    return isinstance(event, Reminded) and event.holder_id == officer_id


def is_urgent(event: Event, officer_id: int) -> bool:
    """An item or an order came, or came back, to this very officer's seat, or a notice came to
    them: days are counted."""
    if isinstance(
        event, ActionAccepted | ActionForwarded | OrderGiven | OrderForwarded | AppealFiled
    ):
        return event.holder_id == officer_id
    if isinstance(event, NoticeGiven):  # to one officer alone
        return True
    if isinstance(event, ActionReturned | ActionDisputed | ActionReopened | AppealUpheld):
        holder = holder_of(db.session.get_one(ActionItem, event.action_id).seat)
        return holder is not None and holder.id == officer_id
    if isinstance(event, ReportReturned):
        holder = holder_of(db.session.get_one(Order, event.order_id).seat)
        return holder is not None and holder.id == officer_id
    return False


NAMES = {
    MailKind.SENIOR: _l("A senior's word"),
    MailKind.NAMED: _l("Questions to you by name"),
    MailKind.ACTIONS: _l("Action items"),
    MailKind.ANSWERS: _l("Answers to what you wrote"),
    MailKind.FOLLOWED: _l("What you follow"),
    MailKind.ACCOUNT: _l("Moderation and your account"),
    MailKind.OUTCOMES: _l("What came of your words"),
}
MEANS = {
    MailKind.SENIOR: _l("A senior replies to you, or endorses your idea."),
    MailKind.NAMED: _l(
        "A senior asks you something, a colleague names you, or words are prepared for a senior."
    ),
    MailKind.ACTIONS: _l(
        "An item comes to your seat, or goes a step on. What comes to your own seat also goes out"
        " at night and on days off; a day that your seat must keep is told whatever you choose."
    ),
    MailKind.ANSWERS: _l("Colleagues comment on your post, reply to you, or your idea moves on."),
    MailKind.FOLLOWED: _l("What happens to the posts you follow."),
    MailKind.ACCOUNT: _l(
        "What moderators decide about your words, and changes to your account or your seat."
    ),
    MailKind.OUTCOMES: _l(
        "What has happened to the ideas that you commented on, endorsed or asked about: once a"
        " week, on its last working day, ten lines at most."
    ),
}
PACES = {
    Pace.AT_ONCE: _l("At once"),
    Pace.DAILY: _l("Once a day"),
    Pace.WEEKLY: _l("Once a week"),
    Pace.NEVER: _l("Never"),
}
