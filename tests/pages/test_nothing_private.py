"""A person is sown into all that officers and citizens can write on the way to a result, in every
spelling; then each address of the house is asked by somebody without an account."""

import io
import random
import re

import pytest
from PIL import Image

from app.core.db import db
from app.core.i18n import latin_digits
from app.officers.models import Officer
from tests.files.sending import picture, work_through
from tests.pages.kuliya import bring, flag, post, seat

BANGLA = str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")
FIRST = ("Zulekha", "Kobbat", "জুলেখা", "কোব্বাত")
LAST = ("Paramanik", "Sarnamat", "পরামানিক", "স্বর্ণমত")


class Person:
    """Of no language in particular, and findable however it is written."""

    def __init__(self, dice):
        self.name = f"{dice.choice(FIRST)} {dice.choice(LAST)}"
        self.phone = f"01{dice.randrange(3, 10)}{dice.randrange(10**7, 10**8)}"
        self.nid = str(dice.randrange(10**16, 10**17))
        self.email = f"n{dice.randrange(10**6)}@house.example"
        self._dice = dice

    @property
    def said(self):
        """All of it, as somebody would write it this time."""
        phone, nid = self.phone, self.nid
        shapes = (phone, f"{phone[:5]}-{phone[5:]}", f"+88{phone}", f"{phone[:5]} {phone[5:]}")
        phone = self._dice.choice(shapes)
        if self._dice.random() < 0.5:
            phone, nid = phone.translate(BANGLA), nid.translate(BANGLA)
        name = self._dice.choice((self.name, f"**{self.name}**", self.name.upper()))
        return f"{name}, {phone}, NID {nid}, {self.email}"

    def found_in(self, text):
        """What of it can be read there."""
        seen = latin_digits(text)
        tight = re.sub(r"(?<=\d)[\s.()-]+(?=\d)", "", seen)
        parts = [*self.name.casefold().split(), self.email, self.email.partition("@")[0]]
        found = [part for part in parts if part in seen.casefold()]
        return found + [digits for digits in (self.phone[1:], self.nid) if digits in tight]


@pytest.fixture
def dice():
    return random.Random(20261201)


def photo_of(person):
    """Whose camera and whose name are written in it."""
    exif = Image.Exif()
    for tag, said in ((0x010E, person.said), (0x013B, person.name), (0x8298, person.email)):
        exif[tag] = said.encode("ascii", "replace").decode()
    return picture(exif=exif, comment=person.phone.encode())


def sow(app, sign_in, person, other):
    """The whole way; wherever words are taken, they name them. The number of it."""
    names = ("jubayer", "omar", "maya", "arif", "tanvir", "rahima", "nurul")
    jubayer, omar, maya, arif, tanvir, rahima, nurul = map(sign_in, names)
    words = {"title": f"The pond of {person.name}", "trouble": person.said, "wanted": person.said}
    words |= {"captured": person.said, "citizen_name": person.name, "citizen_phone": person.phone}
    there = bring(jubayer, **words)
    post(omar, f"/posts/{there}/comments", body=person.said)
    post(omar, f"/posts/{there}/verification", finding=person.said)
    post(jubayer, f"/posts/{there}/flag", reason=person.said)
    given = {"seat": seat(app, "ghatail.uno"), "limit": "30", "days": "", "admitted": "y"}
    post(maya, "/flags/1/acceptance", **given)
    again = {"title": f"The pond of {other.name}", "citizen_name": other.name}
    again |= {"citizen_phone": other.phone, "anyway": "1"}
    second = bring(tanvir, **words | again)
    post(tanvir, f"/posts/{second}/comments", body=other.said)
    flag(tanvir, second)
    post(maya, "/flags/2/joining", item="1")

    acts = "/actions/1/acts"
    post(tanvir, f"{acts}/ask_back", words=person.said)
    post(maya, f"{acts}/answer_back", words=person.said)
    post(tanvir, f"{acts}/ask_time", words=person.said, days="3")
    post(arif, f"{acts}/give_time", words=person.said)
    order = {"words": person.said, "done_means": person.said, "days": "7"}
    post(tanvir, "/actions/1/orders/new", seat=seat(app, "ghatail.land"), **order)
    post(rahima, "/orders/1/acts/report", words=person.said)
    post(tanvir, "/orders/1/acts/return_report", words=other.said)
    post(rahima, "/orders/1/acts/report", words=person.said)
    post(tanvir, "/orders/1/acts/accept_report", words=person.said)
    file = (io.BytesIO(photo_of(person)), f"{person.name} {person.phone}.jpg")
    laid = {"kind": "after", "note": person.said, "site": person.said[:150], "taken": ""}
    laid |= {"files": file, "_key": "photo"}
    assert rahima.post("/actions/1/evidence", data=laid).status_code == 303
    work_through(app)
    ended = {"words": person.said, "outcome": "served", "cause": other.said, "advice": person.said}
    post(tanvir, f"{acts}/mark_done", **ended)
    post(nurul, f"{acts}/send_back", words=person.said)
    post(tanvir, f"{acts}/mark_done", **ended)
    post(nurul, f"{acts}/verify", words=person.said)
    number = re.search(r"TGL-\d{4}-\d{4}", nurul.get("/actions/1").text)[0]
    said = {"over": "no", "words": person.said, "_key": "c", "token": token(app, number, person)}
    assert app.test_client().post("/status/answer", data=said).status_code == 200
    post(tanvir, f"{acts}/mark_done", **ended)
    post(nurul, f"{acts}/verify", words=other.said)
    return number, maya


