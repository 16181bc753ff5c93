"""A house in which each screen has something to show: in both languages, with the long names and
words that break layouts."""

from datetime import timedelta
from time import sleep

from flask import Flask
from sqlalchemy import select

from app.calendar.models import Scope
from app.comments.models import Comment
from app.comments.operations import Said, ask_author, edit_comment
from app.core.clock import now, today
from app.core.db import db
from app.core.transaction import transaction
from app.delegation.models import Act
from app.drafts.operations import save_draft
from app.endorsements.operations import mark_read
from app.evidence.models import Damage, Evidence, EvidenceKind, Part, PartName
from app.evidence.operations import note_damage
from app.files import store
from app.following.followed import Kind, What
from app.following.operations import face_post, follow_what, keep_post
from app.ideas.models import IdeaState
from app.moderation.models import Reason
from app.moderation.operations import hide_comment_with_reason, raise_concern
from app.officers.models import Holding, HoldingKind, Office, Officer, Seat
from app.officers.operations import change_profile
from app.officers.profiles import Told
from app.officers.queries import version_of
from app.posts.models import Audience, Post, PostKind
from app.retirement.operations import retire_officer
from tests import make
from tests.actions import making
from tests.appeals import making as making_appeals
from tests.browser.investigating import investigate, make_private
from tests.browser.meeting import meet_and_repeat
from tests.browser.photos import photo
from tests.browser.server import House
from tests.calendar import hands as calendar
from tests.delegation import hands
from tests.evidence.laying import evidence, put_before
from tests.files.sending import PDF
from tests.orders import making as making_orders
from tests.sources import making as bringing
from tests.versions.editing import edit

LONG = "জমিসংক্রান্ত_অভিযোগনিষ্পত্তিব্যবস্থাপনা_https://land.example/" + "file" * 20
POND = "কুলিয়া গ্রামের সরকারি পুকুর একজনের বেড়ায় ঘেরা: জেলেরা নামতে পারেন না"
WATER = f"The pond is government water.\n\n- leased in 2019\n- fenced in 2024\n\n> {LONG}\n\n`khatian 12`"


def furnish(house: House) -> dict[str, int]:
    """What stands there, by name → id."""
    app = house.app
    idea = make.make_idea(app)
    second = make.make_idea(app, by="jubayer", title="একটি নম্বরেই সব ইউনিয়নের উত্তর")
    pond = make.make_post(app, title=POND, body=WATER.replace("2019", "২০১৮ সালে"))
    edit(app, pond, body=WATER)
    make.make_post(app, title="Whose keys are these?", audience=Audience.OFFICE)
    make.endorse(app, idea)
    make.do(app, lambda: ask_author(make.officer("shahana"), _post(idea), Said("খরচ কত হবে?")))
    with app.test_request_context(), transaction():
        mark_read(make.officer("nurul"), _post(idea))
        for name in ("jubayer", "omar"):
            face_post(make.officer(name), _post(pond))
        keep_post(make.officer("jubayer"), _post(pond))
        offices = dict(db.session.execute(select(Office.code, Office.id)).tuples().all())
        _follow_each_kind(offices)
        make.officer("mithun").administrator_since = now()
    first = calendar.enter(app, today().replace(month=11, day=3), by="mithun")
    calendar.withdraw(app, first, by="mithun", why=f"তারিখটি ভুল ছিল। {LONG}")
    calendar.enter(
        app, today().replace(month=11, day=4), by="mithun", scope=Scope.AREA, where="tangail"
    )
    comment = make.say(app, pond, by="tanvir", text=f"তিনি একজন চোর। {LONG} #land_and_water")
    hidden = make.say(app, pond, by="jubayer", text="His father too.")
    return {
        "idea": idea,
        "second": second,
        "pond": pond,
        "comment": comment,
        "hidden": _hide(house, hidden),
        "concern": _concern(house, comment),
        "flag": making.make_flag(app, make.make_post(app, by="tanvir", title="সেতুটি ভাঙা")),
        "doing": making.make_item(app, making.make_flag(app, idea)),
        "order": making_orders.make_order(app),
        **_appeals(app),
        **investigate(app),
        **make_private(app),
        **_done(house),
        "moved": _moved(house),
        "ghatail": offices["ghatail"],
        "tangail": offices["tangail"],
        **_kinds(house),
        **_merged(house),
        **_seats(house),
        **_prepared(house, second),
        "retired": _retired(house),
        "tanvir": house.officer_id("tanvir"),
        "rahima": house.officer_id("rahima"),
        "shahana": house.officer_id("shahana"),
        "draft": _draft(house, comment),
        **_issues(house),
        **_proven(house),
        **meet_and_repeat(house),
    }


