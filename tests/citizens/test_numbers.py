"""A number is taken as people write it, and shown so that nobody can ring it."""

from datetime import date

import pytest
from flask_babel import force_locale

from app.citizens.models import new_id, purge_day
from app.citizens.queries import masked_name, masked_phone, phone_of


@pytest.mark.parametrize(
    "typed",
    [
        *("01712345634", "০১৭১২৩৪৫৬৩৪", "+8801712345634", "+৮৮০ ১৭১২-৩৪৫৬৩৪", "8801712345634"),
        *("008801712345634", "1712345634", "01712 345 634", "+880 01712345634", "(017) 12345634"),
    ],
)
def test_a_number_is_read_in_every_usual_spelling(typed):
    assert phone_of(typed) == "01712345634"


@pytest.mark.parametrize(
    "typed",
    ["", "0171234563", "017123456344", "01212345634", "02955512", "+911712345634", "abc", "৯৯৯"],
)
def test_what_is_no_mobile_number_is_none(typed):
    assert phone_of(typed) is None


def test_masked_it_tells_the_first_syllable_and_the_last_two_digits(app):
    with app.test_request_context(), force_locale("bn"):
        assert masked_phone("01712345634") == "০১৭••••••৩৪"
        assert masked_name("রাবেয়া খাতুন") == "রা•••"
        assert masked_name("") == masked_phone("") == ""


def test_an_id_is_random_and_long():
    assert len({new_id() for _ in range(1000)}) == 1000
    assert len(new_id()) == 32


def test_two_years_are_two_years():
    assert purge_day(date(2026, 6, 5)) == date(2028, 6, 5)
    assert purge_day(date(2028, 2, 29)) == date(2030, 3, 1)
