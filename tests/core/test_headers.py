"""What every answer carries, whatever it answers."""

import re

import pytest
from flask import request

from app.core.critical import CRITICAL, CRITICAL_HASH
from tests.standing import make_app

ADDRESSES = ["/", "/sign-in", "/nothing", "/search?q=x", "/healthz", "/posts/999"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_is_hardened(sign_in, address):
    answer = sign_in("rahima").get(address)
    policy = answer.headers["Content-Security-Policy"]
    for part in (
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        CRITICAL_HASH,
    ):
        assert part in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in answer.headers


def test_the_one_inline_block_is_the_one_the_policy_names(sign_in):
    page = sign_in("rahima").get("/").text
    assert re.findall(r"<style>(.*?)</style>", page, re.S) == [str(CRITICAL)]
    assert len(CRITICAL.encode()) <= 6 * 1024
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)
    assert not re.search(r"\son\w+=", page)
    assert "style=" not in page.replace("<style>", "")


def test_over_https_cookies_and_transport_are_strict(database, tmp_path):
    from app import create_app
    from app.config import settings

    given = settings(
        home=tmp_path,
        index=tmp_path / "i",
        database=database,
        secret="t",
        base_url="https://uthan.example.gov",
    )
    app = create_app(given | {"TESTING": True, "WTF_CSRF_ENABLED": False})
    answer = app.test_client().get("/sign-in", base_url="https://uthan.example.gov")
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    cookies = answer.headers.getlist("Set-Cookie")
    for cookie in cookies:
        assert "Secure" in cookie
        assert "HttpOnly" in cookie
    assert app.config["SESSION_COOKIE_NAME"] == "__Host-uthan"


@pytest.mark.parametrize(("changes", "said"), [({}, False), ({"INSECURE": True}, True)])
def test_an_open_connection_is_told_on_every_page(database, tmp_path, changes, said):
    page = make_app(database, tmp_path, **changes).test_client().get("/sign-in?lang=en").text
    assert ("This connection is not private" in page) is said


def test_only_a_loopback_house_may_do_without_https(tmp_path):
    from app.config import settings

    def insecure(**given):
        return settings(home=tmp_path, index=tmp_path, database="sqlite://", secret="t", **given)[
            "INSECURE"
        ]

    assert not insecure()
    assert not insecure(host="0.0.0.0", base_url="https://uthan.example.gov")
    assert insecure(host="0.0.0.0", base_url="http://uthan.example.gov")


def test_static_files_are_kept_for_ever_under_their_version(app):
    with app.test_request_context():
        address = app.jinja_env.globals["asset"]("css/uthan.css")
    with app.test_client().get(address) as answer:
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("https", [False, True])
def test_a_file_is_no_looser_than_a_page(database, tmp_path, https):
    """Files are answered outside Flask, and by default lent to every site."""
    app = make_app(database, tmp_path, SESSION_COOKIE_SECURE=https)
    with app.test_request_context():
        address = app.jinja_env.globals["asset"]("css/uthan.css")
    with app.test_client().get(address) as answer:
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "Access-Control-Allow-Origin" not in answer.headers
        assert ("Strict-Transport-Security" in answer.headers) is https


FORWARDED = {
    "X-Forwarded-For": "6.6.6.6, 10.0.0.8, 10.0.0.9",
    "X-Forwarded-Host": "uthan.example.gov",
    "X-Forwarded-Proto": "https",
}


@pytest.mark.parametrize(
    ("proxies", "address"), [(0, "127.0.0.1"), (1, "10.0.0.9"), (2, "10.0.0.8")]
)
def test_as_many_proxies_are_believed_as_are_named(database, tmp_path, proxies, address):
    app = make_app(database, tmp_path, PROXIES=proxies)
    with app.test_client() as client:
        client.get("/sign-in", headers=FORWARDED)
        assert request.remote_addr == address
        assert request.is_secure is (proxies == 1)  # the second would have written its own
        assert ("uthan.example.gov" in request.host) is (proxies == 1)


def test_transport_is_strict_by_the_address_of_the_house_not_by_the_line(database, tmp_path):
    """Behind nginx the line to us is plain; and a plain house must not shut out who came by https."""
    plain = make_app(database, tmp_path).test_client()
    answer = plain.get("/sign-in", base_url="https://localhost")
    assert "Strict-Transport-Security" not in answer.headers
    strict = make_app(database, tmp_path, SESSION_COOKIE_SECURE=True).test_client()
    answer = strict.get("/sign-in", base_url="http://localhost")
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "PROPFIND"])
def test_other_methods_are_refused(app, method):
    assert app.test_client().open("/", method=method).status_code in {404, 405}
