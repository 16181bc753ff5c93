from dataclasses import dataclass

from app.comments.events import CommentEvent


@dataclass(frozen=True, kw_only=True)
class AnswerMarked(CommentEvent, kind="answer.marked"):
    pass


@dataclass(frozen=True, kw_only=True)
class AnswerTakenBack(CommentEvent, kind="answer.taken_back"):
    pass
