"""Texts that nobody wrote: Bangla and English words by Zipf's law, the same ones for the same seed.

The first words of each vocabulary are real, so that stems and keys do real work; the rest are built
from syllables. An officer's text is in one language with some words of the other."""

import random
from collections.abc import Iterator
from functools import cache
from itertools import accumulate

VOCABULARY = 20_000  # words of each language
FOREIGN = 0.08  # share of words from the other language
BANGLA_TEXTS = 0.65
SHORTEST, LONGEST = 80, 150  # words of a text
SENTENCE = 11  # words, on average
PARAGRAPH = 55

_REAL = {
    "en": """
        the of and to in a is for that we our on this be with by it are land office citizen record
        service file fee village union upazila district mutation application register survey khatian
        officer letter day week visit form copy seal queue clerk school teacher clinic nurse road
        bridge embankment flood relief list rice harvest pond lease fisher market tax receipt audit
        budget tender repair pump well water power transfer leave training meeting minutes circular
        order report reply delay reason remedy trial result before after every without together
        """,
    "bn": """
        এই ও করে জন্য না থেকে একটি হয় আমাদের কোনো তার সঙ্গে হবে করা আছে যে দিন পর্যন্ত আগে পরে ভূমি অফিস
        নাগরিক সেবা আবেদন নামজারি খতিয়ান জরিপ ফি গ্রাম ইউনিয়ন উপজেলা জেলা কর্মকর্তা চিঠি নথি রেজিস্টার
        সিল সারি কেরানি বিদ্যালয় শিক্ষক ক্লিনিক সেবিকা রাস্তা সেতু বাঁধ বন্যা ত্রাণ তালিকা ধান ফসল পুকুর ইজারা
        জেলে বাজার কর রসিদ নিরীক্ষা বাজেট দরপত্র মেরামত পাম্প নলকূপ পানি বিদ্যুৎ বদলি ছুটি প্রশিক্ষণ সভা
        কার্যবিবরণী পরিপত্র আদেশ প্রতিবেদন উত্তর বিলম্ব কারণ প্রতিকার ফলাফল সপ্তাহ হয়রানি সময় খরচ মানুষ
        """,
}
_HEADS = {
    "en": "b|br|ch|d|dr|f|g|gr|h|j|k|l|m|n|p|pl|r|s|sh|st|t|tr|v|w",
    "bn": "ক|খ|গ|ঘ|চ|ছ|জ|ট|ড|ত|থ|দ|ধ|ন|প|ফ|ব|ভ|ম|র|ল|শ|স|হ|প্র|স্ত|ন্ত",
}
_TAILS = {
    "en": "a|ai|an|ar|e|ea|el|en|er|i|in|o|oa|on|or|u|um|un|y",
    "bn": "|া|ি|ী|ু|ে|ো|ার|িন|ের|াল",
}
_END = {"en": ". ", "bn": "। "}


@cache
def vocabulary(language: str, size: int = VOCABULARY) -> list[str]:
    """The most frequent first."""
    chance = random.Random(f"words {language}")
    heads, tails = _HEADS[language].split("|"), _TAILS[language].split("|")
    known = dict.fromkeys(_REAL[language].split())
    while len(known) < size:
        syllables = range(chance.randint(2, 4))
        known["".join(chance.choice(heads) + chance.choice(tails) for _ in syllables)] = None
    return list(known)


@cache
def _heaps() -> list[float]:
    """The nth word is said 1/n as often as the first."""
    return list(accumulate(1 / (place + 2) for place in range(VOCABULARY)))


def pick(chance: random.Random, language: str, number: int) -> list[str]:
    """Words of a language, now and then one of the other."""
    other = "en" if language == "bn" else "bn"
    own = chance.choices(vocabulary(language), cum_weights=_heaps(), k=number)
    return [_one(chance, other) if chance.random() < FOREIGN else word for word in own]


def _one(chance: random.Random, language: str) -> str:
    return chance.choices(vocabulary(language), cum_weights=_heaps())[0]


def language_for(chance: random.Random) -> str:
    return "bn" if chance.random() < BANGLA_TEXTS else "en"


def text(chance: random.Random, language: str, words: int = 0) -> str:
    """Paragraphs of sentences; of 80 to 150 words unless their number is given."""
    count = words or chance.randint(SHORTEST, LONGEST)
    return "\n\n".join(_paragraphs(chance, language, count))


def _paragraphs(chance: random.Random, language: str, count: int) -> Iterator[str]:
    while count > 0:
        size = min(count, PARAGRAPH)
        count -= size
        said, at = "", 0
        while at < size:
            length = min(size - at, chance.randint(SENTENCE - 5, SENTENCE + 5))
            at += length
            said += " ".join(pick(chance, language, length)) + _END[language]
        yield said.strip()


def title(chance: random.Random, language: str) -> str:
    return " ".join(pick(chance, language, chance.randint(4, 8)))