def token(app, number, person):
    asked = {"number": number, "last_four": person.phone[-4:]}
    page = app.test_client().post("/status", data=asked).text
    return re.search(r'name="token"[^>]*value="([^"]+)"', page)[1]


def addresses(app, number):
    """Of each page of the house that is asked by GET, filled with what is there."""
    filled = {"number": number, "code": "ghatail", "name": "verify", "size": "large", "tag": "pond"}
    filled |= {"room": "action:1", "token": "x", "filename": "css/uthan.css"}
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint != "static":
            words = filled if "posts" not in rule.rule else {"language": "en"}
            values = {name: words.get(name, 1) for name in rule.arguments}
            yield rule.build(values)[1]
    yield from (f"/files/1/{size}" for size in ("small", "large", "whole"))
    yield from (f"/evidence/1/{size}" for size in ("small", "large", "whole"))
    yield from (f"/results?district={code}" for code in ("tangail", "ghatail"))
    yield from (f"/results/offices/{code}" for code in ("tangail", "ghatail-land"))
    yield f"/status?number={number}"


def test_a_person_who_is_named_everywhere_is_named_to_nobody_outside(app, sign_in, dice):
    person, other = Person(dice), Person(dice)
    number, maya = sow(app, sign_in, person, other)
    for words in (person.said, other.said, person.name, other.phone, f"মোছাঃ {other.name}"):
        told = {"title": "The pond is free", "words": f"The fence is gone: {words}."}
        assert maya.post("/actions/1/result", data=told).status_code == 422, words
        told = {"title": f"For {words}"[:79], "words": "The fence is gone."}
        assert maya.post("/actions/1/result", data=told).status_code == 422, words
    told = {"title": "The pond is free", "words": "The fence is gone, and ninety families fish."}
    post(maya, "/actions/1/result", **told)

    with app.app_context():
        officers = [
            said
            for one in db.session.query(Officer)
            for said in (one.name_bn, one.name_en, one.email)
        ]
    shown = 0
    for language in ("bn", "en"):
        for address in addresses(app, number):
            joint = "&" if "?" in address else "?"
            answer = app.test_client().get(f"{address}{joint}lang={language}")
            texts = answer.get_data(as_text=False).decode("utf-8", "replace"), str(answer.headers)
            for text in texts:
                for one in (person, other):
                    assert one.found_in(text) == [], address
                assert [name for name in officers if name in text] == [], address
            if answer.status_code == 200:
                assert not answer.mimetype.startswith("image/"), address  # no face of anybody
                shown += "The pond is free" in texts[0]
            if address.startswith("/results"):
                assert "<img" not in texts[0]
    assert shown >= 8, "the list, the result, the office and the feed, in both languages"


def test_the_citizens_own_page_names_not_even_the_citizen(app, sign_in, dice):
    """Whoever stands behind her, or has found the slip with the number, reads no more than a state."""
    person, other = Person(dice), Person(dice)
    number, _maya = sow(app, sign_in, person, other)
    for asker in (person, other):
        asked = {"number": number, "last_four": asker.phone[-4:].translate(BANGLA)}
        page = app.test_client().post("/status", data=asked)
        assert page.status_code == 200
        for one in (person, other):
            assert one.found_in(page.text) == []
    wrong = {"number": number, "last_four": "0000"}
    page = app.test_client().post("/status", data=wrong)
    assert page.status_code == 422
    assert person.found_in(page.text) == []


def test_the_seeds_can_be_found(dice):
    """Or nothing would be proved by not finding them."""
    person = Person(dice)
    for _ in range(50):
        assert len(person.found_in(person.said)) >= 5
        assert person.found_in(f"<p>{person.said.translate(BANGLA)}</p>")
