"""May this officer do this to that? A rule answers with the reason it refuses, or nothing."""

from collections.abc import Callable
from typing import Any

from app.core.errors import Refused
from app.core.events import SYSTEM

Rule = Callable[[Any, Any], object | None]

RULES: dict[tuple[type, str], Rule] = {}
# Asked before every deed's own rule: who has left, or is held back, does nothing at all.
STANDING: list[Callable[[Any], object | None]] = []


def rule(thing: type) -> Callable[[Rule], Rule]:
    """The function's name is the action: `def comment_on(officer, post)`. A rule about making a new
    thing is asked of the class: `require(officer, "write", Post)`."""

    def register(function: Rule) -> Rule:
        if (thing, function.__name__) in RULES:
            raise RuntimeError(f"two rules for {function.__name__} on {thing.__name__}")
        RULES[thing, function.__name__] = function
        return function

    return register


def standing(function: Callable[[Any], object | None]) -> Callable[[Any], object | None]:
    STANDING.append(function)
    return function


def refusal(officer: Any, action: str, thing: Any) -> object | None:
    if officer is SYSTEM:  # a command, given by whoever keeps the machine
        return None
    # `__class__` sees through current_officer, which stands for whoever asks.
    kind = thing if isinstance(thing, type) else thing.__class__
    for rule_of_standing in STANDING:
        if reason := rule_of_standing(officer):
            return reason
    return RULES[kind, action](officer, thing)


def can(officer: Any, action: str, thing: Any) -> bool:
    return refusal(officer, action, thing) is None


def require(officer: Any, action: str, thing: Any) -> None:
    if reason := refusal(officer, action, thing):
        raise Refused(reason)
