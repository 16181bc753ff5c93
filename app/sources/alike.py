"""What was brought before: the same page out there, or the same trouble of the same place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from sqlalchemy import or_, select

from app.core.db import ask
from app.officers.models import Officer, Seat
from app.officers.queries import PERSON, Person, person
from app.posts.models import Post
from app.posts.queries import in_sight, sight_of
from app.sources.models import Source

MOST = 3
_LATEST = 300  # of one place: what is older is hardly the same trouble
URL_LETTERS = 2000

_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_IN_TEXT = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_FOLLOWED = re.compile(r"utm_.*|fbclid|gclid|igshid|mibextid|rdid|share_url|si|ref|__.*")
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z0-9-]{2,}", re.IGNORECASE)
_SHORT = 3  # letters of a word that tells nothing


@dataclass(frozen=True, slots=True)
class Alike:
    post_id: int
    title: str
    language: str
    person: Person
    at: datetime
    same_url: bool


def url_of(typed: str) -> str | None:
    """An address of the web as it may stand in a link; None when it is none."""
    url = typed if _SCHEME.match(typed) else f"https://{typed}"
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        host = host if host.isascii() else host.encode("idna").decode()
    except ValueError:  # also of what no name of a machine can be
        return None
    if parts.username or not _HOST.fullmatch(host) or " " in url or len(url) > URL_LETTERS:
        return None
    return url


def url_in(text: str) -> str:
    """The first one that stands in a text, as phones share them; or none."""
    found = _IN_TEXT.search(text)
    return found[0].rstrip(".,;)।") if found else ""


def address_of(url: str) -> str:
    """One spelling for one page: no scheme, no www or m before it, nothing that only tells who
    passed it on."""
    if not url:
        return ""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    for before in ("www.", "m.", "mobile.", "web.", "mbasic."):
        host = host.removeprefix(before)
    asked = [(k, v) for k, v in parse_qsl(parts.query) if not _FOLLOWED.fullmatch(k.lower())]
    rest = f"?{urlencode(sorted(asked))}" if asked else ""
    return f"{host}{parts.path.rstrip('/')}{rest}"


def list_alike(officer: Officer, url: str, place_id: int, title: str) -> list[Alike]:
    """At most MOST that this officer may read: those of the same page first, then those of the same
    place whose titles say the same, the latest first."""
    address = address_of(url)
    ways = [Source.place_id == place_id]
    if address:
        ways.append(Source.address == address)
    rows: Sequence[Any] = ask(
        select(Post.id, Post.title, Post.language, Post.created_at, Source.address, *PERSON)
        .join(Source, Source.post_id == Post.id)
        .join(Officer, Officer.id == Source.brought_by_id)
        .outerjoin(Seat, Seat.id == Post.seat_id)
        .where(or_(*ways), in_sight(sight_of(officer)))
        .where(Post.hidden_at.is_(None), Post.withdrawn_at.is_(None))
        .order_by(Post.id.desc())
        .limit(_LATEST)
    )
    same = [_alike(row, True) for row in rows if address and row.address == address]
    like = [
        _alike(row, False)
        for row in rows
        if not (address and row.address == address) and say_the_same(row.title, title)
    ]
    return [*same, *like][:MOST]


def say_the_same(one: str, other: str) -> bool:
    """Half of the shorter title's words stand in the other too, endings apart."""
    mine, theirs = _words(one), _words(other)
    few, many = sorted((mine, theirs), key=len)
    shared = sum(any(_alike_words(word, there) for there in many) for word in few)
    return shared >= 2 and shared * 2 >= len(few)


def _words(title: str) -> list[str]:
    return [word for word in re.split(r"[\s,.:;।?!()\"“”—–-]+", title.casefold()) if len(word) > 2]


def _alike_words(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) > _SHORT and long.startswith(short))


def _alike(row: Any, same_url: bool) -> Alike:
    return Alike(row.id, row.title, row.language, person(row), row.created_at, same_url)
