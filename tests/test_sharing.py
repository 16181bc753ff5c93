"""What must stay together when several processes share the tests stays together, and comes last."""

from types import SimpleNamespace

from app.config import ROOT
from tests.sharing import HOUSES, TOGETHER, houses_last, share_of


def test_all_that_happens_in_whole_houses_is_one_share():
    assert share_of("tests/live/test_lines.py::test_a") == HOUSES
    assert share_of("tests/test_serve.py::test_b") == HOUSES
    assert share_of("tests/browser/test_live.py::test_c[chromium]") == HOUSES
    assert share_of("tests/posts/test_kinds.py::test_e") == "tests/posts/test_kinds.py::test_e"


def test_whole_houses_come_last_and_all_else_stays_in_its_order():
    asked = ["tests/browser/test_b.py::b", "tests/test_house.py::h", "tests/actions/test_a.py::a"]
    items = [SimpleNamespace(nodeid=one) for one in asked]
    houses_last(items)
    assert [one.nodeid for one in items] == [asked[1], asked[2], asked[0]]


def test_what_is_said_to_stay_together_is_there():
    assert [path for path in TOGETHER if not (ROOT / path).exists()] == []
