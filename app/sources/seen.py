"""When something was seen, as one writes it by hand: "4 June 10:20"."""

import re
import unicodedata
from datetime import date, datetime
from typing import NamedTuple

from app.core.clock import DHAKA, today
from app.core.i18n import MONTHS, SHORT_MONTHS, latin_digits


class Seen(NamedTuple):
    on: date
    at: datetime | None  # where the hour was written too


_CLOCK = re.compile(r"(?:^|[\s,t]+)([0-9]{1,2})[:.]([0-9]{2})\s*([ap]\.?m\.?)?$")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_BY_NUMBERS = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})(?:[/.-]([0-9]{4}))?")
_BY_MONTH = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th|ই|লা|রা|ঠা|শে)?\s+([^\s0-9]+?)[,.]?(?:\s+([0-9]{4}))?"
)


def seen_of(typed: str) -> Seen | None:
    """The day, in either language and either kind of digits; and the hour, where it stands there.
    Without its year it is the last such day. None for what is no day, or no hour."""
    text = _plain(latin_digits(typed)).replace("টায়", "").strip()
    clock = _CLOCK.search(text)
    day = _day(text[: clock.start()].strip(" ,") if clock else text)
    if day is None or clock is None:
        return Seen(day, None) if day else None
    hour, minute = int(clock[1]), int(clock[2])
    if clock[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if clock[3].startswith("p") else 0)
    if hour > 23 or minute > 59:
        return None
    return Seen(day, datetime(day.year, day.month, day.day, hour, minute, tzinfo=DHAKA))


def _day(text: str) -> date | None:
    if found := _ISO.fullmatch(text):
        return _date(int(found[3]), int(found[2]), int(found[1]))
    if found := _BY_NUMBERS.fullmatch(text):
        return _date(int(found[1]), int(found[2]), int(found[3] or 0))
    if (found := _BY_MONTH.fullmatch(text)) and (month := _NAMES.get(found[2])):
        return _date(int(found[1]), month, int(found[3] or 0))
    return None


def _date(day: int, month: int, year: int) -> date | None:
    """Of no year: the last that has come."""
    years = (year,) if year else (today().year, today().year - 1)
    for one in years:
        try:
            found = date(one, month, day)
        except ValueError:
            continue
        if year or found <= today():
            return found
    return None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.casefold().split()))


_NAMES = {
    _plain(name): number
    for months in (*MONTHS.values(), *SHORT_MONTHS.values())
    for number, name in enumerate(months, start=1)
} | {
    _plain(name): number
    for name, number in (("জানুয়ারী", 1), ("ফেব্রুয়ারী", 2), ("sept", 9), ("অগাস্ট", 8))
}
