"""How several processes share the tests: whoever is free takes the next one, but all that happens in
whole houses is done by one process, and first, for it takes longest. There a test waits for what
others do in time, and many houses at once would make each other late. On the screens nobody waits
for anybody: they may be another's."""

from xdist.scheduler import LoadScopeScheduling

TOGETHER = {
    "tests/browser/test_screens.py": "screens",
    "tests/browser/": "houses",
    "tests/live/": "houses",
    "tests/test_serve.py": "houses",
}


def share_of(test: str) -> str:
    """With what a test stays together: with itself alone, if nothing is said."""
    return next((name for start, name in TOGETHER.items() if test.startswith(start)), test)


# By address, since the groups of xdist 3.8 are not heard of under pytest 9.2 (pytest-xdist #1386).
class Sharing(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return share_of(nodeid)
