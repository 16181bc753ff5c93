from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ResultEvent(Event, kind=None):
    action_id: int
    post_id: int
    result_id: int

    @property
    def subjects(self) -> tuple[str, ...]:
        return (f"post:{self.post_id}", f"action:{self.action_id}")


@dataclass(frozen=True, kw_only=True)
class ResultPublished(ResultEvent, kind="result.published"):
    pass


@dataclass(frozen=True, kw_only=True)
class ResultWithdrawn(ResultEvent, kind="result.withdrawn"):
    pass


@dataclass(frozen=True, kw_only=True)
class NamingEvent(Event, kind=None):
    """Of who brought the trouble or solved it, by themselves."""

    action_id: int
    post_id: int
    officer_id: int

    @property
    def subjects(self) -> tuple[str, ...]:
        return (f"post:{self.post_id}", f"action:{self.action_id}")


@dataclass(frozen=True, kw_only=True)
class NamingAgreed(NamingEvent, kind="result.naming_agreed"):
    pass


@dataclass(frozen=True, kw_only=True)
class NamingTakenBack(NamingEvent, kind="result.naming_taken_back"):
    pass
