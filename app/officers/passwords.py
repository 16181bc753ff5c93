"""Passwords: how they are kept, and which are good enough.

Rules of NIST SP 800-63B-4 for a password that stands alone: long, any letters, none that everyone
would try. No composition rules, no expiry."""

import threading
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import lazy_gettext as _l

from app.core.errors import Busy
from app.core.i18n import digits, latin_digits

SHORTEST = 15  # code points after NFKC
LONGEST = 256
FEWEST_DIFFERENT = 5
RUN = 4  # from so many neighbours on a row: abcd, 1234, qwer, কখগঘ
SHORT = 3  # no word is shorter
# What is left beside guessable words: three letters, or nine figures, are as good as nothing.
LETTER, FIGURE, NOTHING = 3, 1, 9

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# 19 MiB each: a crowd at the door must not take the machine's memory.
_at_once = threading.BoundedSemaphore(4)
WAIT_SECONDS = 2.0  # whoever waits holds a thread, which the pages of others need
# What is weighed when there is no such account, so that the answer takes as long.
NOBODY = (
    "$argon2id$v=19$m=19456,t=2,p=1$dGhlIGNvdXJ0eWFyZCBpcw$"
    "Pj5hbm9ib2R5IHNpdHMgaGVyZSwgbm9ib2R5IGRvZXM"
)


def hash_of(password: str) -> str:
    """Raises Busy when its turn does not come in time."""
    with _turn():
        return _hasher.hash(normal(password))


def fits(kept: str | None, password: str) -> bool:
    """Is it this account's? Takes as long for an account that has none, or is not there. Raises
    Busy when its turn does not come in time."""
    with _turn():
        try:
            return _hasher.verify(kept or NOBODY, normal(password))
        except (VerificationError, InvalidHashError):
            return False


@contextmanager
def _turn() -> Iterator[None]:
    if not _at_once.acquire(timeout=WAIT_SECONDS):
        raise Busy
    try:
        yield
    finally:
        _at_once.release()


def is_outdated(kept: str) -> bool:
    """Was it hashed with other parameters than today's?"""
    return _hasher.check_needs_rehash(kept)


def normal(password: str) -> str:
    """One form whichever keyboard it is typed on: য় is one code point on some and two on others."""
    return unicodedata.normalize("NFKC", password)


def refusal(password: str, known: Iterable[str] = ()) -> object | None:
    """Why this password will not do, or nothing. `known`: words that colleagues know of the
    officer (name, e-mail, seat); they may stand in it but not make it up."""
    password = normal(password)
    if len(password) < SHORTEST:
        return _l(
            "Use at least %(least)s letters; this has %(number)s. A few words in a row are easy"
            " to remember.",
            least=_Digits(SHORTEST),
            number=_Digits(len(password)),
        )
    if len(password) > LONGEST:
        return _l("Keep it under %(most)s letters.", most=_Digits(LONGEST))
    if _repeats(password):
        return _l("This says one thing over and over. Use a few different words.")
    common = _chosen_by_many()
    told = {word for text in known for word in (text, *_words(text))}  # thousands, many alike
    near = _around_here() | {_letters(word) for word in told}
    if _left_over(password, common | near) > NOTHING:
        return None
    letters = _letters(password)
    if letters in common or not any(len(word) >= SHORT and word in letters for word in near):
        return _l("This is among the first that anyone would try. Use words that are your own.")
    return _l(
        "This is made only of your name, your office or words that everyone here knows. Add words"
        " that are your own."
    )


