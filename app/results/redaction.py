"""What must not be read by the public: looked for before anything is published.

It finds too much rather than too little. What is FIRM may never stand; of the rest an officer says
why it may."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

from sqlalchemy import bindparam, func, or_, select

from app.actions.models import ActionItem
from app.actions.routing import list_posts_of
from app.core.db import db
from app.core.i18n import latin_digits
from app.core.text import plain, tidy
from app.officers.models import Officer
from app.sources.queries import list_citizens_of


class Kind(StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    IDENTITY = "identity"  # as long as that of an identity card or a birth certificate
    NUMBER = "number"  # of an account, a letter, a register
    PROFILE = "profile"  # a link or a handle that leads to a person
    CITIZEN = "citizen"  # whose trouble it is
    OFFICER = "officer"  # the public reads of seats
    PERSON = "person"  # what stands after মোঃ, জনাব, Mr
    PLATE = "plate"


FIRM = frozenset({Kind.PHONE, Kind.EMAIL, Kind.IDENTITY, Kind.CITIZEN, Kind.OFFICER})


@dataclass(frozen=True, slots=True)
class Finding:
    kind: Kind
    span: tuple[int, int]  # in the text as it was given
    words: str

    @property
    def firm(self) -> bool:
        return self.kind in FIRM

    @property
    def key(self) -> str:
        """As a form says it back."""
        return f"{self.kind.value}:{self.words}"


# Drawn as nothing, or as the weight of a letter: what stands between is read as one.
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f*`~\\]")
_WIDE = {0xFF01 + n: 0x21 + n for n in range(94)}  # ＠ and ０, as some keyboards have them

_GAP = r"[\s().,:;|/\u2010-\u2015-]{0,3}"
_PHONES = (
    # Mobile, with the country's number or the nought before it, and anything between.
    rf"(?<!\d)(?:(?:\+|00)?{_GAP}8{_GAP}8{_GAP}0?|0){_GAP}1{_GAP}[3-9](?:{_GAP}\d){{8}}(?!\d)",
    r"(?<!\d)1[3-9]\d{2}[\s-]?\d{6}(?!\d)",
    # A line of an office or a house: the area, and six to eight digits.
    rf"(?<!\d)(?:(?:\+|00){_GAP}8{_GAP}8{_GAP})?0[2-9]\d{{0,4}}[\s-]{{1,2}}\d{{6,8}}(?!\d)",
    r"(?<!\d)\+\d(?:[\s-]?\d){9,13}(?!\d)",
)
_AT, _DOT = (
    r"\s*(?:@|[\[({]\s*(?:at|এট|অ্যাট)\s*[\])}])\s*",
    r"\s*(?:\.|[\[({]\s*(?:dot|ডট)\s*[\])}])\s*",
)
_EMAIL = rf"[\w.+-]+{_AT}[A-Za-z0-9-]+(?:{_DOT}[A-Za-z]{{2,}})+"
# Ten, thirteen or seventeen digits, in one or in groups of three and more: 01-12-2026 15 is none.
_LONG = "|".join(rf"\d(?:[ -]?\d){{{more}}}" for more in (9, 12, 16))
_IDENTITY = rf"(?<!\d)(?=(?:{_LONG})(?![ -]?\d))\d{{3,}}(?:[ -]\d{{3,}})*(?!\d)"
_NUMBER = r"(?<!\d)\d(?:[ -]?\d){9,16}(?!\d)"
_SITES = r"facebook|fb|messenger|instagram|tiktok|twitter|x|linkedin|youtube|imo|telegram"
_PROFILE = (
    rf"(?:https?://)?(?:[\w-]+\.)*(?:{_SITES})\.(?:com|me|im)/[^\s)\]>]+",
    r"(?:https?://)?(?:wa|m|t|fb)\.me/[^\s)\]>]+",
    r"(?<![\w@/.])@[A-Za-z][\w.]{2,}",
)
_PLATE = (
    r"[\u0980-\u09ff]+(?:\s+মেট্রো)?[\s-]+[\u0985-\u09b9]{1,2}[\s-]*\d{2}\s?-\s?\d{4}(?!\d)",
    r"[A-Z][a-z]+(?:[\s-]+[Mm]etro)?[\s-]+[A-Z][A-Za-z]{0,2}[\s-]*\d{2}\s?-\s?\d{4}(?!\d)",
)
_BN = r"[\u0980-\u09ff]+"
_BEFORE_BN = (
    r"(?:মো(?:ঃ|:|\.|হা?ম্মদ|হাঃ)|মু(?:হাম্মদ|হাঃ)|মো(?:ছা|সা)(?:ঃ|:|\.|ম্মৎ|ম্মত)|জনাবা?|মিস(?:েস|্টার)?"
    r"|শ্রী(?:মতি|মতী)?|ডা(?:ঃ|:|\.|ক্তার)|ড(?:ঃ|\.)|আলহা(?:জ|জ্ব)|হাজী|মৌলভী|মাওলানা|মরহুমা?|বেগম)"
)
_BEFORE_EN = (
    r"(?:M[do]\.?|Mohd\.?|Moh?ammad|Muhammad|Mosammat|Mo?st\.?|Mr\.?|Mrs\.?|Ms\.?|Miss|Janab|Dr\.?"
    r"|Sr[ei]e?|Shri|Srimati|Alhaj|Haji|Hazi|Maulana|Late)"
)
_PERSON = (
    rf"(?<![\u0980-\u09ff]){_BEFORE_BN}\s*{_BN}(?:\s+{_BN}){{0,2}}",
    rf"(?<![A-Za-z]){_BEFORE_EN}\s+[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+){{0,2}}",
)
_LOOKED_FOR = tuple(
    (kind, re.compile(pattern))
    for kind, patterns in (
        (Kind.PHONE, _PHONES),
        (Kind.EMAIL, (_EMAIL,)),
        (Kind.PROFILE, _PROFILE),
        (Kind.PLATE, _PLATE),
        (Kind.IDENTITY, (_IDENTITY,)),
        (Kind.NUMBER, (_NUMBER,)),
        (Kind.PERSON, _PERSON),
    )
    for pattern in patterns
)
_PART = re.compile(r"[^\W\d_][\w\u0980-\u09ff.'-]+")
_TITLES = re.compile(rf"(?:{_BEFORE_BN}|{_BEFORE_EN})\.?", re.IGNORECASE)


def findings(text: str, action_id: int) -> list[Finding]:
    """What a reader could reach or know a person by, in the order in which it stands there."""
    seen, places = _as_read(text)
    found = [
        *_of_names(seen, action_id),
        *((kind, match.span()) for kind, known in _LOOKED_FOR for match in known.finditer(seen)),
    ]
    taken: list[Finding] = []
    for kind, (start, end) in found:  # the graver kind first: a phone is no number besides
        span = (places[start], places[end - 1] + 1)
        if not any(span[0] < other.span[1] and other.span[0] < span[1] for other in taken):
            taken.append(Finding(kind, span, " ".join(text[span[0] : span[1]].split())))
    return sorted(taken, key=lambda finding: finding.span)


def findings_of(title: str, source: str, html: str, action_id: int) -> list[Finding]:
    """In all that will be read: the title, the words as typed, whose links are not seen, and as
    they are drawn. Each once."""
    texts = (tidy(title), source, plain(html))
    found = [finding for text in texts for finding in findings(text, action_id)]
    return list({finding.key: finding for finding in found}.values())


def count_kinds(found: Sequence[Finding]) -> dict[str, int]:
    return dict(Counter(finding.kind.value for finding in found))


def _as_read(text: str) -> tuple[str, list[int]]:
    """The text without what is not seen, its digits of one kind; and where each letter stood."""
    kept = [
        (latin_digits(letter.translate(_WIDE)), place)
        for place, letter in enumerate(text)
        if not _UNSEEN.match(letter)
    ]
    return "".join(letter for letter, _ in kept), [place for _, place in kept]


def _of_names(seen: str, action_id: int) -> Iterator[tuple[Kind, tuple[int, int]]]:
    item = db.session.get(ActionItem, action_id)
    citizens = list_citizens_of(list_posts_of(item)) if item else ()
    unnamed = [citizen.name for citizen in citizens if not citizen.naming_agreed_at]
    for name in (spelling for whole in unnamed for spelling in _spellings(whole)):
        yield from ((Kind.CITIZEN, span) for span in _occurrences(name, seen))
    for row in db.session.execute(_OFFICERS, {"seen": seen}):
        for name in row:
            yield from ((Kind.OFFICER, span) for span in _occurrences(name, seen))
    # One word of a name may mean another thing as well.
    for name in (part for whole in unnamed for part in _parts(whole)):
        yield from ((Kind.PERSON, span) for span in _occurrences(name, seen))


def _spellings(name: str) -> Iterator[str]:
    """The whole of it, and each two words beside one another: a title before it is often left
    out. A name of one word is that word."""
    parts = _parts(name)
    if len(parts) < 2:
        yield from parts
    yield tidy(name)
    yield from (f"{one} {two}" for one, two in pairwise(parts))


def _parts(name: str) -> list[str]:
    found = _PART.findall(_as_read(tidy(name))[0])
    return [part for part in found if not _TITLES.fullmatch(part) and len(part) > 2]


def _occurrences(name: str, seen: str) -> Iterator[tuple[int, int]]:
    """In any case, and before any ending of Bangla: রহিমার, রহিমাকে."""
    words = _as_read(tidy(name))[0].split()
    if words:
        spelt = r"[\s.:ঃ_-]+".join(re.escape(word) for word in words)
        known = re.compile(rf"(?<![^\W_]){spelt}", re.IGNORECASE)
        yield from (match.span() for match in known.finditer(seen))


_SEEN: Any = func.lower(bindparam("seen"))
_OFFICERS = select(Officer.name_bn, Officer.name_en).where(
    or_(*(_SEEN.like("%" + func.lower(name) + "%") for name in (Officer.name_bn, Officer.name_en)))
)
