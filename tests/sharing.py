"""How several processes share the tests: whoever is free takes the next one. All that happens in whole
houses is done by one process, and last, when the others have nothing left to do: there a test waits
for what others do in time, and whoever works beside it makes it late. The screens alone wait for
nobody: they are one share too, since they have one house, and come first, being the longest."""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

HOUSES = "houses"
SCREENS = "tests/browser/test_screens.py"
TOGETHER = ("tests/browser/", "tests/live/", "tests/test_pace.py", "tests/test_serve.py")
TOGETHER += ("tests/evidence/test_killed.py",)


def share_of(test: str) -> str:
    """With what a test stays together: with itself alone, if nothing is said."""
    if test.startswith(SCREENS):
        return SCREENS
    return HOUSES if test.startswith(TOGETHER) else test


def by_turn(items: list[pytest.Item]) -> None:
    """The screens first, whole houses last, all else as it comes."""
    items.sort(key=lambda item: {SCREENS: -1, HOUSES: 1}.get(share_of(item.nodeid), 0))


# By address, since the groups of xdist 3.8 are not heard of under pytest 9.2 (pytest-xdist #1386).
class Sharing(LoadScopeScheduling):
    def __init__(self, config: pytest.Config, log: Producer | None = None) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False  # the largest share is the one that comes last

    def _split_scope(self, nodeid: str) -> str:
        return share_of(nodeid)
