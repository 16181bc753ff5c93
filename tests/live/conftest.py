"""Live without a window: the house as it is run, and clients that speak to it by hand."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import pytest

from tests.browser.server import House, open_house, shared_house
from tests.browser.visitor import Visitor


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The one that tests share."""
    shared = shared_house(tmp_path_factory.getbasetemp())
    yield shared
    shared.leave()
    shared.check()


@pytest.fixture
def own_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with open_house(tmp_path_factory.getbasetemp()) as opened:
        yield opened


@pytest.fixture
def visit() -> Iterator[Callable[[House, str], Visitor]]:
    """`visit(house, "rahima")`: she comes by HTTP alone."""
    with ExitStack() as stack:
        yield lambda house, name: stack.enter_context(closing(Visitor(house, name)))
