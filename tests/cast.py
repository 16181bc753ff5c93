"""The people of the tests. Everyone knows them.

Rahima   Assistant Commissioner (Land), Ghatail: writes from the field
Tanvir   Upazila Nirbahi Officer, Ghatail: above Rahima
Jubayer  Upazila Social Services Officer, Ghatail: Rahima's neighbour
Arif     Deputy Commissioner, Tangail: senior, heads the district
Shahana  Secretary, Ministry of Land: senior
Nurul    Joint Secretary, Ministry of Land: senior
Maya     Deputy Secretary, Cabinet Division: moderator
Mithun   Deputy Secretary, Cabinet Division: another moderator
Omar     Senior Assistant Secretary, Local Government Division: the outsider
"""

from datetime import UTC, date, datetime

from app.calendar.models import CalendarDay, DayKind
from app.core.clock import now
from app.core.db import db
from app.officers.models import Holding, HoldingKind, Office, Officer, Rank, Seat

RANKS = {
    "secretary": (90, "সচিব", "Secretary"),
    "joint": (70, "যুগ্মসচিব", "Joint Secretary"),
    "deputy": (60, "উপসচিব", "Deputy Secretary"),
    "senior-assistant": (50, "সিনিয়র সহকারী সচিব", "Senior Assistant Secretary"),
    "assistant": (40, "সহকারী সচিব", "Assistant Secretary"),
}

# code: (parent, layer, short, name bn, name en, place bn, place en)
OFFICES = {
    "cabinet": (
        None,
        "cabinet",
        "CAB",
        "মন্ত্রিপরিষদ বিভাগ",
        "Cabinet Division",
        "মন্ত্রিপরিষদ বিভাগ",
        "Cabinet Division",
    ),
    "land": (
        "cabinet",
        "ministry",
        "LND",
        "ভূমি মন্ত্রণালয়",
        "Ministry of Land",
        "ভূমি মন্ত্রণালয়",
        "Ministry of Land",
    ),
    "lgd": (
        "cabinet",
        "ministry",
        "LGD",
        "স্থানীয় সরকার বিভাগ",
        "Local Government Division",
        "স্থানীয় সরকার বিভাগ",
        "Local Government Division",
    ),
    "dhaka-division": (
        "cabinet",
        "division",
        "DHK",
        "বিভাগীয় কমিশনারের কার্যালয়, ঢাকা",
        "Divisional Commissioner's Office, Dhaka",
        "ঢাকা বিভাগ",
        "Dhaka Division",
    ),
    "tangail": (
        "dhaka-division",
        "district",
        "TGL",
        "জেলা প্রশাসকের কার্যালয়, টাঙ্গাইল",
        "Deputy Commissioner's Office, Tangail",
        "টাঙ্গাইল",
        "Tangail",
    ),
    "ghatail": (
        "tangail",
        "upazila",
        "TGL",
        "উপজেলা প্রশাসন, ঘাটাইল",
        "Upazila Administration, Ghatail",
        "ঘাটাইল, টাঙ্গাইল",
        "Ghatail, Tangail",
    ),
    "ghatail-land": (
        "ghatail",
        "upazila",
        "TGL",
        "উপজেলা ভূমি অফিস, ঘাটাইল",
        "Upazila Land Office, Ghatail",
        "ঘাটাইল, টাঙ্গাইল",
        "Ghatail, Tangail",
    ),
    "bhola": (
        "cabinet",
        "district",
        "BHO",
        "জেলা প্রশাসকের কার্যালয়, ভোলা",
        "Deputy Commissioner's Office, Bhola",
        "ভোলা",
        "Bhola",
    ),
}