def _issues(house: House) -> dict[str, int]:
    """One that nobody has verified, and one that somebody has; and an auditor."""
    app = house.app
    bridge = bringing.make_issue(app, title="দেওপাড়ার সাঁকো ভাঙা", words=f"কেউ আসেনি। {LONG}")
    taken = bringing.make_issue(app, by="jubayer", title=POND, words=WATER, url=LONG[-99:])
    bringing.make_verified(app, taken, how=f"নিজে গিয়ে দেখেছি। {LONG}")
    bringing.make_look(app, bridge, why=f"নম্বরটি জানাতে হবে। {LONG}")
    with app.test_request_context("/?lang=bn"), transaction():
        seat = making.seat("tangail.adc")
        _account("auditor", "নিরীক্ষক", make.officer("arif"), seat).auditor_since = now()
    return {"bridge": bridge, "taken": taken}


def _follow_each_kind(offices: dict[str, int]) -> None:
    rahima, omar = make.officer("rahima"), make.officer("omar")
    for what in (
        What(Kind.COLLEAGUE, rahima.id),
        What(Kind.OFFICE, offices["ghatail"]),
        What(Kind.DISTRICT, "tangail"),
        What(Kind.TAG, "ভূমি_প্রশাসন_ও_ভূমি_ব্যবস্থাপনা"),
        What(Kind.TAG, "land_and_water"),
    ):
        follow_what(omar, what)


def _merged(house: House) -> dict[str, int]:
    merged = make.make_idea(house.app, by="tanvir", title="ফোনে উত্তর দিন")
    took_in = make.make_idea(house.app, by="jubayer", title="এক নম্বরে সব উত্তর")
    make.endorse(house.app, merged, by="shahana", reason=f"কালীগঞ্জে কাজ হয়েছে। {LONG}")
    make.merge(house.app, merged, took_in)
    return {"merged": merged, "took_in": took_in}


def _kinds(house: House) -> dict[str, int]:
    help_, notice, proposition = (
        make.make_kind(house.app, PostKind.HELP, "চরে নৌকা চাই", need=WATER, place=LONG),
        make.make_kind(house.app, PostKind.NOTICE, "শুনানি দোতলায়", body=WATER, concerned=LONG),
        make.make_kind(house.app, PostKind.PROPOSITION, "শনিবারে শুনানি", claim=LONG, reasons=WATER),
    )
    answer = make.say(house.app, help_, by="jubayer", text=f"আমাদেরটি নিন। {LONG}")
    make.settle(house.app, answer)
    return {"help": help_, "notice": notice, "proposition": proposition, "answer": answer}


def _seats(house: House) -> dict[str, int]:
    with house.app.app_context():
        return {"ac_land": making.seat().id, "adc": making.seat("tangail.adc").id}


def _retired(house: House) -> int:
    """Sabur, who advises; and a newcomer, who has said nothing yet."""
    app = house.app
    with app.test_request_context("/?lang=bn"), transaction():
        arif, admin = make.officer("arif"), make.officer("mithun")
        sabur = _account("sabur", "মো. আব্দুস সবুর তালুকদার", arif, making.seat("tangail.adc"))
        told = Told(f"৩১ বছর মাঠে ছিলাম। {LONG}", 11, topics=("নামজারি", "land_survey"), helps=True)
        change_profile(sabur, told)
        retire_officer(admin, sabur, today(), today() + timedelta(days=300), version_of(sabur))
        _account("newcomer", "নবীন কর্মকর্তা", arif, making.seat("tangail.adc")).created_at = now()
        return sabur.id


def _account(name: str, called: str, like: Officer, seat: Seat) -> Officer:
    """With the password of everyone. Beside who sits there, so that nobody is moved."""
    made = Officer(
        email=f"{name}@uthan.example",
        name_bn=called,
        name_en=name.title(),
        rank_id=like.rank_id,
        password_hash=like.password_hash,
        created_at=like.created_at,
    )
    db.session.add(made)
    db.session.flush()
    since, kind = today() - timedelta(days=99), HoldingKind.ADDITIONAL
    held = Holding(officer_id=made.id, seat_id=seat.id, kind=kind, since=since, until=None)
    db.session.add(held)
    db.session.flush()
    db.session.refresh(made)
    return made


