"""A citizen asks after the trouble, with its number and the end of a phone's. Wrong in either, or
a trouble of which no phone is known: one answer, and as long a way to it."""

from dataclasses import dataclass
from datetime import date

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy import select

from app.actions.models import ActionItem, ActionState
from app.actions.numbers import number_typed
from app.actions.routing import list_posts_of
from app.actions.table import ENDED
from app.appeals.models import Appeal, AppealState
from app.appeals.routing import last_of
from app.citizens.queries import known_by
from app.core.db import db
from app.core.errors import Missing
from app.core.events import CITIZEN
from app.core.policy import can
from app.officers.models import Seat
from app.posts.models import Post
from app.results.models import Result
from app.results.queries import Line, find_standing
from app.sources.queries import list_citizen_ids

SECONDS = 3600  # within which what was asked may be answered
SALT = "citizens-word"


@dataclass(frozen=True, slots=True)
class Standing:
    """As the citizen reads it: a state, a day, a seat; and the words that were looked through."""

    number: str
    state: ActionState
    seat: Seat
    due_on: date
    result: Line | None
    html: str
    appeal: Appeal | None  # the last, while it says how things stand
    may_say_over: bool
    may_say_not_over: bool
    may_appeal: bool

    @property
    def words(self) -> list[str]:
        """What the citizen may say of it now."""
        may = {"yes": self.may_say_over, "no": self.may_say_not_over, "appeal": self.may_appeal}
        return [word for word, so in may.items() if so]


def find_by_citizen(number: str, last_four: str) -> ActionItem | None:
    """Each time the same is asked, also when the answer is known before."""
    item = db.session.scalar(
        select(ActionItem)
        .join(Post, Post.id == ActionItem.post_id)
        .where(ActionItem.number == (number_typed(number) or ""))
        .where(Post.hidden_at.is_(None), Post.withdrawn_at.is_(None))
    )
    citizens = list_citizen_ids(list_posts_of(item) if item else [0])
    return item if known_by(citizens, last_four) else None


def show_standing(item: ActionItem) -> Standing:
    result, last = find_standing(item.id), last_of(item)
    html = select(Result.html).where(Result.action_id == item.id)
    return Standing(
        number=item.number,
        state=item.state,
        seat=item.seat,
        due_on=item.due_on,
        result=result,
        html=db.session.scalar(html) or "" if result else "",
        appeal=last if last and not _is_past(last) else None,
        may_say_over=can(CITIZEN, "say_over", item),
        may_say_not_over=can(CITIZEN, "say_not_over", item),
        may_appeal=can(CITIZEN, "appeal", item),
    )


def _is_past(appeal: Appeal) -> bool:
    """Withdrawn; or upheld, and the work that went on for it has ended since."""
    over = appeal.state == AppealState.UPHELD and appeal.item.state in ENDED
    return over or appeal.state == AppealState.WITHDRAWN


def token_of(item: ActionItem) -> str:
    """That its bearer gave the right two."""
    return str(_signer().dumps(item.id))


def find_by_token(token: str) -> ActionItem:
    """Missing alike for a token that is broken, too old, or of what is not there any more."""
    try:
        action_id = _signer().loads(token, max_age=SECONDS)
    except (BadData, TypeError, ValueError):
        raise Missing from None
    item = db.session.get(ActionItem, action_id) if isinstance(action_id, int) else None
    if item is None or item.post.hidden_at or item.post.withdrawn_at:
        raise Missing
    return item


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt=SALT)
