"""An answer: what was found, counted and shown only as far as this officer may read."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import or_, select
from whoosh.query import Query

from app.actions.models import ActionItem
from app.comments.models import Comment
from app.core.db import db
from app.officers.models import Officer
from app.officers.queries import reach_of
from app.posts.models import Post
from app.posts.queries import may_read
from app.search import asking, generations, index
from app.search.asking import Asked
from app.search.index import Hit

ENOUGH = 20  # hits by words: with fewer, Latin letters are also heard as Bangla
PAGE = 20


@dataclass(frozen=True)
class Found:
    hits: list[Hit]  # of this page
    count: int  # all that may be read, of the first MOST_HITS
    more: bool  # there were more than were looked at
    kinds: dict[str, int]
    states: dict[str, int]
    by_sound: bool = False  # some were found by how they sound
    from_database: bool = False  # the index could not be read
    asked: Asked = field(default_factory=lambda: asking.parse(""))


def search(
    officer: Officer,
    typed: str,
    *,
    kind: str = "",
    state: str = "",
    newest_first: bool = False,
    page: int = 1,
) -> Found:
    asked = asking.parse(typed)
    if not asked.words:
        return Found([], 0, False, {}, {}, asked=asked)
    try:
        hits, by_sound = _hits(officer, asked, newest_first)
        fallen = False
    except index.Damaged:
        generations.ask_for_rebuild()
        hits, by_sound, fallen = _from_database(officer, asked), False, True
    seen = visible(officer, hits)
    kinds = Counter(hit.kind for hit in seen)
    of_kind = [hit for hit in seen if not kind or hit.kind == kind]
    states = Counter(hit.state for hit in of_kind if hit.state)
    chosen = [hit for hit in of_kind if not state or hit.state == state]
    return Found(
        hits=chosen[(page - 1) * PAGE : page * PAGE],
        count=len(chosen),
        more=len(hits) >= index.MOST_HITS,
        kinds=dict(kinds),
        states=dict(states),
        by_sound=by_sound,
        from_database=fallen,
        asked=asked,
    )


def _hits(officer: Officer, asked: Asked, newest_first: bool) -> tuple[list[Hit], bool]:
    within = within_reach(officer)

    def look(query: Query) -> list[Hit]:
        return index.look_for(query, within=within, newest_first=newest_first)

    hits = look(asking.by_words(asked))
    by_sound = False
    sounds = asking.by_keys(asked) if asked.may_be_bangla_in_latin else None
    if sounds and len(hits) < ENOUGH:
        known = {hit.id for hit in hits}
        heard = [hit for hit in look(sounds) if hit.id not in known]
        hits, by_sound = hits + heard, bool(heard)
    if not hits:  # something near is better than nothing
        hits = look(asking.by_any(asked))
    return hits, by_sound


def within_reach(officer: Officer) -> Query | None:
    """What this officer may find, as the index knows it; the rows are asked again afterwards."""
    if officer.is_moderator:
        return None
    heads = [f"head{seat.office_id}" for seat in officer.seats if seat.head]
    return index.any_of("reach", ["all", *(f"in{n}" for n in sorted(reach_of(officer))), *heads])


def visible(officer: Officer, hits: Sequence[Hit]) -> list[Hit]:
    """The hits whose rows this officer may read now, in their order: the index lags a second, the
    database does not."""
    numbers: dict[str, list[int]] = {}
    for hit in hits:
        kind, _, number = hit.id.partition(":")
        numbers.setdefault(kind, []).append(int(number))
    seen = {
        f"{kind}:{number}"
        for kind, asked in numbers.items()
        for number in db.session.scalars(_STILL[kind](officer, asked))
    }
    return [hit for hit in hits if hit.id in seen]


def _posts(officer: Officer, numbers: list[int]) -> Any:
    open_ = (Post.hidden_at.is_(None), Post.withdrawn_at.is_(None))
    return select(Post.id).where(Post.id.in_(numbers), may_read(officer), *open_)


def _on_posts(table: Any) -> Any:
    def ask(officer: Officer, numbers: list[int]) -> Any:
        rows = select(table.id).join(Post, Post.id == table.post_id)
        rows = rows.where(table.id.in_(numbers), may_read(officer))
        rows = rows.where(Post.hidden_at.is_(None), Post.withdrawn_at.is_(None))
        return rows.where(Comment.hidden_at.is_(None)) if table is Comment else rows

    return ask


def _officers(_officer: Officer, numbers: list[int]) -> Any:
    return select(Officer.id).where(Officer.id.in_(numbers), Officer.closed_at.is_(None))


_STILL = {
    "post": _posts,
    "comment": _on_posts(Comment),
    "action": _on_posts(ActionItem),
    "officer": _officers,
}


def _from_database(officer: Officer, asked: Asked) -> list[Hit]:
    """Poorer, but it answers: titles and summaries that contain the words as typed."""
    rows = select(Post.id, Post.kind, Post.replied_at).where(may_read(officer))
    for word in asked.typed.split()[: asking.MOST_WORDS]:
        like = f"%{_escaped(word)}%"
        rows = rows.where(
            or_(Post.title.ilike(like, escape="\\"), Post.summary.ilike(like, escape="\\"))
        )
    found = db.session.execute(rows.order_by(Post.id.desc()).limit(index.MOST_HITS))
    return [
        Hit(f"post:{row.id}", row.kind.value, "answered" if row.replied_at else "unanswered")
        for row in found
    ]


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
