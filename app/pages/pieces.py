"""Pieces as they were made before. They are the same for every reader, so a page that is read again
does not make them again: what a piece shows, and in which language, is all that it depends on."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from flask import render_template
from markupsafe import Markup

from app.actions.queries import Brief
from app.comments.queries import Shown
from app.core.clock import today
from app.core.i18n import lang
from app.officers.queries import Person
from app.posts.models import Audience, PostKind

KEPT = 4_000  # of each kind of piece, in one language: some 20 MB
_ENTRY = secrets.token_hex(8)  # stands for the log's number, which is new on each page


@dataclass(frozen=True, slots=True)
class Card:
    """A post in the feed."""

    id: int
    kind: PostKind
    title: str
    summary: str
    language: str
    audience: Audience
    author_text: str
    created_at: datetime
    reply_due_on: date | None
    replied_at: datetime | None
    answered_at: datetime | None
    pinned_at: datetime | None


_SHOWN = tuple(Card.__dataclass_fields__)


def comment_piece(comment: Shown, entry: int) -> Markup:
    """A comment with its replies, as of an entry."""
    return Markup(_comment(comment, lang()).replace(_ENTRY, str(entry)))  # noqa: S704  (ours)


def card_piece(row: Any, writer: Person | None, strip: Brief | None) -> Markup:
    """A row of the feed, with who wrote it and what has become of it."""
    card = Card(*(getattr(row.Post, name) for name in _SHOWN))
    # Days of this year are written without it.
    return Markup(  # noqa: S704  (ours)
        _card(card, writer, row.endorsed, row.comments, strip, lang(), today().year)
    )


@lru_cache(maxsize=KEPT)
def _comment(comment: Shown, _language: str) -> str:
    return render_template("comments/_comment.html", comment=comment, entry=_ENTRY)


@lru_cache(maxsize=KEPT)
def _card(
    card: Card,
    writer: Person | None,
    endorsed: int,
    count: int,
    strip: Brief | None,
    _language: str,
    _year: int,
) -> str:
    return render_template(
        "pages/_card.html", post=card, writer=writer, endorsed=endorsed, count=count, strip=strip
    )
