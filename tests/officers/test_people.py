from datetime import date

import pytest

from app.core.clock import now
from app.core.db import db
from app.core.transaction import transaction
from app.officers.directory import PAGE, Band
from app.officers.models import Holding, HoldingKind, Officer
from app.officers.queries import find_seat_by_code
from app.posts.models import Audience, Post
from app.posts.operations import hide_post, withdraw_post
from tests.make import do, endorse, make_idea, make_post, officer, say


def names_in(page):
    return [part.partition("<")[0] for part in page.split('class="person__name"')[1:]]


def find(client, words):
    page = client.get("/people", query_string={"q": words}).text
    return {part.split(">")[1].partition("<")[0] for part in page.split('class="person__name"')[1:]}


def test_colleagues_are_found_by_name_seat_and_office(cast, sign_in):
    client = sign_in("omar")
    for words, found in {
        "rahima": {"Rahima Khatun"},
        "RAHI": {"Rahima Khatun"},
        "khatun rah": {"Rahima Khatun"},
        "রহিমা": {"Rahima Khatun"},
        "কমিশনার ভূমি": {"Rahima Khatun"},
        "Ghatail": {"Rahima Khatun", "Tanvir Hasnat", "Jubayer Rahman"},
        "ministry of land": {"Dr Shahana Mallik", "Nurul Alam"},
        "%": set(),
        "_": set(),
        "nobody such": set(),
    }.items():
        assert find(client, words) == found, words


def narrowed(client, **asked):
    page = client.get("/people", query_string=asked).text
    return {part.split(">")[1].partition("<")[0] for part in page.split('class="person__name"')[1:]}


def test_colleagues_are_narrowed_down_by_rank_and_district(cast, sign_in):
    client = sign_in("omar")
    everybody = narrowed(client)
    bands = [narrowed(client, band=band) for band in Band]
    assert set.union(*bands) == everybody
    assert sum(map(len, bands)) == len(everybody), "each in one band"
    assert "Dr Shahana Mallik" in narrowed(client, band="top")
    in_tangail = narrowed(client, district="tangail")
    assert {"Rahima Khatun", "Tanvir Hasnat"} <= in_tangail
    assert "Dr Shahana Mallik" not in in_tangail
    assert narrowed(client, district="tangail", band="first", q="rahima") == {"Rahima Khatun"}


def test_what_makes_no_sense_narrows_nothing(cast, sign_in):
    client = sign_in("omar")
    assert narrowed(client, band="kings", district="x" * 100) == narrowed(client)
    assert "Nobody here has all of this" in client.get("/people?district=atlantis").text


def test_nobody_found_is_said_with_a_way_on(cast, sign_in):
    page = sign_in("rahima").get("/people?q=zzz").text
    assert "Nobody here goes by “zzz”" in page
    assert "Show all colleagues" in page


def fill(app, number):
    with app.app_context(), transaction():
        rank = officer("rahima").rank_id
        db.session.add_all(
            Officer(
                email=f"crowd{n}@uthan.example",
                name_en=f"Crowd {n % 7}",  # many of one name
                name_bn=f"ভিড় {n % 7}",
                rank_id=rank,
            )
            for n in range(number)
        )


@pytest.mark.parametrize("language", ["en", "bn"])
def test_the_list_is_walked_to_its_end_and_nobody_is_missed_or_met_twice(
    app, cast, sign_in, language
):
    fill(app, 2 * PAGE)
    client = sign_in("rahima")
    address, met, pages = f"/people?lang={language}", [], 0
    while address:
        page = client.get(address).text.partition("<main")[2].partition("</main>")[0]
        met += [part.partition('"')[0] for part in page.split('href="/people/')[1:]]
        more = page.partition('href="/people?')[2].partition('"')[0].replace("&amp;", "&")
        address, pages = more and f"/people?lang={language}&{more}", pages + 1
    assert len(met) == len(set(met)) == 2 * PAGE + len(cast)
    assert pages == 3


def test_a_place_that_is_not_one_gives_a_page_all_the_same(cast, sign_in):
    client = sign_in("rahima")
    for after in ("x", "_", "_x", "x_9" + "9" * 40, "\x00_1", "_১"):
        assert client.get("/people", query_string={"after": after}).status_code == 200


