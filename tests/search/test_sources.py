"""What was captured outside is found, with its post and by those alone who may read it."""

import pytest
from sqlalchemy import select

from app.comments.operations import SaidPlainly
from app.core.clock import today
from app.core.db import db
from app.officers.models import Office
from app.posts.models import Audience, PostKind
from app.posts.operations import Written
from app.sources.models import Medium, Source
from app.sources.operations import Captured, share_in, verify_source
from app.sources.seen import Seen


@pytest.fixture
def bring(house):
    def deed(audience):
        place = db.session.scalars(select(Office.id).where(Office.code == "ghatail")).one()
        written = Written(PostKind.ISSUE, "The pond", {"trouble": "t", "wanted": ""}, audience)
        said = SaidPlainly("The **grabber** came by night.")
        url = "https://example.org/pond"
        captured = Captured(Medium.LINK, url, said, Seen(today(), None), place)
        return share_in(house.officer("rahima"), written, captured).id

    return lambda audience=Audience.ALL: house.do(deed, audience)


def test_by_the_captured_words_and_by_the_place(house, sign_in, bring):
    post_id = bring()
    for typed in ("grabber", "ঘাটাইল grabber", "grabber came by night"):
        assert house.ids("omar", typed) == [f"post:{post_id}"]
    assert "<mark>grabber</mark> came by night" in sign_in("omar").get("/search?q=grabber").text


def test_by_how_it_was_verified(house, bring):
    post_id = bring()
    assert house.ids("omar", "surveyor") == []

    def deed():
        source = db.session.scalars(select(Source).where(Source.post_id == post_id)).one()
        verify_source(house.officer("tanvir"), source, SaidPlainly("I went with the surveyor."))

    house.do(deed)
    assert house.ids("omar", "surveyor") == [f"post:{post_id}"]


def test_by_those_alone_who_may_read_its_post(house, bring):
    post_id = bring(Audience.OFFICE)
    assert house.ids("tanvir", "grabber") == [f"post:{post_id}"]
    found = house.find("omar", "grabber")
    assert (found.hits, found.count) == ([], 0)
