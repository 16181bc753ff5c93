"""Text into words: the same steps for what is indexed, what is asked and what is compared.

What an officer typed is kept for display; these forms are only compared. Python's `\\w` leaves
out the Bangla vowel signs, so the class of a word is spelled out here.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

LONGEST_WORD = 64
"""Characters of a word that count; the rest of a longer one is not looked at."""

LONGEST_KEPT = 256
"""Letters of a piece of text of which it is kept what it was read as: what somebody pasted without
a space is not worth its memory."""

_LONGEST_RAW = 4 * LONGEST_WORD  # before folding: marks and joiners are about to go
_MOST_MARKS = 8  # on one letter

_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff"  # joiners, direction marks, soft hyphen
_LATIN_MARKS = "\u0300-\u036f"
_OTHER_MARKS = (
    "\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670"  # Hebrew, Arabic
    "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"  # Devanagari
    "\u0980-\u0983\u09bc\u09be-\u09cd\u09d7\u09e2\u09e3\u09fe"  # Bangla
    "\u0a00-\u0a03\u0a3c-\u0a51\u0a70-\u0b03\u0b3c-\u0b57\u0b82\u0bbe-\u0bcd"
    "\u0c00-\u0c04\u0c3c-\u0c56\u0c81-\u0c83\u0cbc-\u0cd6\u0d00-\u0d03\u0d3b-\u0d57\u0d81-\u0ddf"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ebc\u0ec8-\u0ece"  # Thai, Lao
    "\u0f71-\u0f84\u102b-\u103e\u1056-\u1059\u17b4-\u17d3"  # Tibetan, Myanmar, Khmer
)
_LETTER = rf"[\w{_LATIN_MARKS}{_OTHER_MARKS}{_INVISIBLE}]"
_WORD = re.compile(rf"{_LETTER}+(?:['\u2019]{_LETTER}+)*")

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u0f00-\u109f\u1780-\u17ff"  # Thai, Lao, Tibetan, Myanmar, Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"  # Japanese
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"  # Chinese characters
)

_LONG_RUN = re.compile(r"\S{257,}")  # shorter ones take no time, whatever they are
_ACCENTED = re.compile(rf"[\u00c0-\u024f{_LATIN_MARKS}\u0370-\u052f\u1e00-\u1fff]")
_ACCENT = re.compile(f"[{_LATIN_MARKS}]+")
_BANGLA = re.compile("[\u0980-\u09ff]")
_DROPPED = re.compile(f"[{_INVISIBLE}]+")
_KHANDA_TA = re.compile("\u09a4\u09cd[\u200c\u200d]")  # how ৎ was typed before it had a code
_FINAL_KHANDA_TA = re.compile("\u09a4\u09cd(?![\u0980-\u09fe])")
_STRAY_NUKTA = re.compile("(?<![\u09a1\u09a2\u09af])\u09bc+")
_NASAL = "\u0981"
_NASAL_AND_SIGNS = re.compile("[\u0981\u09be-\u09cc\u09d7]{2,}")  # চঁাদ, typed for চাঁদ
_DIGITS_AND_LETTERS = {
    **{0x09E6 + digit: str(digit) for digit in range(10)},
    0x09F0: "\u09b0",  # the Assamese র
    0x09F1: "\u09ac",  # and its ব
}
_SOUNDS = re.compile(r"\w")  # a vowel sign with nothing to sit on is not a word
_POSSESSIVE = re.compile("['\u2019]s$")


class Word(NamedTuple):
    """A word as it is compared, and where it stood in the text (characters, end excluded)."""

    text: str
    start: int
    end: int


def normalize(text: str) -> str:
    """The form in which text is compared: never shown, never stored in place of the original.

    Composed (NFC), in small letters, Latin accents off; joiners and other invisible characters
    gone, ৎ and the dotted letters in one spelling, Bangla digits as 0-9. Applying it twice
    changes nothing more. Takes time in proportion to the text, whatever the text.
    """
    text = text.lower()
    if text.isascii():
        return text
    text = _LONG_RUN.sub(_thin_marks, _DROPPED.sub("", _KHANDA_TA.sub("\u09ce", text)))
    text = unicodedata.normalize("NFC", text)
    if _ACCENTED.search(text):
        text = _ACCENT.sub("", unicodedata.normalize("NFD", text))
        text = unicodedata.normalize("NFC", text)
    return _fold_bangla(text) if _BANGLA.search(text) else text


def split_words(text: str) -> Iterator[Word]:
    """The words of a text in order; scripts without spaces give overlapping pairs of letters."""
    for match in cut(text):
        raw = match.group()
        if raw.isascii() or not _UNSPACED.search(raw):
            word = _fold_word(raw[:_LONGEST_RAW])
            if word:
                yield Word(word, match.start(), match.end())
        else:
            yield from _split_unspaced(raw, match.start())


def cut(text: str) -> Iterator[re.Match[str]]:
    """The pieces of a text, as written, of which each gives words of its own: mostly one."""
    return _WORD.finditer(text.replace("_", " "))


def words(text: str) -> list[str]:
    """The words of a text, as they are compared."""
    return [word.text for word in split_words(text)]


def _thin_marks(match: re.Match[str]) -> str:
    """Putting marks in order costs the square of their number, and no letter bears this many."""
    kept, marks = [], 0
    for letter in match.group():
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= _MOST_MARKS:
            kept.append(letter)
    return "".join(kept)


def _put_nasal_last(match: re.Match[str]) -> str:
    signs = match.group()
    return signs.replace(_NASAL, "") + _NASAL if _NASAL in signs else signs


def _fold_bangla(text: str) -> str:
    text = text.translate(_DIGITS_AND_LETTERS).replace("\u09ac\u09bc", "\u09b0")
    text = _NASAL_AND_SIGNS.sub(_put_nasal_last, _STRAY_NUKTA.sub("", text))
    text = text.replace("\u0985\u09be", "\u0986")  # অা, typed for আ
    return unicodedata.normalize("NFC", _FINAL_KHANDA_TA.sub("\u09ce", text))


@lru_cache(maxsize=20_000)
def _fold_word(raw: str) -> str:
    word = _POSSESSIVE.sub("", normalize(raw))
    word = word.replace("'", "").replace("\u2019", "")[:LONGEST_WORD]
    return word if _SOUNDS.search(word) else ""


def _split_unspaced(raw: str, start: int) -> Iterator[Word]:
    at = 0
    for run in _UNSPACED.finditer(raw):
        yield from _spaced_part(raw, at, run.start(), start)
        at, last = run.end(), max(run.start() + 1, run.end() - 1)
        for first in range(run.start(), last):
            pair = normalize(raw[first : min(first + 2, run.end())])
            yield Word(pair, start + first, start + min(first + 2, run.end()))
    yield from _spaced_part(raw, at, len(raw), start)


def _spaced_part(raw: str, at: int, to: int, start: int) -> Iterator[Word]:
    word = _fold_word(raw[at : min(to, at + _LONGEST_RAW)])
    if word:
        yield Word(word, start + at, start + to)
