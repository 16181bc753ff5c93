import secrets
import time

import pytest
from argon2 import Type, extract_parameters
from flask_babel import force_locale
from hypothesis import given, settings
from hypothesis import strategies as st

from app.officers import passwords
from app.officers.passwords import LONGEST, SHORTEST, refusal
from app.officers.queries import list_known_words
from tests.make import officer
from tests.standing import make_app

RAHIMA = [
    *("রহিমা খাতুন", "Rahima Khatun", "rahima@uthan.example", "সচিব", "Secretary"),
    *("সহকারী কমিশনার (ভূমি), ঘাটাইল, টাঙ্গাইল", "Assistant Commissioner (Land), Ghatail, Tangail"),
]

GOOD = [
    "seven boats on the Jamuna",
    "green kettle under the mango tree",
    "ভোরের কুয়াশায় তিনটি নৌকা",
    "নদী মাটি ধান কাস্তে",
    "তালগাছের নিচে পুরনো সাইকেল",
    "kalo megh sada bok nil akash",
    "Tr0ub4dor&3 and more",
    "847362518273645",
    "dGmq?7v!Kx2#pLw9",
    "          padded out with blanks",
    "пять лодок на реке",
    "🚣🌊🐟🌾🏡🌙⭐🥭🐅🪷🛶🧺🪔🎣🍚",
    "rahima counts herons at dusk",
    "the upazila office has a green door",
    "l'été, les bateaux dorment",
    "seven boats on the Jamuna " + "ক" * 60 + " এবং আরও কিছু",
    secrets.token_urlsafe(96)[:128],
]

COMMON = [
    "password1234567",
    "Password!Password!1",
    "P@ssw0rd20262026",
    "passwordpassword",
    "mypassword123456",
    "this is my password",
    "correct horse battery staple",
    "qwertyuiopasdfgh",
    "1qaz2wsx3edc4rfv",
    "qazwsxedcrfvtgb",
    "1q2w3e4r5t6y7u8i",
    "zaq12wsxcde34rfv",
    "123456789012345",
    "1234567890123456",
    "৯৮৭৬৫৪৩২১০৯৮৭৬৫",
    "abcdefghijklmnop",
    "zyxwvutsrqponmlk",
    "কখগঘঙচছজঝঞটঠডঢণ",
    "iloveyouiloveyou2",
    "letmein letmein 2026",
    "football sunshine princess",
    "amar sonar bangla ami tomay bhalobashi",
    "আমার সোনার বাংলা আমি তোমায় ভালোবাসি",
    "আমার পাসওয়ার্ড ২০২৬",
    "বিসমিল্লাহির রাহমানির রাহিম",
]

ONE_THING = [
    "aaaaaaaaaaaaaaaa",
    "abababababababab",
    "               ",
    "!!!!!!!!!!!!!!!!",
    "heron heron heron",
    "বক বক বক বক বক বক",
    "dusk river, dusk river,",
]

WELL_KNOWN = [
    "rahima.khatun.1985",
    "RahimaKhatun@Ghatail",
    "রহিমা খাতুন ঘাটাইল",
    "rahima@uthan.example",
    "uthan-office-2026",
    "uthanuthan-upazila",
    "উঠান উপজেলা অফিস ২০২৬",
    "Assistant Commissioner Land",
    "সহকারী কমিশনার ভূমি",
    "Secretary Secretary1",
    "dhaka secretariat 1971",
]


def sentence(password):
    reason = refusal(password, RAHIMA)
    return str(reason) if reason else ""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    return make_app(f"sqlite:///{home}/none.db", home)


@pytest.fixture(autouse=True, scope="module")
def english(house):
    """The sentences are lazy: they need somebody who reads them."""
    with house.test_request_context("/?lang=en"):
        yield


@pytest.mark.parametrize("password", GOOD)
def test_a_password_of_ones_own_is_accepted(password):
    assert sentence(password) == ""


@pytest.mark.parametrize("password", COMMON)
def test_what_anyone_would_try_is_refused(password):
    assert "first that anyone would try" in sentence(password) or "over and over" in sentence(
        password
    )


@pytest.mark.parametrize("password", ONE_THING)
def test_one_thing_over_and_over_is_refused(password):
    assert "over and over" in sentence(password)


@pytest.mark.parametrize("password", WELL_KNOWN)
def test_what_colleagues_know_may_not_make_it_up(password):
    assert "only of your name" in sentence(password) or "anyone would try" in sentence(password)


@pytest.mark.parametrize("number", [0, 1, 8, 14])
def test_a_short_one_is_refused_with_both_numbers(number):
    said = sentence("kx7#pq2!vw9zAB"[:number])
    assert f"at least 15 letters; this has {number}" in said


def test_letters_are_counted_after_they_are_made_one():
    assert sentence("ﬃ" * 5 + "kx7#") == ""  # each is three letters in one
    assert "this has 14" in sentence("é".join("kx7#pq2") + "e\u0301")


@pytest.mark.parametrize("number", [SHORTEST, 64, 128, LONGEST])
def test_long_ones_are_accepted(number):
    assert sentence(secrets.token_urlsafe(LONGEST)[:number]) == ""


def test_there_is_an_end_to_it():
    assert "under 256 letters" in sentence(secrets.token_urlsafe(LONGEST)[: LONGEST + 1])


def test_the_figures_are_those_of_the_language():
    with force_locale("bn"):
        assert "১৫" in str(refusal("kx7#", RAHIMA))


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_no_password_is_too_odd_to_judge(password):
    refusal(password, RAHIMA)


def test_what_is_weighed_for_nobody_is_as_heavy_as_owasp_wants():
    told = extract_parameters(passwords.NOBODY)
    assert told.type is Type.ID
    assert (told.memory_cost, told.time_cost, told.parallelism) == (19 * 1024, 2, 1)


def test_nobody_takes_as_long_as_somebody(monkeypatch):
    monkeypatch.undo()  # the real cost
    kept = passwords.hash_of("seven boats on the Jamuna")
    assert not passwords.is_outdated(kept)
    took = {kept: [], None: []}
    for who in [kept, None] * 7:
        begun = time.thread_time()  # of this thread alone: the machine may be busy
        assert not passwords.fits(who, "nine boats")
        took[who].append(time.thread_time() - begun)
    assert abs(min(took[kept]) - min(took[None])) < 0.3 * min(took[kept])


def test_the_place_of_any_office_is_known_to_all(app):
    """Names of offices and upazilas, in both scripts, also those far away."""
    with app.test_request_context("/?lang=en"):
        known = list_known_words(officer("omar"))
        for password in ("bholatangail ghatail", "ভোলা টাঙ্গাইল ঘাটাইল", "ministry of land bhola"):
            assert "words that everyone here knows" in str(refusal(password, known))
        assert refusal("three herons over Bhola", known) is None
