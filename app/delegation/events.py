from dataclasses import dataclass
from datetime import date

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class DelegationEvent(Event, kind=None):
    """Of the two alone: no post is named, so that no page of one tells of words in preparation."""

    delegation_id: int
    senior_id: int
    delegate_id: int

    @property
    def subjects(self) -> tuple[str, ...]:
        return (f"delegation:{self.delegation_id}",)


@dataclass(frozen=True, kw_only=True)
class DelegationGiven(DelegationEvent, kind="delegation.given"):
    since: date
    until: date | None


@dataclass(frozen=True, kw_only=True)
class DelegationEnded(DelegationEvent, kind="delegation.ended"):
    by_delegate: bool


@dataclass(frozen=True, kw_only=True)
class WordsPrepared(DelegationEvent, kind="words.prepared"):
    preparation_id: int


@dataclass(frozen=True, kw_only=True)
class WordsSetAside(DelegationEvent, kind="words.set_aside"):
    preparation_id: int
