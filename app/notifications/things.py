"""What a notification is about: the line it stands in, and the page that opens."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from flask import render_template, url_for
from markupsafe import Markup

from app.core.events import Event
from app.core.log import LogEntry
from app.core.sentences import name_of, sentence
from app.delegation.queries import ended_with
from app.moderation.events import ConcernRaised
from app.officers.events import OfficerMoved
from app.officers.models import Officer
from app.orders.events import GrantEvent
from app.repeats.events import ProblemRepeated
from app.retirement.events import OfficerRetired

# The nearest first: an order is opened rather than its item, and that rather than its post.
_NEAREST = (
    "investigation",
    "appeal",
    "order",
    "action",
    "flag",
    "post",
    "delegation",
    "meeting",
    "officer",
)
_PAGES = {
    "investigation": ("investigations.investigation", "investigation_id"),
    "appeal": ("appeals.appeal", "appeal_id"),
    "order": ("pages.order", "order_id"),
    "action": ("pages.item", "action_id"),
    "flag": ("actions.triage", "flag_id"),
    "concern": ("moderation.judge", "concern_id"),
    "delegation": ("delegation.page", "delegation_id"),
    "meeting": ("meetings.page", "meeting_id"),
    "officer": ("pages.officer", "officer_id"),
    "seat": ("pages.seat", "seat_id"),
}


def about(event: Event) -> dict[str, Any]:
    """The columns of a notification that say what it is about."""
    facts = event.facts()
    return {
        "thing": thing_of(event),
        **{name: facts.get(name) for name in ("post_id", "comment_id", "concern_id")},
    }


def thing_of(event: Event) -> str:
    """As in "post:12". A concern is a thing for moderators only; told that it was kept, an officer
    comes back to the post."""
    facts = event.facts()
    if isinstance(event, ProblemRepeated):
        return f"repeat:{event.repeat_id}"
    if isinstance(event, GrantEvent):
        return f"seat:{event.seat_id}"
    if isinstance(event, ConcernRaised):
        return f"concern:{event.concern_id}"
    kind = next(kind for kind in _NEAREST if facts.get(f"{kind}_id"))
    return f"{kind}:{facts[f'{kind}_id']}"


def page_of(thing: str, comment_id: int | None) -> str:
    """Where it opens; a post at the comment, when one is given."""
    kind, _, digits = thing.partition(":")
    number = int(digits)
    if kind == "repeat":
        return url_for("repeats.index", _anchor=f"repeat-{number}")
    if kind == "post":
        anchor = f"comment-{comment_id}" if comment_id else None
        return url_for("pages.post", post_id=number, _anchor=anchor)
    page, name = _PAGES[kind]
    return url_for(page, **{name: number})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Yours:
    """What of it is the reader's own: nobody should have to open a page to learn that."""

    post: bool = False
    answered: bool = False  # the comment that is replied to
    into: str = ""  # title of the idea that this one was merged into
    into_language: str = ""
    into_own: bool = False


class News(Protocol):
    """A line of a list or of a mail."""

    @property
    def entry(self) -> LogEntry: ...

    @property
    def mentions(self) -> bool: ...

    @property
    def title(self) -> str: ...

    @property
    def language(self) -> str: ...

    @property
    def yours(self) -> Yours: ...


# How a title stands in a sentence: the title, and the language it is written in.
Name = Callable[[str, str], Markup | str]


def said_of(line: News, reader: Officer, name: Name) -> Markup:
    """What happened, as it is said to this reader; to whom it mentions, that it does."""
    what, yours = name(line.title, line.language), line.yours
    if not line.mentions:
        into = name(yours.into, yours.into_language) if yours.into else ""
        over = _ends_a_delegation(line.entry.event, reader)
        return sentence(line.entry, what, reader=reader, yours=yours, into=into, over=over)
    said = render_template("notifications/_mention.html", who=name_of(line.entry), what=what)
    return Markup(said.strip())  # noqa: S704  (a template of ours)


def _ends_a_delegation(event: Event, reader: Officer) -> bool:
    if isinstance(event, OfficerRetired):
        return ended_with(None, event.officer_id, reader.id, event.since)
    if isinstance(event, OfficerMoved) and event.left_seat_id:
        return ended_with(event.left_seat_id, event.officer_id, reader.id, event.since)
    return False
