"""What is shown of a deed on the pages that are open: made of things as they are at that moment."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from app.actions.queries import find_strip
from app.answers.queries import find_answer, is_answer
from app.comments.events import (
    CommentEdited,
    CommentEvent,
    CommentHidden,
    CommentPosted,
    CommentShown,
)
from app.comments.queries import count_comments
from app.core.clock import today
from app.core.db import db
from app.core.events import Event
from app.endorsements.events import PostEndorsed, PostRead
from app.endorsements.queries import count_endorsements, find_seals, list_endorsements
from app.files.events import FileReady, FileRefused, FileRemoved, FilesAttached
from app.files.queries import list_files, show_comment
from app.following.events import FacedNoMore, FacedToo
from app.following.queries import count_faced
from app.ideas.events import IdeaMerged, IdeaMoved
from app.ideas.queries import list_moves
from app.posts.models import Post
from app.sources.events import SourceVerified
from app.sources.queries import show_source
from app.versions.events import PostEdited

Context = dict[str, Any]


@dataclass(frozen=True)
class Piece:
    """Its words are asked for where somebody hears it, and not before."""

    room: str
    template: str
    ask: Callable[[], Context]  # `place`: the list it belongs in, when it is not on the page yet
    number: int = 0  # of a comment: its page holds many of this template

    @property
    def name(self) -> tuple[str, int]:
        """A page holds one of each name: the later takes the place of the earlier."""
        return self.template, self.number

    @cached_property
    def context(self) -> Context:
        return self.ask()


Show = Callable[[Any], Sequence[Piece]]


def nothing(_event: Event) -> Sequence[Piece]:
    return ()


def path(post_id: int) -> Piece:
    """The steps that a post has come."""

    def steps() -> Context:
        return {
            "post": db.session.get_one(Post, post_id),
            "endorsed": count_endorsements([post_id]).get(post_id, 0),
            "strip": find_strip(post_id),
            "moved": next(reversed(list_moves(post_id)), None),
            "answer": find_answer(post_id),
        }

    return Piece(f"post:{post_id}", "posts/_thread.html", steps)


def words(event: PostEdited) -> Sequence[Piece]:
    """The title, the text, and that it was edited."""

    def written() -> Context:
        return {"post": db.session.get_one(Post, event.post_id)}

    room = f"post:{event.post_id}"
    templates = ("posts/_title.html", "posts/_words.html", "versions/_edited.html")
    return tuple(Piece(room, template, written) for template in templates)


def comment_said(event: CommentPosted) -> Sequence[Piece]:
    """The comment; and once, with the first word of a colleague or of a senior, the path."""
    return comment_and_path(event) if event.first else comment(event)


def comment_and_path(event: CommentEvent) -> Sequence[Piece]:
    """Hidden or shown again it may be the first word that goes, or comes back."""

    def reply() -> Context:
        return {"post": db.session.get_one(Post, event.post_id), "today": today()}

    return (
        *comment(event),
        path(event.post_id),
        Piece(f"post:{event.post_id}", "posts/_first_reply.html", reply),
    )


def comment_path_and_answer(event: CommentHidden | CommentShown) -> Sequence[Piece]:
    """Hidden it answers nobody; shown again, it is the answer that it was."""
    marked = (the_answer(event),) if is_answer(event.comment_id) else ()
    return (*comment_and_path(event), *marked)


def the_answer(event: CommentEvent) -> Piece:
    def marked() -> Context:
        return {"answer": find_answer(event.post_id)}

    return Piece(f"post:{event.post_id}", "answers/_answer.html", marked)


def answer_and_path(event: CommentEvent) -> Sequence[Piece]:
    return (the_answer(event), path(event.post_id))


def comment_alone(post_id: int, comment_id: int) -> Piece:
    def said() -> Context:
        shown = show_comment(comment_id)
        place = f"replies-{shown.parent_id}" if shown.parent_id else "comments"
        return {"comment": shown, "place": place}

    return Piece(f"post:{post_id}", "comments/_comment.html", said, comment_id)


def comment(event: CommentEvent) -> Sequence[Piece]:
    def count() -> Context:
        return {"count": count_comments([event.post_id]).get(event.post_id, 0)}

    return (
        comment_alone(event.post_id, event.comment_id),
        Piece(f"post:{event.post_id}", "comments/_count.html", count),
    )


def comment_words(event: CommentEdited) -> Sequence[Piece]:
    """The comment, and the answer that it is: there are as many as before."""
    marked = (the_answer(event),) if is_answer(event.comment_id) else ()
    return (*comment(event)[:1], *marked)


def endorsement(event: PostEndorsed) -> Sequence[Piece]:
    def given() -> Context:
        return {"endorsements": list_endorsements(event.post_id)}

    room = f"post:{event.post_id}"
    return (Piece(room, "endorsements/_endorsements.html", given), path(event.post_id))


def reading(event: PostRead) -> Sequence[Piece]:
    def given() -> Context:
        return {"readings": find_seals(event.post_id).readings}

    return (Piece(f"post:{event.post_id}", "endorsements/_readings.html", given),)


def idea(event: IdeaMoved | IdeaMerged) -> Sequence[Piece]:
    def stands() -> Context:
        return {"moves": list_moves(event.post_id)}

    return (Piece(f"post:{event.post_id}", "ideas/_state.html", stands), path(event.post_id))


def merged(event: IdeaMerged) -> Sequence[Piece]:
    """Where it ends, and where it goes on."""

    def given() -> Context:
        return {"endorsements": list_endorsements(event.into_id)}

    def counted() -> Context:
        return {"faced": count_faced(event.into_id)}

    there = f"post:{event.into_id}"
    return (
        *idea(event),
        Piece(there, "endorsements/_endorsements.html", given),
        Piece(there, "following/_faced.html", counted),
        path(event.into_id),
    )


def faced(event: FacedToo | FacedNoMore) -> Sequence[Piece]:
    """How many, and never who."""

    def counted() -> Context:
        return {"faced": count_faced(event.post_id)}

    return (Piece(f"post:{event.post_id}", "following/_faced.html", counted),)


def files(event: FilesAttached | FileReady | FileRefused | FileRemoved) -> Sequence[Piece]:
    """Of the post; or the comment, with what hangs on it now."""
    if event.comment_id:
        return (comment_alone(event.post_id, event.comment_id),)

    def hanging() -> Context:
        return {"files": list_files(db.session.get_one(Post, event.post_id))}

    return (Piece(f"post:{event.post_id}", "files/_files.html", hanging),)


def source(event: SourceVerified) -> Sequence[Piece]:
    """Where it came from, and who has looked."""

    def brought() -> Context:
        return {"source": show_source(event.post_id)}

    return (Piece(f"post:{event.post_id}", "sources/_source.html", brought),)
