"""Lines that behave badly cost the others nothing."""

import time
from contextlib import closing

import pytest

from tests import make
from tests.browser.windows import patience
from tests.live.wire import Refused, Wire

LONG = "It is government water. " * 1200  # near the longest that may be said: 29 KB
MOST = 200  # comments; the bound and all that two kernels hold are filled long before


def test_who_never_reads_is_cut_off_and_nobody_waits_for_it(house, visit):
    post_id = make.make_post(house.app)
    deaf, reader, writer = visit(house, "omar"), visit(house, "jubayer"), visit(house, "tanvir")
    with closing(Wire(house, deaf.cookie)) as stuck, closing(Wire(house, reader.cookie)) as line:
        for wire in (stuck, line):
            wire.come_in()
            assert wire.join(f"post:{post_id}")
        waited = []
        while not stuck.is_cut and len(waited) < MOST:
            said = writer.say(post_id, LONG)
            began = time.monotonic()
            line.wait_for(lambda news, said=said: f'id=\\"comment-{said}\\"' in news, patience(10))
            waited.append(time.monotonic() - began)
            line.heard.clear()
        assert stuck.is_cut, "it was cut off"
        print(f"\nwho did not read was cut off after {len(waited)} comments of 29 KB;")
        print(f"the other line waited {max(waited) * 1000:.0f} ms at most")
        assert max(waited) < patience(1)
    with closing(Wire(house, deaf.cookie)) as again:
        again.come_in()
        assert again.join(f"post:{post_id}"), "and may come back"


def test_a_line_of_nobody_is_not_opened(house):
    """Each open line holds a thread: whoever has no account may hold none."""
    with closing(Wire(house)) as nobody, pytest.raises(Refused):
        nobody.come_in()
