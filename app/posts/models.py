from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Model
from app.officers.models import Office, Officer, Seat


class PostKind(StrEnum):
    IDEA = "idea"
    QUESTION = "question"
    HELP = "help"  # colleagues are asked for a hand
    NOTICE = "notice"  # an office tells something, and waits for no answer
    PROPOSITION = "proposition"  # a claim put to debate
    ISSUE = "issue"  # a citizen's trouble, brought in from outside
    CHALLENGE = "challenge"  # a problem that comes again: ideas are sought


class Audience(StrEnum):
    ALL = "all"  # every officer
    OFFICE = "office"  # my office, the offices under it, and the heads of those above
    PRIVATE = "private"  # who has to do with the trouble it tells of: see LetIn


# What each kind is made of, in the order of the page.
SECTIONS = {
    PostKind.IDEA: ("problem", "sufferers", "proposal", "tried"),
    PostKind.QUESTION: ("body",),
    PostKind.HELP: ("need", "place"),
    PostKind.NOTICE: ("body", "concerned"),
    PostKind.PROPOSITION: ("claim", "reasons"),
    PostKind.ISSUE: ("trouble", "wanted"),
    PostKind.CHALLENGE: ("problem", "causes", "sought"),
}
MEASURES = ("days_now", "days_hoped", "taka_now", "taka_hoped", "visits_now", "visits_hoped")


class Post(Model):
    __tablename__ = "posts"

    kind: Mapped[PostKind]
    title: Mapped[str]
    source: Mapped[dict[str, str]] = mapped_column(JSON)  # section → Markdown as typed
    html: Mapped[dict[str, str]] = mapped_column(JSON)  # section → safe HTML
    summary: Mapped[str]  # the first words, plain, for a card
    language: Mapped[str]
    audience: Mapped[Audience]
    open_audience: Mapped[Audience | None]  # what it was before it became private

    author_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"), index=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))  # written from
    office_id: Mapped[int | None] = mapped_column(ForeignKey("offices.id"), index=True)
    seniority: Mapped[int]  # the author's, when it was written
    from_field: Mapped[bool] = mapped_column(default=False)
    # An imported post may have an author who has no account here: kept as text, with its source.
    author_text: Mapped[str] = mapped_column(default="")
    origin: Mapped[str | None] = mapped_column(unique=True)  # "source:id" of an archive

    days_now: Mapped[int | None]
    days_hoped: Mapped[int | None]
    taka_now: Mapped[int | None]
    taka_hoped: Mapped[int | None]
    visits_now: Mapped[int | None]
    visits_hoped: Mapped[int | None]
    needed_on: Mapped[date | None]  # by when a hand is needed

    version: Mapped[int] = mapped_column(default=1, server_default="1")  # of its words
    edited_at: Mapped[datetime | None]

    moved_at: Mapped[datetime] = mapped_column(index=True)  # last word: orders the feed
    reply_due_on: Mapped[date | None]
    replied_at: Mapped[datetime | None]  # first word of any colleague
    answered_at: Mapped[datetime | None] = mapped_column(index=True)  # first word of a senior

    flagged_at: Mapped[datetime | None]  # a citizen's issue stands on it, flagged or accepted
    withdrawn_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"), index=True)
    hidden_at: Mapped[datetime | None]
    hidden_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    hidden_reason: Mapped[str | None]
    pinned_at: Mapped[datetime | None] = mapped_column(index=True)
    pinned_by_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))

    author: Mapped[Officer | None] = relationship(foreign_keys=author_id)
    seat: Mapped[Seat | None] = relationship()
    office: Mapped[Office | None] = relationship()

    def take_reply(self, at: datetime, *, from_author: bool, from_senior: bool) -> bool:
        """A word was said here: the post moves up, and silence may be over. True when this was the
        first word of a colleague, or the first of a senior."""
        self.moved_at = at
        first = False
        if not from_author and self.replied_at is None:
            self.replied_at, first = at, True
        if from_senior and self.answered_at is None:
            self.answered_at, first = at, True
        return first


class LetIn(Model):
    """Something of the post's trouble came to this seat, or was done by this officer: who holds the
    seat, the heads above it, and the officer read the post also while it is private."""

    __tablename__ = "let_in"
    __table_args__ = (
        UniqueConstraint("post_id", "seat_id"),
        UniqueConstraint("post_id", "officer_id"),
    )

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"), index=True)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"), index=True)


class Follow(Model):
    """This officer is told what happens to that post; or was, and wants to hear no more of it."""

    __tablename__ = "follows"
    __table_args__ = (UniqueConstraint("post_id", "officer_id"),)

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    stopped_at: Mapped[datetime | None]
