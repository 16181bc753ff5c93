"""Two hands at once: one decision stands, and one appeal is filed."""

import threading
from concurrent.futures import ThreadPoolExecutor

from app.actions.models import ActionItem
from app.appeals.models import Appeal, AppealState
from app.core.db import db
from tests.appeals import making


def at_once(*posts):
    gate = threading.Barrier(len(posts))

    def run(post):
        gate.wait()
        return post()

    with ThreadPoolExecutor(len(posts)) as pool:
        return list(pool.map(run, posts))


def test_of_two_decisions_one_stands_and_the_other_learns_who_decided(app, sign_in):
    item_id = making.make_ended(app)
    where = f"/appeals/{making.file(app, item_id)}/acts"
    one, other = sign_in("tanvir"), sign_in("tanvir")
    answers = at_once(
        lambda: one.post(f"{where}/uphold", data={"words": "Go on.", "_key": "up"}),
        lambda: other.post(f"{where}/reject", data={"words": "It stands.", "_key": "no"}),
    )
    lost = next(answer for answer in answers if answer.status_code != 303)
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert "has decided this appeal already" in lost.text
    with app.app_context():
        upheld = db.session.query(Appeal).one().state == AppealState.UPHELD
        assert db.session.get_one(ActionItem, item_id).reopened == int(upheld)


def test_filed_twice_at_once_by_the_two_who_may_it_is_one_appeal(app, sign_in):
    address = f"/actions/{making.make_ended(app)}/appeals/new"
    jubayer, rahima = sign_in("jubayer"), sign_in("rahima")
    said = {"words": "It stands.", "_key": "a"}
    answers = at_once(
        lambda: jubayer.post(address, data=said), lambda: rahima.post(address, data=said)
    )
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    with app.app_context():
        assert db.session.query(Appeal).count() == 1
