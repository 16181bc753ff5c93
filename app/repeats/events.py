from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ProblemRepeated(Event, kind="problem.repeated"):
    """The third of alike troubles was ended within the window."""

    repeat_id: int

    @property
    def subjects(self) -> tuple[str, ...]:
        return (f"repeat:{self.repeat_id}",)


@dataclass(frozen=True, kw_only=True)
class ChallengeOpened(Event, kind="challenge.opened"):
    post_id: int
    repeat_id: int

    @property
    def subjects(self) -> tuple[str, ...]:
        return (f"post:{self.post_id}",)


@dataclass(frozen=True, kw_only=True)
class ChallengeAnswered(Event, kind="challenge.answered"):
    post_id: int  # the idea
    challenge_id: int

    @property
    def subjects(self) -> tuple[str, ...]:
        return (f"post:{self.challenge_id}", f"post:{self.post_id}")
