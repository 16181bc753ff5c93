"""Why an officer got this mail, in their own case: not only the kind of news, but what they have
to do with it."""

from flask_babel import lazy_gettext as _l

from app.actions.events import FlagDeclined, PostFlagged
from app.comments.events import CommentPosted
from app.core.events import Event
from app.delegation.events import (
    DelegationEnded,
    DelegationGiven,
    WordsPrepared,
    WordsSetAside,
)
from app.endorsements.events import PostEndorsed
from app.files.events import FileRefused
from app.ideas.events import IdeaMoved
from app.mail.models import MailKind
from app.mail.queries import Item
from app.moderation.events import ConcernKept, ConcernRaised
from app.officers.events import AccountClosed, OfficerMoved, PasswordChanged, ResetOffered
from app.officers.models import Officer
from app.posts.events import PostWritten
from app.retirement.events import OfficerRetired, OfficerReturned
from app.versions.events import PostEdited

_OWN = _l("it is about what you wrote")
_ACCOUNT = _l("it is about your account")
_SEAT = _l("it concerns your seat or an office of yours")
_SECRETARY = _l("you are, or were, a private secretary")

OF_KIND = {
    MailKind.SENIOR: _l("a senior spoke to what you wrote"),
    MailKind.NAMED: _l("you are named or asked in it"),
    MailKind.ACTIONS: _l("you have a part in an action item"),
    MailKind.ANSWERS: _OWN,
    MailKind.FOLLOWED: _l("you follow this post"),
    MailKind.ACCOUNT: _OWN,
    MailKind.OUTCOMES: _l("you spoke here in the last two weeks"),
}

# Nearer than the kind says.
OF_EVENT: dict[type[Event], object] = {
    PostWritten: _l("you follow who wrote it, the place or a tag"),
    PostEdited: _l("you endorsed this post"),
    PostFlagged: _l("you decide about flags"),
    FlagDeclined: _l("you flagged this post"),
    ConcernRaised: _l("you are a moderator"),
    ConcernKept: _l("you raised a concern"),
    WordsPrepared: _l("you have a private secretary"),
    WordsSetAside: _SECRETARY,
    DelegationGiven: _SECRETARY,
    DelegationEnded: _l("it is about a private secretary"),
    FileRefused: _l("you added this file"),
    OfficerMoved: _SEAT,
    OfficerRetired: _SEAT,
    OfficerReturned: _SEAT,
    AccountClosed: _l("it is about a private secretary"),
    PasswordChanged: _ACCOUNT,
    ResetOffered: _ACCOUNT,
}
_OWN_FIRST = PostFlagged, FlagDeclined


def why(item: Item, officer: Officer) -> object:
    event = item.entry.event
    if item.mentions or item.kind == MailKind.OUTCOMES:
        return OF_KIND[item.kind]
    if item.yours.into_own or (item.yours.post and isinstance(event, _OWN_FIRST)):
        return _OWN
    if isinstance(event, IdeaMoved) and event.owner_seat_id in {seat.id for seat in officer.seats}:
        return _l("the next step of this idea is yours")
    if isinstance(event, CommentPosted | PostEndorsed) and event.prepared_by_id == officer.id:
        return _l("you prepared these words")
    return OF_EVENT.get(type(event)) or OF_KIND[item.kind]
