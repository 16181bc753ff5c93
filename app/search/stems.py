"""The stem of a word: what its inflected forms have in common, for search only, never shown.

Bangla: endings are cut one at a time, as they were put on (পুকুর+গুলো+র+ও); verbs and pronouns
go to their dictionary word by table. Measure a change with `bench/stems.py`. English: Porter's
second algorithm, from Whoosh. Other languages are left whole.
"""

import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache

from whoosh.lang.porter2 import stem as stem_english

from app.search.lexicon import KEPT, KEPT_ENDINGS, OTHER_FORMS
from app.search.verbs import find_verb

_MOST_ENDINGS = 6  # ছেলেমেয়েগুলোকেই has four; a hostile word stops here

_VOWEL_SIGNS = frozenset("ািীুূৃেৈোৌ")
_VOWELS = _VOWEL_SIGNS | frozenset("অআইঈউঊঋএঐওঔ")
_HASANTA = "\u09cd"
_LETTER = re.compile("[\u0985-\u09b9\u09ce]")  # consonants and vowels that stand alone
_BANGLA = re.compile("[\u0980-\u09ff]")


class _After(Enum):
    """What an ending may follow."""

    ANYTHING = "any letter"
    VOWEL = "a vowel"
    CONSONANT = "a consonant"
    AA = "আ or its sign"


_CLASSIFIERS = ["টি", "টা", "গুলো", "গুলি", "গুলা"]
_OTHER_ENDINGS = ["রা", "দের", "দিগকে", "দিগের", "গণ", "বৃন্দ", "সমূহ", "কে", "টুকু", "খানি", "ই", "ও"]
_ENDINGS = {
    **dict.fromkeys(_CLASSIFIERS + _OTHER_ENDINGS, _After.ANYTHING),
    **dict.fromkeys(["র", "তে", "য়ের", "য়ে"], _After.VOWEL),
    **dict.fromkeys(["ে", "ের", "েরা"], _After.CONSONANT),
    "য়": _After.AA,
}
_LONGEST_ENDING = max(map(len, _ENDINGS))
_LAST_LETTERS = frozenset(ending[-1] for ending in _ENDINGS)
_SHORT_PRONOUNS = frozenset(["এ", "সে", "ও", "যে", "তা", "যা", "কোন"])

_LATIN_WITH_ENDING = re.compile("([0-9a-z]+)(?:টি|টা|গুলো|গুলি)?(?:র|এর|ের|কে|তে|এ|ে|য়|রা|দের)?[ইও]?")
_NASAL = re.compile("ঙ্গ|ংগ|ঙ্(?=ক)|ঙ")  # টাঙ্গাইল, টাংগাইল, টাঙাইল
_DOUBLED_AFTER_REPH = re.compile("র্(.)্\\1")  # কার্য্যালয়, the spelling before 1936
_SPELLED_EITHER_WAY = str.maketrans("ণীূ", "নিু")  # জরুরী, জরুরি; in short words the two differ


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a normalized word; words of one stem meet in search.

    >>> stem("পুকুরগুলোর"), stem("করেছিলেন"), stem("services")
    ('পুকুর', 'করা', 'servic')
    """
    if word.isascii():
        return stem_english(word) if word.isalpha() else word
    if not _BANGLA.search(word):
        return word
    base = cut_endings(word)[-1]
    return stem(base) if base.isascii() else _level_spelling(base)


def cut_endings(word: str) -> list[str]:
    """The shapes of a Bangla word, from itself to its base, one ending less at each step."""
    mixed = _LATIN_WITH_ENDING.fullmatch(word)
    if mixed:
        return [word, mixed[1]]
    shapes = [word]
    for _ in range(_MOST_ENDINGS):
        shorter = _cut_one(shapes[-1])
        if shorter is None or shorter == shapes[-1]:
            break
        shapes.append(shorter)
    return shapes


def _cut_one(word: str) -> str | None:
    if word in OTHER_FORMS:
        return OTHER_FORMS[word]
    if word in KEPT or word.endswith(KEPT_ENDINGS):
        return None
    cuts = list(_find_cuts(word)) if word[-1] in _LAST_LETTERS else []
    for rest, _ending in cuts:
        if rest in KEPT:
            return rest
    return _find_base_verb(word) or next((rest for rest, end in cuts if _fits(rest, end)), None)


def _find_cuts(word: str) -> Iterator[tuple[str, str]]:
    """Longest ending first: মানুষদের loses দের, not ের."""
    for size in range(min(_LONGEST_ENDING, len(word) - 1), 0, -1):
        if word[-size:] in _ENDINGS:
            yield word[:-size], word[-size:]


def _find_base_verb(word: str) -> str | None:
    verb = find_verb(word)
    if verb is None and len(word) > 4 and word.endswith(("নি", "না")) and word[-3] != "া":
        verb = find_verb(word[:-2])  # করেনি, হয়না; শুনানি is a hearing
    return verb


def _fits(rest: str, ending: str) -> bool:
    last = rest[-1]
    if not _may_follow(last, _ENDINGS[ending]):
        return False
    if ending in {"য়ের", "য়ে"} and last == "া":
        return True  # মায়ের, পায়ে: the one ending that short words keep clear
    if ending in _CLASSIFIERS and rest in _SHORT_PRONOUNS:
        return True
    return len(_LETTER.findall(rest)) > 1


def _may_follow(last: str, after: _After) -> bool:
    if after is _After.VOWEL:
        return last in _VOWELS
    if after is _After.AA:
        return last in "াআ"
    if after is _After.CONSONANT and last in _VOWELS:
        return False
    return last != _HASANTA  # ঘণ্টা is not ঘণ্ and টা


def _level_spelling(base: str) -> str:
    if base[-1] == "ৎ":
        base = base[:-1] + "ত"  # বিদ্যুৎ, বিদ্যুতের
    base = _DOUBLED_AFTER_REPH.sub(r"র্\1", _NASAL.sub("ং", base))
    if len(base) > 3:
        return base.translate(_SPELLED_EITHER_WAY)
    return base[:-1] + "ি" if base[-1] == "ী" else base
