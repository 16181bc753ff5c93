"""What comes by mail, and how often, is one's own choice; and the link in each mail stops it."""

import re

import pytest
from flask import url_for
from itsdangerous import URLSafeSerializer
from sqlalchemy import select

from app.core.db import db
from app.core.events import SYSTEM
from app.core.log import LogEntry, latest
from app.core.transaction import transaction
from app.mail import chore
from app.mail.kinds import DEFAULTS, KIND_OF
from app.mail.models import MailChoice, MailItem, MailKind, Pace
from app.mail.queries import paces_of
from app.mail.stopping import SALT, token_of
from app.notifications.choosing import nobody
from app.notifications.recipients import RECIPIENTS
from app.officers.operations import close_account
from tests.mail.post import NOON, round_of, text_of, to
from tests.make import endorse, make_idea, make_post, officer, say
from tests.standing import make_app

MORNING = NOON.replace(day=26, hour=8, minute=30)


def chosen(app, name):
    with app.app_context():
        return paces_of(officer(name))


def choices(**changes):
    plain = {kind.value: pace.value for kind, pace in DEFAULTS.items()}
    return plain | changes


def link(app, name, scope):
    with app.app_context():
        return f"/mail/stop/{token_of(officer(name).id, scope)}"


def test_whatever_is_told_has_a_kind():
    assert set(KIND_OF) == {event for event, told in RECIPIENTS.items() if told is not nobody}


def test_of_what_nobody_chose_a_seniors_word_and_action_items_come_at_once(app):
    paces = chosen(app, "rahima")
    at_once = {kind for kind, pace in paces.items() if pace == Pace.AT_ONCE}
    assert at_once == {MailKind.SENIOR, MailKind.NAMED, MailKind.ACTIONS}


def test_the_page_says_what_each_kind_is_and_keeps_the_choice(app, sign_in):
    client = sign_in("rahima")
    page = client.get("/settings/mail").text
    assert "A senior replies to you, or endorses your idea." in page
    assert "the choice sent last holds" in page
    assert "What came of your words" not in page, "that is for seniors"
    answer = client.post("/settings/mail", data=choices(senior="daily", followed="never"))
    assert answer.status_code == 303
    paces = chosen(app, "rahima")
    assert (paces[MailKind.SENIOR], paces[MailKind.FOLLOWED]) == (Pace.DAILY, Pace.NEVER)
    page = client.get("/settings/mail").text
    assert re.search(r'name="followed" value="never" checked', page)
    assert "What came of your words" in sign_in("arif").get("/settings/mail").text


def test_it_is_found_from_ones_own_page(app, sign_in, cast):
    assert 'href="/settings/mail"' in sign_in("rahima").get(f"/people/{cast['rahima']}").text


@pytest.mark.parametrize("wrong", ["", "hourly", "AT_ONCE", "x" * 5_000, "\x00"])
def test_a_pace_that_is_none_is_refused_in_a_sentence(app, sign_in, wrong):
    answer = sign_in("rahima").post("/settings/mail", data=choices(senior=wrong))
    assert answer.status_code == 422
    assert "Choose one of these." in answer.text
    assert chosen(app, "rahima")[MailKind.SENIOR] == Pace.AT_ONCE
    bangla = sign_in("rahima").post("/settings/mail?lang=bn", data=choices(senior=wrong))
    assert "এগুলোর একটি বেছে নিন।" in bangla.text


def test_the_choice_sent_last_holds_and_leaves_no_entry(app, sign_in):
    with app.app_context():
        before = latest()
    for pace in ("weekly", "daily", "daily"):
        sign_in("rahima").post("/settings/mail", data=choices(senior=pace))
    assert chosen(app, "rahima")[MailKind.SENIOR] == Pace.DAILY
    with app.app_context():
        assert latest() == before


def test_what_waits_goes_by_the_new_choice(app, post_office, noon, sign_in):
    noon(NOON)
    post_id = make_post(app)
    say(app, post_id, by="jubayer")
    round_of(app)
    client = sign_in("rahima")
    client.post("/settings/mail", data=choices(answers="at_once"))
    round_of(app)
    assert len(post_office.bag) == 1
    say(app, post_id, by="jubayer")
    client.post("/settings/mail", data=choices(answers="never"))
    noon(MORNING)
    round_of(app)
    assert len(post_office.bag) == 1


def test_of_what_one_wants_never_nothing_is_kept(app, post_office, noon, sign_in):
    sign_in("rahima").post("/settings/mail", data=choices(senior="never"))
    say(app, make_post(app), by="shahana")
    round_of(app)
    with app.app_context():
        assert db.session.scalar(select(MailItem.id)) is None


