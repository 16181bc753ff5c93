from dataclasses import dataclass, field

from app.comments.events import CommentHidden, CommentPosted, CommentShown
from app.comments.models import Comment
from app.comments.policy import is_senior_to
from app.core.clock import now
from app.core.db import db
from app.core.events import record
from app.core.i18n import language_of
from app.core.policy import require
from app.core.text import render
from app.officers.models import Officer
from app.posts.models import Post
from app.posts.operations import follow_post


@dataclass(frozen=True)
class Said:
    """A comment as typed, with its HTML made before the change begins."""

    source: str
    html: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "html", render(self.source))


def post_comment(
    officer: Officer, post: Post, said: Said, parent: Comment | None = None
) -> Comment:
    require(officer, "comment_on", post)
    return _say(officer, post, said, parent, asks=False)


def ask_author(officer: Officer, post: Post, said: Said) -> Comment:
    """A senior's question to the author by name."""
    require(officer, "comment_on", post)
    require(officer, "ask_about", post)
    return _say(officer, post, said, None, asks=True)


def _say(
    officer: Officer, post: Post, said: Said, parent: Comment | None, *, asks: bool
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
        language=language_of(said.source),
        senior=senior,
        asks=asks,
    )
    db.session.add(comment)
    follow_post(officer, post)
    own = officer.id == post.author_id
    first = post.take_reply(now(), from_author=own, from_senior=senior)
    db.session.flush()
    record(
        officer.actor,
        CommentPosted(
            comment_id=comment.id,
            post_id=post.id,
            parent_id=comment.parent_id,
            senior=senior,
            asks=asks,
            first=first,
        ),
    )
    return comment


def hide_comment(officer: Officer, comment: Comment, reason: str) -> None:
    require(officer, "hide", comment)
    comment.hidden_at, comment.hidden_by_id, comment.hidden_reason = now(), officer.id, reason
    record(officer.actor, CommentHidden(comment_id=comment.id, post_id=comment.post_id))


def show_comment(officer: Officer, comment: Comment) -> None:
    require(officer, "show_again", comment)
    comment.hidden_at = comment.hidden_by_id = comment.hidden_reason = None
    record(officer.actor, CommentShown(comment_id=comment.id, post_id=comment.post_id))
