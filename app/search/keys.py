"""The consonant key, by which Bangla typed in Latin letters finds Bangla: pukur finds পুকুর.

Latin spelling of Bangla follows no rule for vowels (dokhol, dakhal), so a key keeps the consonants
alone, in classes that spellers mix up: ভ, ব and v; শ, স, sh and s; জ, য, z and j. A word of one or
two consonants would meet half the dictionary, so its key keeps some vowels, in three classes.
Meant for a field of its own with a low weight: keys are a guess, words are not.
"""

import re
from functools import lru_cache

from app.search.stems import cut_endings

_MOST_KEYS = 5

# Sounds: a consonant class or a vowel: a (also for o), i, e (an i that may be silent), u.
_BANGLA_SOUNDS = {
    **dict.fromkeys("কখ", "k"),
    **dict.fromkeys("গঘ", "g"),
    **dict.fromkeys("চছ", "c"),
    **dict.fromkeys("জঝয", "j"),
    **dict.fromkeys("টঠতথৎ", "t"),
    **dict.fromkeys("ডঢদধ", "d"),
    **dict.fromkeys("ঙঞণনং", "n"),
    **dict.fromkeys("বভ", "b"),
    **dict.fromkeys("শষস", "s"),
    **dict.fromkeys(["র", "ড়", "ঢ়"], "r"),
    **dict(zip("পফমলহ", "pfmlh", strict=True)),
    **dict.fromkeys("অআওাো", "a"),
    **dict.fromkeys("ইঈএিী", "i"),
    **dict.fromkeys("উঊুূ", "u"),
    **dict.fromkeys("ঐৈ", "ai"),
    **dict.fromkeys("ঔৌ", "au"),
    **dict.fromkeys("ঋৃ", "ri"),
    "ে": "e",
}
_BANGLA_LETTER = re.compile("([ডঢয]\u09bc|[\u0980-\u09ce])([\u09be-\u09cd]?)")
_UNSIGNED = re.compile("[ক-হ]\u09bc?")
_YA = "য\u09bc"
_BANGLA_CLUSTERS = (
    (re.compile("ক্ষ"), "খ"),
    (re.compile("জ্ঞ"), "গ"),
    (re.compile("ংহ"), "ং"),
    (re.compile("্য(?!\u09bc)"), ""),  # the y that doubles: সত্য is sotto
)
_SILENT_B = re.compile("(?<=[^মবরহ])্ব")  # বিশ্ব is bissho or bishwo, but সম্বল keeps its b
_SILENT_M = re.compile("(?<=[তদশষস])্ম")  # পদ্মা is padma or podda
_NASAL = re.compile("ঁ(?=[দধও]|$)")  # চাঁদ is chand, but পাঁচ is pach
_NG_ACROSS = re.compile("[নণ](?=গঞ্জ|গাঁ)")  # নারায়ণগঞ্জ: in Latin letters n and g touch

_LATIN_SOUNDS = {
    **dict.fromkeys(("kkh", "ksh", "kh", "ck", "k", "q", "c"), "k"),
    **dict.fromkeys(("gh", "g"), "g"),
    **dict.fromkeys(("chh", "cch", "tch", "ch"), "c"),
    **dict.fromkeys(("jh", "zh", "j", "z"), "j"),
    **dict.fromkeys(("th", "t"), "t"),
    **dict.fromkeys(("dh", "d"), "d"),
    **dict.fromkeys(("bh", "vh", "b", "v"), "b"),
    **dict.fromkeys(("sh", "s"), "s"),
    **{letter: letter for letter in "fhlmnpraieu"},
    "ph": "f",
    "x": "ks",
    "oo": "u",
    "ee": "i",
    "o": "a",
    "y": "i",
}
_LATIN_LETTERS = re.compile("|".join(sorted(_LATIN_SOUNDS, key=len, reverse=True)))
_LATIN_HABITS = (
    (re.compile("c(?=[eiy])"), "s"),
    (re.compile("^sch"), "sk"),
    (re.compile("^w"), "o"),  # ward, ওয়ার্ড
    (re.compile("w|(?<=.)y(?=[aeiou])|(?<=[aeiou])y(?=.)|(?<=r)h(?![aeiou])"), ""),
    (re.compile("(?<=n)(?=ghat)"), "a"),  # Goainghat: the place name's n and gh stay apart
)
_LATIN_ENDING = re.compile("(?<=[a-z]{4})(?:der|er|ke|te|gulo|guli)$")
_W_BETWEEN_VOWELS = re.compile("(?<=[aeiou])w(?=[aeiou])")
_RENAMED = {"chittagong": "chattogram", "sylhet": "silet", "laxmipur": "lakshmipur"}