def _prepared(house: House, second: int) -> dict[str, int]:
    """Omar writes for Shahana: words that wait, words that were put aside, words that were said."""
    app = house.app
    number = hands.name_one(app)
    waits = hands.prepare(app, number, second, f"কাগজগুলো পাঠান।\n\nTo the office. {LONG}")
    said = make.make_idea(app, by="tanvir", title="হাটের দিনে দপ্তর খোলা")
    hands.prepare(app, number, said, "কালীগঞ্জে কাজ হয়েছে।", Act.ENDORSEMENT)
    hands.approve(app, hands.prepare(app, number, said, "কত দিন লাগবে?", Act.QUESTION))
    hands.aside(app, hands.prepare(app, number, second, "এখন নয়।"))
    over = hands.name_one(app, senior="nurul", whom="tanvir")
    hands.end(app, over)
    return {"delegation": number, "prepared": waits, "said": said, "over": over}


def _moved(house: House) -> int:
    idea = make.make_idea(house.app, by="jubayer", title="পুকুর ইজারার তালিকা সবার চোখের সামনে")
    make.move(house.app, idea, by="shahana", why=f"আগে মাঠের কথা শোনা হোক। {LONG}")
    make.move(house.app, idea, IdeaState.PILOTING, by="arif", why="ঘাটাইলের দুই ইউনিয়নে **শুরু**।")
    return idea


def _done(house: House) -> dict[str, int]:
    done = making.make_item(house.app)
    making.finish(house.app, done)
    verified = making.make_item(house.app, making.make_flag(house.app, make.make_idea(house.app)))
    making.finish(house.app, verified, said="বেড়া নেই, পানি মাপা হয়েছে।")
    making.send_back(house.app, verified)
    making.finish(house.app, verified)
    making.verify(house.app, verified)
    return {"done": done, "verified": verified}


def _proven(house: House) -> dict[str, int]:
    """An item with a pair of pictures and papers, of which one is not as its record says any more."""
    app = house.app
    item = making.make_item(app, making.make_flag(app, make.make_idea(app, title=POND)))
    site = "কুলিয়া দিঘির পশ্চিম পাড়, ঘাটাইল ইউনিয়ন"
    before, after = photo(), photo(blend=0.3)
    put_before(app, item, before, EvidenceKind.BEFORE, "বাঁশের বেড়া আর জালে ঘেরা পানি।", site=site)
    put_before(app, item, after, EvidenceKind.AFTER, f"বেড়া নেই। {LONG}", taken_on=today())
    put_before(app, item, PDF, EvidenceKind.PAPER, "Order no. 12 of the **Upazila**.")
    gone = put_before(app, item, photo(blend=0.1), EvidenceKind.PAPER, "নোটিশ টাঙানোর ছবি।")
    while any(one.waiting for one in evidence(app)):  # the house's own worker looks at them
        sleep(0.1)
    with app.app_context(), transaction():
        store.shelf().drop(f"kept/{db.session.get_one(Evidence, gone).place}-large")
        lost = db.session.query(Part).filter_by(evidence_id=gone, name=PartName.LARGE).one()
        note_damage(lost, Damage.MISSING)
    return {"proven": item, "gone": gone}


def _draft(house: House, comment_id: int) -> int:
    """And a comment that was corrected since."""

    def edit_it() -> Comment:
        comment = db.session.get_one(Comment, comment_id)
        return edit_comment(make.officer("tanvir"), comment, 1, Said(f"তিনি ভুল করেছেন। {LONG}"))

    words = {"title": [POND], "proposal": [WATER], "days_now": ["১২"], "audience": ["office"]}
    make.do(house.app, edit_it)
    return make.do(house.app, lambda: save_draft(make.officer("rahima"), "idea", "kept", words, 0))


def _hide(house: House, comment_id: int) -> int:
    def hide() -> Comment:
        comment = db.session.get_one(Comment, comment_id)
        hide_comment_with_reason(make.officer("maya"), comment, "প্রমাণ ছাড়া নাম নয়।")
        return comment

    return make.do(house.app, hide)


def _concern(house: House, comment_id: int) -> int:
    def raise_it() -> object:
        comment = db.session.get_one(Comment, comment_id)
        words = "It names a man without proof."
        reason = Reason.PERSONAL_ATTACK
        return raise_concern(make.officer("arif"), comment.post, comment, reason, words)

    return make.do(house.app, raise_it)


def _post(post_id: int) -> Post:
    return db.session.get_one(Post, post_id)


def _appeals(app: Flask) -> dict[str, int]:
    words = f"বেড়া আবার উঠেছে। {LONG}"
    return {
        "ended": making_appeals.make_late(app),
        "appeal": making_appeals.file(app, words=words),
        "late_appeal": making_appeals.file(
            app, making_appeals.make_late(app), words=words, why_late="অসুস্থ ছিলাম।"
        ),
    }
