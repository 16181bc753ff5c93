"""What is shown live. Read this table to know every byte pushed to a page.

A piece is composed from things as they are now, never from what the event remembers: a comment
hidden meanwhile is pushed, and caught up, as hidden. A piece holds nothing of its viewer."""

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
from app.answers.events import AnswerMarked, AnswerTakenBack
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
from app.archive.events import ArchiveImported
from app.calendar.events import CalendarDayEntered, CalendarDayWithdrawn, LimitAdded
from app.citizens.events import CitizenLookedAt, CitizensForgotten
from app.comments.events import (
    CommentEdited,
    CommentHidden,
    CommentPosted,
    CommentShown,
)
from app.core.events import Event
from app.core.notes import DeedRefused
from app.delegation.events import DelegationEnded, DelegationGiven, WordsPrepared, WordsSetAside
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
from app.investigations.events import WITHIN, InvestigationBegun, InvestigationOver
from app.live.chain import (
    action,
    appeal,
    evidence,
    flag,
    investigated,
    investigation,
    joined,
    order,
    result,
)
from app.live.pieces import (
    Show,
    answer_and_path,
    comment_path_and_answer,
    comment_said,
    comment_words,
    endorsement,
    faced,
    files,
    idea,
    merged,
    nothing,
    reading,
    source,
    words,
)
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

BROADCASTS: dict[type[Event], Show] = {
    DeedRefused: nothing,
    SessionOpened: nothing,
    SessionEnded: nothing,  # whose line is open is shown out: see guard.py
    PasswordChanged: nothing,
    ProfileChanged: nothing,
    OfficerInvited: nothing,
    ResetOffered: nothing,
    OfficerMoved: nothing,
    OfficerRetired: nothing,
    OfficerReturned: nothing,
    AccountClosed: nothing,
    CalendarDayEntered: nothing,  # what it moves is shown where it stands
    CalendarDayWithdrawn: nothing,
    LimitAdded: nothing,
    ArchiveImported: nothing,
    PostWritten: nothing,
    PostEdited: words,
    PostWithdrawn: nothing,  # who sits there loses the room: see rooms.py
    PostHidden: nothing,
    PostShown: nothing,
    PostPinned: nothing,
    PostUnpinned: nothing,
    VersionHidden: nothing,
    PostEndorsed: endorsement,
    PostRead: reading,
    IdeaMoved: idea,
    IdeaMerged: merged,
    FacedToo: faced,
    FacedNoMore: faced,
    CommentPosted: comment_said,
    CommentHidden: comment_path_and_answer,
    CommentShown: comment_path_and_answer,
    AnswerMarked: answer_and_path,
    AnswerTakenBack: answer_and_path,
    CommentEdited: comment_words,
    PostFlagged: flag,
    FlagDeclined: flag,
    FlagJoined: joined,
    ActionAccepted: action,
    ActionDone: action,
    ActionReturned: action,
    ActionAcknowledged: action,
    ActionAskedBack: action,
    ActionAnswered: action,
    ActionForwarded: action,
    ActionTimeAsked: action,
    ActionTimeGiven: action,
    ActionDueMoved: action,
    ActionMadePrivate: action,  # who loses the room is shown out first
    ActionMadeOpen: action,
    ActionTimeRefused: action,
    ActionDisputed: action,
    ActionVerified: action,
    ActionConfirmed: action,
    ActionReopened: action,
    ResultPublished: result,
    ResultWithdrawn: result,
    NamingAgreed: nothing,
    NamingTakenBack: nothing,
    CaseFileTaken: nothing,  # for the file, and for auditors
    CitizenLookedAt: nothing,
    CitizensForgotten: nothing,
    SourceBrought: nothing,
    SourceVerified: source,
    OrderGiven: order,
    OrderAcknowledged: order,
    OrderAskedBack: order,
    OrderAnswered: order,
    OrderForwarded: order,
    OrderTimeAsked: order,
    OrderTimeGiven: order,
    OrderTimeRefused: order,
    OrderReported: order,
    ReportAccepted: order,
    ReportReturned: order,
    OrderWithdrawn: order,
    OrderDueMoved: order,
    InvestigationBegun: investigated,
    InvestigationOver: investigated,
    **dict.fromkeys(WITHIN, investigation),
    AppealFiled: appeal,
    AppealTaken: appeal,
    AppealRefused: appeal,
    AppealUpheld: appeal,
    AppealRejected: appeal,
    AppealWithdrawn: appeal,
    AppealDueMoved: appeal,
    **dict.fromkeys(APPEAL_REMINDERS, appeal),
    GrantGiven: nothing,
    GrantEnded: nothing,
    ActionAnswerDue: action,
    ActionUnanswered: action,
    ActionWarned: action,
    ActionDue: action,
    ActionOverdue: action,
    ActionRaised: action,
    **dict.fromkeys(ORDER_REMINDERS, order),
    # Lists that nobody watches for minutes; and what is in them differs by reader.
    MeetingCalled: nothing,
    MeetingMoved: nothing,
    MeetingCalledOff: nothing,
    MeetingHeld: nothing,
    MinutesWritten: nothing,
    ProblemRepeated: nothing,
    ChallengeOpened: nothing,
    ChallengeAnswered: nothing,
    ConcernRaised: nothing,  # nobody on the page may learn of it
    ConcernKept: nothing,
    FilesAttached: files,
    FileReady: files,
    FileRefused: files,
    FileRemoved: files,
    EvidenceAdded: evidence,
    EvidenceReady: evidence,
    EvidenceRefused: evidence,
    EvidenceHidden: evidence,
    EvidenceDamaged: evidence,
    EvidenceMended: evidence,
    # Read by two alone.
    DelegationGiven: nothing,
    DelegationEnded: nothing,
    WordsPrepared: nothing,
    WordsSetAside: nothing,
}
