"""Who hears of what. Read this table to know every notification there is."""

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
from app.comments.events import CommentEdited, CommentHidden, CommentPosted, CommentShown
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
    EvidenceMended,
    EvidenceReady,
    EvidenceRefused,
)
from app.files.events import FileReady, FileRefused, FileRemoved, FilesAttached
from app.following.events import FacedNoMore, FacedToo
from app.ideas.events import IdeaMerged, IdeaMoved
from app.meetings.events import (
    MeetingCalled,
    MeetingCalledOff,
    MeetingHeld,
    MeetingMoved,
    MinutesWritten,
)
from app.moderation.events import ConcernKept, ConcernRaised
from app.notifications.choosing import (
    Choose,
    author_and_followers_of_the_post,
    author_of_the_comment,
    author_of_the_post,
    author_the_first_time,
    author_unless_stopped,
    hearers_and_who_prepared,
    moderators,
    nobody,
    senior_and_delegate,
    the_delegate,
    the_officer,
    the_senior,
    who_added_the_file,
    who_endorsed_the_post,
    who_follows_where_it_stands,
    who_is_mentioned,
    who_moves_and_those_it_concerns,
    who_raised_it,
    who_retires_and_those_it_concerns,
    who_shared_a_delegation,
    who_spoke_for_the_idea,
    who_waits_for_the_idea,
)
from app.notifications.investigating import INVESTIGATIONS
from app.notifications.parts import (
    all_moderators,
    all_with_a_part_in_the_item,
    author_and_who_decides,
    author_and_who_flagged,
    author_of_the_challenge,
    who_added_it_and_who_decides,
    who_added_the_evidence,
    who_answered_for_the_seat,
    who_answered_for_what_is_withdrawn,
    who_answers_for_the_order,
    who_answers_for_the_seat,
    who_decides_the_appeal,
    who_did_or_answers_for_the_order,
    who_filed_or_answers_below,
    who_filed_or_has_a_part,
    who_flagged_or_has_a_part,
    who_follows_or_answers_for_the_item,
    who_gave_or_answers_but_for_who_added_it,
    who_gave_or_answers_for_the_item,
    who_gave_or_answers_for_the_order,
    who_gave_the_item,
    who_gave_the_order,
    who_hears_of_the_result,
    who_is_invited,
    who_is_invited_the_first_time,
    who_stands_above_the_order,
    who_stands_above_the_seat,
    whom_the_clock_tells,
)
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

# Whom it mentions hears of it as of a mention, and not once more for what stands below.
MENTIONS: dict[type[Event], Choose] = {
    PostWritten: who_is_mentioned,
    PostEdited: who_is_mentioned,
    CommentPosted: who_is_mentioned,
}

