from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, select

from app.core.clock import now
from app.core.db import db
from app.core.errors import Missing
from app.core.i18n import language_of
from app.drafts.models import Draft
from app.officers.models import Officer

KEPT = timedelta(days=90)  # since it was last changed
WORDS = 160  # letters of a draft in a list


@dataclass(frozen=True, slots=True)
class Listed:
    """A draft as its writer's list shows it."""

    id: int
    kind: str
    title: str  # "" while it has none
    words: str  # how it begins
    at: datetime

    @property
    def language(self) -> str:
        return language_of(f"{self.title} {self.words}")


def find_draft(officer: Officer, draft_id: int) -> Draft:
    """A colleague's is not there, for anybody."""
    found = db.session.scalar(_mine(officer).where(Draft.id == draft_id))
    if found is None:
        raise Missing
    return found


def find_by_key(officer: Officer, key: str | None) -> Draft | None:
    """The draft that was saved from the form with this key."""
    return db.session.scalar(_mine(officer).where(Draft.key == key))


def list_drafts(officer: Officer) -> list[Listed]:
    """One's own, the last changed first."""
    rows = db.session.scalars(_mine(officer).order_by(Draft.updated_at.desc(), Draft.id.desc()))
    return [show_draft(draft) for draft in rows]


def list_waiting(officer: Officer) -> Sequence[int]:
    """Their numbers, the last changed first."""
    newest = _mine(officer).order_by(Draft.updated_at.desc(), Draft.id.desc())
    return db.session.scalars(newest.with_only_columns(Draft.id)).all()


def _mine(officer: Officer) -> Select[tuple[Draft]]:
    return select(Draft).where(Draft.officer_id == officer.id, Draft.updated_at > now() - KEPT)


def words_of(draft: Draft) -> str:
    """All that was typed in it, to be read beside another text."""
    return "\n\n".join(text for text in _texts(draft) if text)


def _texts(draft: Draft) -> list[str]:
    """The title first; not what was only chosen."""
    title = draft.fields.get("title", [""])
    others = [texts for name, texts in draft.fields.items() if name not in {"title", *CHOSEN}]
    return [*title, *(text for texts in others for text in texts)]


# Choices and tokens of a form: they are kept with its words, and say nothing to who reads them.
CHOSEN = {"audience", "language"}


def show_draft(draft: Draft) -> Listed:
    title, *others = _texts(draft)
    words = " ".join(" ".join(others).split())
    return Listed(draft.id, draft.kind, title, words[:WORDS], draft.updated_at)
