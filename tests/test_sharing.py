"""What must stay together when several processes share the tests stays together, and comes last."""

from types import SimpleNamespace

from app.config import ROOT
from tests.sharing import HOUSES, SCREENS, TOGETHER, by_turn, share_of


def test_all_that_happens_in_whole_houses_is_one_share():
    assert share_of("tests/live/test_lines.py::test_a") == HOUSES
    assert share_of("tests/test_serve.py::test_b") == HOUSES
    assert share_of("tests/browser/test_live.py::test_c[chromium]") == HOUSES
    assert share_of(f"{SCREENS}::test_d[desk]") == SCREENS
    assert share_of("tests/posts/test_kinds.py::test_e") == "tests/posts/test_kinds.py::test_e"


def test_screens_come_first_whole_houses_last_and_all_else_stays_in_its_order():
    house, plain, screen = "tests/browser/test_b.py::b", "tests/test_house.py::h", f"{SCREENS}::s"
    items = [SimpleNamespace(nodeid=one) for one in (house, plain, screen, "tests/actions/a.py::a")]
    by_turn(items)
    assert [one.nodeid for one in items] == [screen, plain, "tests/actions/a.py::a", house]


def test_what_is_said_to_stay_together_is_there():
    assert [path for path in (*TOGETHER, SCREENS) if not (ROOT / path).exists()] == []
