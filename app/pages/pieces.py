"""Pieces as they were made before. They are the same for every reader, so a page that is read again
does not make them again: what a piece shows, and in which language, is all that it depends on."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from flask import render_template
from markupsafe import Markup

from app.actions.queries import Brief
from app.comments.queries import Shown
from app.core.clock import today
from app.core.i18n import lang
from app.core.shared import shared
from app.ideas.models import IdeaState
from app.officers.queries import person
from app.posts.models import Audience, PostKind

KEPT = 4_000  # of each kind of piece, in one language: some 20 MB
ENTRY = secrets.token_hex(8)  # stands for the log's number, which is new on each page


class Card(NamedTuple):
    """A post in the feed: a row of `list_feed`, with comments and endorsements counted. A tuple,
    for a page has twenty, and each is what its piece is kept by."""

    id: int
    kind: PostKind
    title: str
    summary: str
    language: str
    audience: Audience
    author_text: str
    created_at: datetime
    moved_at: datetime
    reply_due_on: date | None
    replied_at: datetime | None
    answered_at: datetime | None
    flagged_at: datetime | None
    pinned_at: datetime | None
    needed_on: date | None
    person_id: int | None  # with those below: who wrote it
    name_bn: str | None
    name_en: str | None
    label_bn: str | None
    label_en: str | None
    person_office_id: int | None
    comments: int
    endorsed: int
    idea_state: IdeaState | None
    idea_since: datetime | None
    marked_at: datetime | None


def comment_piece(comment: Shown) -> Markup:
    """A comment with its replies, as of ENTRY."""
    return shared("comments/_comment.html", comment=comment, entry=ENTRY)


def card_pieces(cards: Iterable[Card], strips: Mapping[int, Brief]) -> list[Markup]:
    """Cards of the feed, with what has become of each."""
    # Days of this year are written without it.
    language, year = lang(), today().year
    return [Markup(_card(card, strips.get(card.id), language, year)) for card in cards]  # noqa: S704  (ours)


@lru_cache(maxsize=KEPT)
def _card(card: Card, strip: Brief | None, _language: str, _year: int) -> str:
    return render_template(
        "pages/_card.html",
        post=card,
        writer=person(card) if card.person_id else None,
        endorsed=card.endorsed,
        count=card.comments,
        strip=strip,
    )
