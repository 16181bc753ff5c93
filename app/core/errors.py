"""The ways to say no. `core/refusals.py` turns each into a page."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.core.events import Told


class Missing(Exception):
    """No such thing, or not yours to see: from outside the two look the same."""


@dataclass(frozen=True)
class NotNow:
    """A reason of the moment: the officer might do it, and the thing has moved on. Answered 409."""

    said: object

    def __str__(self) -> str:
        return str(self.said)


class Refused(Exception):
    """Not allowed, and why, in words an officer can read."""

    def __init__(self, reason: object, attempt: "Told | None" = None) -> None:
        super().__init__(str(reason))
        self.reason = reason  # lazy: said in the language of whoever reads it
        self.attempt = attempt  # when a rule refused


class Busy(Exception):
    """The database could not take the change in time; nothing of it was kept."""


class Away(Exception):
    """What stands outside this house does not answer, or cannot; it is asked again later. The words
    are for the log."""


class KeyReused(Exception):
    """A form was sent again with other words under the same key."""

    def __init__(self, first_words: str, place: str) -> None:
        super().__init__("already sent")
        self.first_words = first_words
        self.place = place


class Outdated(Exception):
    """Somebody changed it since this form was opened: nothing was overwritten."""

    def __init__(self, words_now: str) -> None:
        super().__init__("changed meanwhile")
        self.words_now = words_now
