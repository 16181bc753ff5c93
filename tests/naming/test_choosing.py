"""Names to choose from: while one writes, and under a preview."""

import re
from html import unescape

import pytest
from werkzeug.datastructures import MultiDict

from app.core.links import with_meant
from app.core.transaction import transaction
from app.officers.handles import find_addresses
from app.officers.operations import close_account
from app.pages import choosing
from app.search.queries import list_sounding
from tests.make import make_post, officer

OFFERED = re.compile(r'data-handle="([^"]*)"><b>(.*?)</b> <span class="meta">(.*?)</span>')


def offers(browser, typed, lang="en"):
    """[(handle, name, about)]"""
    page = browser.get("/mentions", query_string={"q": typed, "lang": lang}).text
    return [tuple(map(unescape, found)) for found in OFFERED.findall(page)]


def names(browser, typed, lang="en"):
    return [name for _, name, _ in offers(browser, typed, lang)]


@pytest.mark.parametrize(
    ("typed", "lang", "name"),
    [
        ("tan", "en", "Tanvir Hasnat"),
        ("তান", "bn", "তানভীর হাসনাত"),
        ("hasnat ta", "en", "Tanvir Hasnat"),
        ("UNO", "en", "Upazila Nirbahi Officer, Ghatail, Tangail"),
        ("uno, gha", "en", "Upazila Nirbahi Officer, Ghatail, Tangail"),
        ("uno gha", "bn", "উপজেলা নির্বাহী অফিসার, ঘাটাইল, টাঙ্গাইল"),
        ("ইউএনও", "bn", "উপজেলা নির্বাহী অফিসার, ঘাটাইল, টাঙ্গাইল"),
        ("[সহকারী কমিশনার (ভূ", "bn", "সহকারী কমিশনার (ভূমি), ঘাটাইল, টাঙ্গাইল"),
        ("ghatail.u", "en", "Upazila Nirbahi Officer, Ghatail, Tangail"),
        ("ministry", "en", "Secretary, Ministry of Land"),
    ],
)
def test_what_is_half_typed_is_offered(sign_in, typed, lang, name):
    assert name in names(sign_in("omar"), typed, lang)


def test_each_offer_leads_to_what_it_names_and_tells_whom_it_reaches(app, sign_in):
    found = offers(sign_in("omar"), "gha")
    assert ("[Upazila Nirbahi Officer, Ghatail, Tangail]", "Upazila Nirbahi Officer, Ghatail, Tangail", "Tanvir Hasnat") in found  # fmt: skip
    with app.app_context():
        assert len(find_addresses([handle for handle, _, _ in found])) == len(found)


def test_an_officer_comes_with_the_seat(sign_in):
    assert offers(sign_in("omar"), "rahima") == [
        ("[Rahima Khatun]", "Rahima Khatun", "Assistant Commissioner (Land), Ghatail, Tangail")
    ]


def test_of_two_who_are_called_alike_each_goes_by_the_name_in_the_mail(app, sign_in):
    with app.app_context(), transaction():
        officer("jubayer").name_en = "Tanvir Hasnat"
    assert sorted(handle for handle, _, _ in offers(sign_in("omar"), "tanvir")) == [
        "jubayer",
        "tanvir",
    ]


@pytest.mark.parametrize(
    "typed", ["", "t", "[", " ", "@", "zzz", "%", "__", "100%", "(", "\\", "ক"]
)
def test_too_little_or_nothing_that_is_here_offers_nobody(sign_in, typed):
    assert sign_in("omar").get("/mentions", query_string={"q": typed}).text == ""


@pytest.mark.parametrize("typed", ["dhaka", "bhola"])
def test_what_reaches_nobody_is_not_offered(sign_in, typed):
    assert names(sign_in("omar"), typed) == []


def test_whoever_left_is_not_offered_and_the_empty_seat_reaches_who_answers_for_it(app, sign_in):
    with app.test_request_context(), transaction():
        officer("maya").administrator_since = officer("maya").created_at
        close_account(officer("maya"), officer("jubayer"))
    browser = sign_in("omar")
    assert names(browser, "jubayer") == []
    ((_, name, about),) = offers(browser, "upazila social")
    assert (name, about) == ("Upazila Social Services Officer, Ghatail, Tangail", "Tanvir Hasnat")


