"""Two hands at once: one answer stands, and one investigation is under way."""

from app.actions.models import ActionItem
from app.core.db import db
from app.investigations.models import Investigation, InvestigationState
from tests.actions import making as making_items
from tests.appeals.test_at_once import at_once
from tests.investigations import making
from tests.investigations.test_pages import address, form


def test_of_two_answers_one_stands_and_the_other_learns_who_gave_it(app, sign_in):
    item_id = making_items.make_item(app)
    where = f"/investigations/{making.report(app, item_id)}/acts"
    one, other = sign_in("arif"), sign_in("arif")
    answers = at_once(
        lambda: one.post(f"{where}/accept_findings", data={"words": "Good.", "_key": "a"}),
        lambda: other.post(f"{where}/withdraw_investigation", data={"words": "No.", "_key": "b"}),
    )
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    lost = next(answer for answer in answers if answer.status_code == 409)
    assert "Ariful Bashar" in lost.text
    with app.app_context():
        assert db.session.get_one(ActionItem, item_id).investigated == 0


def test_of_two_that_are_ordered_at_once_one_is_under_way(app, sign_in):
    item_id = making_items.make_item(app)
    first, second = making.ask(app, item_id, by="tanvir"), None
    arif, other = sign_in("arif"), sign_in("arif")
    answers = at_once(
        lambda: arif.post(
            f"/investigations/{first}/acts/order_investigation", data={"_key": "order"}
        ),
        lambda: other.post(address(app, item_id, "ghatail.land"), data=form(app, "ghatail.uno")),
    )
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    with app.app_context():
        open_now = db.session.query(Investigation).filter_by(state=InvestigationState.OPEN).count()
        assert open_now == db.session.get_one(ActionItem, item_id).investigated == 1
        assert second is None
