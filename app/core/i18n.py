"""Two languages: which one is spoken, and how it writes digits, days and names."""

import re
import unicodedata
from datetime import date, datetime
from gettext import NullTranslations

from flask import Flask, request
from flask_babel import Babel, get_locale, get_translations
from flask_login import current_user
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from app.core.clock import DHAKA, day_of, now

_catalogues: dict[str, NullTranslations] = {}

LANGUAGES = {"bn": "বাংলা", "en": "English"}
COOKIE = "lang"
# Endpoints whose answer is the same for whoever asks: no cookie and no account is looked at.
FOR_ALL: set[str] = set()

_BANGLA, _LATIN = re.compile("[\u0980-\u09ff]"), re.compile("[A-Za-z]")
_TO_BANGLA = str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")
_TO_LATIN = str.maketrans("০১২৩৪৫৬৭৮৯", "0123456789")

# CLDR writes bn_BD dates with Latin digits and its own abbreviations; these are the forms in use.
MONTHS = {
    "bn": (
        *("জানুয়ারি", "ফেব্রুয়ারি", "মার্চ", "এপ্রিল", "মে", "জুন"),
        *("জুলাই", "আগস্ট", "সেপ্টেম্বর", "অক্টোবর", "নভেম্বর", "ডিসেম্বর"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
SHORT_MONTHS = {
    "bn": (
        *("জানু", "ফেব্রু", "মার্চ", "এপ্রি", "মে", "জুন"),
        *("জুলা", "আগ", "সেপ্টে", "অক্টো", "নভে", "ডিসে"),
    ),
    "en": tuple(month[:3] for month in MONTHS["en"]),
}
WEEKDAYS = {
    "bn": (
        *("সোমবার", "মঙ্গলবার", "বুধবার", "বৃহস্পতিবার"),
        *("শুক্রবার", "শনিবার", "রবিবার"),
    ),
    "en": (
        *("Monday", "Tuesday", "Wednesday", "Thursday"),
        *("Friday", "Saturday", "Sunday"),
    ),
}


def init_app(app: Flask) -> None:
    Babel(app, locale_selector=select_language, default_timezone="Asia/Dhaka")
    app.jinja_env.globals.update(_=_say, gettext=_say, ngettext=_say_number)


@pass_eval_context
def _say(context: EvalContext, words: str, /, **values: object) -> str:
    """Templates' `_()`. A page says hundreds of sentences: the catalogue is looked up once a
    language, not once a sentence."""
    said = _catalogue().gettext(words)
    said = Markup(said) if context.autoescape else said  # noqa: S704  (our own catalogue)
    return said % values


@pass_eval_context
def _say_number(context: EvalContext, one: str, many: str, num: int, /, **values: object) -> str:
    said = _catalogue().ngettext(one, many, num)
    said = Markup(said) if context.autoescape else said  # noqa: S704  (our own catalogue)
    return said % ({"num": num} | values)


def _catalogue() -> NullTranslations:
    language = lang()
    if language not in _catalogues:
        found = get_translations()
        if get_locale() is None:  # nobody is speaking: not a thing to remember
            return found
        _catalogues[language] = found
    return _catalogues[language]


def select_language() -> str:
    """For one answer `?lang=`; else what the officer chose, else this browser's cookie, else what
    it asks for; else Bangla."""
    chosen = request.args.get("lang")
    if request.endpoint not in FOR_ALL:
        chosen = chosen or getattr(current_user, "language", None) or request.cookies.get(COOKIE)
    if chosen in LANGUAGES:
        return chosen
    return request.accept_languages.best_match(list(LANGUAGES)) or "bn"


def lang() -> str:
    locale = get_locale()
    return locale.language if locale else "bn"


def in_language(bn: str, en: str) -> str:
    return bn if lang() == "bn" else en


def digits(value: object, language: str | None = None) -> str:
    """Numbers as the interface's language writes them. Ids and file numbers are left as typed."""
    return str(value).translate(_TO_BANGLA) if (language or lang()) == "bn" else str(value)


def latin_digits(typed: str) -> str:
    """Officers type either kind; we keep one."""
    return typed.translate(_TO_LATIN)


def long_date(moment: date | datetime) -> str:
    """22 November 2026"""
    day = _day(moment)
    return digits(f"{day.day} {MONTHS[lang()][day.month - 1]} {day.year}")


def short_date(moment: date | datetime) -> str:
    """22 Nov, and the year when it is another one."""
    day = _day(moment)
    year = "" if day.year == day_of(now()).year else f" {day.year}"
    return digits(f"{day.day} {SHORT_MONTHS[lang()][day.month - 1]}{year}")


def weekday(moment: date | datetime) -> str:
    return WEEKDAYS[lang()][_day(moment).weekday()]


def day_and_time(moment: datetime) -> str:
    """22 November 2026, 10:30 am: always absolute, so a page may be kept and still be true."""
    local = moment.astimezone(DHAKA)
    clock = digits(f"{(local.hour - 1) % 12 + 1}:{local.minute:02}")
    if lang() == "en":
        return f"{long_date(local)}, {clock} {'am' if local.hour < 12 else 'pm'}"
    return f"{long_date(local)}, {_part_of_day(local.hour)} {clock}"


def _part_of_day(hour: int) -> str:
    """Bangla says which part of the day, where English says am or pm."""
    parts = ((4, "রাত"), (6, "ভোর"), (12, "সকাল"), (15, "দুপুর"), (18, "বিকেল"), (20, "সন্ধ্যা"))
    return next((name for end, name in parts if hour < end), "রাত")


def initial(name: str) -> str:
    """The first orthographic syllable, for a patch: শিরিন gives শি, never a bare শ."""
    taken = ""
    for letter in unicodedata.normalize("NFC", name.rsplit(". ", maxsplit=1)[-1].strip()):
        joins = taken.endswith("\u09cd") or unicodedata.category(letter).startswith("M")
        if taken and not (joins or letter in "\u200c\u200d"):
            break
        taken += letter
    return taken.rstrip("\u09cd")


def language_of(text: str) -> str:
    """The language a text is mostly written in, by its script."""
    return "en" if len(_LATIN.findall(text)) > len(_BANGLA.findall(text)) else "bn"


def _day(moment: date | datetime) -> date:
    return day_of(moment) if isinstance(moment, datetime) else moment
