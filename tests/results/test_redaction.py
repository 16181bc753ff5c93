"""What the check finds, and that what it lets through holds none of it."""

import random

import pytest

from app.actions.models import ActionItem
from app.core.db import db
from app.core.errors import Refused
from app.core.transaction import transaction
from app.results.operations import publish_result
from app.results.redaction import findings
from tests.actions.making import join, make_flag, make_item
from tests.make import officer
from tests.results.making import NAME, WORDS, for_all, make_trouble, make_verified, number_of

BANGLA = str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")
SENTENCES = (
    "পুকুরের বেড়া সরানো হয়েছে, {} এখন মাছ ধরেন।",
    "The fence is gone; {} can be asked about it.",
    "যোগাযোগ: {}।",
    "(see {}) Forty families fish again.",
    "**{}** বলেছেন, আর কোনো সমস্যা নেই।",
)
CLEAN = (
    "The work began on 13/12/2026, and 10 families fish again.",
    "Item TGL-2026-0042 was verified on 22-11-2026 at 10:30.",
    "বেড়াটি ১২ নভেম্বর ২০২৬ তারিখে সরানো হয়, ৪০টি পরিবার মাছ ধরে।",
    "The lease of 1,25,000 taka stands. 150 decimals are free.",
    "স্মারক ০৫.৪১.৯৩০০.০১২.১৬.০০১.২৬, তারিখ ০১-১২-২০২৬।",
)


@pytest.fixture
def item_id(app):
    return make_verified(app, make_trouble(app))


def kinds(app, item_id, text):
    with app.app_context():
        return {found.kind.value for found in findings(text, item_id)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *((text, "phone") for text in ("01712345678", "০১৭১২-৩৪৫৬৭৮", "+880 1712 345678")),
        *((text, "phone") for text in ("০১৭১২ ৩৪৫ ৬৭৮", "8801712345678", "017**12**345678")),
        *((text, "phone") for text in ("0171\u200b2345678", "01712.345.678", "1712345678")),
        *((text, "email") for text in ("a.b@c.gov.bd", "a.b [at] c [dot] com", "a＠b.com")),
        *((text, "identity") for text in ("1990123456789", "১৯৯০ ১২৩৪ ৫৬৭৮ ৯০১২৩")),
        *((text, "identity") for text in ("4612345678", "461 234 5678", "19901234567890123")),
        *((text, "number") for text in ("201-1234567-89", "১২ ৩৪ ৫৬ ৭৮ ৯০ ১২")),
        *((text, "profile") for text in ("https://www.facebook.com/rahim", "fb.com/x", "@rahim_bd")),
        *((text, "person") for text in ("মোঃ করিম", "মো: করিম", "জনাব করিমের", "Md. Karim", "Mr Karim")),
        *((text, "plate") for text in ("ঢাকা মেট্রো-গ ১২-৩৪৫৬", "Dhaka Metro Ga 12-3456")),
        *((text, "citizen") for text in (NAME, "রহিমা খাতুনের", "রহিমা  খাতুন")),
        *((text, "officer") for text in ("Arif Hossain", "Rahima Khatun")),
    ],
)  # fmt: skip
def test_it_is_found(app, item_id, text, kind):
    if kind == "officer":
        with app.app_context():
            name = "arif" if text.startswith("Arif") else "rahima"
            text = officer(name).name_en
    assert kind in kinds(app, item_id, f"He said: {text}. So it is.")


@pytest.mark.parametrize("text", CLEAN)
def test_what_is_harmless_is_not_found(app, item_id, text):
    assert kinds(app, item_id, text) == set()


def test_a_finding_says_where_it_stands(app, item_id):
    text = "ফোন ০১৭১২-৩৪৫৬৭৮ এখানে"
    with app.app_context():
        (found,) = findings(text, item_id)
    assert text[slice(*found.span)] == found.words == "০১৭১২-৩৪৫৬৭৮"


def planted(dice):
    """Something that may never be read, as people write it; and all of its spellings."""
    which = dice.randrange(4)
    if which < 2:
        digits = f"01{dice.randrange(3, 10)}{dice.randrange(10**8):08}"
        shape = dice.choice(("{0}", "{1}-{2}", "+88{0}", "{1} {2}", "+880 {3} {2}", "88{0}"))
        said = shape.format(digits, digits[:5], digits[5:], digits[1:5])
        return dice.choice((said, said.translate(BANGLA)))
    if which == 2:
        return f"n{dice.randrange(10**6)}.{dice.choice(('rahim', 'asma'))}@{dice.choice(('gmail.com', 'ghatail.gov.bd'))}"
    return dice.choice((NAME, "রহিমা খাতুন", "রহিমা খাতুনকে"))


def test_of_hundreds_of_sentences_none_gets_through(app, item_id):
    """Everything confirmed, with a reason: and still nothing of it is ever on the public's page."""
    dice = random.Random(20261201)
    published = 0
    for _ in range(400):
        secret = planted(dice)
        text = f"{WORDS} {dice.choice(SENTENCES).format(secret)}"
        kept = frozenset(
            f"{kind}:{secret}" for kind in ("phone", "email", "citizen", "person", "number")
        )
        with app.test_request_context("/?lang=en"):
            item = db.session.get_one(ActionItem, item_id)
            assert for_all(text, kept=kept, reason="So I wish.").left(item_id), secret
            if published < 5:
                published += 1
                words = for_all(text, kept=kept, reason="So I wish.")
                with transaction(), pytest.raises(Refused):
                    publish_result(officer("arif"), item, words)
    number = number_of(app, item_id)
    assert app.test_client().get(f"/results/{number}").status_code == 404


def test_of_two_posts_that_were_joined_both_citizens_are_looked_for(app):
    item_id = make_item(app, make_flag(app, make_trouble(app)))
    second = make_trouble(app, name="Abdul Kuddus", phone="01812345699")
    join(app, make_flag(app, second), item_id)
    for name in (NAME, "Abdul Kuddus", "abdul kuddus"):
        assert "citizen" in kinds(app, item_id, f"He said: {name} fishes again.")
    assert "person" in kinds(app, item_id, "Kuddus fishes again.")
