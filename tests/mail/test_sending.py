"""Mail goes by the worker, once, of what may still be told."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from app.core import work
from app.core.clock import today
from app.core.db import db
from app.core.events import SYSTEM
from app.core.transaction import transaction
from app.mail import chore, listener, outbox
from app.mail.models import Mail, MailItem
from app.notifications import listener as notifications
from app.notifications.operations import read_all
from app.officers.models import Holding, HoldingKind
from app.officers.operations import close_account
from app.posts.models import Audience
from tests.mail.post import NOON, html_of, lying_in, round_of, text_of, to
from tests.make import endorse, hide, hide_word, make_idea, make_post, officer, say

pytestmark = pytest.mark.usefixtures("noon")
TOMORROW = NOON.replace(day=26, hour=8, minute=30)


def test_a_seniors_word_is_told_at_once(app, post_office):
    post_id = make_post(app, by="rahima", title="Kuliya pond")
    comment_id = say(app, post_id, by="shahana", text="Who holds the lease?")
    assert not post_office.bag, "nothing is sent within a request"
    round_of(app)
    (letter,) = post_office.letters
    assert letter["To"] == "Rahima Khatun <rahima@uthan.example>"
    assert letter["Subject"] == "Dr Shahana Mallik, a senior, replied to your post “Kuliya pond”"
    for words in (text_of(letter), html_of(letter)):
        assert "Dr Shahana Mallik, Secretary, Ministry of Land" in words
        assert "25 November 2026, 12:00 pm" in words
        assert f"http://127.0.0.1:8000/posts/{post_id}#comment-{comment_id}" in words
        assert "Why this mail: a senior spoke to what you wrote" in words
        assert "Who holds the lease?" not in words, "the words stay where they can be hidden"


def test_what_was_sent_is_never_sent_again(app, post_office, noon):
    say(app, make_post(app), by="shahana")
    say(app, make_post(app), by="jubayer")
    round_of(app)
    round_of(app)
    noon(TOMORROW)
    round_of(app)
    round_of(app)
    alone, digest = to(post_office.letters, "rahima")
    assert "Dr Shahana Mallik" in alone["Subject"]
    assert digest["Subject"].startswith("Jubayer Rahman commented on your post “")
    assert "Jubayer Rahman" in text_of(digest)
    assert "Shahana" not in text_of(digest), "what went alone is in no digest"


def test_a_digest_comes_next_morning_with_all_that_is_unread(app, post_office, noon):
    for title in ("Kuliya pond", "Land tax"):
        say(app, make_post(app, title=title), by="jubayer")
    round_of(app)
    assert not post_office.bag
    noon(TOMORROW - timedelta(minutes=1))
    round_of(app)
    assert not post_office.bag
    noon(TOMORROW)
    round_of(app)
    (digest,) = post_office.letters
    assert "Kuliya pond" in text_of(digest)
    assert "Land tax" in html_of(digest)


def test_news_that_comes_while_a_digest_goes_waits_for_the_next(app, post_office, noon):
    say(app, make_post(app, title="Kuliya pond"), by="jubayer")
    round_of(app)
    noon(TOMORROW)
    round_of(app)
    say(app, make_post(app, title="Land tax"), by="jubayer")
    round_of(app)
    with app.app_context(), transaction():
        db.session.execute(update(MailItem).where(MailItem.mail_id.is_(None)).values(due_at=NOON))
    round_of(app)
    assert len(post_office.bag) == 1, "one a day"
    noon(TOMORROW.replace(day=29))
    round_of(app)
    assert "Land tax" in text_of(post_office.letters[1]), "Friday and Saturday lie between"


def test_what_was_read_by_then_is_not_sent_and_no_mail_is_empty(app, post_office, noon):
    say(app, make_post(app), by="jubayer")
    round_of(app)
    with app.app_context(), transaction():
        read_all(officer("rahima"), 9_999)
    noon(TOMORROW)
    round_of(app)
    assert not post_office.bag
    with app.app_context():
        assert db.session.scalars(select(Mail.dropped_at)).one()


def test_what_was_hidden_or_withdrawn_by_then_is_not_sent(app, post_office, noon, sign_in):
    hidden, withdrawn, kept = (make_post(app, title=name) for name in ("One", "Two", "Three"))
    for post_id in (hidden, withdrawn, kept):
        say(app, post_id, by="jubayer", text="I follow it.")
    word = say(app, kept, by="rahima")
    say(app, hidden, by="rahima")
    say(app, withdrawn, by="rahima")
    round_of(app)
    hide(app, hidden)
    hide_word(app, word)
    sign_in("rahima").post(f"/posts/{withdrawn}/withdrawal", data={})
    noon(TOMORROW)
    round_of(app)
    assert not to(post_office.letters, "jubayer")


def test_who_lost_reach_hears_nothing_more(app, post_office, noon):
    post_id = make_post(app, by="rahima", audience=Audience.OFFICE)
    say(app, post_id, by="tanvir")
    say(app, post_id, by="rahima", text="Before he left.")
    round_of(app)
    with app.app_context(), transaction():
        db.session.execute(
            update(Holding)
            .where(Holding.officer_id == officer("tanvir").id)
            .values(until=today() - timedelta(days=1))
        )
    noon(TOMORROW)
    round_of(app)
    assert not to(post_office.letters, "tanvir")


def test_a_closed_account_gets_no_mail(app, post_office, noon):
    say(app, make_post(app), by="jubayer")
    round_of(app)
    with app.test_request_context(), transaction():
        close_account(SYSTEM, officer("rahima"))
    noon(TOMORROW)
    round_of(app)
    assert not to(post_office.letters, "rahima")


def test_many_words_about_one_thing_make_one_mail(app, post_office):
    post_id = make_post(app, title="Kuliya pond")
    for _ in range(3):
        say(app, post_id, by="shahana")
    round_of(app)
    (letter,) = post_office.letters
    assert letter["Subject"].endswith("“Kuliya pond”, and 2 more")
    assert text_of(letter).count(f"/posts/{post_id}#") == 1, "one link to the thing"


def test_killed_between_sending_and_marking_it_goes_again_as_the_same_mail(
    app, post_office, noon, monkeypatch
):
    say(app, make_post(app), by="shahana")

    def dies(_mail_id):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(outbox, "mark_sent", dies)
        with pytest.raises(SystemExit):
            round_of(app)
    round_of(app)
    assert len(post_office.bag) == 1, "leased still"
    noon(NOON + outbox.LEASE + timedelta(seconds=1))
    round_of(app)
    round_of(app)
    first, second = post_office.letters
    assert first["Message-ID"] == second["Message-ID"]
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Mail)) == 1


def test_a_worker_killed_while_sorting_sorts_again_and_nothing_is_doubled(app, post_office):
    say(app, make_post(app), by="shahana")
    for _ in range(2):
        round_of(app)
        with app.app_context(), transaction():
            db.session.execute(update(work.Work).values(done_at=None, leased_until=None))
    assert len(post_office.bag) == 1


def test_without_a_server_mail_is_laid_in_a_folder(app, tmp_path):
    say(app, make_post(app), by="shahana")
    round_of(app)
    (letter,) = lying_in(tmp_path)
    assert "Dr Shahana Mallik" in letter["Subject"]
    assert [path.suffix for path in (tmp_path / "mail").iterdir()] == [".eml"]


def test_a_server_that_is_gone_costs_no_mail_its_tries(app, post_office, monkeypatch):
    address = post_office.address
    app.config["SMTP_URL"] = "smtp://127.0.0.1:1"
    say(app, make_post(app), by="shahana")
    for _ in range(8):
        round_of(app)
        monkeypatch.setattr(chore, "PATIENCE", 0.0)
    with app.app_context():
        mail = db.session.scalars(select(Mail)).one()
        assert (mail.tries, mail.error) == (0, "ConnectionRefusedError")
    app.config["SMTP_URL"] = address
    round_of(app)
    assert len(post_office.bag) == 1


def test_a_mail_that_is_refused_is_set_aside_after_five_tries_and_holds_up_nobody(
    app, post_office, noon, sign_in
):
    post_office.refuses.add("rahima")
    say(app, make_post(app, by="rahima"), by="shahana")
    say(app, make_post(app, by="jubayer"), by="shahana")
    moment = NOON
    for _ in range(7):
        round_of(app)
        moment = min(moment + timedelta(hours=1, minutes=20), NOON.replace(hour=19, minute=59))
        noon(moment)
    assert len(to(post_office.letters, "jubayer")) == 1
    with app.app_context():
        mail = db.session.scalars(select(Mail).where(Mail.sent_at.is_(None))).one()
        assert mail.tries == work.TRIES
        assert mail.error == "SMTPRecipientsRefused 550", "no address of an officer in it"
    heard = len(post_office.heard)
    round_of(app)
    assert len(post_office.heard) == heard
    assert "1 mail failed five times and was set aside." in sign_in("maya").get("/health").text
    post_office.refuses.clear()
    result = app.test_cli_runner().invoke(args=["mail", "retry"])
    assert result.output == "1 to be tried again.\n"
    round_of(app)
    assert len(to(post_office.letters, "rahima")) == 1


def test_what_could_not_go_by_day_does_not_go_at_night(app, post_office, noon):
    post_office.refuses.add("rahima")
    say(app, make_post(app), by="shahana")
    round_of(app)
    post_office.refuses.clear()
    noon(NOON.replace(hour=22))
    round_of(app)
    assert not post_office.bag
    noon(NOON.replace(day=26, hour=8))
    round_of(app)
    assert len(post_office.bag) == 1


def test_the_health_page_counts_what_waits(app, sign_in, post_office):
    app.config["SMTP_URL"] = "smtp://127.0.0.1:1"
    say(app, make_post(app), by="shahana")
    say(app, make_post(app), by="jubayer")
    round_of(app)
    page = sign_in("maya").get("/health").text
    assert "2 pieces of news wait to go by mail." in page
    assert "1 mail could not be sent at the last try" in page
    assert "২টি খবর" in sign_in("maya").get("/health?lang=bn").text


def test_what_a_hundred_are_told_reaches_all_of_them(app, post_office, monkeypatch):
    monkeypatch.setattr(notifications, "AT_ONCE", 1)
    post_id = make_idea(app, by="rahima")
    for name in ("jubayer", "tanvir", "omar"):
        say(app, post_id, by=name)
    endorse(app, post_id, by="arif")
    with app.app_context():
        work.work_once(listener.NAME)
        assert work.count_waiting() > 0, "the rest of the notifications is not written yet"
        early = db.session.scalars(select(MailItem)).all()
        work.work_once(notifications.NAME)
        with transaction():
            db.session.execute(update(work.Work).values(leased_until=None))
        work.work_once(listener.NAME)
        told = set(db.session.scalars(select(MailItem.officer_id)))
    assert len(early) < len(told)


def test_the_news_of_long_ago_is_no_mail(app, post_office, noon):
    say(app, make_post(app), by="shahana")
    noon(NOON + timedelta(days=10))
    round_of(app)
    noon(NOON + timedelta(days=14))
    round_of(app)
    assert not post_office.bag


def test_who_sits_in_no_seat_is_told_of_what_is_open_to_all(app, post_office, noon):
    post_id = make_post(app, by="rahima")
    with app.app_context(), transaction():
        db.session.execute(
            update(Holding)
            .where(Holding.officer_id == officer("rahima").id, Holding.kind == HoldingKind.MAIN)
            .values(until=today() - timedelta(days=1))
        )
    say(app, post_id, by="shahana")
    round_of(app)
    assert len(post_office.bag) == 1
