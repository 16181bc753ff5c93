"""Whoosh's view of our words: one analyzer a field, and what each makes of a line.

Whoosh pickles analyzers into the index, so they are plain classes without state; when one of them,
what it calls, or what is written of a row gives other terms than before, SCHEMA_VERSION goes up and
the index is rebuilt.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from whoosh.analysis import Analyzer, Token

from app.search.keys import key, keys
from app.search.stems import stem
from app.search.words import LONGEST_KEPT, cut, split_words, words

SCHEMA_VERSION = 3


class _WordByWord(Analyzer):
    """Cuts a text into words and gives each word's terms one position, so phrases can be asked.

    Offsets are those of the text as given, joiners and all, so highlights fall where they should.
    """

    def _list_terms(self, word: str, asking: bool) -> Iterable[str]:
        raise NotImplementedError

    def __call__(
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        keeporiginal: bool = False,
        removestops: bool = True,
        start_pos: int = 0,
        start_char: int = 0,
        tokenize: bool = True,
        mode: str = "",
        **kwargs: Any,
    ) -> Iterator[Token]:
        """One token, changed and yielded again for each term, as Whoosh expects."""
        token = Token(positions, chars, removestops=removestops, mode=mode, **kwargs)
        token.boost, token.stopped = 1.0, False
        if not tokenize:
            token.original = token.text = value
            token.pos, token.startchar, token.endchar = start_pos, start_char, len(value)
            yield token
            return
        for place, word in enumerate(split_words(value), start_pos):
            token.pos = place
            token.startchar, token.endchar = start_char + word.start, start_char + word.end
            if keeporiginal:
                token.original = value[word.start : word.end]
            for term in self._list_terms(word.text, mode == "query"):
                token.text = term
                yield token


class WordsAnalyzer(_WordByWord):
    """The field `words`: each word as written and its stem; a question asks for the stem alone.

    One term a position in questions: Whoosh makes a phrase of the terms in order, whatever their
    positions. Who wants exact words to rank first adds a term for the word itself.
    """

    def _list_terms(self, word: str, asking: bool) -> Iterable[str]:
        return (stem(word),) if asking else _as_written(word)


class KeyAnalyzer(_WordByWord):
    """The field `key`: consonant keys; a question's Latin words ask under every likely spelling.

    Give the field `multitoken_query="or"`: the keys of one word are choices.
    """

    def _list_terms(self, word: str, asking: bool) -> Iterable[str]:
        return keys(word) if asking else _as_heard(word)


def _as_written(word: str) -> tuple[str, ...]:
    base = stem(word)
    return (word,) if base == word else (word, base)


def _as_heard(word: str) -> tuple[str, ...]:
    return keys(word)[:1] if word.isascii() else keys(word)


Terms = tuple[bytes, ...]


def terms_of(text: str) -> tuple[dict[bytes, list[int]], dict[bytes, int]]:
    """What the two analyzers make of a text that is indexed, at once: the terms of `words`, each
    with its places, and the terms of `key`, each with how often it stands there."""
    placed: dict[bytes, list[int]] = defaultdict(list)
    counted: dict[bytes, int] = defaultdict(int)
    place = 0
    for match in cut(text):
        raw = match.group()
        for written, heard in _terms(raw) if len(raw) <= LONGEST_KEPT else _terms.__wrapped__(raw):
            for term in written:
                placed[term].append(place)
            for term in heard:
                counted[term] += 1
            place += 1
    return placed, counted


@lru_cache(maxsize=30_000)
def _terms(raw: str) -> tuple[tuple[Terms, Terms], ...]:
    """For each word in it: where letters stand without spaces, there are several."""
    return tuple((_as_bytes(_as_written(word)), _as_bytes(_as_heard(word))) for word in words(raw))


def _as_bytes(terms: Iterable[str]) -> Terms:
    return tuple(term.encode() for term in terms)


def explain(line: str) -> list[dict[str, str]]:
    """For each word of a line, the terms it is found by; `key` is "" for numbers."""
    return [{"surface": word, "stem": stem(word), "key": key(word)} for word in words(line)]
