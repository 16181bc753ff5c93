"""What stands beside the code is what it says it is: vendored files, Bangla sentences."""

import json

import pytest
from babel.messages.catalog import Message

from assets import check, strings


@pytest.fixture
def vendor(tmp_path, monkeypatch):
    """A vendor folder with one file in it."""
    (tmp_path / "line.js").write_text("line")
    entry = {
        "name": "line",
        "version": "1",
        "licence": "MIT",
        "file": "line.js",
        "sha256": "0" * 64,
    }
    (tmp_path / "VENDOR.json").write_text(json.dumps([entry]))
    monkeypatch.setattr(check, "VENDOR", tmp_path)
    monkeypatch.setattr(check, "LIST", tmp_path / "VENDOR.json")
    return tmp_path


def test_every_vendored_file_is_the_one_that_was_vendored():
    assert check.problems() == []


def test_a_changed_file_is_found(vendor):
    assert check.problems() == ["line.js is not the file of line 1."]


def test_a_file_that_nobody_listed_is_found(vendor):
    (vendor / "stowaway.js").write_text("")
    assert "stowaway.js is in the folder but not in VENDOR.json." in check.problems()


def test_a_file_that_is_gone_is_found(vendor):
    (vendor / "line.js").unlink()
    assert check.problems() == ["line.js is in VENDOR.json but not in the folder."]


@pytest.mark.parametrize(
    ("english", "bangla"),
    [
        ("%(n)s days left", "%(n)s দিন বাকি"),
        ("Send it again.", "আবার পাঠান।"),
        (("%(num)s comment", "%(num)s comments"), ("%(num)sটি মন্তব্য", "%(num)sটি মন্তব্য")),
        (("One comment", "%(num)s comments"), ("একটি মন্তব্য", "%(num)sটি মন্তব্য")),
        ("Like 12 on A4", "A4 কাগজে ১২"),
    ],
)
def test_good_bangla_passes(english, bangla):
    assert list(strings.faults(Message(english, bangla))) == []


@pytest.mark.parametrize(
    ("english", "bangla", "fault"),
    [
        ("%(n)s days left", "%(m)s দিন বাকি", "other places to fill"),
        ("%(n)s days left", "কয়েক দিন বাকি", "other places to fill"),
        ("Send it again.", "আবার পাঠান.", "not in a danda"),
        ("Write a number, like 12", "একটি সংখ্যা লিখুন, যেমন 12", "Latin digits"),
        ("It is long.", "এক দুই তিন চার পাঁচ ছয় সাত আট নয় দশ এগারো বারো তেরো চৌদ্দ পনেরো।", "15 words"),
        ("A post", "একটি পোস্ট", "officers have a word"),
    ],
)
def test_bangla_that_would_not_do_is_found(english, bangla, fault):
    faults = list(strings.faults(Message(english, bangla)))
    assert len(faults) == 1
    assert fault in faults[0]
