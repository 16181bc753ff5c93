"""What the environment says, and what it may not say."""

import subprocess
import sys

import pytest

from app import create_app
from app.config import ROOT, Wrong, from_environment, settings
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
    "UTHAN_REMIND_FROM",
    *("UTHAN_FILES", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"),
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


KEYS = {"AWS_ACCESS_KEY_ID": "an id", "AWS_SECRET_ACCESS_KEY": "a secret"}


def test_files_lie_at_home_unless_a_bucket_is_named(say):
    say(**KEYS)
    assert from_environment()["FILES"] is None


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("s3://uthan", ("uthan", "", None, "us-east-1")),
        ("s3://uthan/", ("uthan", "", None, "us-east-1")),
        ("s3://uthan/one/two/?region=ap-south-1", ("uthan", "one/two/", None, "ap-south-1")),
        (
            "s3://my-files/uthan?endpoint=https://s3.example.gov:9000&region=garage",
            ("my-files", "uthan/", "https://s3.example.gov:9000", "garage"),
        ),
        (
            "s3://uthan?endpoint=https%3A%2F%2Fs3.example.gov%2F",
            ("uthan", "", "https://s3.example.gov", "us-east-1"),
        ),
        ("s3://uthan?endpoint=http://127.0.0.1:9000", ("uthan", "", "http://127.0.0.1:9000", "us-east-1")),
    ],
)  # fmt: skip
def test_a_bucket_is_named_by_one_address(say, said, means):
    say(UTHAN_FILES=said, **KEYS, AWS_SESSION_TOKEN="a token")
    found = from_environment()["FILES"]
    assert (found.bucket, found.prefix, found.endpoint, found.region) == means
    assert (found.key, found.secret, found.token) == ("an id", "a secret", "a token")
    assert "a secret" not in f"{found} {found!r}"
    assert "a token" not in f"{found} {found!r}"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        *(
            (said, r"UTHAN_FILES is s3://bucket/prefix\?endpoint=")
            for said in (
                *("/srv/files", "https://s3.example.gov/uthan", "s3://", "s3:uthan", "s3://UPPER"),
                *("s3://key:secret@uthan", "s3://uthan:9000", "s3://uthan/../x", "s3://uthan/a b"),
                *("s3://uthan?endpont=https://x", "s3://uthan?region=a&region=b", "s3://uthan#x"),
                *("s3://uthan?endpoint", "s3://[", "s3://a"),
            )
        ),
        ("s3://uthan?region=Asia", "names a region in small letters"),
        *(
            (f"s3://uthan?endpoint={said}", "names an endpoint like https://")
            for said in (
                *("s3.example.gov", "ftp://s3.example.gov", "https://", "https://a:b@s3.example.gov"),
                *("https://s3.example.gov/path", "https://s3.example.gov:0", "https://x:port"),
            )
        ),
        ("s3://uthan?endpoint=http://s3.example.gov", "would send officers' files in the open"),
        ("s3://uthan?endpoint=http://192.168.0.7:9000", "would send officers' files in the open"),
    ],
)  # fmt: skip
def test_a_bucket_that_is_named_wrongly_is_told_in_a_sentence(say, said, sentence):
    say(UTHAN_FILES=said, **KEYS)
    with pytest.raises(Wrong, match=sentence):
        from_environment()


@pytest.mark.parametrize("name", KEYS)
def test_a_bucket_needs_both_its_keys(say, name):
    say(UTHAN_FILES="s3://uthan", **{name: "words"})
    with pytest.raises(Wrong, match="AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: set both"):
        from_environment()


def test_what_a_bucket_needs_is_asked_for_by_name_where_it_is_not_installed(say, monkeypatch):
    say(UTHAN_FILES="s3://uthan", **KEYS)
    monkeypatch.setattr("app.config.find_spec", lambda _: None)
    with pytest.raises(Wrong, match=r"pip install -r requirements-s3\.txt"):
        from_environment()


def test_a_house_without_a_bucket_never_loads_what_a_bucket_needs():
    loads = "import sys, app; sys.exit('botocore' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loads], cwd=ROOT, check=False).returncode == 0
