"""What the environment says, and what it may not say."""

import pytest

from app import create_app
from app.config import Wrong, from_environment, settings
from tests.standing import make_app


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


def test_an_environment_that_says_nothing_opens_a_house_for_this_machine_alone(say, tmp_path):
    say()
    given = from_environment()
    assert (given["HOST"], given["PORT"], given["PROXIES"]) == ("127.0.0.1", 8000, 0)
    assert given["BASE_URL"] == "http://127.0.0.1:8000"
    assert given["SQLALCHEMY_DATABASE_URI"] == f"sqlite:///{tmp_path}/home/uthan.db"
    assert given["SEARCH_INDEX"] == tmp_path / "home" / "search_index"
    assert given["RATELIMIT_ENABLED"] is True
    assert (given["DEMO"], given["INSECURE"], given["SESSION_COOKIE_SECURE"]) == (False,) * 3


def test_the_key_is_made_once_and_read_by_its_owner_only(say, tmp_path):
    say()
    made = from_environment()["SECRET_KEY"]
    assert from_environment()["SECRET_KEY"] == made
    assert len(made) >= 48
    assert (tmp_path / "home" / "secret_key").stat().st_mode & 0o077 == 0
    say(UTHAN_SECRET_KEY="our own")
    assert from_environment()["SECRET_KEY"] == "our own"


def test_an_address_of_ipv6_stands_in_brackets(say):
    say(HOST="::1")
    assert from_environment()["BASE_URL"] == "http://[::1]:8000"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "localhost", "::1"])
def test_the_demo_world_opens_on_this_machine(say, host):
    say(UTHAN_DEMO="1", HOST=host)
    assert from_environment()["DEMO"] is True


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.7", "uthan.example.gov", ""])
def test_the_demo_world_opens_nowhere_else(say, host):
    say(UTHAN_DEMO="1", HOST=host)
    with pytest.raises(Wrong, match="is refused unless HOST is a loopback address"):
        from_environment()


@pytest.mark.parametrize("name", ["PORT", "UTHAN_PROXIES"])
@pytest.mark.parametrize("said", ["eighty", "-1", "8000.5", "70000", "9" * 5_000, "৮০০০"])
def test_a_number_that_is_none_is_told_in_a_sentence(say, name, said):
    say(**{name: said})
    with pytest.raises(Wrong, match=f"{name} is a whole number up to "):
        from_environment()


def test_limits_are_counted_in_redis_when_it_is_named(say):
    say(REDIS_URL="redis://127.0.0.1:1")
    app = create_app()  # redis is asked only when something is counted
    assert app.config["RATELIMIT_STORAGE_URI"] == "redis://127.0.0.1:1"


def test_where_redis_is_gone_limits_are_counted_all_the_same(database, tmp_path):
    given = settings(
        home=tmp_path, index=tmp_path, database=database, secret="t", redis="redis://127.0.0.1:1"
    )
    client = make_app(database, tmp_path, **given, WTF_CSRF_ENABLED=False).test_client()
    wrong = {"email": "rahima@uthan.example", "password": "not this one"}
    answers = [client.post("/sign-in", data=wrong).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]
