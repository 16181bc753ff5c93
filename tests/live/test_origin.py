"""A page of another site cannot open a line with an officer's cookie, which the browser would send."""

from contextlib import closing

import pytest

from tests.live.wire import Refused, Wire


@pytest.fixture
def cookie(house, visit):
    return visit(house, "arif").cookie


def test_a_page_of_the_house_opens_a_line(house, cookie):
    with closing(Wire(house, cookie, house.url)) as line:
        line.come_in()
        assert line.open


FOREIGN = {
    "another site": "https://evil.example",
    "a page of no site": "null",
    "a name that begins like ours": "http://127.0.0.1:{port}.evil.example",
    "a name that ends like ours": "http://evil.127.0.0.1:{port}",
    "another door of the same machine": "http://127.0.0.1:{other}",
    "our name without the door": "http://127.0.0.1",
    "our door by another name": "http://localhost:{port}",
    "another scheme": "https://127.0.0.1:{port}",
}


@pytest.mark.parametrize("origin", FOREIGN.values(), ids=FOREIGN)
def test_a_page_of_anybody_else_opens_none(house, cookie, origin):
    """Let in from everywhere, as one setting would have it, any page that an officer opens could
    listen in their name: cookies go along with a handshake."""
    foreign = origin.format(port=house.port, other=house.port + 1)
    with closing(Wire(house, cookie, foreign)) as line, pytest.raises(Refused, match="400"):
        line.come_in()


def test_who_comes_from_no_page_needs_the_cookie_alone(house, cookie):
    """Decided so: every browser names the page, so this is a program, which could name any."""
    with closing(Wire(house, cookie)) as line:
        line.come_in()
        assert line.open
    with closing(Wire(house)) as line, pytest.raises(Refused, match="401"):
        line.come_in()


def test_a_page_of_the_house_without_the_cookie_opens_none(house):
    with closing(Wire(house, origin=house.url)) as line, pytest.raises(Refused, match="401"):
        line.come_in()
