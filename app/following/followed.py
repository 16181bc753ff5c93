"""What can be followed beside posts: a colleague, an office with those under it, a district or a
tag."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased

from app.comments.models import Comment
from app.core.db import ask, db
from app.core.errors import Missing
from app.core.i18n import in_language
from app.core.links import tag_of
from app.following.models import Followed
from app.naming.models import Tagging
from app.naming.queries import list_tags
from app.officers.models import Office, Officer
from app.posts.models import Post
from app.posts.queries import READER
from app.posts.readers import may_be_read_by

PAGE = 30


class Kind(StrEnum):
    COLLEAGUE = "colleague"
    OFFICE = "office"
    DISTRICT = "district"
    TAG = "tag"


_COLUMNS: dict[Kind, Any] = {
    Kind.COLLEAGUE: Followed.colleague_id,
    Kind.OFFICE: Followed.office_id,
    Kind.DISTRICT: Followed.district,
    Kind.TAG: Followed.tag,
}


@dataclass(frozen=True, slots=True)
class What:
    """One of them: `which` is an officer's or an office's id, a district's code, a tag."""

    kind: Kind
    which: int | str

    @property
    def columns(self) -> dict[str, int | str]:
        return {_COLUMNS[self.kind].key: self.which}

    @property
    def condition(self) -> ColumnElement[bool]:
        chosen: ColumnElement[bool] = _COLUMNS[self.kind] == self.which
        return chosen


@dataclass(frozen=True, slots=True)
class Line:
    """One that an officer follows, as their own list shows it."""

    number: int
    what: What
    name: str
    office_id: int | None  # whose page it has; of a district that of its office


def find_what(kind: str, which: str) -> What:
    """What a form names; Missing when there is no such thing. All of them are there for every
    officer to see."""
    number = int(which) if which.isascii() and which.isdigit() and len(which) < 10 else 0
    if kind == Kind.TAG and (tag := tag_of(which)):
        return What(Kind.TAG, tag)
    if kind == Kind.DISTRICT and which.isprintable():
        if _there(Office.code == which, Office.layer == "district"):
            return What(Kind.DISTRICT, which)
    elif kind == Kind.OFFICE and _there(Office.id == number):
        return What(Kind.OFFICE, number)
    elif kind == Kind.COLLEAGUE and _there(Officer.id == number):
        return What(Kind.COLLEAGUE, number)
    raise Missing


def list_followed(officer: Officer, before: int | None = None) -> list[Line]:
    """The last begun first, at most PAGE; `before`: the `number` of the last one seen."""
    place = aliased(Office)
    rows = (
        select(Followed, Officer, Office, place)
        .outerjoin(Officer, Officer.id == Followed.colleague_id)
        .outerjoin(Office, Office.id == Followed.office_id)
        .outerjoin(place, and_(place.code == Followed.district, place.layer == "district"))
        .where(Followed.officer_id == officer.id)
        .order_by(Followed.id.desc())
        .limit(PAGE)
    )
    found = db.session.execute(rows.where(Followed.id < before) if before else rows)
    return [_line(*row) for row in found]


def _line(row: Followed, colleague: Officer | None, office: Office | None, place: Any) -> Line:
    if colleague:
        return Line(row.id, What(Kind.COLLEAGUE, colleague.id), colleague.name, None)
    if office:
        return Line(row.id, What(Kind.OFFICE, office.id), office.name, office.id)
    if row.district:
        name = in_language(place.place_bn, place.place_en) if place else row.district
        return Line(row.id, What(Kind.DISTRICT, row.district), name, place.id if place else None)
    return Line(row.id, What(Kind.TAG, row.tag or ""), f"#{row.tag}", None)


def list_chosen(officer: Officer, whats: Sequence[What]) -> set[What]:
    """Of these, those that the officer follows: for the buttons of a page."""
    columns = [Followed.colleague_id, Followed.office_id, Followed.district, Followed.tag]
    of_these = or_(*(what.condition for what in whats))
    rows = ask(select(*columns).where(Followed.officer_id == officer.id, of_these))
    return {
        What(kind, getattr(row, column.key))
        for row in rows
        for kind, column in _COLUMNS.items()
        if getattr(row, column.key) is not None
    }


def list_followers_of(post_id: int) -> list[int]:
    """Officers who follow its author, its office or one above it, its district or one of its tags,
    and may read it."""
    post = db.session.get_one(Post, post_id)
    ways = list(_ways(post, list_tags(post_id)))
    if not ways:
        return []
    rows = ask(
        select(Followed.officer_id)
        .distinct()
        .join(Officer, Officer.id == Followed.officer_id)
        .where(or_(*ways), Officer.closed_at.is_(None), may_be_read_by(post))
    )
    return [row.officer_id for row in rows]


def _ways(post: Post, tags: Iterable[str]) -> Iterable[ColumnElement[bool]]:
    if post.author_id:
        yield Followed.colleague_id == post.author_id
    if post.office:
        yield Followed.office_id.in_(post.office.ancestors)
        if post.office.district:
            yield Followed.district == post.office.district
    if tags:
        yield Followed.tag.in_(tags)


@cache
def is_of_followed() -> ColumnElement[bool]:
    """Of a query that has posts: is it by, from or with what the READER follows?"""
    mine = Followed.officer_id == READER
    place, above = aliased(Office), aliased(Office)
    colleagues = select(Followed.colleague_id).where(mine, Followed.colleague_id.is_not(None))
    under = (
        select(place.id)
        .join(above, place.path.like(above.path + "%"))  # of digits and strokes
        .join(Followed, Followed.office_id == above.id)
        .where(mine)
    )
    districts = select(place.id).join(Followed, Followed.district == place.district).where(mine)
    tagged = (
        select(Tagging.post_id)
        .join(Followed, Followed.tag == Tagging.tag)
        .outerjoin(Comment, Comment.id == Tagging.comment_id)
        .where(mine, Comment.hidden_at.is_(None))
    )
    return or_(
        Post.author_id.in_(colleagues),
        Post.office_id.in_(under),
        Post.office_id.in_(districts),
        Post.id.in_(tagged),
    )


def _there(*conditions: ColumnElement[bool]) -> bool:
    return bool(ask(select(exists().where(*conditions)))[0][0])
