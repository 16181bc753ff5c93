"""Words that break pages: without a gap, piled up, turned round. What stands beside them keeps its place."""

import pytest

from app.core.db import db
from app.core.transaction import transaction
from tests import make
from tests.browser.looking import NARROWEST, clipped, cut, scrolls_sideways

pytestmark = pytest.mark.browser

ENDLESS = "ক্ষ" * 700  # 2,100 letters and no place to break
PILED = "প" + "ু" * 3 + "Z" + "".join(chr(mark) for mark in range(0x300, 0x340)) + " উঠান"
TURNED = "\u202eمحمد عبد الله\u202c إدارة الأراضي"
LONG_NAME = "মোঃ " + "আব্দুল্লাহ আল মামুন চৌধুরী " * 7  # about 200 letters
# Marks above and below, piled conjuncts, joined letters: what a line of Latin height would cut off.
MARKED = (
    "র্দ্ধ্ব ক্ত্রূ কিঁ লক্ষ্মী র্ৎস্ন্যী স্থৈর্য দ্বন্দ্ব উচ্ছৃঙ্খল ঊর্ধ্ব হৃদ্‌যন্ত্র স্বাচ্ছন্দ্য র্ক্ষ্যৈঁ স্ট্রীট শৃঙ্খলা বৈশিষ্ট্য "
    "সংস্কৃত কর্তৃপক্ষ ব্যক্তিত্ব দুর্ভিক্ষ মূর্ছনা গ্রীষ্ম ক্ষুণ্ণ বিজ্ঞপ্তি দৃষ্টি স্ফূর্তি তাৎক্ষণিক হ্রস্ব জ্যৈষ্ঠ ঔষধ উৎকৃষ্ট চাঁদপুর ষাণ্মাসিক"
)
SCREENS = ("/", "/posts/{post}", "/posts/new/idea", "/search?q=উঠান", "/settings/mail")
SMALL = {"viewport": {"width": NARROWEST, "height": 700}}
NEIGHBOUR = (
    "document.querySelector('#comments > .comment:first-of-type').getBoundingClientRect().height"
)


@pytest.mark.parametrize("words", [ENDLESS, PILED, TURNED], ids=["endless", "piled", "turned"])
def test_hard_words_of_a_colleague_scroll_nothing_sideways_and_leave_the_others_alone(
    house, come_in, words
):
    post_id = make.make_idea(house.app, title=words[:150])
    make.say(house.app, post_id, "tanvir", "আমাদের অফিসে এটি চালু আছে।")
    page = come_in(house, "jubayer", **SMALL)
    page.goto(f"/posts/{post_id}")
    before = page.evaluate(NEIGHBOUR)

    make.say(house.app, post_id, "omar", words)
    for path in (f"/posts/{post_id}", "/", f"/posts/{post_id}/print"):
        page.goto(path)
        assert scrolls_sideways(page, NARROWEST) == [], path
        assert clipped(page) == [], path
    page.goto(f"/posts/{post_id}")
    assert page.evaluate(NEIGHBOUR) == before


@pytest.mark.parametrize("name", [LONG_NAME, TURNED, PILED], ids=["long", "turned", "piled"])
def test_a_hard_name_stays_within_its_line(house, come_in, name):
    post_id = make.make_idea(house.app, by="omar")
    make.say(house.app, post_id, "omar", "আমি যা লিখেছি তার পরের কথা।")
    with house.app.test_request_context(), transaction():
        kept = make.officer("omar").name_bn, make.officer("omar").name_en
        make.officer("omar").name_bn = make.officer("omar").name_en = name
        number = make.officer("omar").id
    try:
        page = come_in(house, "jubayer", **SMALL)
        for path in ("/", f"/posts/{post_id}", f"/people/{number}", "/people?q=" + name[:6]):
            page.goto(path)
            assert scrolls_sideways(page, NARROWEST) == [], path
            assert clipped(page) == [], path
    finally:
        with house.app.test_request_context(), transaction():
            make.officer("omar").name_bn, make.officer("omar").name_en = kept
            db.session.flush()


def test_no_box_cuts_the_marks_of_hard_bangla_words(house, come_in):
    words = MARKED.split()
    assert len(words) == 32
    post_id = make.make_idea(house.app, title=MARKED[:150])
    page = come_in(house, "omar", **SMALL)  # he reads Bangla
    for path in SCREENS:
        page.goto(path.format(post=post_id))
        for width in (NARROWEST, 1280):
            page.set_viewport_size({"width": width, "height": 700})
            assert cut(page, words) == [], path

    page.goto("/")
    page.evaluate("document.querySelector('.post__text').style.lineHeight = 1.1")
    assert cut(page, words)  # as the test itself is tried
