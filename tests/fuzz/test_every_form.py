"""Whatever is sent to any address, it is answered: with a page or with a sentence, never with a 5xx.

The addresses and the names of the fields are those of the house itself, so a new form is met here
without being told."""

from collections.abc import Callable
from itertools import groupby

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from app.config import ROOT
from tests.actions.making import make_item
from tests.evidence.laying import put_before
from tests.fuzz.shapes import bodies, ids, values
from tests.make import endorse, make_idea, make_post, move, say
from tests.meetings.making import everything as everything_of_meetings
from tests.moderation.making import concern_about_comment, concern_about_post
from tests.repeats.making import everything as everything_of_repeats
from tests.retirement.hands import make_administrator
from tests.sources.making import make_issue

ROUTES = [line.split(" ", 1) for line in (ROOT / "tests/routes.txt").read_text().splitlines()]
SENT = [address for ways, address in ROUTES if "POST" in ways]
SAYS_HOW_IT_IS = {"/health", "/readyz"}  # and answers 503 where it is not well
READ = [address for ways, address in ROUTES if "GET" in ways and address not in SAYS_HOW_IT_IS]
WHO = ("rahima", "arif", "maya")  # who writes, a senior, a moderator who administers too
LONG_ENOUGH = 12  # examples for each address and engine; they are the same in every run

enough = settings(
    max_examples=LONG_ENOUGH,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def world(app):
    """At least one of each thing that an address can name."""
    make_administrator(app, "maya")
    everything_of_meetings(app)
    everything_of_repeats(app)
    for _ in range(2):
        post_id = make_post(app)
        idea_id = make_idea(app)
        endorse(app, idea_id)
        move(app, idea_id)
        comment_id = say(app, post_id)
        make_item(app)
        make_issue(app)
        put_before(app, make_item(app))
        concern_about_post(app, post_id)
        concern_about_comment(app, comment_id)


@pytest.fixture
def browsers(world, sign_in):
    return {name: sign_in(name) for name in WHO}


def _at(address: str, draw: st.DataObject) -> str:
    """The address with something in each of its places."""
    return "/".join(_filled(part, draw) for part in address.split("/"))


def _filled(part: str, draw: st.DataObject) -> str:
    if part.startswith("<int:"):
        return str(draw.draw(ids))
    if part.startswith("<"):
        return draw.draw(
            st.sampled_from(["idea", "question", "issue", "post:1", "post:x", "ক", "%00"])
        )
    return part


def _by_first_word(addresses: list[str]) -> list[tuple[str, ...]]:
    """Those of one part of the house share its world, which costs more to make than they to try."""
    parts = groupby(sorted(addresses), key=lambda address: address.split("/")[1])
    return [tuple(those) for _word, those in parts]


def _name(addresses: tuple[str, ...]) -> str:
    return addresses[0].split("/")[1] or "home"


def _try(address: str, ask: Callable[[str, st.DataObject], TestResponse]) -> None:
    @enough
    @given(draw=st.data())
    def try_it(draw):
        answer = ask(_at(address, draw), draw)
        assert answer.status_code < 500, f"{address}: {answer.text}"

    try_it()


@pytest.mark.parametrize("addresses", _by_first_word(SENT), ids=_name)
def test_nothing_that_is_sent_is_answered_with_a_5xx(browsers, addresses):
    def send(address, draw):
        browser = browsers[draw.draw(st.sampled_from(WHO))]
        headers = {"X-Fragment": "1"} if draw.draw(st.booleans()) else {}
        return browser.post(address, data=draw.draw(bodies()), headers=headers)

    for address in addresses:
        _try(address, send)


@pytest.mark.parametrize("addresses", _by_first_word(READ), ids=_name)
def test_nothing_that_is_asked_is_answered_with_a_5xx(browsers, addresses):
    names = ("q", "kind", "state", "page", "before", "after", "next", "lang", "band", "for")
    names += ("title", "text", "url", "challenge", "repeat", "words")
    asked = st.dictionaries(st.sampled_from(names), values, max_size=4)

    def read(address, draw):
        browser = browsers[draw.draw(st.sampled_from(WHO))]
        return browser.get(address, query_string=draw.draw(asked))

    for address in addresses:
        _try(address, read)
