"""What an officer tells colleagues of oneself. A telephone number and the e-mail address are shown
as far as the officer lets them be, and stand nowhere else: not in the index, not in the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.db import Model, ask, db, insert_unless_there, put, table_of, take_turn
from app.core.links import tag_of
from app.core.text import tidy_line
from app.officers.models import Officer

MOST_TOPICS = 8  # who knows everything is found for nothing


class ShownTo(StrEnum):
    NOBODY = "nobody"
    OFFICE = "office"  # who sits in an office where the officer sits
    ALL = "all"


class Profile(Model):
    """One an officer, from the first time that they look through their own."""

    __tablename__ = "profiles"

    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), unique=True)
    about: Mapped[str] = mapped_column(default="")
    batch: Mapped[int | None]  # of the Bangladesh Civil Service
    phone: Mapped[str] = mapped_column(default="")  # as typed
    phone_for: Mapped[ShownTo] = mapped_column(default=ShownTo.NOBODY)
    email_for: Mapped[ShownTo] = mapped_column(default=ShownTo.NOBODY)
    helps_since: Mapped[datetime | None]  # offers help in the topics
    version: Mapped[int] = mapped_column(default=0)


class Topic(Model):
    """What an officer knows, as a tag: in its one spelling."""

    __tablename__ = "topics"
    __table_args__ = (UniqueConstraint("officer_id", "tag"),)

    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    tag: Mapped[str] = mapped_column(index=True)


@dataclass(frozen=True, slots=True)
class Told:
    """What an officer tells of oneself, whole."""

    about: str = ""
    batch: int | None = None
    phone: str = ""
    phone_for: ShownTo = ShownTo.NOBODY
    email_for: ShownTo = ShownTo.NOBODY
    topics: tuple[str, ...] = ()
    helps: bool = False
    version: int = 0

    @property
    def contact(self) -> tuple[str, ShownTo, ShownTo]:
        return self.phone, self.phone_for, self.email_for


@dataclass(frozen=True, slots=True)
class Contact:
    """What one colleague may see of another's; "" where nothing is shown."""

    phone: str = ""
    email: str = ""


def topics_of(typed: str) -> tuple[list[str], list[str]]:
    """Topics from a line with commas, and what in it is none."""
    topics: dict[str, None] = {}
    others = []
    for part in typed.replace("،", ",").replace(";", ",").replace("#", ",").split(","):
        words = tidy_line(part)
        if tag := tag_of(words.replace(" ", "_").replace("-", "_")):
            topics[tag] = None
        elif words:
            others.append(words)
    return list(topics), others


def told_by(officer_id: int) -> Told:
    row = _profile(officer_id)
    topics = tuple(list_topics(officer_id))
    if row is None:
        return Told(topics=topics)
    return Told(
        row.about,
        row.batch,
        row.phone,
        row.phone_for,
        row.email_for,
        topics,
        row.helps_since is not None,
        row.version,
    )


def list_topics(officer_id: int) -> Sequence[str]:
    """In the order in which they were given."""
    rows = select(Topic.tag).where(Topic.officer_id == officer_id).order_by(Topic.id)
    return db.session.scalars(rows).all()


def contact_of(whose: Officer, told: Told, viewer: Officer) -> Contact:
    """As far as it is shown to this colleague."""
    offices = {seat.office_id for seat in whose.seats}
    near = bool(offices & {seat.office_id for seat in viewer.seats})

    def shown(to: ShownTo) -> bool:
        return to == ShownTo.ALL or (to == ShownTo.OFFICE and near)

    return Contact(
        phone=told.phone if shown(told.phone_for) else "",
        email=whose.email if shown(told.email_for) else "",
    )


def open_profile(officer_id: int) -> Profile:
    """The officer's row, made when it is not there yet, in this change's own turn."""
    put(insert_unless_there(Profile), {"officer_id": officer_id})
    profile = db.session.scalars(select(Profile).where(Profile.officer_id == officer_id)).one()
    take_turn(profile)
    return profile


def keep(profile: Profile, told: Told) -> None:
    profile.about, profile.batch = told.about, told.batch
    profile.phone, profile.phone_for, profile.email_for = told.contact
    profile.helps_since = (profile.helps_since or now()) if told.helps else None
    profile.version += 1
    db.session.execute(delete(Topic).where(Topic.officer_id == profile.officer_id))
    if told.topics:
        rows = [{"officer_id": profile.officer_id, "tag": tag} for tag in told.topics]
        put(insert(table_of(Topic)), rows)


def _profile(officer_id: int) -> Profile | None:
    return db.session.scalar(select(Profile).where(Profile.officer_id == officer_id))


def has_looked_through(officer_id: int) -> bool:
    return bool(ask(select(Profile.id).where(Profile.officer_id == officer_id)))