# code: (office, rank, head, title bn, title en)
SEATS = {
    "land.secretary": ("land", "secretary", True, "সচিব", "Secretary"),
    "land.joint": ("land", "joint", False, "যুগ্মসচিব", "Joint Secretary"),
    "cabinet.moderator": ("cabinet", "deputy", False, "উপসচিব", "Deputy Secretary"),
    "cabinet.moderator-2": ("cabinet", "deputy", False, "উপসচিব", "Deputy Secretary"),
    "lgd.sas": (
        "lgd",
        "senior-assistant",
        False,
        "সিনিয়র সহকারী সচিব",
        "Senior Assistant Secretary",
    ),
    "tangail.dc": ("tangail", "deputy", True, "জেলা প্রশাসক", "Deputy Commissioner"),
    "tangail.adc": (
        "tangail",
        "senior-assistant",
        False,
        "অতিরিক্ত জেলা প্রশাসক",
        "Additional Deputy Commissioner",
    ),
    "ghatail.uno": (
        "ghatail",
        "senior-assistant",
        True,
        "উপজেলা নির্বাহী অফিসার",
        "Upazila Nirbahi Officer",
    ),
    "ghatail.social": (
        "ghatail",
        "assistant",
        False,
        "উপজেলা সমাজসেবা অফিসার",
        "Upazila Social Services Officer",
    ),
    "ghatail.land": (
        "ghatail-land",
        "assistant",
        True,
        "সহকারী কমিশনার (ভূমি)",
        "Assistant Commissioner (Land)",
    ),
    "bhola.dc": ("bhola", "deputy", True, "জেলা প্রশাসক", "Deputy Commissioner"),
}

# name: (seat, rank, name bn, name en, moderator)
PEOPLE = {
    "rahima": ("ghatail.land", "assistant", "রহিমা খাতুন", "Rahima Khatun", False),
    "tanvir": ("ghatail.uno", "senior-assistant", "তানভীর হাসনাত", "Tanvir Hasnat", False),
    "jubayer": ("ghatail.social", "assistant", "জুবায়ের রহমান", "Jubayer Rahman", False),
    "arif": ("tangail.dc", "deputy", "আরিফুল বাশার", "Ariful Bashar", False),
    "shahana": ("land.secretary", "secretary", "ড. শাহানা মল্লিক", "Dr Shahana Mallik", False),
    "nurul": ("land.joint", "joint", "নূরুল আলম", "Nurul Alam", False),
    "maya": ("cabinet.moderator", "deputy", "মায়া চাকমা", "Maya Chakma", True),
    "mithun": ("cabinet.moderator-2", "deputy", "মিঠুন বিশ্বাস", "Mithun Biswas", True),
    "omar": ("lgd.sas", "senior-assistant", "ওমর ফারুক", "Omar Faruk", False),
}  # fmt: skip

HERE_SINCE = datetime(2024, 1, 1, tzinfo=UTC)  # no newcomers: they have their own tests
PASSWORD = "seven boats on the Jamuna"  # long enough for the rules; hashed once a session


def seat_everyone(password_hash: str) -> None:
    """Fill empty tables with them. Within a transaction."""
    ranks = {
        code: Rank(code=code, seniority=seniority, grade="", title_bn=bn, title_en=en)
        for code, (seniority, bn, en) in RANKS.items()
    }
    db.session.add_all(ranks.values())
    offices: dict[str, Office] = {}
    for code, (parent, layer, short, bn, en, place_bn, place_en) in OFFICES.items():
        above = offices.get(parent or "")
        office = Office(
            code=code, parent_id=above.id if above else None, layer=layer, short=short,
            name_bn=bn, name_en=en, place_bn=place_bn, place_en=place_en, path="",
            district=code if layer == "district" else (above.district if above else ""),
        )  # fmt: skip
        db.session.add(office)
        db.session.flush()
        office.path = f"{above.path if above else '/'}{office.id}/"
        offices[code] = office
    seats: dict[str, Seat] = {}
    for code, (where, rank, head, bn, en) in SEATS.items():
        office = offices[where]
        seats[code] = Seat(
            code=code, office_id=office.id, rank_id=ranks[rank].id, head=head, title_bn=bn, title_en=en,
            label_bn=f"{bn}, {office.place_bn}", label_en=f"{en}, {office.place_en}",
        )  # fmt: skip
    db.session.add_all(seats.values())
    db.session.flush()
    for name, (seat, rank, bn, en, moderator) in PEOPLE.items():
        officer = Officer(
            email=f"{name}@uthan.example", name_bn=bn, name_en=en, rank_id=ranks[rank].id,
            password_hash=password_hash, moderator_since=now() if moderator else None, language="en",
            created_at=HERE_SINCE,
        )  # fmt: skip
        db.session.add(officer)
        db.session.flush()
        db.session.add(
            Holding(
                seat_id=seats[seat].id,
                officer_id=officer.id,
                kind=HoldingKind.MAIN,
                since=date(2024, 1, 1),
                until=None,
            )  # fmt: skip
        )
    db.session.add(
        CalendarDay(date=date(2026, 12, 16), kind=DayKind.HOLIDAY, name_bn="বিজয় দিবস", name_en="Victory Day")
    )  # fmt: skip
