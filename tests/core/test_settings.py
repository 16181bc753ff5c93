"""What the environment says, and what it may not say."""

import pytest

from app import create_app


@pytest.fixture
def say(monkeypatch, tmp_path):
    """`say(PORT="9000")`: an environment in which nothing else is said, and a home of its own."""

    def set_(**said):
        for name in NAMES:
            monkeypatch.delenv(name, raising=False)
        for name, value in {"UTHAN_HOME": str(tmp_path / "home"), **said}.items():
            monkeypatch.setenv(name, value)

    return set_


NAMES = (
    *("HOST", "PORT", "DATABASE_URL", "REDIS_URL", "UTHAN_HOME", "UTHAN_BASE_URL"),
    *("UTHAN_DEMO", "UTHAN_PROXIES", "UTHAN_RATE_LIMITS", "UTHAN_SECRET_KEY"),
)


def test_limits_are_counted_in_redis_when_it_is_named(say):
    say(REDIS_URL="redis://127.0.0.1:1")
    app = create_app()  # redis is asked only when something is counted
    assert app.config["RATELIMIT_STORAGE_URI"] == "redis://127.0.0.1:1"
