"""Since you were away: what one was told of, by post, on a page that a slow line brings at once."""

import gzip
from datetime import timedelta
from html import unescape

from app.core.clock import at, now
from app.posts.models import Audience
from tests.actions.making import make_item
from tests.counting import statements
from tests.make import endorse, hide, hide_word, make_idea, make_post, say

LONG = "খালের ধারে জেলেদের ঘাটে যাওয়ার রাস্তা তিন বছর ধরে বন্ধ, ইউনিয়নের মানুষ প্রতিদিন ঘুরে যান"


def away(browser, since=None, lang="en"):
    address = f"/away?lang={lang}" + (f"&since={since}" if since else "")
    page = browser.get(address.replace("+", "%2B")).text
    return unescape(page.split("<main")[1].split("</main")[0])


def test_what_happened_stands_under_its_post_the_newest_first(app, sign_in):
    pond, phone = make_post(app, title="The pond"), make_idea(app, title="The phone")
    say(app, pond, by="jubayer")
    say(app, phone, by="jubayer")
    say(app, phone, by="omar", text="We too.")
    endorse(app, phone, by="arif")
    say(app, pond, by="arif", text="Begin with one union.")
    page = away(sign_in("rahima"))
    assert page.index("The pond") < page.index("The phone")
    assert "2 comments" in page
    assert "Ariful Bashar, a senior, replied to" in page
    assert "Ariful Bashar endorsed" in page
    assert page.count("<li>") == 2


def test_several_answers_of_seniors_are_counted_apart(app, sign_in):
    post_id = make_post(app)
    for name in ("arif", "nurul", "jubayer"):
        say(app, post_id, by=name)
    page = away(sign_in("rahima"))
    assert "2 answers by seniors" in page
    assert "Jubayer Rahman commented on" in page
    assert "জ্যেষ্ঠদের ২টি উত্তর" in away(sign_in("rahima"), lang="bn")


def test_it_begins_where_the_address_says_and_else_a_week_ago(app, sign_in):
    post_id = make_post(app)
    for days, words in ((9, "jubayer"), (2, "omar")):
        with at(now() - timedelta(days=days)):
            say(app, post_id, by=words)
    browser = sign_in("rahima")
    assert "Jubayer" not in away(browser)
    assert "Omar Faruk commented on" in away(browser)
    page = away(browser, (now() - timedelta(days=30)).isoformat())
    assert "2 comments" in page
    yesterday = (now() - timedelta(days=1)).isoformat()
    assert "Nothing happened meanwhile" in away(browser, yesterday)


def test_nonsense_in_the_address_is_a_week(app, sign_in):
    say(app, make_post(app))
    browser = sign_in("rahima")
    ahead = (now() + timedelta(days=9)).isoformat()
    for since in ("soon", "0001-01-01T00:00:00+14:00", ahead, "<script>", "9" * 400):
        assert "Jubayer Rahman commented on" in away(browser, since), since


def test_a_long_way_back_is_no_trouble(app, sign_in):
    say(app, make_post(app))
    page = away(sign_in("rahima"), "0001-01-02T00:00:00+00:00")
    assert "Jubayer Rahman commented on" in page


def test_what_one_may_no_longer_read_is_not_there(app, sign_in):
    hidden = make_post(app, title="The pond")
    inner = make_post(app, title="The inner one", audience=Audience.OFFICE)
    shown = make_post(app, title="The road")
    for post_id in (hidden, shown):
        say(app, post_id, by="omar")
        say(app, post_id, by="jubayer")
    say(app, inner, by="jubayer")
    hide(app, hidden)
    hide_word(app, say(app, shown, by="arif", text="A citizen's name."))
    page = away(sign_in("omar"))
    assert "The road" in page
    assert "The pond" not in page
    assert "The inner one" not in page
    assert "Ariful" not in page


def test_what_waits_for_the_officer_stands_on_top(app, sign_in):
    make_item(app)
    page = sign_in("rahima").get("/away").text
    assert "1 waits for you" in page
    assert "Kuliya pond" in page.split('class="needs"')[1].split("</aside>")[0]


def test_thirty_lines_at_most_in_fourteen_kilobytes_as_they_are_sent(app, sign_in):
    for number in range(34):
        say(app, make_post(app, title=f"{LONG} {number}"))
    answer = sign_in("rahima").get("/away?lang=bn")
    page = answer.text.split("<main")[1].split("</main")[0]
    assert page.count("<li>") == 30
    assert f"{LONG} 33" in page
    assert f"{LONG} 3<" not in page
    assert len(gzip.compress(answer.data)) < 14_000


def test_it_asks_as_much_for_one_post_as_for_twenty(app, sign_in):
    browser = sign_in("rahima")
    say(app, make_post(app))
    browser.get("/away")
    with statements(app) as one:
        browser.get("/away")
    for _ in range(19):
        say(app, make_post(app))
    with statements(app) as twenty:
        browser.get("/away")
    assert len(twenty) == len(one)
    assert len(one) <= 7, "\n\n".join(one)


def test_a_title_is_words_and_never_code(app, sign_in):
    say(app, make_post(app, title="<script>x</script>"))
    assert "<script>x" not in sign_in("rahima").get("/away").text


def test_nothing_is_read_by_looking_and_the_feed_leads_here(app, sign_in):
    say(app, make_post(app))
    browser = sign_in("rahima")
    away(browser)
    assert "data-unread" in browser.get("/notifications").text
    assert 'href="/away"' in browser.get("/").text
