"""Evidence that is sent at the same moment, each as from a process of its own; and what is shown of
it to whoever has the page of the item open."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from app.core import clock, transaction
from app.core.clock import now
from app.core.db import db
from app.core.log import LogEntry
from app.evidence import policy, proving
from app.evidence.models import Part
from tests.actions.making import make_item
from tests.evidence.laying import evidence, laid, lay, on_the_shelf, put_before
from tests.files.bombs import BOMBS
from tests.files.sending import PDF, lying_about, picture, work_through
from tests.telling import Teller, pieces, sit

HANDS = 8


def all_at_once(deed, monkeypatch):
    gate = threading.Barrier(HANDS)
    monkeypatch.setattr(transaction, "_turn", threading.Semaphore(64))

    def run(number):
        gate.wait()
        return deed(number)

    with ThreadPoolExecutor(HANDS) as pool:
        return Counter(pool.map(run, range(HANDS)))


def test_the_same_file_from_many_hands_is_one(app, sign_in, monkeypatch):
    action_id = make_item(app)
    browsers = [sign_in("rahima" if n % 2 else "jubayer") for n in range(HANDS)]
    found = all_at_once(lambda n: lay(browsers[n], action_id, key=f"k{n}").status_code, monkeypatch)
    assert found == {303: HANDS}
    assert len(evidence(app)) == 1
    assert lying_about(app, "incoming") == [evidence(app)[0].place]


def test_one_form_from_many_hands_is_one(app, sign_in, monkeypatch):
    action_id = make_item(app)
    browsers = [sign_in("rahima") for _ in range(HANDS)]
    found = all_at_once(lambda n: lay(browsers[n], action_id).status_code, monkeypatch)
    assert found == {303: HANDS}
    assert len(evidence(app)) == 1


def test_an_item_never_carries_more_than_it_may(app, sign_in, monkeypatch):
    monkeypatch.setattr("app.evidence.operations.MOST", 3)
    assert policy.MOST == 40
    action_id = make_item(app)
    browsers = [sign_in("rahima") for _ in range(HANDS)]

    def deed(n):
        sent = (f"{n}.jpg", picture(size=(50 + n, 40)))
        return lay(browsers[n], action_id, sent, key=f"k{n}").status_code

    assert all_at_once(deed, monkeypatch) == {303: 3, 403: HANDS - 3}
    assert len(evidence(app)) == len(lying_about(app, "incoming")) == 3


def test_two_workers_come_to_the_same_end(app, monkeypatch):
    action_id = make_item(app)
    for n in range(3):
        put_before(app, action_id, picture(size=(50 + n, 40)))
    monkeypatch.setattr(transaction, "_turn", threading.Semaphore(64))

    def run(_number):
        work_through(app)
        with app.app_context():
            db.session.remove()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, range(2)))
    assert all(one.ready_at for one in evidence(app))
    with app.app_context():
        assert db.session.query(Part).count() == 9


def test_damage_that_many_meet_is_news_once(app, sign_in, monkeypatch):
    _, number = laid(app, sign_in)
    from app.files import store

    with app.app_context():
        store.shelf().drop(*[name for name in on_the_shelf(app) if name.endswith("-large")])
    browsers = [sign_in("omar") for _ in range(HANDS)]
    found = all_at_once(
        lambda n: browsers[n].get(f"/evidence/{number}/large").status_code, monkeypatch
    )
    assert found == {409: HANDS}
    with app.app_context():
        assert db.session.query(LogEntry).filter_by(kind="evidence.damaged").count() == 1


def test_the_page_of_the_item_shows_it_at_once(app, sign_in, listen):
    action_id = make_item(app)
    line, outside = listen("omar"), listen("nurul")
    assert sit(line, f"action:{action_id}")
    assert sit(outside, f"action:{action_id}", "bn")
    tell = Teller(app)
    put_before(app, action_id, note="The fence is gone.")
    tell()
    shown, record = pieces(line)
    assert "The picture is being prepared." in shown["html"]
    assert "Evidence given by" in record["html"]
    work_through(app)
    tell()
    shown, _ = pieces(line)
    assert f"/evidence/{evidence(app)[0].id}/small" in shown["html"]
    assert "প্রমাণ দিলেন" in pieces(outside)[-1]["html"]
    assert "Evidence given by" in sign_in("omar").get(f"/actions/{action_id}?lang=en").text


def test_what_is_a_bomb_is_refused_and_nothing_is_sealed(app, sign_in):
    action_id, rahima = make_item(app), sign_in("rahima")
    for turn, name in enumerate(("a PNG of 30,000 × 30,000", "zeros as words of a PNG")):
        form, make, flaw = BOMBS[name]
        sent = (f"a.{form}", make())
        assert lay(rahima, action_id, sent, key=f"k{turn}").status_code == 303
        work_through(app)
        assert evidence(app)[-1].flaw == flaw
        assert on_the_shelf(app) == {}
        assert lying_about(app, "incoming") == []
        # It was not taken, so it does not stand in its own way.
        assert lay(rahima, action_id, sent, key=f"again{turn}").status_code == 303
        work_through(app)
    shown = rahima.get(f"/actions/{action_id}/evidence?lang=en").text
    assert "was not taken" in shown
    assert "40 million pixels" in shown
    assert "Evidence given by" not in sign_in("omar").get(f"/actions/{action_id}?lang=en").text
    told = rahima.get("/notifications?lang=en").text
    assert "The evidence that you added to the action item was not taken" in told


def test_a_check_on_demand_tells_of_each_and_of_what_no_record_names(app, sign_in):
    laid(app, sign_in)
    action = evidence(app)[0].action_id
    put_before(app, action, PDF, kind=evidence(app)[0].kind.PAPER)
    work_through(app)
    run = app.test_cli_runner()
    told = run.invoke(args=["evidence", "check"])
    assert (told.exit_code, told.stdout) == (0, "")
    assert "5 files were looked at" in told.stderr
    whole = on_the_shelf(app)
    root = app.config["UTHAN_HOME"] / "files"
    first, paper = evidence(app)
    (root / "sealed" / first.place).write_bytes(whole[f"sealed/{paper.place}"])
    (root / "sealed" / "nobodys").write_bytes(b"of a record that an older backup does not have")
    (root / "kept" / f"{paper.place}-whole").unlink()
    told = run.invoke(args=["evidence", "check"])
    assert told.exit_code == 1
    assert told.stdout.splitlines() == [
        "evidence 1, original: altered",
        "evidence 2, whole: missing",
        "sealed/nobodys: no record names it",
    ]
    with clock.at(now()), app.app_context():
        assert {part.damage for part in db.session.query(Part)} == {None, "altered", "missing"}
        assert proving.scrub() == 0
