"""What an officer typed, as a question to the index. Their words are words: no operators, no
wildcards, nothing that a hostile line could set on fire."""

import re
from dataclasses import dataclass
from functools import cached_property

from whoosh.query import Query

from app.core.text import tidy_line
from app.search import index
from app.search.keys import keys
from app.search.stems import stem
from app.search.words import split_words, words

MOST_WORDS = 12
_QUOTED = re.compile(r'["“”]([^"“”]+)["“”]')
_LATIN = re.compile("[a-zA-Z]")


@dataclass(frozen=True)
class Asked:
    typed: str
    words: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]

    @property
    def as_typed(self) -> tuple[str, ...]:
        """The words with the letters they were typed in."""
        found = (self.typed[word.start : word.end] for word in split_words(self.typed))
        return tuple(dict.fromkeys(found))[:MOST_WORDS]

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(stem(word) for word in self.words)

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(key for word in self.words for key in keys(word)) - {""}

    @cached_property
    def may_be_bangla_in_latin(self) -> bool:
        return bool(_LATIN.search(self.typed))


def parse(typed: str) -> Asked:
    typed = tidy_line(typed[:500])
    phrases = tuple(tuple(words(quoted)[:MOST_WORDS]) for quoted in _QUOTED.findall(typed))
    said = tuple(dict.fromkeys(words(typed)))[:MOST_WORDS]
    return Asked(typed, said, tuple(phrase for phrase in phrases if len(phrase) > 1))


def by_words(asked: Asked) -> list[Query]:
    """Every word, as it stands or by its stem; quoted words in their order."""
    parts: list[Query] = [_word(word) for word in asked.words]
    return parts + [index.phrase("words", phrase) for phrase in asked.phrases]


def by_beginning(asked: Asked, begun: list[str]) -> list[Query]:
    """Every word, the last of them half typed: it may become any of these."""
    return [*(_word(word) for word in asked.words[:-1]), index.any_of("words", begun)]


def by_either(asked: Asked) -> list[Query]:
    """Each word as it stands, by its stem, or by its sound."""
    if not asked.may_be_bangla_in_latin:
        return [_word(word) for word in asked.words]
    return [
        index.some_of([_word(word), index.any_of("key", [key for key in keys(word) if key])])
        for word in asked.words
    ]


def by_keys(asked: Asked) -> list[Query]:
    """By sound: Bangla typed in Latin letters. Nothing when a word has no sound (a number)."""
    sounds = [[key for key in keys(word) if key] for word in asked.words]
    return [index.any_of("key", heard) for heard in sounds] if all(sounds) else []


def _word(word: str) -> Query:
    return index.any_of("words", list(dict.fromkeys((word, stem(word)))))
