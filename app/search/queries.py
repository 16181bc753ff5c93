"""An answer: what was found, counted and shown only as far as this officer may read."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, or_, select
from whoosh.query import Query

from app.actions.models import ActionItem
from app.comments.models import Comment
from app.core.db import ask, db
from app.core.errors import Busy
from app.officers.models import Officer
from app.officers.queries import reach_of
from app.posts.models import Post
from app.posts.queries import KEPT, Sight, in_sight, may_read, sight_of
from app.search import asking, generations, index
from app.search.allowed import Within
from app.search.asking import Asked
from app.search.index import Hit

ENOUGH = 20  # hits by words: with fewer, Latin letters are also heard as Bangla
TELLING = 4  # words of a long question: the rarest, for a common one tells little and costs most
COMMON = 10_000  # documents: what more of them have is common
PAGE = 20


@dataclass(frozen=True)
class Looked:
    """One look: the first MOST_HITS, as far as they may be read."""

    hits: list[Hit]
    cut: bool  # there were more
    by_sound: bool = False  # some were found by how they sound
    from_database: bool = False  # the index could not be read


@dataclass(frozen=True)
class Found:
    hits: list[Hit]  # of this page
    count: int  # all that may be read, of those looked at
    more: bool  # there were more than were looked at
    kinds: dict[str, int]
    states: dict[str, int]
    uncounted: bool = False  # too many for these numbers to be true
    by_sound: bool = False
    from_database: bool = False
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
    narrowed = {name: [term] for name, term in (("kind", kind), ("state", state)) if term}
    try:
        every = chosen = _look(officer, asked, {}, newest_first)
        if every.cut and narrowed:  # what is wanted may stand behind the first of all
            chosen = _look(officer, asked, narrowed, newest_first)
    except index.Damaged:
        with suppress(OSError):  # a full disk breaks no page
            generations.ask_for_rebuild()
        every = chosen = _from_database(officer, asked)
    of_kind = [hit for hit in every.hits if kind in {"", hit.kind}]
    hits = [hit for hit in chosen.hits if kind in {"", hit.kind} and state in {"", hit.state}]
    return Found(
        hits=hits[(page - 1) * PAGE : page * PAGE],
        count=len(hits),
        more=chosen.cut and bool(hits),
        kinds=Counter(hit.kind for hit in every.hits),
        states=Counter(hit.state for hit in of_kind if hit.state),
        uncounted=every.cut,
        by_sound=chosen.by_sound,
        from_database=chosen.from_database,
        asked=asked,
    )


def list_sounding(begun: Sequence[str], most: int) -> list[int]:
    """Officers in whose names, seats and offices is heard what begins with each of these keys: for
    Bangla typed in Latin letters. Nobody while the index cannot be read."""
    try:
        sounds = [index.any_of("key", index.keys_from(key)) for key in begun]
        hits = index.look_for(index.all_of(sounds), within={"kind": ["officer"]})
    except (index.Damaged, Busy):
        return []
    return [int(hit.id.partition(":")[2]) for hit in hits[:most]]


def _look(officer: Officer, asked: Asked, narrowed: Within, newest_first: bool) -> Looked:
    within = {**within_reach(officer), **narrowed}

    def look(query: Query) -> list[Hit]:
        return index.look_for(query, within=within, newest_first=newest_first)

    hits = look(_meeting(asking.by_words(asked)))
    heard: list[Hit] = []
    sounds = asking.by_keys(asked) if asked.may_be_bangla_in_latin else []
    if sounds and len(hits) < ENOUGH:
        known = {hit.id for hit in hits}
        heard = [hit for hit in look(_meeting(sounds)) if hit.id not in known]
        hits = hits + heard
    if not hits and (begun := index.words_from(asked.words[-1])):
        hits = look(_meeting(asking.by_beginning(asked, begun)))
    if not hits:  # something near is better than nothing
        hits = look(_near(asking.by_either(asked)))
    return Looked(visible(officer, hits), len(hits) >= index.MOST_HITS, bool(heard))


def _meeting(parts: list[Query]) -> Query:
    """All of them; of many that are all common, the rarest few."""
    if len(parts) > TELLING:
        sizes = index.sized(parts)
        rarest, first = sizes[0]
        if not rarest:
            return first  # it stands nowhere, so they meet nowhere
        if rarest > COMMON:
            parts = [part for _, part in sizes[:TELLING]]
    return index.all_of(parts)


def _near(parts: list[Query]) -> Query:
    """Any of the rarest few; where even these are common, fewer of them."""
    chosen: list[Query] = []
    total = 0
    for size, part in index.sized(parts):
        total += size
        if size and (not chosen or (total <= COMMON and len(chosen) < TELLING)):
            chosen.append(part)
    return index.some_of(chosen)


def within_reach(officer: Officer) -> dict[str, list[str]]:
    """What this officer may find, as the index knows it; the rows are asked again afterwards."""
    if officer.is_moderator:
        return {}
    inside = [f"in{number}" for number in sorted(reach_of(officer))]
    heads = [f"head{seat.office_id}" for seat in officer.seats if seat.head]
    return {"reach": ["all", *inside, *heads, f"by{officer.id}"]}


def visible(officer: Officer, hits: Sequence[Hit]) -> list[Hit]:
    """The hits whose rows this officer may read now, in their order: the index lags a second, the
    database does not."""
    numbers: dict[str, list[int]] = {}
    for hit in hits:
        kind, _, number = hit.id.partition(":")
        numbers.setdefault(kind, []).append(int(number))
    sight = sight_of(officer)
    seen = {
        f"{kind}:{row.id}"
        for kind, asked in numbers.items()
        for row in ask(_still(kind, sight), numbers=asked)
    }
    return [hit for hit in hits if hit.id in seen]


@lru_cache(KEPT)
def _still(kind: str, sight: Sight) -> Select[Any]:
    return _STILL[kind](sight)


def _posts(sight: Sight) -> Select[Any]:
    open_ = (Post.hidden_at.is_(None), Post.withdrawn_at.is_(None))
    return select(Post.id).where(Post.id.in_(_NUMBERS), in_sight(sight), *open_)


def _on_posts(table: Any) -> Callable[[Sight], Select[Any]]:
    def still(sight: Sight) -> Select[Any]:
        rows = select(table.id).join(Post, Post.id == table.post_id)
        rows = rows.where(table.id.in_(_NUMBERS), in_sight(sight))
        rows = rows.where(Post.hidden_at.is_(None), Post.withdrawn_at.is_(None))
        return rows.where(Comment.hidden_at.is_(None)) if table is Comment else rows

    return still


def _officers(_sight: Sight) -> Select[Any]:
    return select(Officer.id).where(Officer.id.in_(_NUMBERS), Officer.closed_at.is_(None))


_NUMBERS: BindParameter[Any] = bindparam("numbers", expanding=True)
_STILL: dict[str, Callable[[Sight], Select[Any]]] = {
    "post": _posts,
    "comment": _on_posts(Comment),
    "action": _on_posts(ActionItem),
    "officer": _officers,
}


def _from_database(officer: Officer, asked: Asked) -> Looked:
    """Poorer, but it answers: titles and summaries that contain the words as typed."""
    rows = select(Post.id, Post.kind, Post.replied_at).where(may_read(officer))
    for word in asked.as_typed:
        like = f"%{_escaped(word)}%"
        rows = rows.where(
            or_(Post.title.ilike(like, escape="\\"), Post.summary.ilike(like, escape="\\"))
        )
    found = db.session.execute(rows.order_by(Post.id.desc()).limit(index.MOST_HITS))
    hits = [
        Hit(f"post:{row.id}", row.kind.value, "answered" if row.replied_at else "unanswered")
        for row in found
    ]
    return Looked(visible(officer, hits), len(hits) >= index.MOST_HITS, from_database=True)


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