def profile(client, number):
    answer = client.get(f"/people/{number}")
    assert answer.status_code == 200
    return answer.text.partition("<main")[2]


def test_a_profile_shows_rank_seat_office_and_earlier_seats(app, cast, sign_in):
    with app.app_context(), transaction():
        seat = find_seat_by_code("bhola.dc")
        db.session.add(
            Holding(
                seat_id=seat.id,
                officer_id=cast["rahima"],
                kind=HoldingKind.MAIN,
                since=date(2021, 3, 1),
                until=date(2023, 12, 31),
            )
        )
    page = profile(sign_in("omar"), cast["rahima"])
    for words in (
        *("Rahima Khatun", "Assistant Secretary", "Upazila Land Office, Ghatail"),
        *("Assistant Commissioner (Land), Ghatail, Tangail", "Deputy Commissioner, Bhola"),
        *("1 March 2021", "31 December 2023"),
    ):
        assert words in page
    assert page.index("1 March 2021") < page.index("1 January 2024")


def test_a_profile_shows_only_what_its_reader_may_read(app, cast, sign_in):
    make_post(app, "rahima", "Open to all")
    inner = make_post(app, "rahima", "For our office", audience=Audience.OFFICE)
    say(app, inner, "tanvir")
    near, far = sign_in("arif"), sign_in("omar")
    assert "For our office" in profile(near, cast["rahima"])
    assert "For our office" in profile(near, cast["tanvir"])
    assert "Open to all" in profile(far, cast["rahima"])
    assert "For our office" not in profile(far, cast["rahima"])
    assert "For our office" not in profile(far, cast["tanvir"])


def test_a_profile_shows_endorsements_with_their_reasons_and_answers(app, cast, sign_in):
    post = make_idea(app, "rahima", "Answers by phone")
    endorse(app, post, "arif", "We will try it in Tangail.")
    comment = say(app, post, "arif")
    page = profile(sign_in("omar"), cast["arif"])
    assert page.count("Answers by phone") == 2
    assert "We will try it in Tangail." in page
    assert f"/posts/{post}#comment-{comment}" in page


def test_answering_oneself_is_not_answering(app, cast, sign_in):
    say(app, make_post(app, "rahima", "Answers by phone"), "rahima")
    assert profile(sign_in("omar"), cast["rahima"]).count("Answers by phone") == 1


def test_closed_posts_are_on_nobody_elses_page_of_their_author(app, cast, sign_in):
    withdrawn, hidden = make_post(app, title="Taken back"), make_post(app, title="Put away")

    def close():
        withdraw_post(officer("rahima"), db.session.get(Post, withdrawn))
        hide_post(officer("maya"), db.session.get(Post, hidden), "It names a person.")
        return officer("rahima")

    do(app, close)
    own = profile(sign_in("rahima"), cast["rahima"])
    assert "Taken back" in own
    assert "Put away" in own
    for reader in ("tanvir", "maya"):
        page = profile(sign_in(reader), cast["rahima"])
        assert "Taken back" not in page
        assert "Put away" not in page


def test_settings_stand_on_ones_own_page_only(cast, sign_in):
    client = sign_in("rahima")
    own, other = profile(client, cast["rahima"]), profile(client, cast["tanvir"])
    for words in ("/me/sessions", "/me/password", "/me/theme", "/me/language", "/sign-out"):
        assert words in own
        assert words not in other


def test_no_profile_tells_an_address_or_when_someone_was_seen(app, cast, sign_in):
    page = profile(sign_in("omar"), cast["rahima"])
    assert "rahima@" not in page
    assert "127.0.0.1" not in page


def test_who_has_left_is_still_known_and_not_listed(app, cast, sign_in):
    with app.app_context(), transaction():
        officer("rahima").closed_at = now()
    client = sign_in("tanvir")
    assert "This account is closed." in profile(client, cast["rahima"])
    assert find(client, "rahima") == set()


@pytest.mark.parametrize("number", [0, 999999, "9" * 30, "x"])
def test_nobody_is_missing(cast, sign_in, number):
    assert sign_in("rahima").get(f"/people/{number}").status_code == 404
