"""How a mail reads: in the officer's language, of our own address, whatever anybody is called."""

from email import message_from_bytes
from email.policy import default, strict

import pytest
from sqlalchemy import select

from app.core.db import db
from app.core.transaction import transaction
from app.mail.models import Mail
from app.mail.office import Unreachable, describe, open_office
from app.officers.models import Officer
from app.posts.models import Post
from tests.actions.making import make_flag, make_item
from tests.mail.post import NOON, html_of, round_of, text_of, to
from tests.make import make_idea, make_post, move, officer, say

pytestmark = pytest.mark.usefixtures("noon")
HOSTILE = [
    "Eve\r\nBcc: everyone@uthan.example",
    "Eve\nSubject: You have won\n\nClick here",
    "<script>alert(1)</script><img src=https://evil.example/x.png>",
    '"><a href="https://evil.example">here</a>',
    "{{ 7 * 7 }} %(who)s %s ${7*7}",
    "\u202eevil\u2066 \x07 =?utf-8?b?QmNjOiB4?=",
    "আ" * 300,
]


def set_(app, name, **values):
    with app.app_context(), transaction():
        for column, value in values.items():
            setattr(officer(name), column, value)


def test_a_mail_speaks_bangla_until_another_language_was_chosen(app, post_office):
    set_(app, "rahima", language=None)
    post_id = make_post(app, by="rahima", title="কুলিয়া গ্রামের সরকারি পুকুর একজনের বেড়ায় ঘেরা")
    say(app, post_id, by="shahana")
    round_of(app)
    (letter,) = post_office.letters
    assert "ড. শাহানা মল্লিক" in letter["Subject"]
    assert "রহিমা খাতুন" in str(letter["To"])
    for words in (text_of(letter), html_of(letter)):
        assert "ড. শাহানা মল্লিক, সচিব, ভূমি মন্ত্রণালয়" in words
        assert "২৫ নভেম্বর ২০২৬" in words
        assert "এই ই-মেইল কেন: একজন জ্যেষ্ঠ আপনার লেখা নিয়ে বলেছেন" in words
        assert "lang=bn" in words
        assert "Why" not in words
    assert '<html lang="bn">' in html_of(letter)


def test_a_digest_counts_in_the_officers_digits(app, post_office, noon):
    set_(app, "rahima", language="bn")
    for _ in range(2):
        say(app, make_post(app), by="jubayer")
    round_of(app)
    noon(NOON.replace(day=26, hour=8, minute=30))
    round_of(app)
    assert post_office.letters[0]["Subject"] == "উঠানে ২টি খবর, ২৬ নভেম্বর ২০২৬"


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_names_and_titles_cannot_break_out(app, post_office, words):
    set_(app, "rahima", name_en=words)
    post_id = make_post(app, by="rahima")
    say(app, post_id, by="shahana")
    with app.app_context(), transaction():
        db.session.get_one(Post, post_id).title = words
    round_of(app)
    (raw,) = post_office.bag
    message_from_bytes(raw, policy=strict)
    letter = message_from_bytes(raw, policy=default)
    assert sorted(letter.keys()) == sorted(
        [
            *("Subject", "From", "To", "Date", "Auto-Submitted", "List-Unsubscribe"),
            *("List-Unsubscribe-Post", "MIME-Version", "Content-Type", "Message-ID"),
        ]
    )
    assert [line for line in post_office.heard if line.upper().startswith("RCPT")] == [
        "rcpt TO:<rahima@uthan.example>"
    ]
    assert len(letter["Subject"]) <= 120
    assert not set("\r\n\x07\u202e\u2066") & set(letter["Subject"])
    html = html_of(letter)
    for tag in ("<script", "<img", 'evil.example">'):
        assert tag not in html
    assert "49" not in str(letter["Subject"])


