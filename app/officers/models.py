from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from flask_login import UserMixin
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.clock import today
from app.core.db import Model
from app.core.events import Actor, ActorKind
from app.core.i18n import in_language

if TYPE_CHECKING:
    from app.officers.session import Session

SENIOR = 60  # seniority from which one is called senior: Deputy Secretary, Deputy Commissioner
FIELD = {"district", "upazila", "union"}  # office layers that are called the field
TINTS = 6  # colours of the patches: one an office, never one a person
# What stands under the name of who has retired, in Bangla and in English: queries and the log need
# both at once.
RETIRED = ("অবসরপ্রাপ্ত", "Retired")
FORMERLY = ("অবসরপ্রাপ্ত — সাবেক ", "Retired — formerly ")


class Shown(StrEnum):
    """What colleagues see of an officer who is on a page at this moment."""

    NOTHING = "nothing"
    WRITING = "writing"  # that a comment is being written, and by whom
    READING = "reading"  # and who reads; never of a senior, whose visit alone would be a word


class Rank(Model):
    """A step of the ladder. Officers are ordered by seniority; grade is the pay grade, 1 to 20."""

    __tablename__ = "ranks"

    code: Mapped[str] = mapped_column(unique=True)
    seniority: Mapped[int]
    grade: Mapped[str]
    title_bn: Mapped[str]
    title_en: Mapped[str]

    @property
    def title(self) -> str:
        return in_language(self.title_bn, self.title_en)


class Office(Model):
    """A node of the tree. `path` is the ids from the root to itself, as in "/1/4/19/"."""

    __tablename__ = "offices"

    code: Mapped[str] = mapped_column(unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("offices.id"), index=True)
    path: Mapped[str] = mapped_column(index=True)
    layer: Mapped[str]
    name_bn: Mapped[str]
    name_en: Mapped[str]
    place_bn: Mapped[str]  # an upazila always with its district
    place_en: Mapped[str]
    short: Mapped[str]  # three letters, for tracking numbers
    district: Mapped[str] = mapped_column(default="", index=True)  # the district office's code
    also: Mapped[str] = mapped_column(default="")  # other spellings of its place, to be found by

    @property
    def name(self) -> str:
        return in_language(self.name_bn, self.name_en)

    @property
    def place(self) -> str:
        return in_language(self.place_bn, self.place_en)

    @property
    def ancestors(self) -> list[int]:
        """Ids from the root down to this office itself."""
        return [int(number) for number in self.path.strip("/").split("/")]


