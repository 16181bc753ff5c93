"""What the demo world tells of troubles, from the flag to the public result: each at a place of its
own on the way. Days are working days back from today, so that no office works on a Friday."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.actions import operations as actions
from app.actions.flagging import flag_post
from app.actions.models import ActionItem, Ended, Flag, Outcome
from app.appeals.operations import file_appeal
from app.calendar.queries import national_calendar
from app.calendar.working_days import is_working_day
from app.comments.operations import Said, SaidPlainly
from app.core.clock import DHAKA, day_of, today
from app.core.db import db
from app.evidence.models import EvidenceKind
from app.evidence.operations import About, add_evidence
from app.investigations import operations as investigating
from app.investigations.models import Investigation
from app.officers.models import Officer, Seat
from app.orders import operations as orders
from app.orders.models import Order
from app.posts.models import PostKind
from app.reminders.duties import DUTIES
from app.reminders.telling import tell
from app.results.operations import ForAll, publish_result, say_over
from app.world.country import read_object
from app.world.picture import taken_picture

if TYPE_CHECKING:
    from app.world.demo import World

MORNINGS = 20  # on which the clock looked, before today
LOOKED_BACK = 120  # days: more than any step of the file needs

Deed = tuple[float, Callable[[], object]]
Step = dict[str, Any]


class Chain:
    """Beside the world whose posts and officers it uses."""

    def __init__(self, world: "World", began: datetime) -> None:
        self.world, self.began = world, began
        self.orders: dict[str, Order] = {}
        self.investigations: dict[str, Investigation] = {}
        self.working = working_days_before(day_of(began))

    def deeds(self) -> Iterator[Deed]:
        rows = read_object("demo_chain")
        for row in rows["troubles"]:
            yield self._days_ago(row["ago"], "09:20"), partial(self._bring, row)
            if row["source"]["verified_by"]:
                row["source"]["verified_days_ago"] = 0
                looked = self._days_ago(row["source"]["verified_ago"], "09:10")
                yield looked, partial(self.world.look, row)
            for step in row["steps"]:
                moment = self._days_ago(step["ago"], step["at"])
                yield moment, partial(self._do, row["key"], step)
        for step in rows["later"]:
            yield step["days_ago"], partial(self._do, step["post"], step)
        for ago in range(1, MORNINGS + 1):
            yield self._days_ago(ago, "09:00"), self._remind

    def _days_ago(self, ago: int, at: str) -> float:
        day = self.working[ago - 1]
        moment = datetime.combine(day, time.fromisoformat(at), DHAKA)
        return (self.began - moment).total_seconds() / 86_400

    def _bring(self, row: Step) -> None:
        kind = {"kind": PostKind.ISSUE, "audience": "all", "measures": None}
        self.world.write(row | kind)

    def _do(self, key: str, step: Step) -> None:
        officer = self.world.officers.get(step["by"])
        getattr(self, f"_{step['do']}")(officer, key, step)

    def _flag(self, officer: Officer, key: str, step: Step) -> None:
        post = self.world.posts[key]
        self.world.flags[key] = flag_post(officer, post, Said(step["words"]))

    def _accept(self, officer: Officer, key: str, step: Step) -> None:
        flag: Flag = self.world.flags[key]
        seat, private = seat_of(step["seat"]), step.get("private", False)
        item = actions.accept_flag(officer, flag, seat, step["working_days"], private=private)
        self.world.items[key] = item

    def _forward(self, officer: Officer, key: str, step: Step) -> None:
        item = self.world.items[key]
        actions.forward(officer, item, Said(step["words"]), seat_of(step["to"]))

    def _done(self, officer: Officer, key: str, step: Step) -> None:
        why = step.get("cause", ""), step.get("advice", "")
        ended = Ended(Outcome(step["outcome"]), *why)
        actions.mark_done(officer, self.world.items[key], Said(step["words"]), ended)

    def _verify(self, officer: Officer, key: str, step: Step) -> None:
        actions.verify_action(officer, self.world.items[key], Said(step["words"]))

    def _send_back(self, officer: Officer, key: str, step: Step) -> None:
        actions.return_action(officer, self.world.items[key], Said(step["words"]))

    def _dispute(self, officer: Officer, key: str, step: Step) -> None:
        actions.dispute_action(officer, self.world.items[key], Said(step["words"]))

    def _order(self, officer: Officer, key: str, step: Step) -> None:
        item, seat = self.world.items[key], seat_of(step["seat"])
        words = Said(step["words"]), Said(step["done_means"])
        order = orders.give_order(officer, item, seat, *words, step["working_days"])
        self.orders[step["order"]] = order

    def _sub_order(self, officer: Officer, _key: str, step: Step) -> None:
        above, seat = self.orders[step["under"]], seat_of(step["seat"])
        words = Said(step["words"]), Said(step["done_means"])
        order = orders.give_sub_order(officer, above, seat, *words, step["working_days"])
        self.orders[step["order"]] = order

    def _act(self, officer: Officer, key: str, step: Step) -> None:
        """Of an order that is named, else of the item."""
        named = step.get("order")
        duty: Any = self.orders[named] if named else self.world.items[key]
        deed = getattr(orders if named else actions, step["act"])
        further = (step["days"],) if "days" in step else ()
        deed(officer, duty, Said(step["words"]), *further)

    def _investigate(self, officer: Officer, key: str, step: Step) -> None:
        about, chosen = (
            [seat_of(code) for code in step[side]] for side in ("about", "investigators")
        )
        asked = investigating.ask_investigation(
            officer, self.world.items[key], about, chosen, Said(step["words"])
        )
        self.investigations[key] = asked

    def _investigated(self, officer: Officer, key: str, step: Step) -> None:
        one = self.investigations[key]
        further: tuple[Any, ...] = ()
        if step["act"] == "give_notice":
            further = (next(who for who in one.accused if not who.noticed_at), step["days"])
        getattr(investigating, step["act"])(officer, one, Said(step["words"]), *further)

    def _appeal(self, officer: Officer, key: str, step: Step) -> None:
        file_appeal(officer, self.world.items[key], Said(step["words"]))

    def _evidence(self, officer: Officer, key: str, step: Step) -> None:
        about = About(EvidenceKind(step["kind"]), SaidPlainly(step["words"]))
        with taken_picture() as brought:
            add_evidence(officer, self.world.items[key], brought, about)

    def _publish(self, officer: Officer, key: str, step: Step) -> None:
        words = ForAll(step["title"], SaidPlainly(step["words"]))
        publish_result(officer, self.world.items[key], words)

    def _over(self, _officer: None, key: str, _step: Step) -> None:
        say_over(self.world.items[key])

    def _remind(self) -> None:
        numbers = [item.id for item in self.world.items.values()]
        for kind in DUTIES:
            if kind.model is ActionItem:
                tell(kind, numbers, today())


def working_days_before(day: date) -> list[date]:
    """The nearest first."""
    calendar = national_calendar()
    first = day.toordinal()
    before = (date.fromordinal(number) for number in range(first - 1, first - LOOKED_BACK, -1))
    return [one for one in before if is_working_day(calendar, one)]


def seat_of(code: str) -> Seat:
    return db.session.scalars(select(Seat).where(Seat.code == code)).one()