_DOUBLED = re.compile(r"([^aieu])\1+")
_SHORT = re.compile("(?P<before>[aieu]*)[^aieu](?P<inside>[aieu]*)[^aieu](?P<after>[aieu]*)")


def key(word: str) -> str:
    """The key of a normalized word, of its stem if it is Bangla; "" where there is none.

    Numbers, words with digits in them and other alphabets have none.

    >>> key("পুকুরের"), key("pukur"), key("ভূমি"), key("vumi"), key("2026")
    ('pkr', 'pkr', 'bumi', 'bumi', '')
    """
    return next(iter(keys(word)), "")


@lru_cache(maxsize=20_000)
def keys(word: str) -> tuple[str, ...]:
    """All keys under which a word is indexed, or asked for: at most five, the likeliest first."""
    if any(letter.isdigit() for letter in word):
        return ()
    if word.isascii():
        sounds = [_read_latin(spelling) for spelling in _list_latin_spellings(word)]
    else:
        shapes = reversed(cut_endings(word))
        sounds = [
            _read_latin(spelling) if spelling.isascii() else _read_bangla(spelling)
            for shape in shapes
            for spelling in _list_bangla_spellings(shape)
        ]
    return tuple(dict.fromkeys(filter(None, map(_join, sounds))))[:_MOST_KEYS]


def _list_latin_spellings(word: str) -> list[str]:
    word = _RENAMED.get(word, word)
    return [word, _LATIN_ENDING.sub("", word), _W_BETWEEN_VOWELS.sub("b", word)]


def _list_bangla_spellings(word: str) -> list[str]:
    """The word as most people would type it, then as some do."""
    for cluster, sound in _BANGLA_CLUSTERS:
        word = cluster.sub(sound, word)
    usual = _SILENT_B.sub("", _NG_ACROSS.sub("ং", _NASAL.sub("ন", word)))
    otherwise = word.replace("ঁ", "" if _NASAL.search(word) else "ন")
    return [usual, _SILENT_M.sub("", usual), otherwise, usual.replace("ছ", "স")]


def _read_bangla(word: str) -> str:
    sounds = []
    for letter, sign in _BANGLA_LETTER.findall(word):
        sounds.append(_BANGLA_SOUNDS.get(letter, ""))
        if sign:
            sounds.append(_BANGLA_SOUNDS.get(sign, ""))
        elif letter != _YA and _UNSIGNED.fullmatch(letter):
            sounds.append("a")  # the vowel that is not written
    return "".join(sounds) + ("i" if word.endswith(_YA) else "")  # জয়, joy


def _read_latin(word: str) -> str:
    for habit, sound in _LATIN_HABITS:
        word = habit.sub(sound, word)
    return "".join(_LATIN_SOUNDS[letters] for letters in _LATIN_LETTERS.findall(word))


def _join(sounds: str) -> str:
    """The consonants, and as many vowels as a short word needs."""
    sounds = _DOUBLED.sub(r"\1", _DOUBLED.sub(r"\1", sounds).replace("ng", "n"))
    consonants = [sound for sound in sounds if sound not in "aieu"]
    if not consonants:
        return ""
    starts = "a" if sounds[0] in "aieu" else ""
    if len(consonants) > 2:
        return starts + "".join(consonants)
    short = _SHORT.fullmatch(sounds)
    if short:
        inside, after = _class_of(short["inside"]), _class_of(short["after"].rstrip("e"))
        return starts + consonants[0] + inside + consonants[1] + after
    return _level_vowels(sounds)


def _class_of(vowels: str) -> str:
    """The vowel that spellers agree on, if any: a and o come and go."""
    return (vowels.replace("a", "").replace("e", "i") or " ")[-1].strip()


def _level_vowels(sounds: str) -> str:
    """A single consonant keeps its vowels, but not the one that is written or not at will."""
    levelled = re.sub(r"([aiu])\1+", r"\1", sounds.replace("e", "i"))
    return levelled.removesuffix("a") if len(levelled) > 2 else levelled
