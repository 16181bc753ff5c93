"""What has happened. An operation records it; `transaction` sees that it is told."""

import dataclasses
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, Self, get_type_hints

from app.core.clock import now
from app.core.db import db

ANY_POST = "posts"  # the subject of what may have changed every post, as its page shows it

KINDS: dict[str, type["Event"]] = {}


class ActorKind(StrEnum):
    OFFICER = "officer"
    SYSTEM = "system"
    CITIZEN = "citizen"
    PUBLIC = "public"
    SEALED = "sealed"  # who did it is kept apart; listeners skip what only the seal may tell


@dataclass(frozen=True)
class Actor:
    """Who did it, and as what: words as they stood at that moment, for a file read in ten years."""

    kind: ActorKind
    id: int | None = None
    seat_id: int | None = None
    text_bn: str = ""
    text_en: str = ""

    def prepared_by(self, other: "Actor") -> "Actor":
        """The same, doing what another has prepared: it is said of the deed for ever."""
        return replace(
            self,
            text_bn=f"{self.text_bn}{PREPARED_BN}{other.text_bn}",
            text_en=f"{self.text_en}{PREPARED_EN}{other.text_en}",
        )


# Between who did it and who prepared it, in the words that the log keeps.
PREPARED_BN, PREPARED_EN = " · প্রস্তুত করেছেন ", " · prepared by "

SYSTEM = Actor(ActorKind.SYSTEM, text_bn="উঠান", text_en="Uthan")
# Whose trouble it is, and who has proved it: nothing more is known of them here.
CITIZEN = Actor(ActorKind.CITIZEN, text_bn="নাগরিক", text_en="The citizen")


class Name(str):
    """A word of our own code, such as a rule's name: never one that somebody wrote."""

    __slots__ = ()


@dataclass(frozen=True, kw_only=True)
class Event:
    """Facts of one deed: ids, states, names, dates and hashes; never words or personal data, so
    that the log can outlive what must be forgotten. A test walks every subclass."""

    kind: ClassVar[str]

    def __init_subclass__(cls, kind: str | None) -> None:
        if kind:  # None: a shape that others share, not a thing that happens
            cls.kind = kind
            KINDS[kind] = cls

    @property
    def subjects(self) -> tuple[str, ...]:
        """What it concerns, as in "post:12": the names of its histories and of its live rooms."""
        raise NotImplementedError

    def facts(self) -> dict[str, Any]:
        found = dataclasses.asdict(self)
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in found.items()
        }

    @classmethod
    def of(cls, facts: dict[str, Any]) -> Self:
        dates = _date_fields(cls.kind)
        return cls(
            **{
                name: date.fromisoformat(value) if name in dates and value else value
                for name, value in facts.items()
            }
        )


@cache
def _date_fields(kind: str) -> frozenset[str]:
    hints = get_type_hints(KINDS[kind])
    return frozenset(name for name, hint in hints.items() if "datetime.date" in str(hint))


@dataclass(frozen=True)
class Told:
    """An event, who did it and when, waiting for the commit."""

    actor: Actor
    event: Event
    at: datetime


def record(actor: Actor, event: Event) -> None:
    """Say what was done. It is told only if the transaction commits."""
    _pending().append(Told(actor, event, now()))


def take_pending() -> list[Told]:
    pending = _pending()
    taken, pending[:] = list(pending), []
    return taken


def _pending() -> list[Told]:
    pending: list[Told] = db.session().info.setdefault("events", [])
    return pending
