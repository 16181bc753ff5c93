"""What of a piece of news is the reader's own, read with it in the same query."""

from typing import Any

from sqlalchemy import Row, Select, and_
from sqlalchemy.orm import aliased

from app.comments.models import Comment
from app.notifications.things import Yours
from app.officers.models import Officer
from app.posts.models import Post

_Answered, _Into = aliased(Comment), aliased(Post)


def what_is_yours(officer: Officer) -> tuple[Any, ...]:
    """Columns for `yours_of`, of a query that goes through `with_yours`."""
    return (
        (Post.author_id == officer.id).label("own_post"),
        (_Answered.author_id == officer.id).label("own_answered"),
        (_Into.author_id == officer.id).label("own_into"),
        _Into.title.label("into_title"),
        _Into.language.label("into_language"),
    )


def with_yours(lines: Select[Any]) -> Select[Any]:
    """Of a query that has posts and comments. Two ideas that are merged have the same readers; one
    that is gone since is not named."""
    there = and_(
        _Into.id == Post.merged_into_id, _Into.hidden_at.is_(None), _Into.withdrawn_at.is_(None)
    )
    return lines.outerjoin(_Answered, _Answered.id == Comment.parent_id).outerjoin(_Into, there)


def yours_of(row: Row[Any]) -> Yours:
    return Yours(
        post=bool(row.own_post),
        answered=bool(row.own_answered),
        into=row.into_title or "",
        into_language=row.into_language or "",
        into_own=bool(row.own_into),
    )
