"""Pieces as they were made before. They are the same for every reader, so a page that is read again
does not make them again: what a piece shows, and in which language, is all that it depends on."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from flask import render_template
from markupsafe import Markup

from app.actions.queries import Brief
from app.answers.queries import answer_of_post
from app.comments.queries import Shown, comments_of_post
from app.core.clock import today
from app.core.i18n import lang
from app.core.shared import shared
from app.endorsements.queries import endorsements_of_post
from app.ideas.models import IdeaState
from app.ideas.queries import state_of_post
from app.officers.models import Officer
from app.officers.queries import person
from app.posts.models import Audience, PostKind
from app.posts.queries import list_feed

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


def list_cards(officer: Officer, **which: Any) -> list[Card]:
    """Of a page of the feed, the latest first. `which`: as of `list_feed`."""
    counted = (comments_of_post(), endorsements_of_post(), *state_of_post(), answer_of_post())
    return [Card._make(row) for row in list_feed(officer, *counted, **which)]


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
