from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.core.clock import today
from app.core.db import db
from app.core.log import LogEntry
from app.core.transaction import transaction
from app.officers.models import Holding, HoldingKind
from app.officers.queries import find_seat_by_code, holder_of
from app.posts.models import Audience
from tests.make import make_post, officer
from tests.officers.test_password_change import NEW
from tests.officers.test_sessions import is_in, look_around
from tests.officers.test_sign_in import come_in

INVITE = (
    *("invite", "--email", "Head@Uthan.Example", "--name-en", "Asma  Begum"),
    *("--name-bn", "আসমা বেগম", "--rank", "deputy"),
)


@pytest.fixture
def run(app, cast):
    """`run("list")` is `flask officers list`."""

    def run_(*words):
        return app.test_cli_runner().invoke(args=["officers", *words])

    return run_


def path_in(result):
    assert result.exit_code == 0, result.output
    link = result.stdout.strip()
    assert link.startswith("http://127.0.0.1:8000/welcome/")
    return link.removeprefix("http://127.0.0.1:8000")


def test_the_first_administrator_is_invited_and_comes_in(app, run):
    link = path_in(run(*INVITE, "--admin", "--seat", "bhola.dc"))
    app.test_client().post(link, data={"new_password": NEW})
    client = app.test_client()
    assert come_in(client, "head@uthan.example", NEW).status_code == 303
    with app.app_context():
        head = officer("head")
        assert (head.name_en, head.name_bn) == ("Asma Begum", "আসমা বেগম")
        assert head.administrator_since is not None
        assert [seat.code for seat in head.seats] == ["bhola.dc"]
        told = select(LogEntry.kind, LogEntry.actor_kind).order_by(LogEntry.id)
        assert db.session.execute(told).first() == ("officer.invited", "system")


def test_an_invitation_makes_no_administrator_unless_told(app, run):
    path_in(run(*INVITE))
    with app.app_context():
        assert officer("head").administrator_since is None


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--rank", "emperor"), "There is no rank emperor"),
        (("--seat", "moon.dc"), "There is no seat moon.dc"),
        (("--seat", "tangail.dc"), "arif@uthan.example sits there"),
        (("--email", "rahima@uthan.example"), "There is an account rahima@uthan.example already"),
        (("--email", "nobody"), "nobody is not an e-mail address"),
        (("--email", "no body@uthan.example"), "is not an e-mail address"),
        (("--name-en", "  "), "A name has letters"),
    ],
)
def test_a_wrong_invitation_is_refused_in_a_sentence(app, run, words, sentence):
    result = run(*INVITE, *words)
    assert result.exit_code == 1
    assert sentence in result.output
    with app.app_context():
        assert db.session.scalar(select(LogEntry)) is None


def test_a_reset_link_opens_once(app, run):
    link = path_in(run("reset", "RAHIMA@uthan.example"))
    assert app.test_client().post(link, data={"new_password": NEW}).status_code == 303
    assert come_in(app.test_client(), password=NEW).status_code == 303
    assert app.test_client().get(link).status_code == 404


def test_the_list_tells_seats_and_states(app, run):
    run(*INVITE, "--admin")
    run("close", "omar@uthan.example")
    lines = {line.split()[0]: line for line in run("list").stdout.splitlines()}
    assert "ghatail.land" in lines["rahima@uthan.example"]
    assert lines["maya@uthan.example"].endswith("moderator")
    assert lines["head@uthan.example"].endswith("invited, administrator")
    assert lines["omar@uthan.example"].endswith("closed")


def test_a_closed_account_is_out_on_every_page_and_line(app, cast, run, sign_in, listen):
    client = sign_in("rahima")
    line = listen(client)
    assert run("close", "rahima@uthan.example").exit_code == 0
    look_around(app)
    assert not line.is_connected()
    assert not is_in(client)
    assert come_in(app.test_client()).status_code == 422
    assert run("reset", "rahima@uthan.example").exit_code == 1
    assert "রহিমা" not in sign_in("tanvir").get("/people?lang=bn").text
    with app.app_context():
        seat = find_seat_by_code("ghatail.land")
        assert holder_of(seat).email == "tanvir@uthan.example"  # the head above


