"""Help needed, a notice, a proposition: each is written, read, found and corrected by its own words."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from app.core.db import db
from app.officers.models import Holding
from app.pages import around
from app.posts.models import Post
from app.posts.operations import write_post
from app.posts.policy import give_notice
from tests.make import do, officer, say

HELP = {
    "title": "A boat for the char voters",
    "need": "Two boats with **drivers** for one day.",
    "place": "Char Shariatpur, Ghatail",
    "needed_on": "2026-12-03",
    "audience": "all",
    "_key": "h1",
}
NOTICE = {
    "title": "Khas land list opens on Sunday",
    "body": "The list hangs at the gate from nine.",
    "concerned": "All land offices of Tangail",
    "audience": "all",
    "_key": "n1",
}
PROPOSITION = {
    "title": "Hearings on Saturdays",
    "claim": "Every land office should hear people on one Saturday a month.",
    "reasons": "Day labourers lose a wage each time.",
    "audience": "all",
    "_key": "p1",
}
KINDS = {"help": HELP, "notice": NOTICE, "proposition": PROPOSITION}
NAMES = {
    "help": ("Help needed", "সহায়তা চাই"),
    "notice": ("Notice", "নোটিশ"),
    "proposition": ("Proposition", "বিতর্কের প্রস্তাব"),
}


@pytest.fixture(autouse=True)
def in_november(stop_clock):
    stop_clock(datetime(2026, 11, 25, 4, 0, tzinfo=UTC))
    around._around.cache_clear()  # at one moment, the first posts of two tests have one seal


def post_of(app):
    with app.app_context():
        return db.session.scalars(select(Post)).one()


def write(browser, kind, **changes):
    answer = browser.post(f"/posts/new/{kind}", data=KINDS[kind] | changes)
    assert answer.status_code == 303, answer.text
    return answer.location


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_written_and_all_its_words_stand_on_its_page_and_card(app, sign_in, kind):
    browser = sign_in("arif")
    page = browser.get(write(browser, kind)).text
    assert "It is posted." in page
    plain = page.replace("<strong>", "**").replace("</strong>", "**")
    for name in set(KINDS[kind]) - {"audience", "_key", "needed_on"}:
        assert KINDS[kind][name] in plain
    in_english, in_bangla = NAMES[kind]
    for lang, word in (("en", in_english), ("bn", in_bangla)):
        for address in ("/", f"/posts/{post_of(app).id}", f"/posts/{post_of(app).id}/print"):
            shown = sign_in("omar").get(f"{address}?lang={lang}").text
            assert f"<b>{word}</b>" in shown, "the first step of its path"
            assert KINDS[kind]["title"] in shown
            if address != "/":
                assert f'data-kind="{kind}"' in shown


def test_each_kind_is_offered_where_one_writes(sign_in):
    page = sign_in("arif").get("/posts/new").text
    for kind in ("idea", "question", "help", "notice", "proposition"):
        assert f'href="/posts/new/{kind}"' in page


@pytest.mark.parametrize(
    ("kind", "missing", "sentence"),
    [
        ("help", "need", "Say what you need"),
        ("notice", "body", "Write what colleagues should know."),
        ("proposition", "claim", "Say in a sentence or two what you put to debate."),
        ("proposition", "reasons", "Give at least one reason for it."),
    ],
)
def test_what_is_missing_is_said_and_the_rest_stays(app, sign_in, kind, missing, sentence):
    answer = sign_in("arif").post(f"/posts/new/{kind}", data=KINDS[kind] | {missing: ""})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert KINDS[kind]["title"] in answer.text
    with app.app_context():
        assert db.session.scalars(select(Post)).all() == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_preview_shows_it_and_posts_nothing(app, sign_in, kind):
    answer = sign_in("arif").post(f"/posts/new/{kind}", data=KINDS[kind] | {"preview": "1"})
    assert answer.status_code == 200
    assert "Preview: not posted yet" in answer.text
    with app.app_context():
        assert db.session.scalars(select(Post)).all() == []


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_words_stay_words(sign_in, kind):
    browser = sign_in("arif")
    evil = dict.fromkeys(
        set(KINDS[kind]) - {"audience", "_key", "needed_on"}, "<script>alert(1)</script>"
    )
    page = browser.get(write(browser, kind, **evil)).text
    assert "<script>alert(1)" not in page


def test_by_when_help_is_needed_stands_on_the_path_and_among_the_facts(app, sign_in):
    browser = sign_in("rahima")
    page = browser.get(write(browser, "help")).text
    assert post_of(app).needed_on == date(2026, 12, 3)
    assert "by 3 Dec" in page
    assert '<time datetime="2026-12-03">3 December 2026</time>' in page


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("", None), ("২০২৬-১২-০৩", date(2026, 12, 3)), (" 2026-11-25 ", date(2026, 11, 25))],
)
def test_a_day_may_be_left_out_or_typed_in_bangla_digits(app, sign_in, typed, kept):
    write(sign_in("rahima"), "help", needed_on=typed)
    assert post_of(app).needed_on == kept


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2026-11-24", "This day is over"),
        ("2026-02-30", "There is no such day."),
        ("tomorrow", "Write a day like 2026-12-31."),
        ("2026-12-31T10:00", "Write a day like 2026-12-31."),
        ("0000-00-00", "There is no such day."),
        ("9" * 400, "Write a day like 2026-12-31."),
    ],
)
def test_what_is_no_day_to_come_is_refused_in_our_own_words(sign_in, typed, sentence):
    answer = sign_in("rahima").post("/posts/new/help", data=HELP | {"needed_on": typed})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{typed}"' in answer.text


@pytest.mark.parametrize("name", ["arif", "shahana", "tanvir", "rahima"])
def test_a_senior_or_a_head_of_an_office_gives_a_notice(app, sign_in, name):
    write(sign_in(name), "notice")
    post = post_of(app)
    assert post.reply_due_on is None


def test_others_are_told_why_they_do_not_give_one(app, sign_in):
    browser = sign_in("jubayer")  # neither senior nor a head
    assert 'href="/posts/new/notice"' not in browser.get("/posts/new").text
    assert browser.get("/posts/new/notice").status_code == 403
    answer = browser.post("/posts/new/notice", data=NOTICE)
    assert answer.status_code == 403
    assert "a senior or the head of an office gives it" in answer.text
    assert "দপ্তরপ্রধান" in browser.post("/posts/new/notice?lang=bn", data=NOTICE).text
    with app.app_context():
        assert db.session.scalars(select(Post)).all() == []


def test_whoever_calls_the_operation_itself_is_refused_too(app):
    from app.core.errors import Refused
    from app.posts.models import PostKind
    from app.posts.operations import Written

    written = Written(PostKind.NOTICE, "T", {"body": "b", "concerned": ""})
    with pytest.raises(Refused, match="speaks for an office"):
        do(app, lambda: write_post(officer("jubayer"), written))


def test_a_head_who_left_the_seat_gives_none(app, cast):
    with app.test_request_context("/?lang=en"):
        held = select(Holding).where(Holding.officer_id == cast["rahima"])
        db.session.delete(db.session.scalars(held).one())
        db.session.commit()
        assert give_notice(officer("rahima"), Post)


def test_nobody_owes_a_notice_an_answer(app, sign_in):
    browser = sign_in("rahima")  # from the field, and a junior: an idea would wait on desks
    page = browser.get(write(browser, "notice")).text
    assert "A notice waits for no answer" in page
    assert "First reply" not in page
    assert "waits on the seniors" not in page
    assert NOTICE["title"] not in sign_in("arif").get("/desk").text
    asked = sign_in("omar").get(f"/posts/{post_of(app).id}").text
    assert "I face this too" not in asked
    say(app, post_of(app).id, by="omar", text="From which day?")
    assert "From which day?" in browser.get(f"/posts/{post_of(app).id}").text


def test_a_call_for_help_waits_on_the_desk_of_seniors(sign_in):
    write(sign_in("rahima"), "help")
    assert HELP["title"] in sign_in("arif").get("/desk").text


def test_a_proposition_leads_to_a_debate(sign_in):
    browser = sign_in("omar")
    page = browser.get(write(browser, "proposition")).text
    assert '<li data-step="next"><span class="unseen">To come: </span><b>Debate</b></li>' in page
    assert "Move this idea" not in sign_in("shahana").get("/posts/1").text
