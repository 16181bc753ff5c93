"""The words around what was found, with what was found marked."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, takewhile

from markupsafe import Markup, escape

from app.search.asking import Asked
from app.search.keys import keys
from app.search.stems import stem
from app.search.words import LONGEST_KEPT, Word, cut, split_words

BEFORE = 60  # letters shown before the first word that was found
LONGEST = 220
MOST_LOOKED_AT = 6_000  # letters of a text: a snippet from further on is not worth its time
_OPEN, _CLOSE = Markup("<mark>"), Markup("</mark>")


class Marker:
    """Marks what one question asked for."""

    def __init__(self, asked: Asked) -> None:
        self._words, self._stems = frozenset(asked.words), asked.stems
        self._keys = asked.keys if asked.may_be_bangla_in_latin else frozenset()

    def marked(self, text: str) -> Markup:
        """The text, with each word that was asked for in <mark>."""
        return _mark(text, 0, len(text), self._found(text))

    def snippet(self, text: str) -> Markup:
        """A piece of the text from just before the first word that was asked for."""
        found = self._found(text[:MOST_LOOKED_AT])
        first = next(found, None)
        start = 0
        if first and first.start > BEFORE:
            start = text.rfind(" ", 0, first.start - BEFORE // 2) + 1
        end = len(text)
        if end - start > LONGEST:
            end = text.rfind(" ", start, start + LONGEST)
            end = end if end > start else start + LONGEST
        inside = takewhile(lambda word: word.end <= end, chain([first], found)) if first else ()
        piece = _mark(text, start, end, inside)
        before, after = "… " if start else "", " …" if end < len(text) else ""
        return Markup("{}{}{}").format(before, piece, after)

    def _found(self, text: str) -> Iterator[Word]:
        for piece in cut(text):
            for word, base, heard in _read(piece.group()):
                if self._meets(word.text, base, heard):
                    yield Word(word.text, piece.start() + word.start, piece.start() + word.end)

    def _meets(self, word: str, base: str, heard: tuple[str, ...]) -> bool:
        if word in self._words or base in self._stems:
            return True
        return bool(self._keys) and not self._keys.isdisjoint(heard)


def _read(piece: str) -> tuple[tuple[Word, str, tuple[str, ...]], ...]:
    """Its words, each with its stem and how it sounds."""
    return _kept(piece) if len(piece) <= LONGEST_KEPT else _kept.__wrapped__(piece)


@lru_cache(maxsize=20_000)  # the texts of a page, and of all pages, share most of their words
def _kept(piece: str) -> tuple[tuple[Word, str, tuple[str, ...]], ...]:
    return tuple((word, stem(word.text), keys(word.text)) for word in split_words(piece))


def _mark(text: str, at: int, end: int, found: Iterable[Word]) -> Markup:
    made = []
    for word in found:
        made += [escape(text[at : word.start]), _OPEN, escape(text[word.start : word.end]), _CLOSE]
        at = word.end
    return Markup("").join([*made, escape(text[at:end])])
