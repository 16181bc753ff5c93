from dataclasses import dataclass, field

from app.comments.events import CommentEdited, CommentHidden, CommentPosted, CommentShown
from app.comments.models import Comment, CommentVersion
from app.comments.policy import is_senior_to
from app.comments.queries import find_first_words
from app.core.clock import now
from app.core.db import db, take_turn
from app.core.errors import Outdated
from app.core.events import record
from app.core.i18n import language_of
from app.core.links import Links
from app.core.policy import require
from app.core.text import render, tidy
from app.officers.handles import links_of
from app.officers.models import Officer
from app.officers.queries import stand_still
from app.posts.models import Post
from app.posts.operations import follow_post


@dataclass(frozen=True)
class Said:
    """A comment as typed, with its HTML made before the change begins."""

    source: str
    html: str = field(init=False)
    links: Links = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "links", links_of())
        object.__setattr__(self, "html", render(self.source, self.links))

    @property
    def language(self) -> str:
        return language_of(self.source)


@dataclass(frozen=True)
class SaidPlainly(Said):
    """A reason, a report: nobody is told by its words, so it mentions nobody and has no tags."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "html", render(self.source))


def post_comment(
    officer: Officer,
    post: Post,
    said: Said,
    parent: Comment | None = None,
    prepared_by: Officer | None = None,
) -> Comment:
    take_turn(post)  # whether this is the first word, the post itself says
    require(officer, "comment_on", post)
    return _say(officer, post, said, parent, prepared_by, asks=False)


def ask_author(
    officer: Officer, post: Post, said: Said, prepared_by: Officer | None = None
) -> Comment:
    """A senior's question to the author by name."""
    stand_still(officer)
    take_turn(post)
    require(officer, "comment_on", post)
    require(officer, "ask_about", post)
    return _say(officer, post, said, None, prepared_by, asks=True)


def _say(
    officer: Officer,
    post: Post,
    said: Said,
    parent: Comment | None,
    prepared_by: Officer | None,
    *,
    asks: bool,
) -> Comment:
    if parent:
        require(officer, "reply_to", parent)
    senior = is_senior_to(officer, post)
    comment = Comment(
        post_id=post.id,
        parent_id=(parent.parent_id or parent.id) if parent else None,
        author_id=officer.id,
        seat_id=officer.seat.id if officer.seat else None,
        source=said.source,
        html=said.html,
        language=said.language,
        senior=senior,
        asks=asks,
        prepared_by_id=prepared_by.id if prepared_by else None,
    )
    db.session.add(comment)
    own = officer.id == post.author_id
    first = post.take_reply(now(), from_author=own, from_senior=senior)
    db.session.flush()  # both at once
    follow_post(officer, post)
    record(
        officer.actor.prepared_by(prepared_by.actor) if prepared_by else officer.actor,
        CommentPosted(
            comment_id=comment.id,
            post_id=post.id,
            parent_id=comment.parent_id,
            senior=senior,
            asks=asks,
            first=first,
            prepared_by_id=comment.prepared_by_id,
        ),
    )
    return comment


def edit_comment(officer: Officer, comment: Comment, version: int, said: Said) -> Comment:
    """The earlier words stay to be read. The same words again are no edit, so that a form may be
    sent twice. Raises Outdated when the comment is no longer what the form was opened on."""
    _take_turn(comment)
    require(officer, "edit", comment)
    if said.source == tidy(comment.source):
        return comment
    if comment.version != version:
        raise Outdated(comment.source)
    db.session.add(
        CommentVersion(
            comment_id=comment.id,
            number=comment.version,
            source=comment.source,
            language=comment.language,
            created_at=comment.edited_at or comment.created_at,
        )
    )
    comment.source, comment.html = said.source, said.html
    comment.language = said.language
    comment.version, comment.edited_at = comment.version + 1, now()
    record(
        officer.actor,
        CommentEdited(comment_id=comment.id, post_id=comment.post_id, version=comment.version),
    )
    return comment


def hide_comment(officer: Officer, comment: Comment, reason: str) -> None:
    _take_turn(comment)
    require(officer, "hide", comment)
    comment.hidden_at, comment.hidden_by_id, comment.hidden_reason = now(), officer.id, reason
    _read_replies_anew(comment.post)
    record(officer.actor, CommentHidden(comment_id=comment.id, post_id=comment.post_id))


def show_comment(officer: Officer, comment: Comment) -> None:
    _take_turn(comment)
    require(officer, "show_again", comment)
    comment.hidden_at = comment.hidden_by_id = comment.hidden_reason = None
    _read_replies_anew(comment.post)
    record(officer.actor, CommentShown(comment_id=comment.id, post_id=comment.post_id))


def _take_turn(comment: Comment) -> None:
    """The post first, as whoever writes under it does: so nobody waits in a ring."""
    take_turn(comment.post)
    take_turn(comment)


def _read_replies_anew(post: Post) -> None:
    """What nobody can read answers nobody: the post waits again, or waits no more."""
    db.session.flush()
    post.replied_at, post.answered_at = find_first_words(post)
