from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select

from app.citizens.models import Citizen
from app.core.db import ask, db
from app.core.errors import Missing
from app.core.i18n import in_language
from app.core.text import plain
from app.officers.models import Office, Officer, Seat
from app.officers.queries import PERSON, Person, person
from app.posts.models import Post
from app.sources.models import Medium, Source


@dataclass(frozen=True, slots=True)
class Verified:
    person: Person
    at: datetime
    html: str
    language: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A source as its post's page shows it: the same for every reader, and nothing of the
    citizen."""

    post_id: int
    medium: Medium
    url: str
    html: str
    language: str
    seen_on: date
    seen_at: datetime | None
    captured_at: datetime
    place_bn: str
    place_en: str
    brought_by: Person
    verified: Verified | None

    @property
    def place(self) -> str:
        return in_language(self.place_bn, self.place_en)


def show_source(post_id: int) -> Shown | None:
    """None of what came with an archive. The caller has found the post."""
    for row in ask(_SHOWN, post_id=post_id):
        return Shown(
            post_id,
            row.medium,
            row.url,
            row.html,
            row.language,
            row.seen_on,
            row.seen_at,
            row.created_at,
            row.place_bn,
            row.place_en,
            person(row),
            _verified(post_id) if row.verified_at else None,
        )
    return None


def _verified(post_id: int) -> Verified:
    row = ask(_VERIFIED, post_id=post_id)[0]
    return Verified(person(row), row.verified_at, row.finding_html, row.finding_language)


def find_source(post: Post) -> Source:
    found = db.session.scalar(select(Source).where(Source.post_id == post.id))
    if found is None:
        raise Missing
    return found


def find_citizen_of(post: Post) -> Citizen | None:
    """Whose trouble it is. The caller asks the rule before anything of it is shown."""
    mine = select(Citizen).join(Source, Source.citizen_id == Citizen.id)
    return db.session.scalar(mine.where(Source.post_id == post.id))


def list_citizens_of(post_ids: Collection[int]) -> Sequence[Citizen]:
    """Likewise, of several posts on which one trouble stands."""
    theirs = select(Citizen).join(Source, Source.citizen_id == Citizen.id)
    return db.session.scalars(theirs.where(Source.post_id.in_(post_ids))).all()


def list_citizen_ids(post_ids: Collection[int]) -> list[str]:
    """Of several posts on which one trouble stands: for `known_by`."""
    found = select(Source.citizen_id).where(Source.post_id.in_(post_ids))
    return [number for number in db.session.scalars(found) if number]


def words_of_sources(post_ids: Collection[int]) -> dict[int, list[str]]:
    """Post id → what is found of its source: the captured words, the place, and how it was
    verified."""
    rows = db.session.execute(
        select(Source.post_id, Source.html, Source.finding_html, Source.url)
        .add_columns(Office.place_bn, Office.place_en)
        .join(Office, Office.id == Source.place_id)
        .where(Source.post_id.in_(post_ids))
    )
    return {
        row.post_id: [
            *(plain(row.html), plain(row.finding_html)),
            *(row.url, row.place_bn, row.place_en),
        ]
        for row in rows
    }


_SHOWN = (
    select(
        *(Source.medium, Source.url, Source.html, Source.language, Source.seen_on),
        *(Source.seen_at, Source.created_at, Source.verified_at),
        *(Office.place_bn, Office.place_en, *PERSON),
    )
    .join(Post, Post.id == Source.post_id)
    .join(Office, Office.id == Source.place_id)
    .join(Officer, Officer.id == Source.brought_by_id)
    .outerjoin(Seat, Seat.id == Post.seat_id)
    .where(Source.post_id == bindparam("post_id"))
)
_VERIFIED = (
    select(Source.verified_at, Source.finding_html, Source.finding_language, *PERSON)
    .join(Officer, Officer.id == Source.verified_by_id)
    .outerjoin(Seat, Seat.id == Source.verified_seat_id)
    .where(Source.post_id == bindparam("post_id"))
)
