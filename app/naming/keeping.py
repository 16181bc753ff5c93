"""What words name is kept in the commit that brings the words: read off their safe HTML, in which
only the rule of rendering makes such links."""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, insert, select

from app.comments.events import CommentEdited, CommentPosted
from app.comments.models import Comment
from app.core.db import ask, db, put, table_of
from app.core.links import MOST, linked_in, tags_in
from app.core.log import LogEntry
from app.naming.models import Mention, Tagging
from app.naming.queries import heads_of
from app.officers.handles import Named, named_by
from app.posts.events import PostWritten
from app.posts.models import Post
from app.versions.events import PostEdited


def keep(entry: LogEntry) -> None:
    """In the same commit, and before anybody is told: whom to tell stands in these rows."""
    event = None if entry.silent else entry.event
    if isinstance(event, CommentPosted | CommentEdited):
        comment = db.session.get_one(Comment, event.comment_id)
        version = 1
        if isinstance(event, CommentEdited):
            version = event.version
            db.session.execute(delete(Tagging).where(Tagging.comment_id == comment.id))
        _keep(event.post_id, [comment.html], comment_id=comment.id, version=version)
    elif isinstance(event, PostWritten | PostEdited):
        post = db.session.get_one(Post, event.post_id)
        if isinstance(event, PostEdited):
            own = Tagging.post_id == post.id, Tagging.comment_id.is_(None)
            db.session.execute(delete(Tagging).where(*own))
        _keep(post.id, list(post.html.values()), title=post.title, version=post.version)


def _keep(
    post_id: int,
    htmls: Sequence[str],
    comment_id: int | None = None,
    title: str = "",
    version: int = 1,
) -> None:
    named = [found for html in htmls for found in linked_in(html)]
    where = {"post_id": post_id, "comment_id": comment_id}
    tags = dict.fromkeys([*tags_in(title), *(what for sign, what in named if sign == "#")])
    if tags:
        put(insert(table_of(Tagging)), [where | {"tag": tag} for tag in list(tags)[:MOST]])
    addresses = dict.fromkeys(what for sign, what in named if sign == "@")
    new = _of_one_kind(filter(None, map(named_by, addresses)))[:MOST]
    if version > 1 and new:
        before = _mentioned_before(post_id, comment_id)
        new = [one for one in new if one not in before]
    if new:
        rows = [
            where | {"officer_id": one.officer_id, "seat_id": one.seat_id, "version": version}
            for one in new
        ]
        put(insert(table_of(Mention)), rows)


def _of_one_kind(named: Iterable[Named]) -> list[Named]:
    """Officers and seats: an office is mentioned for its head seat, as it is now."""
    found = list(named)
    heads = heads_of([one.office_id for one in found if one.office_id])
    seats = [
        Named(seat_id=heads[one.office_id]) if one.office_id in heads else one for one in found
    ]
    return list(dict.fromkeys(one for one in seats if not one.office_id))


def _mentioned_before(post_id: int, comment_id: int | None) -> set[Named]:
    """Whoever is mentioned once in a text was told: corrections tell them no more."""
    same = Mention.post_id == post_id, Mention.comment_id.is_not_distinct_from(comment_id)
    rows = ask(select(Mention.officer_id, Mention.seat_id).where(*same))
    return {Named(row.officer_id, row.seat_id) for row in rows}
