"""Who hears of what. Read this table to know every notification there is."""

from app.answers.events import AnswerMarked, AnswerTakenBack
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
from app.notifications.parts import (
    all_moderators,
    author_of_the_challenge,
    who_is_invited,
    who_is_invited_the_first_time,
)
from app.notifications.troubles import TROUBLES
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
from app.posts.events import (
    PostHidden,
    PostPinned,
    PostShown,
    PostUnpinned,
    PostWithdrawn,
    PostWritten,
)
from app.repeats.events import ChallengeAnswered, ChallengeOpened, ProblemRepeated
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
    MeetingCalled: who_is_invited,
    MeetingMoved: who_is_invited,
    MeetingCalledOff: who_is_invited,
    MeetingHeld: nobody,  # who sits there knows
    MinutesWritten: who_is_invited_the_first_time,
    ProblemRepeated: all_moderators,
    ChallengeOpened: nobody,  # it stands in the feed
    ChallengeAnswered: author_of_the_challenge,
    VersionHidden: author_of_the_post,
    CitizenLookedAt: nobody,  # for the file, and for auditors
    CitizensForgotten: nobody,
    **TROUBLES,
    SourceBrought: nobody,  # the post tells
    SourceVerified: author_and_followers_of_the_post,
    ConcernRaised: moderators,
    ConcernKept: who_raised_it,
    FilesAttached: nobody,  # a word about them is a comment
    FileReady: nobody,
    FileRefused: who_added_the_file,
    FileRemoved: nobody,
    DelegationGiven: the_delegate,
    DelegationEnded: senior_and_delegate,
    WordsPrepared: the_senior,
    WordsSetAside: the_delegate,
}
