"""What stands inside every page is small, whole, and the only style the browser lets stand there."""

import base64
import hashlib

from app.core.critical import CRITICAL, CRITICAL_HASH

SIX_KB = 6 * 1024


def test_first_paint_stays_within_its_budget():
    assert len(CRITICAL.encode()) <= SIX_KB


def test_first_paint_fetches_nothing():
    assert "url(" not in CRITICAL
    assert "@import" not in CRITICAL


def test_blanks_that_mean_something_are_kept():
    assert CRITICAL.count("{") == CRITICAL.count("}")
    assert "(width>=40rem)" in CRITICAL
    assert ".court>*" in CRITICAL
    assert ".thread b" in CRITICAL


def test_the_policy_names_exactly_these_bytes():
    digest = base64.b64encode(hashlib.sha256(CRITICAL.encode()).digest()).decode()
    assert f"'sha256-{digest}'" == CRITICAL_HASH


def test_it_is_printed_as_it_is():
    assert CRITICAL.__html__() == CRITICAL  # a template must not turn > into &gt;