class Seat(Model):
    """A place in the organogram. It stays when its holder goes."""

    __tablename__ = "seats"

    code: Mapped[str] = mapped_column(unique=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"), index=True)
    rank_id: Mapped[int] = mapped_column(ForeignKey("ranks.id"))
    title_bn: Mapped[str]
    title_en: Mapped[str]
    label_bn: Mapped[str]  # the title with its place, as it stands under a name
    label_en: Mapped[str]
    head: Mapped[bool] = mapped_column(default=False)  # of its office

    office: Mapped[Office] = relationship(lazy="joined")

    @property
    def label(self) -> str:
        return in_language(self.label_bn, self.label_en)


class HoldingKind(StrEnum):
    MAIN = "main"
    ACTING = "acting"
    ADDITIONAL = "additional"


class Holding(Model):
    """Who sits in a seat, from a day until a day (neither given: still)."""

    __tablename__ = "holdings"

    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    kind: Mapped[HoldingKind]
    since: Mapped[date]
    until: Mapped[date | None]

    seat: Mapped[Seat] = relationship(lazy="joined")

    def lasts_on(self, day: date) -> bool:
        """Has not ended by that day: it may begin only later."""
        return self.until is None or self.until >= day

    @property
    def current(self) -> bool:
        return self.since <= today() and (self.until is None or self.until >= today())


class Officer(UserMixin, Model):
    __tablename__ = "officers"

    email: Mapped[str] = mapped_column(unique=True)  # lower case, NFC
    name_bn: Mapped[str] = mapped_column(index=True)
    name_en: Mapped[str] = mapped_column(index=True)
    rank_id: Mapped[int] = mapped_column(ForeignKey("ranks.id"))
    password_hash: Mapped[str | None]
    language: Mapped[str | None]  # None until chosen
    theme: Mapped[str | None]
    presence: Mapped[Shown | None]  # None until chosen
    hushed_at: Mapped[datetime | None]  # no new comment is read aloud since
    moderator_since: Mapped[datetime | None]
    auditor_since: Mapped[datetime | None]
    administrator_since: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    last_seen_at: Mapped[datetime | None]
    retired_on: Mapped[date | None]  # the first day out of service
    leave_until: Mapped[date | None]  # the last day of post-retirement leave (PRL), if there is one
    former_seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))  # the last before

    rank: Mapped[Rank] = relationship(lazy="joined")
    former_seat: Mapped[Seat | None] = relationship()
    all_holdings: Mapped[list[Holding]] = relationship(lazy="selectin", viewonly=True)

    __allow_unmapped__ = True  # for the next line, which is no column
    session: "Session | None" = None  # the one that asks, when this officer is asking

    def get_id(self) -> str:
        """What the cookie holds: the session's token, never the officer's number."""
        if self.session is None:
            raise RuntimeError("an officer without a session cannot sign in")
        return self.session.token

    @property
    def name(self) -> str:
        return in_language(self.name_bn, self.name_en)

    @property
    def holdings(self) -> list[Holding]:
        """Those of today, the main one first."""
        order = list(HoldingKind)
        held = (holding for holding in self.all_holdings if holding.current)
        return sorted(held, key=lambda holding: order.index(holding.kind))

    @property
    def seats(self) -> list[Seat]:
        return [holding.seat for holding in self.holdings]

    @property
    def seat(self) -> Seat | None:
        """The seat this officer acts from: the one chosen for the session, else the main one."""
        seats = self.seats
        chosen = self.session.seat_id if self.session else None
        return next((seat for seat in seats if seat.id == chosen), seats[0] if seats else None)

    @property
    def labels(self) -> tuple[str, str]:
        """What stands under the name, in Bangla and in English."""
        if self.retired_on:
            last = self.former_seat
            return (FORMERLY[0] + last.label_bn, FORMERLY[1] + last.label_en) if last else RETIRED
        seat = self.seat
        if seat is None:
            return self.rank.title_bn, self.rank.title_en
        return seat.label_bn, seat.label_en

    @property
    def seat_label(self) -> str:
        return in_language(*self.labels)

    @property
    def office_id(self) -> int:
        """Where the officer sits, or sat last; 0 for nowhere."""
        seat = self.former_seat if self.retired_on else self.seat
        return seat.office_id if seat else 0

    @property
    def office_tint(self) -> int:
        return self.office_id % TINTS + 1

    @property
    def seniority(self) -> int:
        """Rank as authority. Who has retired keeps the rank as a title, and this no more."""
        return 0 if self.retired_on else self.rank.seniority

    @property
    def is_senior(self) -> bool:
        return self.seniority >= SENIOR

    @property
    def shown(self) -> Shown:
        """As chosen; of a senior at most that a word is being written, and that only if chosen."""
        if self.is_senior:
            return Shown.WRITING if self.presence == Shown.WRITING else Shown.NOTHING
        return self.presence or Shown.WRITING

    @property
    def is_moderator(self) -> bool:
        return self.moderator_since is not None

    @property
    def actor(self) -> Actor:
        """This officer as the log remembers it: name, title and office as they are today."""
        seat = self.seat
        bn, en = self.labels
        return Actor(
            ActorKind.OFFICER,
            id=self.id,
            seat_id=seat.id if seat else None,
            text_bn=f"{self.name_bn}, {bn}",
            text_en=f"{self.name_en}, {en}",
        )
