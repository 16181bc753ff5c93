"""Meetings of the district, one to come and some that are over; and problems that come again."""

from datetime import datetime, timedelta
from time import sleep

from sqlalchemy import func, select

from app.core import clock
from app.core.clock import DHAKA, now, today
from app.core.db import db
from app.repeats.models import Repeat
from tests.actions.making import make_flag, make_item
from tests.browser.server import House
from tests.make import make_post
from tests.meetings import making as meetings
from tests.repeats import making as repeats

TITLES = (
    "দেওপাড়া বাজারের কালভার্ট ভেঙে গেছে",
    "কুলিয়া বাজারের কালভার্ট ভেঙে গেছে",
    "জামুরিয়া বাজারের কালভার্ট ভেঙে গেছে আবার",
)
ROOM = "সম্মেলন কক্ষ, দোতলা"
CULVERTS = "বালুর ট্রাক ওঠায় পাটাতন ভেঙেছে; ভারী যান ঠেকানোর খুঁটি নেই।"


def meet_and_repeat(house: House) -> dict[str, int]:
    app = house.app
    late = make_item(app, make_flag(app, make_post(app, title="ঘাট ইজারার টাকা জমা হয়নি")), days=3)
    make_item(app, make_flag(app, make_post(app, title="খাস পুকুরের সীমানা মাপা হয়নি")), days=5)
    meetings.make_late(app, late, today() - timedelta(days=4))
    nine = datetime.combine(today(), datetime.min.time(), DHAKA).replace(hour=9)
    with clock.at(nine):
        met = meetings.make_meeting(app, place=ROOM, at=nine + timedelta(minutes=1), day_off=True)
        off = meetings.make_meeting(app, place=ROOM, at=nine + timedelta(minutes=2), day_off=True)
        meetings.call_off(app, off)
    meetings.hold(app, met)
    said = dict.fromkeys(meetings.lines(app, met).values(), "তিন দিনে জমা নিয়ে জানাতে হবে।")
    words = "সবাই এসেছেন।\n\n- ঘাটের ইজারা **আগে** দেখা হবে।"
    meetings.write(app, met, words, concluded=said)
    called = meetings.make_meeting(app, place=ROOM, at=now() + timedelta(days=5), day_off=True)
    beginning = meetings.make_meeting(
        app, place=ROOM, at=now() + timedelta(minutes=1), day_off=True
    )
    for title in TITLES:
        repeats.make_ended(app, title, cause=CULVERTS, advice="দুই পাশে লোহার খুঁটি।")
    first = _newest(house, 0)
    for title in repeats.TITLES[:3]:
        repeats.make_ended(app, title)
    challenge = repeats.make_challenge(app, _newest(house, first))
    answering = repeats.answer(app, challenge, title="কালভার্টের দুই পাশে খুঁটি")
    return {
        "called": called,
        "met": met,
        "beginning": beginning,
        "off": off,
        "repeat": first,
        "challenge": challenge,
        "answering": answering,
    }


def _newest(house: House, before: int) -> int:
    """Of the repeats, once it is there: the worker of the house gathers them too."""
    for _ in range(100):
        repeats.work_through(house.app)
        with house.app.app_context():
            if found := db.session.scalar(select(func.max(Repeat.id)).where(Repeat.id > before)):
                return found
        sleep(0.1)
    raise AssertionError("no repeat was made")
