"""What must stay together when several processes share the tests stays together."""

from app.config import ROOT
from tests.sharing import TOGETHER, share_of


def test_all_that_happens_in_whole_houses_is_one_share():
    assert share_of("tests/live/test_lines.py::test_a") == share_of("tests/test_serve.py::test_b")
    assert share_of("tests/browser/test_live.py::test_c[chromium]") == "houses"
    assert share_of("tests/browser/test_screens.py::test_d[chromium]") == "screens"
    assert share_of("tests/posts/test_kinds.py::test_e") == "tests/posts/test_kinds.py::test_e"


def test_what_is_said_to_stay_together_is_there():
    assert [path for path in TOGETHER if not (ROOT / path).exists()] == []