def test_nothing_is_loaded_and_every_address_is_our_own(app, post_office):
    app.config["BASE_URL"] = "https://uthan.example.gov/"
    post_id = make_post(app, by="rahima")
    say(app, post_id, by="shahana")
    app.test_client().get("/", headers={"Host": "evil.example"})
    round_of(app)
    (letter,) = post_office.letters
    html = html_of(letter)
    assert "<img" not in html
    assert "src=" not in html
    assert "evil.example" not in html + text_of(letter)
    addresses = [part.split('"')[0] for part in html.split('href="')[1:]]
    assert len(addresses) == 3
    assert all(address.startswith("https://uthan.example.gov/") for address in addresses)
    assert "https://uthan.example.gov/" in letter["List-Unsubscribe"]
    assert letter["Message-ID"].endswith("@uthan.example.gov>")
    assert str(letter["From"]) == "Uthan <uthan@uthan.example.gov>"


def test_the_sender_is_who_was_set(app, post_office):
    app.config["MAIL_FROM"] = "উঠান <uthan@cabinet.example.gov>"
    say(app, make_post(app), by="shahana")
    round_of(app)
    assert "uthan@cabinet.example.gov" in str(post_office.letters[0]["From"])


def test_an_item_for_ones_own_seat_goes_even_at_night(app, post_office, noon):
    noon(NOON.replace(day=27, hour=22))  # a Friday night
    make_item(app, make_flag(app, make_post(app, by="tanvir", title="Kuliya pond")))
    say(app, make_post(app, by="jubayer"), by="shahana")
    round_of(app)
    (letter,) = post_office.letters
    assert "Kuliya pond" in letter["Subject"]
    assert "action item" in letter["Subject"]
    assert "/actions/" in text_of(letter)
    noon(NOON.replace(day=29, hour=8))
    round_of(app)
    assert to(post_office.letters, "jubayer"), "what is not urgent comes on Sunday morning"


def test_a_move_of_ones_idea_comes_with_the_digest(app, post_office, noon):
    move(app, make_idea(app, by="rahima", title="Answers by phone"))
    round_of(app)
    assert not to(post_office.letters, "rahima")
    noon(NOON.replace(day=26, hour=8, minute=30))
    round_of(app)
    (digest,) = to(post_office.letters, "rahima")
    assert "moved your idea to “In discussion”: “Answers by phone”" in text_of(digest)


def test_a_long_digest_is_cut_and_says_where_the_rest_is(app, post_office, noon, monkeypatch):
    monkeypatch.setattr("app.mail.writing.MOST", 2)
    for _ in range(5):
        say(app, make_post(app), by="jubayer")
    round_of(app)
    noon(NOON.replace(day=26, hour=8, minute=30))
    round_of(app)
    (digest,) = post_office.letters
    assert digest["Subject"].startswith("5 pieces of news")
    assert "and 3 more: http://127.0.0.1:8000/notifications" in text_of(digest)


def test_an_address_that_cannot_be_written_spoils_its_own_mail_alone(app, post_office):
    set_(app, "rahima", email="rahima@uthan.example\r\nBcc: x@uthan.example")
    with app.app_context():
        number = db.session.scalars(select(Officer.id).where(Officer.email.contains("Bcc"))).one()
    post_id, other = make_post(app, by="jubayer"), make_post(app, by="tanvir")
    with app.app_context(), transaction():
        db.session.get_one(Post, post_id).author_id = number
    say(app, post_id, by="shahana")
    say(app, other, by="shahana")
    round_of(app)
    assert len(to(post_office.letters, "tanvir")) == 1
    assert not any("Bcc" in letter for letter in post_office.letters)
    with app.app_context():
        assert db.session.scalars(select(Mail.error).where(Mail.error.is_not(None))).all()


def test_a_server_without_encryption_where_it_is_asked_for_gets_nothing(post_office, tmp_path):
    address = post_office.address.replace("smtp://", "smtp+starttls://")
    with pytest.raises(Unreachable), open_office(address, tmp_path):
        pass
    assert not post_office.bag


def test_what_went_wrong_is_kept_without_addresses():
    assert describe(ValueError("rahima@uthan.example")) == "ValueError"