def test_moving_an_officer_changes_what_may_be_read_at_once(app, cast, run, sign_in, listen):
    inner = make_post(app, "tanvir", audience=Audience.OFFICE)
    client = sign_in("rahima")
    line = listen(client)
    joined = line.emit("join", {"room": f"post:{inner}", "lang": "en"}, callback=True)
    assert joined == {"ok": True}
    assert client.get(f"/posts/{inner}").status_code == 200
    assert run("move", "rahima@uthan.example", "--seat", "bhola.dc").exit_code == 0
    look_around(app)
    left = [news["args"][0] for news in line.get_received() if news["name"] == "leave"]
    assert left == [{"room": f"post:{inner}"}]
    assert line.is_connected()  # the session goes on
    assert client.get(f"/posts/{inner}").status_code == 404
    assert line.emit("join", {"room": f"post:{inner}"}, callback=True) == {"ok": False}


def test_moving_an_officer_opens_what_the_new_seat_reads(app, cast, run, sign_in):
    inner = make_post(app, "nurul", audience=Audience.OFFICE)
    client = sign_in("omar")
    assert client.get(f"/posts/{inner}").status_code == 404
    run("close", "shahana@uthan.example")
    assert run("move", "omar@uthan.example", "--seat", "land.secretary").exit_code == 0
    assert client.get(f"/posts/{inner}").status_code == 200


def holdings_of(app, name):
    with app.app_context():
        rows = select(Holding).where(Holding.officer_id == officer(name).id)
        return [
            (holding.seat.code, holding.since, holding.until)
            for holding in db.session.scalars(rows.order_by(Holding.since))
        ]


def test_a_move_keeps_the_old_seat_as_history(app, cast, run):
    day = today()
    run("move", "rahima@uthan.example", "--seat", "bhola.dc")
    assert holdings_of(app, "rahima") == [
        ("ghatail.land", date(2024, 1, 1), day - timedelta(days=1)),
        ("bhola.dc", day, None),
    ]


def test_a_move_may_be_told_before_its_day(app, cast, run, sign_in):
    day = today() + timedelta(days=10)
    assert (
        run("move", "rahima@uthan.example", "--seat", "bhola.dc", "--from", f"{day}").exit_code == 0
    )
    assert holdings_of(app, "rahima")[0][2] == day - timedelta(days=1)
    with app.app_context():
        assert [seat.code for seat in officer("rahima").seats] == ["ghatail.land"]
        entry = db.session.scalars(select(LogEntry)).one()
        assert (entry.kind, entry.event.since) == ("officer.moved", day)
    assert run("move", "omar@uthan.example", "--seat", "bhola.dc").exit_code == 1  # taken


def test_two_moves_on_one_day_leave_no_seat_that_was_never_held(app, cast, run):
    run("move", "rahima@uthan.example", "--seat", "bhola.dc")
    run("move", "rahima@uthan.example", "--seat", "tangail.adc")
    assert [code for code, *_ in holdings_of(app, "rahima")] == ["ghatail.land", "tangail.adc"]


def test_a_move_leaves_additional_charges_alone(app, cast, run):
    with app.app_context(), transaction():
        seat = find_seat_by_code("tangail.adc")
        db.session.add(
            Holding(
                seat_id=seat.id,
                officer_id=cast["rahima"],
                kind=HoldingKind.ADDITIONAL,
                since=date(2025, 1, 1),
            )
        )
    run("move", "rahima@uthan.example", "--seat", "bhola.dc")
    with app.app_context():
        assert [seat.code for seat in officer("rahima").seats] == ["bhola.dc", "tangail.adc"]


@pytest.mark.parametrize(
    "words",
    [
        ("nobody@uthan.example", "--seat", "bhola.dc"),
        ("rahima@uthan.example", "--seat", "moon.dc"),
        ("rahima@uthan.example", "--seat", "tangail.dc"),
        ("rahima@uthan.example", "--seat", "bhola.dc", "--from", "tomorrow"),
    ],
)
def test_a_wrong_move_changes_nothing(app, cast, run, words):
    assert run("move", *words).exit_code != 0
    assert holdings_of(app, "rahima") == [("ghatail.land", date(2024, 1, 1), None)]
