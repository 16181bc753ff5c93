"""How often one may be wrong. Only failures count."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from argon2 import PasswordHasher
from limits import parse
from limits.storage import MemoryStorage

from app.core.limits import Wary
from app.officers import passwords
from tests.cast import PASSWORD
from tests.officers.test_sign_in import come_in, give_password


@pytest.fixture
def app(make_strict):
    return make_strict(RATELIMIT_ENABLED=True)


def be_wrong(client, times, email="rahima@uthan.example", address="10.0.0.1"):
    return [
        client.post(
            "/sign-in",
            data={"email": email, "password": "nine boats on the Jamuna"},
            environ_base={"REMOTE_ADDR": address},
        ).status_code
        for _ in range(times)
    ]


def test_the_sixth_wrong_password_of_an_account_must_wait(app, cast):
    client = app.test_client()
    assert be_wrong(client, 5) == [422] * 5
    answer = come_in(client, password="nine boats on the Jamuna")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) <= 300


def test_other_spellings_of_the_address_are_the_same_account(app, cast):
    for number, email in enumerate(
        ("RAHIMA@uthan.example", " rahima@uthan.example", "\u202erahima@uthan.example") * 2
    ):
        status = be_wrong(app.test_client(), 1, email, f"10.0.1.{number}")[0]
        assert status == (422 if number < 5 else 429)
    assert be_wrong(app.test_client(), 1, " " * 300 + "rahima@uthan.example") == [429]


def test_the_twentieth_wrong_password_of_an_address_was_the_last(app, cast):
    statuses = [be_wrong(app.test_client(), 1, f"nobody{n}@uthan.example")[0] for n in range(22)]
    assert statuses == [422] * 20 + [429] * 2
    assert be_wrong(app.test_client(), 1, "nobody@uthan.example", "10.0.0.2") == [422]


def test_a_whole_office_comes_in_from_one_address(app, cast):
    names = [*cast]
    for number in range(300):
        answer = come_in(app.test_client(), f"{names[number % len(names)]}@uthan.example")
        assert answer.status_code == 303, number


def test_nobody_can_lock_an_officer_out_of_a_device_that_is_known(app, cast):
    hers = app.test_client()
    come_in(hers)
    hers.post("/sign-out")
    attacker = app.test_client()
    be_wrong(attacker, 25)  # the account, and the address of the whole office
    assert come_in(app.test_client()).status_code == 429
    assert come_in(hers).status_code == 303


def test_a_known_device_may_not_guess_for_ever_either(app, cast):
    client = app.test_client()
    come_in(client)
    assert be_wrong(client, 6) == [422] * 5 + [429]


def test_a_known_device_is_known_for_its_own_accounts_only(app, cast):
    client = app.test_client()
    come_in(client, "tanvir@uthan.example")
    be_wrong(app.test_client(), 5)
    assert come_in(client).status_code == 429


@pytest.mark.parametrize("cookie", ["", "x", "W10.x", "WyJhIixbXV0.AAAAAAAAAAAAAAAAAAAAAAAAAAA"])
def test_a_forged_device_is_not_known(app, cast, cookie):
    client = app.test_client()
    client.set_cookie("device", cookie)
    be_wrong(app.test_client(), 5)
    assert come_in(client, password=PASSWORD).status_code == 429


def test_trying_out_the_password_of_an_open_session_ends_soon(app, cast):
    client = app.test_client()
    come_in(client)
    data = {"password": "wrong", "new_password": "green kettle under the mango tree"}
    statuses = [client.post("/me/password", data=data).status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]


@pytest.fixture
def slow_hashes(monkeypatch):
    """At their real cost: then those who come at once are weighed at once."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(2, 19 * 1024, 1))


def at_once(number, do):
    """Call do(i) in so many threads that start together; how often it gave what."""
    gate = threading.Barrier(number)

    def run(i):
        gate.wait()
        return do(i)

    with ThreadPoolExecutor(number) as pool:
        return Counter(pool.map(run, range(number)))


def test_forty_wrong_passwords_at_once_are_five_tries_and_no_more(app, cast, slow_hashes):
    """Looked at when they come and counted when they are answered, all forty would be weighed."""
    give_password(app, "rahima", PASSWORD)
    guesses = at_once(40, lambda i: be_wrong(app.test_client(), 1, address=f"10.0.2.{i}")[0])
    assert 1 <= guesses[422] <= 5
    assert guesses[422] + guesses[429] == 40
    assert be_wrong(app.test_client(), 5 - guesses[422]) == [422] * (5 - guesses[422])
    assert come_in(app.test_client()).status_code == 429


def test_forty_accounts_tried_at_once_from_one_address_are_twenty(app, cast, slow_hashes):
    def guess(i):
        return be_wrong(app.test_client(), 1, f"nobody{i}@uthan.example")[0]

    guesses = at_once(40, guess)
    assert 1 <= guesses[422] <= 20
    assert guesses[422] + guesses[429] + guesses[503] == 40


def test_who_waits_for_the_tries_of_others_is_told_that_it_is_a_moment(app, cast, slow_hashes):
    give_password(app, "rahima", PASSWORD)
    waits = at_once(10, lambda _: int(come_in(app.test_client()).headers.get("Retry-After", 0)))
    assert 1 <= waits[0] <= 10, "the right password opens, from however many windows"
    assert set(waits) <= {0, 1}


def test_five_windows_that_open_at_once_all_open(app, cast, slow_hashes):
    give_password(app, "rahima", PASSWORD)
    assert at_once(5, lambda _: come_in(app.test_client()).status_code) == {303: 5}
    assert be_wrong(app.test_client(), 6) == [422] * 5 + [429], "and none of them has counted"


def test_a_password_is_not_waited_for_without_end(app, cast, monkeypatch):
    """Each that waits holds a thread, and a crowd at the door would hold them all."""
    monkeypatch.setattr(passwords, "WAIT_SECONDS", 0.05)
    with ExitStack() as stack:
        for _ in range(4):
            stack.enter_context(passwords._at_once)
        answer = come_in(app.test_client())
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "rahima@uthan.example" in answer.text, "what was typed is kept"
    assert PASSWORD not in answer.text
    assert come_in(app.test_client()).status_code == 303


def test_a_try_ends_though_the_counts_moved_elsewhere_meanwhile(app):
    """Redis goes while a password is weighed: what was begun there must not count for ever."""
    before, after = (Wary(MemoryStorage()) for _ in range(2))
    once = parse("1/minute")
    with app.test_request_context():
        assert before.test(once, "account")
        assert after.test(once, "account"), "the same try, looked at again"
        app.do_teardown_request()
    with app.test_request_context():
        assert before.test(once, "account")
        app.do_teardown_request()
