"""One deed in a process of its own, which is killed in the middle of it: `killed.py DATABASE HOME DEED
THING MOMENT`. Moments: "rows" (they are written, and not committed), "done" (committed, and nobody
is told yet)."""

import os
import signal
import sys
from pathlib import Path

from app.actions.models import ActionItem, Ended, Outcome
from app.actions.operations import mark_done
from app.actions.privacy import make_private
from app.appeals.models import Appeal
from app.appeals.operations import uphold
from app.comments.operations import Said
from app.core import transaction
from app.core.db import db
from app.investigations.models import Investigation
from app.investigations.operations import order_investigation
from app.orders.operations import give_order
from tests.make import officer
from tests.orders.making import seat
from tests.standing import make_app


def die(*_entry: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def act(deed: str, number: int) -> None:
    said = Said("The fence is gone.")
    if deed == "done":
        item = db.session.get_one(ActionItem, number)
        mark_done(officer("rahima"), item, said, Ended(Outcome.SERVED))
    elif deed == "ordered":
        item = db.session.get_one(ActionItem, number)
        give_order(officer("tanvir"), item, seat("ghatail.land"), said, said, 3)
    elif deed == "investigated":
        order_investigation(officer("arif"), db.session.get_one(Investigation, number), said)
    elif deed == "private":
        make_private(officer("arif"), db.session.get_one(ActionItem, number), said)
    else:
        uphold(officer("tanvir"), db.session.get_one(Appeal, number), said)


def main() -> None:
    database, home, deed, thing, moment = sys.argv[1:]
    app = make_app(database, Path(home))
    {"rows": transaction.same_commit, "done": transaction.after_commit}[moment].append(die)
    with app.test_request_context(), transaction.transaction():
        act(deed, int(thing))


if __name__ == "__main__":
    main()
