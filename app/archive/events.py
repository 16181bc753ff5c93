from dataclasses import dataclass

from app.core.events import ANY_POST, Event


@dataclass(frozen=True, kw_only=True)
class ArchiveImported(Event, kind="archive.imported"):
    """One for a whole batch: an import tells nobody."""

    batch_id: int

    @property
    def subjects(self) -> tuple[str, ...]:
        return (f"batch:{self.batch_id}", ANY_POST)
