"""What is shown live. Read this table to know every byte pushed to a page.

A piece is composed from things as they are now, never from what the event remembers: a comment
hidden meanwhile is pushed, and caught up, as hidden. A piece holds nothing of its viewer."""

from app.actions.events import (
    ActionAccepted,
    ActionAcknowledged,
    ActionAnswered,
    ActionAskedBack,
    ActionDisputed,
    ActionDone,
    ActionForwarded,
    ActionReturned,
    ActionTimeAsked,
    ActionTimeGiven,
    ActionTimeRefused,
    ActionVerified,
    FlagDeclined,
    PostFlagged,
)
from app.answers.events import AnswerMarked, AnswerTakenBack
from app.archive.events import ArchiveImported
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
from app.files.events import FileReady, FileRefused, FileRemoved, FilesAttached
from app.following.events import FacedNoMore, FacedToo
from app.ideas.events import IdeaMerged, IdeaMoved
from app.live.pieces import (
    Show,
    action,
    answer_and_path,
    comment_path_and_answer,
    comment_said,
    comment_words,
    endorsement,
    faced,
    files,
    flag,
    idea,
    merged,
    nothing,
    reading,
    words,
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
from app.posts.events import (
    PostHidden,
    PostPinned,
    PostShown,
    PostUnpinned,
    PostWithdrawn,
    PostWritten,
)
from app.retirement.events import OfficerRetired, OfficerReturned
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
    ActionAccepted: action,
    ActionDone: action,
    ActionReturned: action,
    ActionAcknowledged: action,
    ActionAskedBack: action,
    ActionAnswered: action,
    ActionForwarded: action,
    ActionTimeAsked: action,
    ActionTimeGiven: action,
    ActionTimeRefused: action,
    ActionDisputed: action,
    ActionVerified: action,
    ConcernRaised: nothing,  # nobody on the page may learn of it
    ConcernKept: nothing,
    FilesAttached: files,
    FileReady: files,
    FileRefused: files,
    FileRemoved: files,
    # Read by two alone.
    DelegationGiven: nothing,
    DelegationEnded: nothing,
    WordsPrepared: nothing,
    WordsSetAside: nothing,
}
