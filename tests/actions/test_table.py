"""The table of transitions, tried as a whole: every role, in every state, does every act through the
pages. What the table allows happens; everything else is refused with a reason and changes nothing."""

from itertools import product

import pytest
from sqlalchemy import func, select

from app.actions.acts import ACTS
from app.actions.models import ActionItem, ActionState, Step
from app.actions.table import OF_ITEM, Guard, Role
from app.core.db import db
from app.core.log import LogEntry
from tests.actions import making
from tests.make import make_post

# Who is who about a trouble that Jubayer wrote of and flagged, and that Maya gave to Rahima's
# seat: Tanvir heads the office above hers, Nurul only reads.
PEOPLE = {
    Role.HOLDER: "rahima",
    Role.GIVER: "maya",
    Role.SUPERIOR: "tanvir",
    Role.OUTSIDER: "nurul",
    Role.PRESENTER: "jubayer",
}
# Beside the role that each stands for here, the others that the same officer has.
ALSO = {
    # Who heads the offices above decides about the trouble as well; and whoever has no part in the
    # work may verify it.
    "tanvir": {Role.SUPERIOR, Role.GIVER, Role.OUTSIDER},
    "jubayer": {Role.PRESENTER, Role.OUTSIDER},
    "rahima": {Role.HOLDER},
    "maya": {Role.GIVER},
    "nurul": {Role.OUTSIDER},
}
STATES = [state for state in ActionState if any(state in way.states for way in OF_ITEM.values())]


def test_every_act_has_its_page_and_every_page_its_act():
    assert set(ACTS) == set(OF_ITEM)


def test_every_state_of_an_item_is_left_by_somebody_or_is_the_end():
    left = {state for way in OF_ITEM.values() if way.to for state in way.states}
    assert set(STATES) - left == set()
    reached = {way.to for way in OF_ITEM.values() if way.to} | {ActionState.GIVEN}
    assert reached == set(STATES)


def bring_to(app, state: ActionState, act: str) -> int:
    post_id = make_post(app, by="jubayer")
    item_id = making.make_item(app, making.make_flag(app, post_id, by="jubayer"), by="maya")
    if Guard.TIME_ASKED in OF_ITEM[act].guards:
        making.act(app, item_id, "ask_time", by="rahima", days=3)
    if Guard.PRIVATE in OF_ITEM[act].guards:
        making.act(app, item_id, "make_private", by="maya")
    if state == ActionState.ASKED:
        making.act(app, item_id, "ask_back", by="rahima")
    elif state == ActionState.DOING:
        making.act(app, item_id, "acknowledge", by="rahima")
    elif state in {ActionState.DONE, ActionState.VERIFIED}:
        making.finish(app, item_id)
        if state == ActionState.VERIFIED:
            making.verify(app, item_id, by="arif")
    return item_id


def as_it_stands(app, item_id):
    with app.app_context():
        item = db.session.get_one(ActionItem, item_id)
        row = {column.name: getattr(item, column.name) for column in ActionItem.__table__.columns}
        steps = db.session.scalar(select(func.count()).select_from(Step))
        told = select(func.count()).select_from(LogEntry).where(LogEntry.kind.like("action.%"))
        return row, steps, db.session.scalar(told)


@pytest.mark.parametrize("act", OF_ITEM)
@pytest.mark.parametrize("state", STATES)
def test_who_may_do_what_from_where(app, sign_in, act, state):
    way = OF_ITEM[act]
    seat = making.seat_id(app, "ghatail.social")
    sent = {"words": "So it is.", "outcome": "served", "days": "3", "seat": str(seat)}
    for role, who in PEOPLE.items():
        item_id = bring_to(app, state, act)
        before = as_it_stands(app, item_id)
        may = state in way.states and way.role in ALSO[who]
        if Guard.TIME_ASKED in way.guards and state in {ActionState.DONE, ActionState.VERIFIED}:
            may = False
        client = sign_in(who)
        if Guard.PRIVATE in way.guards and who == "nurul":  # to whom it is not there
            answers = (
                client.get(f"/actions/{item_id}"),
                client.post(f"/actions/{item_id}/acts/{act}", data=sent),
            )
            assert [answer.status_code for answer in answers] == [404, 404]
            assert as_it_stands(app, item_id) == before
            continue
        page = client.get(f"/actions/{item_id}").text
        assert (f"/actions/{item_id}/acts/{act}" in page) == may, (role, "is offered")
        answer = client.post(f"/actions/{item_id}/acts/{act}", data=sent)
        # Whose role it is, and who comes at the wrong moment, is told what has happened meanwhile.
        refused = 409 if way.role in ALSO[who] else 403
        assert answer.status_code == (303 if may else refused), (role, answer.status_code)
        after = as_it_stands(app, item_id)
        if may:
            assert after[0]["state"] == (way.to or state)
            assert (after[1], after[2]) == (before[1] + 1, before[2] + 1)
        else:
            assert after == before


def test_every_pair_of_state_and_act_is_tried():
    assert len(list(product(STATES, OF_ITEM))) == len(STATES) * len(OF_ITEM) == 65
