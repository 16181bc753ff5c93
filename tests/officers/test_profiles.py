"""What an officer tells of oneself: shown as far as chosen, findable by what one knows, in the log
without a word of it."""

import pytest
from sqlalchemy import select

from app.core.db import db
from app.core.errors import Outdated, Refused
from app.core.log import LogEntry
from app.officers.operations import change_profile
from app.officers.profiles import Profile, ShownTo, Told
from app.search.building import documents
from tests.make import do, officer
from tests.together import at_once

PAGE = "/me/profile"
ABOUT = "I ran the e-mutation pilot in Sakhipur."
PHONE = "02-55110077"


def typed(**changes):
    form = {"about": ABOUT, "topics": "Land survey, #ই-নামজারি", "batch": "৩৩", "phone": PHONE}
    choices = {"phone_for": "all", "email_for": "nobody", "version": "0"}
    return form | choices | changes


def entries(app):
    with app.app_context():
        kept = LogEntry.kind == "officer.profile_changed"
        return list(db.session.scalars(select(LogEntry.facts).where(kept)))


def text_of(app, officer_id):
    with app.app_context():
        return dict(documents([f"officer:{officer_id}"]))[f"officer:{officer_id}"]["words"]


def test_what_is_told_stands_on_the_officers_page(app, cast, sign_in):
    assert sign_in("rahima").post(PAGE, data=typed(helps="y")).status_code == 303
    page = sign_in("omar").get(f"/people/{cast['rahima']}").text
    for words in (ABOUT, "land survey", "ই নামজারি", "BCS batch 33", PHONE, "Happy to help with"):
        assert words in page, words
    assert "topic=land_survey" in page
    assert f"{PAGE}" not in page, "nobody else edits it"
    assert PAGE in sign_in("rahima").get(f"/people/{cast['rahima']}").text


@pytest.mark.parametrize(
    ("shown", "seen_by"),
    [("nobody", set()), ("office", {"neighbour"}), ("all", {"neighbour", "omar"})],
)
def test_how_to_be_reached_is_not_there_for_who_may_not_see_it(app, cast, sign_in, shown, seen_by):
    """Tanvir and Jubayer sit in one office."""
    form = typed(phone_for=shown, email_for=shown)
    assert sign_in("tanvir").post(PAGE, data=form).status_code == 303
    for who, name in (("neighbour", "jubayer"), ("omar", "omar")):
        page = sign_in(name).get(f"/people/{cast['tanvir']}").text
        assert (PHONE in page) == (who in seen_by), who
        assert ("tanvir@uthan.example" in page) == (who in seen_by), who
    assert PHONE not in text_of(app, cast["tanvir"]), "nor can it be searched for"
    assert "tanvir@" not in text_of(app, cast["tanvir"])


def test_about_and_topics_are_findable(app, cast, sign_in):
    sign_in("rahima").post(PAGE, data=typed())
    words = text_of(app, cast["rahima"])
    assert ABOUT in words
    assert "land survey" in words


def test_the_log_knows_that_it_changed_and_no_word_of_it(app, cast, sign_in):
    rahima = sign_in("rahima")
    rahima.post(PAGE, data=typed())
    rahima.post(PAGE, data=typed(version="1", phone="02-1", about=ABOUT))
    rahima.post(PAGE, data=typed(version="1", phone="02-55110088"))
    first, second = entries(app)
    assert first == {
        "officer_id": cast["rahima"],
        "about": True,
        "topics": True,
        "contact": True,
        "helps": None,
    }
    assert (second["about"], second["contact"]) == (False, True)


def test_a_form_sent_twice_changes_once(app, cast, sign_in):
    rahima = sign_in("rahima")
    assert [rahima.post(PAGE, data=typed()).status_code for _ in range(2)] == [303, 303]
    assert len(entries(app)) == 1


def test_of_two_windows_the_later_sees_both(app, cast, sign_in):
    rahima = sign_in("rahima")
    rahima.post(PAGE, data=typed())
    answer = rahima.post(PAGE, data=typed(about="Written in the other window."))
    assert answer.status_code == 409
    assert ABOUT in answer.text
    assert "Written in the other window." in answer.text
    assert 'name="version" type="hidden" value="1"' in answer.text
    again = typed(about="Written in the other window.", version="1")
    assert rahima.post(PAGE, data=again).status_code == 303


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"topics": "land, !!!"}, "“!!!” is no topic"),
        ({"topics": ",".join(f"topic{n}" for n in range(9))}, "Name eight topics at most"),
        ({"topics": "", "helps": "y"}, "Name at least one topic"),
        ({"batch": "300"}, "Write the number of your batch, like 31."),
        ({"batch": "third"}, "Write a whole number, like 12."),
        ({"phone": "call me"}, "Write a telephone number"),
        ({"phone_for": "kings"}, "Choose who sees it."),
        ({"about": "x" * 1300}, "Keep it to a few sentences"),
    ],
)
def test_what_is_wrong_is_said_and_every_word_stays(cast, sign_in, changes, said):
    answer = sign_in("rahima").post(PAGE, data=typed(**changes))
    assert answer.status_code == 422
    assert said in answer.text
    assert (changes.get("about") or ABOUT) in answer.text
    assert (changes.get("phone") or PHONE) in answer.text


def test_all_of_it_may_stay_empty(app, cast, sign_in):
    empty = {"phone_for": "nobody", "email_for": "nobody", "version": "0"}
    assert sign_in("rahima").post(PAGE, data=empty).status_code == 303
    assert entries(app) == []
    with app.app_context():
        assert db.session.query(Profile).one().version == 0, "looked through, nothing changed"


def test_of_two_first_saves_at_once_one_is_told_of_the_other(app, cast):
    def do_it(who, number):
        told = Told(about=f"Window {number}", phone_for=ShownTo.ALL)
        try:
            return change_profile(who, told)
        except Outdated as outdated:
            raise Refused(outdated.words_now) from outdated

    done = at_once(app, ["rahima", "rahima"], do_it)
    assert len([one for one in done if isinstance(one, int)]) == 1
    assert len(entries(app)) == 1


def test_a_place_served_says_in_which_charge(app, cast, sign_in):
    page = sign_in("omar").get(f"/people/{cast['rahima']}").text
    assert "Places served" in page
    assert "Assistant Commissioner (Land), Ghatail, Tangail" in page


def tell(app, name, **told):
    do(app, lambda: change_profile(officer(name), Told(**told)))


def names_in(page):
    return {part.split(">")[1].partition("<")[0] for part in page.split('class="person__name"')[1:]}


def test_colleagues_are_found_by_topic_and_by_who_offers_help(app, cast, sign_in):
    tell(app, "rahima", topics=("land_survey",), helps=True)
    tell(app, "nurul", topics=("land_survey", "leases"))
    omar = sign_in("omar")
    assert names_in(omar.get("/people?topic=Land survey").text) == {"Rahima Khatun", "Nurul Alam"}
    assert names_in(omar.get("/people?topic=%23land_survey&helps=y").text) == {"Rahima Khatun"}
    page = omar.get("/people?topic=stamps").text
    assert "Nobody here knows “#stamps” yet" in page
    assert "Show all colleagues" in page


def test_the_count_is_that_of_the_list(app, cast, sign_in):
    omar = sign_in("omar")
    for address in ("/people", "/people?district=tangail", "/people?band=top", "/people?q=ghatail"):
        page = omar.get(address).text
        number = len(names_in(page))
        words = f"{number} colleague{'s' if number != 1 else ''}"
        assert f'id="count">{words}' in page, address