RECIPIENTS: dict[type[Event], Choose] = {
    DeedRefused: nobody,  # for the file alone
    SessionOpened: nobody,
    SessionEnded: nobody,
    PasswordChanged: the_officer,
    OfficerInvited: nobody,
    ProfileChanged: nobody,
    ResetOffered: the_officer,
    OfficerMoved: who_moves_and_those_it_concerns,
    AccountClosed: who_shared_a_delegation,
    OfficerRetired: who_retires_and_those_it_concerns,
    OfficerReturned: the_officer,
    CalendarDayEntered: nobody,  # whose day it moves is told of that
    CalendarDayWithdrawn: nobody,
    LimitAdded: nobody,  # what was received keeps its own
    ArchiveImported: nobody,  # an import tells nobody
    PostWritten: who_follows_where_it_stands,  # others have it in the feed, seniors on the desk
    PostEdited: who_endorsed_the_post,  # a comma rings nobody else
    PostWithdrawn: nobody,
    PostHidden: author_of_the_post,
    PostShown: author_of_the_post,
    PostPinned: author_of_the_post,
    PostUnpinned: nobody,
    PostEndorsed: hearers_and_who_prepared,
    PostRead: author_unless_stopped,
    IdeaMoved: who_waits_for_the_idea,
    IdeaMerged: who_spoke_for_the_idea,
    FacedToo: author_the_first_time,
    FacedNoMore: nobody,
    CommentPosted: hearers_and_who_prepared,
    AnswerMarked: author_of_the_comment,
    AnswerTakenBack: nobody,  # another was marked, or none: the page tells
    CommentEdited: nobody,  # its page says so; who reads it sees what was there before
    CommentHidden: author_of_the_comment,
    CommentShown: author_of_the_comment,
    PostFlagged: author_and_who_decides,
    FlagDeclined: author_and_who_flagged,
    FlagJoined: who_flagged_or_has_a_part,
    ActionAccepted: who_follows_or_answers_for_the_item,
    ActionDone: who_gave_the_item,
    ActionReturned: who_gave_or_answers_for_the_item,
    ActionAcknowledged: who_gave_the_item,
    ActionAskedBack: who_gave_the_item,
    ActionAnswered: who_answers_for_the_seat,
    ActionForwarded: who_gave_or_answers_for_the_item,
    ActionTimeAsked: who_stands_above_the_seat,
    ActionTimeGiven: who_gave_or_answers_for_the_item,
    ActionDueMoved: who_answered_for_the_seat,
    ActionTimeRefused: who_answers_for_the_seat,
    ActionDisputed: all_with_a_part_in_the_item,
    ActionVerified: all_with_a_part_in_the_item,
    OrderGiven: who_answers_for_the_order,
    OrderAcknowledged: who_gave_the_order,
    OrderAskedBack: who_gave_the_order,
    OrderAnswered: who_answers_for_the_order,
    OrderForwarded: who_gave_or_answers_for_the_order,
    OrderTimeAsked: who_stands_above_the_order,
    OrderTimeGiven: who_gave_or_answers_for_the_order,
    OrderTimeRefused: who_answers_for_the_order,
    OrderReported: who_gave_the_order,
    ReportAccepted: who_did_or_answers_for_the_order,
    ReportReturned: who_answers_for_the_order,
    OrderWithdrawn: who_answered_for_what_is_withdrawn,
    OrderDueMoved: who_answered_for_the_seat,
    **INVESTIGATIONS,
    AppealFiled: who_decides_the_appeal,
    AppealTaken: who_filed_or_answers_below,
    AppealRefused: who_filed_or_answers_below,
    AppealUpheld: who_filed_or_has_a_part,
    AppealRejected: who_filed_or_has_a_part,
    AppealWithdrawn: who_decides_the_appeal,
    AppealDueMoved: who_answered_for_the_seat,
    **dict.fromkeys(APPEAL_REMINDERS, whom_the_clock_tells),
    GrantGiven: nobody,  # the seat finds those it may order when it orders
    GrantEnded: nobody,
    ActionAnswerDue: whom_the_clock_tells,
    ActionUnanswered: whom_the_clock_tells,
    ActionWarned: whom_the_clock_tells,
    ActionDue: whom_the_clock_tells,
    ActionOverdue: whom_the_clock_tells,
    ActionRaised: whom_the_clock_tells,
    **dict.fromkeys(ORDER_REMINDERS, whom_the_clock_tells),
    ActionConfirmed: all_with_a_part_in_the_item,
    ActionReopened: all_with_a_part_in_the_item,
    ResultPublished: who_hears_of_the_result,
    ResultWithdrawn: who_hears_of_the_result,
    MeetingCalled: who_is_invited,
    MeetingMoved: who_is_invited,
    MeetingCalledOff: who_is_invited,
    MeetingHeld: nobody,  # who sits there knows
    MinutesWritten: who_is_invited_the_first_time,
    ProblemRepeated: all_moderators,
    ChallengeOpened: nobody,  # it stands in the feed
    ChallengeAnswered: author_of_the_challenge,
    NamingAgreed: nobody,  # it is one's own
    NamingTakenBack: nobody,
    VersionHidden: author_of_the_post,
    CaseFileTaken: nobody,  # for the file, and for auditors
    CitizenLookedAt: nobody,  # for the file, and for auditors
    CitizensForgotten: nobody,
    SourceBrought: nobody,  # the post tells
    SourceVerified: author_and_followers_of_the_post,
    ConcernRaised: moderators,
    ConcernKept: who_raised_it,
    FilesAttached: nobody,  # a word about them is a comment
    FileReady: nobody,
    FileRefused: who_added_the_file,
    FileRemoved: nobody,
    EvidenceAdded: nobody,  # until it can be seen
    EvidenceReady: who_gave_or_answers_but_for_who_added_it,
    EvidenceRefused: who_added_the_evidence,
    EvidenceDamaged: who_added_it_and_who_decides,
    EvidenceMended: nobody,  # the page tells
    DelegationGiven: the_delegate,
    DelegationEnded: senior_and_delegate,
    WordsPrepared: the_senior,
    WordsSetAside: the_delegate,
}
