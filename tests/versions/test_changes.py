"""Two texts are compared by whole words, whatever they are written in, and in bounded time."""

from time import monotonic

import pytest

from app.versions.changes import Mark, Part, compare

BANGLA = "র‍্যাব উদ্‌যাপন করে কর্তৃত্ব ক্ষ্ম স্বাস্থ্যকর্মীকে"


def test_words_are_kept_go_out_and_come_in():
    assert compare("One number for each union.", "One number for each ward.") == (
        Part(Mark.KEPT, "One number for each"),
        Part(Mark.OUT, "union."),
        Part(Mark.NEW, "ward."),
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("র‍্যাব", "র্যাব"),  # a joiner alone
        ("উদ্‌যাপন", "উদযাপন"),  # a virama and a non-joiner
        ("কর্তৃত্ব", "কর্তৃত্বে"),  # a vowel sign
        ("ক্ষ্ম", "ক্ষ"),
    ],
)
def test_no_bangla_word_is_torn(old, new):
    parts = compare(BANGLA, BANGLA.replace(old, new))
    assert [part for part in parts if part.mark != Mark.KEPT] == [
        Part(Mark.OUT, old),
        Part(Mark.NEW, new),
    ]
    assert all(word in BANGLA.split() for part in parts[:1] for word in part.words.split())


def test_both_texts_can_be_put_together_again():
    old, new = "ক খ গ\n\nঘ ঙ", "ক গ\nঘ চ ঙ"
    parts = compare(old, new)

    def all_but(mark):
        return " ".join(part.words for part in parts if part.mark != mark).split()

    assert all_but(Mark.NEW) == old.split()
    assert all_but(Mark.OUT) == new.split()


def test_what_comes_to_an_empty_text_is_new_and_what_is_emptied_is_out():
    assert compare("", "Tried in Bhola.") == (Part(Mark.NEW, "Tried in Bhola."),)
    assert compare("Tried in Bhola.", "") == (Part(Mark.OUT, "Tried in Bhola."),)
    assert compare("", "") == ()


def test_a_word_in_a_long_text_is_found():
    old = " ".join(f"word{n}" for n in range(6_000))
    parts = compare(old, old.replace("word3000 ", "another "))
    assert [part.words for part in parts if part.mark != Mark.KEPT] == ["word3000", "another"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a b " * 10_000, "b c " * 10_000),
        ("a\n" * 20_000, "b\na\n" * 10_000),
        ("q " + "a " * 1_800 + "r", "s " + "a b " * 90 + "t"),
        ("s " + "a b " * 90 + "t", "q " + "a " * 1_800 + "r"),
        ("q " + "a " * 190 + "r", "s " + "a b " * 95 + "t"),
        ("ab ba " * 160, "ba ab x " * 110),
        (" ".join(str(n % 97) for n in range(990)), " ".join(str(n % 89) for n in range(990))),
        (" ".join(map(str, range(999))), " ".join(map(str, reversed(range(999))))),
    ],
)
def test_no_text_takes_long(old, new):
    before = monotonic()
    assert compare(old, new)
    assert monotonic() - before < 1.5  # seconds, on a machine that others use too
