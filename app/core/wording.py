"""Does it sound harsh? Asked before a word goes to a colleague: a warning, never a block. Officers
who fear a hard answer stop asking, and a senior's word weighs most."""

import re
import unicodedata

SHOUTED = 30  # Latin letters, from which capitals alone are heard as shouting
MOSTLY = 0.8

# Names for a person, not for a thing: a bad form may be called a bad form.
_NAMES = """
    idiot idiots idiotic stupid stupidity fool fools moron morons imbecile dumb shameless worthless
    গাধা মূর্খ নির্বোধ অপদার্থ অকর্মা অকর্মণ্য বেকুব বেয়াদব বেয়াদবি নির্লজ্জ বেহায়া ইতর জানোয়ার হারামি
    হারামজাদা কুলাঙ্গার
"""
_WORD = re.compile(r"[\w\u0981-\u09cd\u200c\u200d]+")
_ENDINGS = ("ের", "দের", "টা", "টি", "রা", "কে", "র", "ও", "ই", "")


def _level(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


_HARSH = {_level(name) + ending for name in _NAMES.split() for ending in _ENDINGS}


def is_harsh(text: str) -> bool:
    """A name that nobody should be called, in either language and with Bangla's endings; or a text
    that is shouted."""
    return _is_shouted(text) or not _HARSH.isdisjoint(_WORD.findall(_level(text)))


def _is_shouted(text: str) -> bool:
    letters = [letter for letter in text if letter.isascii() and letter.isalpha()]
    return len(letters) >= SHOUTED and sum(map(str.isupper, letters)) >= MOSTLY * len(letters)
