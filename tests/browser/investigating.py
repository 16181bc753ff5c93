"""Investigations at each stage, with long names and words."""

from flask import Flask

from tests.actions.making import act, make_flag, make_item
from tests.investigations import making
from tests.make import make_post

TITLE = "নামজারির জন্য অতিরিক্ত টাকা নেওয়ার অভিযোগ, দেওপাড়া ইউনিয়ন ভূমি অফিস"
ASKED = (
    "নামজারি করতে **রসিদ ছাড়া** টাকা নেওয়া হয়েছে কি না।\n\n- কত টাকা\n- কার হাতে"
    " নামজারিসংক্রান্তঅভিযোগনিষ্পত্তিব্যবস্থাপনাকমিটিরসভাপতিরপ্রতিবেদন"
)
NOTICE = "১২ মে সকালে সাত হাজার টাকা নেওয়া হয়েছে, রসিদ দেওয়া হয়নি।"


def investigate(app: Flask) -> dict[str, int]:
    going, noticed, heard, reported, ended = (make_trouble(app) for _ in range(5))
    order = making.order(app, going)
    known = making.ask(app, noticed, by="arif", words=ASKED)
    making.act(app, "give_notice", known, words=NOTICE)
    answered = making.order(app, heard)
    making.hear(app, answered)
    over = making.report(app, ended)
    making.act(app, "accept_findings", over, words="গ্রহণ করা হলো।")
    return {
        "to_investigate": make_trouble(app),
        "asked": making.ask(app, make_trouble(app), words=ASKED),
        "investigated": going,
        "investigation": order,
        "noticed": known,
        "heard": answered,
        "reported": making.report(app, reported),
        "settled": over,
    }


def make_trouble(app: Flask) -> int:
    return make_item(app, make_flag(app, make_post(app, title=TITLE)))


def make_private(app: Flask) -> dict[str, int]:
    post_id = make_post(app, title=TITLE)
    number = make_item(app, make_flag(app, post_id))
    act(app, number, "make_private", by="arif", said="সাক্ষীর নাম আছে: বাইরের কেউ যেন না পড়ে।")
    return {"private": number, "private_post": post_id}