class _Digits:
    """A number in the digits of whoever reads it."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __str__(self) -> str:
        return digits(self.number)


# Words of this place, in both scripts. Titles of ranks and the officer's own come with `known`.
_AROUND_HERE = """
uthan office officer upazila district division ministry government bangladesh bangla dhaka police
secretariat secretary commissioner assistant deputy joint additional senior land union parishad
innovation service public civil admin administration nirbahi gov govt dc uno adc acland
উঠান অফিস অফিসার উপজেলা জেলা বিভাগ মন্ত্রণালয় সরকার বাংলাদেশ বাংলা ঢাকা পুলিশ সচিবালয় সচিব
কমিশনার সহকারী উপ যুগ্ম অতিরিক্ত সিনিয়র ভূমি ইউনিয়ন পরিষদ উদ্ভাবন সেবা জনসেবা প্রশাসন প্রশাসক
নির্বাহী কার্যালয় দপ্তর কর্মকর্তা ডিসি ইউএনও
"""

_ROWS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
    "1234567890qwertyuiopasdfghjklzxcvbnm1234567890qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p1qaz2wsx",
    "qazwsxedcrfvtgbyhnujmikolpqazwsxedc",
    "1q2w3e4r5t6y7u8i9o0p1q2w3e4r",
    "q1w2e3r4t5y6u7i8o9p0q1w2e3r4",
    "অআইঈউঊঋএঐওঔকখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহ",
)
ROWS = (*_ROWS, *(row[::-1] for row in _ROWS))
_FIGURES_AS_LETTERS = str.maketrans("013457", "oieast")
_SIGNS_AS_LETTERS = str.maketrans("@$", "as")


def _letters(text: str) -> str:
    """What is left when nobody looks at capitals, blanks and signs."""
    folded = latin_digits(normal(text)).casefold().translate(_SIGNS_AS_LETTERS)
    return "".join(letter for letter in folded if unicodedata.category(letter)[0] in "LMN")


def _words(text: str) -> list[str]:
    """Words of a name or an e-mail address."""
    apart = "".join(letter if unicodedata.category(letter)[0] in "LM" else " " for letter in text)
    return apart.split()


@cache
def _chosen_by_many() -> frozenset[str]:
    """What many people choose: `data/common_passwords.txt`, our own list; and years."""
    path = Path(__file__).parent / "data" / "common_passwords.txt"
    lines = path.read_text("utf-8").splitlines()
    chosen = {_letters(line) for line in lines if line and not line.startswith("#")}
    return frozenset(chosen | {str(year) for year in range(1940, 2040)})


@cache
def _around_here() -> frozenset[str]:
    return frozenset(_letters(word) for word in _AROUND_HERE.split())


def _repeats(password: str) -> bool:
    """A few letters, or one piece again and again."""
    said = "".join(password.casefold().split())
    if len(set(said)) < FEWEST_DIFFERENT:
        return True
    half = (len(said) + 1) // 2
    return any(said[piece:] == said[:-piece] for piece in range(1, half + 1))


def _left_over(password: str, words: frozenset[str]) -> int:
    """The weight of what stays when words and runs are taken out as well as can be."""
    signs = {sign for sign in password if unicodedata.category(sign)[0] in "PSC"}
    return _uncovered(_letters(password), words) + len(signs) // 2 * LETTER


def _uncovered(letters: str, words: frozenset[str]) -> int:
    plain = letters.translate(_FIGURES_AS_LETTERS)
    longest = max(map(len, words), default=0)
    best = [0] * (len(letters) + 1)  # best[i]: the weight of what stays of the letters from i on
    for start in range(len(letters) - 1, -1, -1):
        best[start] = best[start + 1] + (FIGURE if letters[start].isdigit() else LETTER)
        for end in range(start + SHORT, min(start + longest, len(letters)) + 1):
            if letters[start:end] in words or plain[start:end] in words:
                best[start] = min(best[start], best[end])
        run = _run_from(letters, start)
        if run >= RUN:
            best[start] = min(best[start], *best[start + RUN : start + run + 1])
    return best[0]


def _run_from(letters: str, start: int) -> int:
    """How many letters from here go along one row of the alphabet or the keyboard."""
    length = 0
    for row in ROWS:
        while start + length < len(letters) and letters[start : start + length + 1] in row:
            length += 1
    return length
