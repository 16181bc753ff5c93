"""The words around what was found, with what was found marked."""

from markupsafe import Markup, escape

from app.search.asking import Asked
from app.search.keys import keys
from app.search.stems import stem
from app.search.words import Word, split_words

BEFORE = 60  # letters shown before the first word that was found
LONGEST = 220
MOST_LOOKED_AT = 6_000  # letters of a text: a snippet from further on is not worth its time


def marked(text: str, asked: Asked) -> Markup:
    """The text, with each word that was asked for in <mark>."""
    return _mark(text, [word for word in split_words(text) if _meets(word, asked)])


def snippet(text: str, asked: Asked) -> Markup:
    """A piece of the text from just before the first word that was asked for."""
    found = [word for word in split_words(text[:MOST_LOOKED_AT]) if _meets(word, asked)]
    start = 0
    if found and found[0].start > BEFORE:
        start = text.rfind(" ", 0, found[0].start - BEFORE // 2) + 1
    end = len(text)
    if end - start > LONGEST:
        end = text.rfind(" ", start, start + LONGEST)
        end = end if end > start else start + LONGEST
    inside = [word for word in found if word.start >= start and word.end <= end]
    piece = _mark(text[start:end], [_shifted(word, start) for word in inside])
    return Markup("{}{}{}").format("… " if start else "", piece, " …" if end < len(text) else "")


def _meets(word: Word, asked: Asked) -> bool:
    if word.text in asked.words or stem(word.text) in asked.stems:
        return True
    return asked.may_be_bangla_in_latin and not asked.keys.isdisjoint(keys(word.text))


def _shifted(word: Word, by: int) -> Word:
    return word._replace(start=word.start - by, end=word.end - by)


def _mark(text: str, found: list[Word]) -> Markup:
    made, at = Markup(), 0
    for word in found:
        made += escape(text[at : word.start]) + Markup("<mark>{}</mark>").format(
            text[word.start : word.end]
        )
        at = word.end
    return made + escape(text[at:])
