"""A citizen's trouble is brought in from outside: with where it came from, seen when, by whom."""

import io
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from app.core.db import db
from app.core.log import LogEntry
from app.files.models import ChosenFile
from app.officers.models import Holding
from app.posts.models import PostKind
from app.sources.models import Medium
from tests.files.sending import picture
from tests.sources.making import CITIZEN, ISSUE, NAME, bring, brought, citizens, posts, source_of


@pytest.fixture(autouse=True)
def in_june(stop_clock):
    stop_clock(datetime(2026, 6, 5, 4, 0, tzinfo=UTC))


def test_its_page_says_how_when_and_by_whom_and_that_nobody_has_looked(app, sign_in):
    post_id = brought(sign_in("rahima"))
    (post,) = posts(app)
    assert (post.kind, post.source["wanted"]) == (PostKind.ISSUE, ISSUE["wanted"])
    source = source_of(app, post_id)
    assert (source.medium, source.seen_on) == (Medium.LINK, date(2026, 6, 4))
    assert source.seen_at == datetime(2026, 6, 4, 4, 20, tzinfo=UTC)
    page = sign_in("omar").get(f"/posts/{post_id}?lang=en").text
    block = page.split('<div id="source"')[1].split("</section>")[0]
    assert (
        f'href="{ISSUE["url"].replace("&", "&amp;")}" rel="noreferrer noopener nofollow"' in block
    )
    assert "4 June 2026, 10:20 am" in block
    assert "5 June 2026" in block, "the day on which it was written down"
    assert "Ghatail" in block
    assert "<strong>encroached</strong>" in block
    assert "Unverified: nobody has looked yet" in block
    assert "Rahima" in block


def test_its_card_and_its_page_say_what_it_is_in_both_languages(app, sign_in):
    post_id = brought(sign_in("rahima"))
    omar = sign_in("omar")
    assert "Citizen's issue" in omar.get("/?lang=en").text
    assert 'data-kind="issue"' in omar.get("/?lang=bn").text
    assert "কেউ এখনো দেখেননি" in omar.get(f"/posts/{post_id}?lang=bn").text


def test_the_log_tells_of_it_without_a_word(app, sign_in):
    brought(sign_in("rahima"), **CITIZEN)
    with app.app_context():
        kinds = select(LogEntry).where(LogEntry.kind.in_(("post.written", "source.brought")))
        written, came = db.session.scalars(kinds.order_by(LogEntry.id))
        assert came.facts == {"post_id": written.facts["post_id"], "medium": "link"}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Give it a title"),
        ({"trouble": ""}, "Say what the trouble is"),
        ({"url": ""}, "Put the link here"),
        ({"url": "javascript:alert(1)"}, "This is no address of the web"),
        ({"medium": "dream"}, "Choose how it came to you"),
        ({"medium": "pasted", "captured": ""}, "Paste the words here"),
        ({"medium": "screenshot"}, "Choose the screenshot"),
        ({"seen": ""}, "Say when you saw or heard it"),
        ({"seen": "once"}, "Write a day and the time"),
        ({"seen": "31 June 10:20"}, "Write a day and the time"),
        ({"seen": "2026-06-05 23:59"}, "This is still to come"),
        ({"place": ""}, "Say in which upazila"),
        ({"place": "Atlantis"}, "No upazila or district is called so"),
        ({"citizen_phone": "12"}, "This is no Bangladeshi mobile number"),
        ({"citizen_name": NAME}, "Tick what the citizen agrees to"),
    ],
)
def test_what_it_refuses_is_said_and_every_word_is_kept(app, sign_in, changes, sentence):
    answer = bring(sign_in("rahima"), **changes)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "encroached" in answer.text or "captured" in changes
    assert posts(app) == citizens(app) == []


@pytest.mark.parametrize("medium", ["paper", "phone", "hearing", "behalf"])
def test_it_may_come_without_a_link(app, sign_in, medium):
    post_id = brought(sign_in("rahima"), medium=medium, url="", captured="", seen="৪ জুন")
    source = source_of(app, post_id)
    assert (source.medium, source.seen_at, source.html) == (medium, None, "")
    page = sign_in("omar").get(f"/posts/{post_id}?lang=bn").text
    assert "৪ জুন ২০২৬" in page


def test_a_screenshot_comes_beside_the_words(app, sign_in):
    rahima = sign_in("rahima")
    sent = {"medium": "screenshot", "url": "", "alt": "The fence."}
    sent["files"] = (io.BytesIO(picture()), "pond.jpg")
    post_id = brought(rahima, **sent)
    assert source_of(app, post_id).medium == Medium.SCREENSHOT
    with app.app_context():
        assert db.session.scalars(select(ChosenFile)).all() == []


def test_the_same_form_twice_is_one_post_one_source_and_one_citizen(app, sign_in):
    rahima = sign_in("rahima")
    assert brought(rahima, **CITIZEN) == brought(rahima, **CITIZEN)
    assert (len(posts(app)), len(citizens(app))) == (1, 1)


def test_a_phone_shares_into_the_form(sign_in):
    rahima = sign_in("rahima")
    page = rahima.get(
        "/share?title=The+pond&text=Look+https://example.org/p?a=1.+It+is+fenced"
    ).text
    assert 'value="https://example.org/p?a=1"' in page
    assert 'value="The pond"' in page
    assert "Look . It is fenced" in page or "It is fenced</textarea>" in page
    assert 'value="link" checked' in page
    only_words = rahima.get("/share?text=They+fenced+it").text
    assert 'value="pasted" checked' in only_words
    assert "They fenced it</textarea>" in only_words
    assert rahima.get("/share").status_code == 200
    assert rahima.get(f"/share?text={'x' * 9000}").status_code == 200


def test_who_holds_no_seat_brings_nothing(app, sign_in):
    with app.app_context():
        db.session.query(Holding).delete()
        db.session.commit()
    assert bring(sign_in("rahima")).status_code == 403
    assert posts(app) == []


def test_what_is_for_an_office_alone_is_not_there_for_others(sign_in):
    post_id = brought(sign_in("rahima"), audience="office")
    assert sign_in("tanvir").get(f"/posts/{post_id}").status_code == 200
    assert sign_in("omar").get(f"/posts/{post_id}").status_code == 404
    assert sign_in("omar").get(f"/posts/{post_id}/verification").status_code == 404


def test_its_author_corrects_the_words_and_the_source_stays(app, sign_in):
    rahima = sign_in("rahima")
    post_id = brought(rahima)
    words = {name: ISSUE[name] for name in ("title", "trouble")}
    sent = words | {"wanted": "The lease is read aloud.", "language": "en", "version": "1"}
    assert rahima.post(f"/posts/{post_id}/edit", data=sent).status_code == 303
    page = rahima.get(f"/posts/{post_id}").text
    assert "The lease is read aloud." in page
    assert "<strong>encroached</strong>" in page


def test_a_preview_keeps_nothing(app, sign_in):
    answer = bring(sign_in("rahima"), preview="1", **CITIZEN)
    assert answer.status_code == 200
    assert "Preview: not posted yet" in answer.text
    assert posts(app) == citizens(app) == []
