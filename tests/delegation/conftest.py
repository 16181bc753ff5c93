import pytest

from tests.delegation.hands import name_one


@pytest.fixture
def delegation_id(app, cast):
    """Omar writes for Shahana."""
    return name_one(app)
