"""May this officer do this to that? A rule answers with the reason it refuses, or nothing."""

from collections.abc import Callable
from typing import Any

from app.core.clock import now
from app.core.errors import Refused
from app.core.events import SYSTEM, Name, Told
from app.core.notes import DeedRefused

Rule = Callable[[Any, Any], object | None]

RULES: dict[tuple[type, str], Rule] = {}
# Asked of every deed before its own rule: what somebody may not do, whatever it is done to.
STANDING: list[Callable[[Any, str], object | None]] = []


def rule(thing: type) -> Callable[[Rule], Rule]:
    """The function's name is the action: `def comment_on(officer, post)`. A rule about making a new
    thing is asked of the class: `require(officer, "write", Post)`."""

    def register(function: Rule) -> Rule:
        add_rule(thing, function.__name__, function)
        return function

    return register


def add_rule(thing: type, action: str, function: Rule) -> None:
    """A rule made from a table."""
    if (thing, action) in RULES:
        raise RuntimeError(f"two rules for {action} on {thing.__name__}")
    RULES[thing, action] = function


def standing(function: Callable[[Any, str], object | None]) -> Callable[[Any, str], object | None]:
    """`def looks_on(officer, action)`: the reason, or nothing."""
    STANDING.append(function)
    return function


def refusal(officer: Any, action: str, thing: Any) -> object | None:
    if officer is SYSTEM:  # a command, given by whoever keeps the machine
        return None
    return barred(officer, action) or RULES[_kind(thing), action](officer, thing)


def barred(officer: Any, action: str) -> object | None:
    """What standing rules say of it, whatever it would be done to."""
    found = (rule_of_standing(officer, action) for rule_of_standing in STANDING)
    return next((reason for reason in found if reason), None)


def can(officer: Any, action: str, thing: Any) -> bool:
    return refusal(officer, action, thing) is None


def require(officer: Any, action: str, thing: Any) -> None:
    if reason := refusal(officer, action, thing):
        raise Refused(reason, _attempt(officer, action, thing))


def _attempt(officer: Any, action: str, thing: Any) -> Told:
    event = DeedRefused(
        officer_id=officer.id,
        action=Name(action),
        thing=Name(_kind(thing).__name__.lower()),
        thing_id=None if isinstance(thing, type) else thing.id,
    )
    return Told(officer.actor, event, now())


def _kind(thing: Any) -> type:
    """`__class__` sees through current_officer, which stands for whoever asks."""
    kind: type = thing if isinstance(thing, type) else thing.__class__
    return kind