def test_nobody_is_offered_oneself(sign_in):
    assert names(sign_in("tanvir"), "tanvir") == []


def test_an_office_is_not_offered_beside_the_seat_that_answers_for_it(sign_in):
    found = names(sign_in("omar"), "ministry of land")
    assert "Secretary, Ministry of Land" in found
    assert "Ministry of Land" not in found


def test_those_of_ones_own_district_come_first(sign_in):
    assert names(sign_in("omar"), "deputy commissioner")[0].endswith(("Bhola", "Tangail"))
    seats = [name for name in names(sign_in("rahima"), "dc") if name.startswith("Deputy Comm")]
    assert seats[0] == "Deputy Commissioner, Tangail"


def test_what_sounds_so_in_bangla_is_offered_where_no_letters_match(
    app, sign_in, monkeypatch, cast
):
    """The index itself is the search's own; here it has heard Shahana, and Rahima beside her."""
    monkeypatch.setattr(
        choosing, "list_sounding", lambda keys, most: [cast["shahana"], cast["rahima"]]
    )
    found = names(sign_in("omar"), "vumi montronaloy")
    assert found == ["Secretary, Ministry of Land"]
    with app.app_context():
        assert list_sounding(["bumi"], 5) == []  # no index yet, and no mistake either


def preview(browser, post_id, body, **more):
    data = {"body": body, "preview": "1", "_key": "k1", **more}
    return browser.post(f"/posts/{post_id}/comments?lang=en", data=data)


def test_a_preview_asks_whom_an_unknown_name_means(app, sign_in):
    browser = sign_in("omar")
    post_id = make_post(app)
    page = unescape(preview(browser, post_id, "As @[UNO] and @tanvir know, @nobodyhere too.").text)
    assert "@[UNO]</b>: Nobody goes by this, or several do." not in page
    assert "@tanvir</b>: Tanvir Hasnat, Upazila Nirbahi Officer, Ghatail, Tangail" in page
    assert "@nobodyhere</b>: Nobody goes by this, or several do. Write the seat" in page
    page = unescape(preview(browser, post_id, "Ask @[Deputy].").text)
    assert "Whom do you mean by @[Deputy]?" in page
    assert '<option value="[Deputy] [Deputy Commissioner, Tangail]">' in page
    assert "Ariful Bashar" in page


def test_what_was_chosen_stands_in_the_words_and_is_told(app, sign_in):
    browser = sign_in("omar")
    post_id = make_post(app)
    choice = "[Deputy] [Deputy Commissioner, Tangail]"
    page = unescape(preview(browser, post_id, "Ask @[Deputy] of mail@[Deputy].", meant=choice).text)
    assert "Ask @[Deputy Commissioner, Tangail] of mail@[Deputy].</textarea>" in page
    assert "Ariful Bashar" in page
    sent = {"body": "Ask @[Deputy].", "_key": "k2", "meant": choice}
    assert browser.post(f"/posts/{post_id}/comments", data=sent).status_code == 303
    assert "mentioned you in" in sign_in("arif").get("/notifications?lang=en").text


@pytest.mark.parametrize("choice", ["", "x", "a b c", "tan <b>", "tan [x", "] [y]", "[a] ", "ক খ"])
def test_what_is_no_choice_changes_no_word(choice):
    sent = MultiDict({"body": "@tan and @[a]", "meant": choice})
    assert with_meant(sent)["body"] == "@tan and @[a]"


def test_a_new_post_asks_the_same(app, sign_in):
    data = {"title": "Pond", "body": "Ask @[Deputy].", "preview": "1", "audience": "all"}
    page = unescape(sign_in("omar").post("/posts/new/question?lang=en", data=data).text)
    assert '<option value="[Deputy] [Deputy Commissioner, Tangail]">' in page
    assert 'name="meant" form="writing"' in page
    assert 'id="writing"' in page


def test_the_list_says_that_only_readers_are_told_and_not_who_they_are(sign_in):
    """It is the same list for every post (decision 0010)."""
    page = sign_in("omar").get("/mentions?q=tanvir&lang=en").text
    assert "Whoever is mentioned is told, if they may read the post." in page