def test_the_link_in_a_mail_stops_its_kind_without_signing_in(app, post_office, noon):
    idea = make_idea(app)
    endorse(app, idea, by="arif")
    round_of(app)
    (letter,) = to(post_office.letters, "rahima")
    address = letter["List-Unsubscribe"].strip("<>")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address in text_of(letter)
    client = app.test_client()
    page = client.get(address)
    assert page.status_code == 200
    assert "Stop this kind of mail?" in page.text
    assert "Rahima" not in page.text
    assert chosen(app, "rahima")[MailKind.SENIOR] == Pace.AT_ONCE, "looking stops nothing"
    answer = client.post(address, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert "Mail of this kind is stopped" in answer.text
    assert chosen(app, "rahima")[MailKind.SENIOR] == Pace.NEVER
    assert chosen(app, "rahima")[MailKind.NAMED] == Pace.AT_ONCE, "that kind alone"
    say(app, idea, by="shahana")
    round_of(app)
    assert len(to(post_office.letters, "rahima")) == 1


def test_it_is_undone_on_the_same_page_as_it_was_before(app, sign_in):
    sign_in("rahima").post("/settings/mail", data=choices(senior="weekly"))
    address = link(app, "rahima", MailKind.SENIOR)
    client = app.test_client()
    for _ in range(2):
        client.post(address)
    page = client.get(address).text
    assert f'action="{address}/undo' in page
    for _ in range(2):
        assert client.post(f"{address}/undo").status_code == 200
    assert chosen(app, "rahima")[MailKind.SENIOR] == Pace.WEEKLY


def test_what_was_chosen_anew_is_not_undone(app, sign_in):
    address = link(app, "rahima", MailKind.SENIOR)
    app.test_client().post(address)
    sign_in("rahima").post("/settings/mail", data=choices(senior="never"))
    page = app.test_client().post(f"{address}/undo?lang=en").text
    assert "Mail of this kind is stopped" in page
    assert chosen(app, "rahima")[MailKind.SENIOR] == Pace.NEVER


def test_the_link_of_a_digest_stops_all_that_comes_in_it(app, post_office, noon):
    say(app, make_post(app), by="jubayer")
    round_of(app)
    noon(MORNING)
    round_of(app)
    (digest,) = post_office.letters
    address = digest["List-Unsubscribe"].strip("<>")
    app.test_client().post(address)
    paces = chosen(app, "rahima")
    assert Pace.DAILY not in paces.values()
    assert paces[MailKind.SENIOR] == Pace.AT_ONCE
    app.test_client().post(address.replace("?", "/undo?"))
    assert chosen(app, "rahima") == DEFAULTS


def test_a_mail_already_made_is_stopped_too(app, post_office, noon):
    app.config["SMTP_URL"] = "smtp://127.0.0.1:1"
    say(app, make_post(app), by="shahana")
    round_of(app)
    app.test_client().post(link(app, "rahima", MailKind.SENIOR))
    app.config["SMTP_URL"] = post_office.address
    chore._gone.clear()
    round_of(app)
    assert not post_office.bag


@pytest.mark.parametrize(
    "forge",
    [
        lambda token: "x",
        lambda token: token[:-1],
        lambda token: token[:-4] + "AAAA",
        lambda token: "a" + token,
        lambda token: token + ".x",
        lambda token: "%00",
        lambda token: "৯" * 40,
    ],
)
def test_a_broken_link_is_a_plain_page_and_stops_nothing(app, forge):
    head, _, token = link(app, "rahima", MailKind.SENIOR).rpartition("/")
    address = f"{head}/{forge(token)}"
    client = app.test_client()
    client.set_cookie("lang", "en")
    for answer in (client.get(address), client.post(address), client.post(f"{address}/undo")):
        assert answer.status_code == 404
        assert "This link does not work" in answer.text
    assert chosen(app, "rahima") == DEFAULTS


def test_what_was_signed_for_something_else_opens_nothing(app, cast):
    for salt, said in (("cookie-session", [cast["rahima"], "senior"]), (SALT, "senior"), (SALT, 5)):
        token = URLSafeSerializer(app.secret_key, salt=salt).dumps(said)
        assert app.test_client().get(f"/mail/stop/{token}").status_code == 404
    for said in ([99_999, "senior"], [cast["rahima"], "hourly"], ["x", "senior"], [None, None]):
        token = URLSafeSerializer(app.secret_key, salt=SALT).dumps(said)
        assert app.test_client().post(f"/mail/stop/{token}").status_code == 404


def test_the_link_of_a_closed_account_leads_nowhere(app):
    address = link(app, "rahima", MailKind.SENIOR)
    with app.test_request_context(), transaction():
        close_account(SYSTEM, officer("rahima"))
    assert app.test_client().get(address).status_code == 404


def test_a_mail_program_needs_no_token_of_a_form_but_the_settings_do(app, database, tmp_path, cast):
    strict = make_app(database, tmp_path, WTF_CSRF_ENABLED=True)
    assert strict.test_client().post(link(strict, "rahima", MailKind.SENIOR)).status_code == 200
    with app.test_request_context():
        assert strict.test_client().post(url_for("mail.settings")).status_code == 400


def test_the_link_speaks_the_language_of_the_mail(app):
    page = app.test_client().get(link(app, "rahima", Pace.DAILY) + "?lang=bn").text
    assert "এমন ই-মেইল বন্ধ করবেন?" in page
    assert "“দিনে একবার” এখন ই-মেইলে আসে।" in page


def test_an_auditor_chooses_as_well(app, sign_in):
    with app.app_context(), transaction():
        officer("omar").auditor_since = NOON
    assert sign_in("omar").post("/settings/mail", data=choices(senior="daily")).status_code == 303
    with app.app_context():
        assert db.session.scalar(select(MailChoice.id)) is not None
        assert db.session.scalar(select(LogEntry.id)) is None
