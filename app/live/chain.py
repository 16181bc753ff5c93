"""What is shown of a deed about a citizen's trouble: on the post's page, on the item's, on an
order's."""

from collections.abc import Sequence
from functools import cache

from app.actions.events import ActionEvent, FlagEvent, FlagJoined
from app.actions.queries import find_strip
from app.actions.record import show_action
from app.appeals.events import AppealEvent
from app.appeals.models import Appeal
from app.appeals.queries import list_of
from app.core.db import db
from app.evidence.events import EvidenceEvent
from app.evidence.queries import laid_out, list_evidence
from app.investigations.events import InvestigationEvent
from app.investigations.models import Investigation
from app.investigations.queries import list_of as list_investigations
from app.investigations.queries import list_steps
from app.live.pieces import Context, Piece, path
from app.orders.events import OrderEvent
from app.orders.models import Order
from app.orders.record import list_said, list_tree, show_order
from app.results.events import ResultEvent
from app.results.queries import find_standing


def flag(event: FlagEvent | ActionEvent) -> Sequence[Piece]:
    """What has become of the post's trouble, on the post's page."""

    def strip() -> Context:
        return {"strip": find_strip(event.post_id)}

    room = f"post:{event.post_id}"
    return (Piece(room, "actions/_strip.html", strip), path(event.post_id))


def joined(event: FlagJoined) -> Sequence[Piece]:
    """Both posts show it, and the item."""

    def strip() -> Context:
        return {"strip": find_strip(event.from_post_id)}

    room = f"post:{event.from_post_id}"
    return (Piece(room, "actions/_strip.html", strip), path(event.from_post_id), *action(event))


def result(event: ResultEvent) -> Sequence[Piece]:
    def shown() -> Context:
        return {"result": find_standing(event.action_id)}

    return (Piece(f"action:{event.action_id}", "results/_standing.html", shown),)


def action(event: ActionEvent) -> Sequence[Piece]:
    @cache  # two pieces show it
    def shown() -> Context:
        return {"action": show_action(event.action_id), "pushed": True}

    room = f"action:{event.action_id}"
    return (
        *flag(event),
        Piece(room, "actions/_state.html", shown),
        Piece(room, "actions/_timeline.html", shown),
    )


def appeal(event: AppealEvent) -> Sequence[Piece]:
    """On the item's page: its state and timeline, and its appeals. On the appeal's own: where it
    stands."""

    @cache
    def shown() -> Context:
        return {"action": show_action(event.action_id), "pushed": True}

    def there() -> Context:
        return {"appeals": list_of(event.action_id)}

    def stands() -> Context:
        return {"appeal": db.session.get_one(Appeal, event.appeal_id), "pushed": True}

    room = f"action:{event.action_id}"
    return (
        Piece(room, "actions/_state.html", shown),
        Piece(room, "actions/_timeline.html", shown),
        Piece(room, "appeals/_list.html", there),
        Piece(room, "appeals/_state.html", stands, event.appeal_id),
    )


def investigated(event: ActionEvent) -> Sequence[Piece]:
    """On the item's page: that it is being investigated, or is no more."""

    def there() -> Context:
        return {"investigations": list_investigations(event.action_id)}

    room = f"action:{event.action_id}"
    return (*action(event), Piece(room, "investigations/_list.html", there))


def investigation(event: InvestigationEvent) -> Sequence[Piece]:
    """On its own page, to those who read it whole."""
    number = event.investigation_id

    @cache
    def stands() -> Context:
        return {"investigation": db.session.get_one(Investigation, number), "pushed": True}

    def said() -> Context:
        return {**stands(), "steps": list_steps(number)}

    room = f"investigation:{number}"
    return (
        Piece(room, "investigations/_state.html", stands),
        Piece(room, "investigations/_accused.html", stands),
        Piece(room, "investigations/_steps.html", said),
    )


def evidence(event: EvidenceEvent) -> Sequence[Piece]:
    """All of it: a picture may have become half of a pair."""

    def there() -> Context:
        return {"laid": laid_out(list_evidence(event.action_id))}

    def done() -> Context:
        return {"action": show_action(event.action_id)}

    room = f"action:{event.action_id}"
    return (
        Piece(room, "evidence/_laid.html", there),
        Piece(room, "actions/_timeline.html", done),
    )


def order(event: OrderEvent) -> Sequence[Piece]:
    """On the item's page: its state, for the first order takes it up; its timeline, and the tree of
    its orders. On the order's own: where it stands, and what was said."""

    @cache
    def shown() -> Context:
        return {"action": show_action(event.action_id), "pushed": True}

    def tree() -> Context:
        return {"orders": list_tree(event.action_id)}

    def stands() -> Context:
        return {"order": show_order(db.session.get_one(Order, event.order_id)), "pushed": True}

    def said() -> Context:
        thing = db.session.get_one(Order, event.order_id)
        return {"thing": thing, "said": list_said(event.order_id)}

    room, number = f"action:{event.action_id}", event.order_id
    return (
        Piece(room, "actions/_state.html", shown),
        Piece(room, "actions/_timeline.html", shown),
        Piece(room, "orders/_tree.html", tree),
        Piece(room, "orders/_state.html", stands, number),
        Piece(room, "orders/_said.html", said, number),
    )
