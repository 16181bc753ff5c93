"""Whoosh's view of our words: one analyzer a field, and what each makes of a line.

Whoosh pickles analyzers into the index, so they are plain classes without state; when one of them,
what it calls, or what is written of a row gives other terms than before, SCHEMA_VERSION goes up and
the index is rebuilt.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from whoosh.analysis import Analyzer, Token

from app.search.keys import key, keys
from app.search.stems import stem
from app.search.words import split_words, words

SCHEMA_VERSION = 2


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
        base = stem(word)
        return (base,) if asking or base == word else (word, base)


class KeyAnalyzer(_WordByWord):
    """The field `key`: consonant keys; a question's Latin words ask under every likely spelling.

    Give the field `multitoken_query="or"`: the keys of one word are choices.
    """

    def _list_terms(self, word: str, asking: bool) -> Iterable[str]:
        found = keys(word)
        return found if asking or not word.isascii() else found[:1]


def explain(line: str) -> list[dict[str, str]]:
    """For each word of a line, the terms it is found by; `key` is "" for numbers."""
    return [{"surface": word, "stem": stem(word), "key": key(word)} for word in words(line)]
