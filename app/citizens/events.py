from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CitizenLookedAt(Event, kind="citizen.looked_at"):
    """Its subject is the officer alone: on the page of the post nothing has happened."""

    officer_id: int
    post_id: int
    look_id: int

    @property
    def subjects(self) -> tuple[str, ...]:
        return (f"officer:{self.officer_id}",)


@dataclass(frozen=True, kw_only=True)
class CitizensForgotten(Event, kind="citizens.forgotten"):
    """Their day has come: names and numbers are gone."""

    number: int

    @property
    def subjects(self) -> tuple[str, ...]:
        return ("citizens",)
