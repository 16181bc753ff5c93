"""A house in which each screen has something to show: in both languages, with the long names and
words that break layouts."""

from app.comments.models import Comment
from app.comments.operations import Said, ask_author
from app.core.db import db
from app.core.transaction import transaction
from app.delegation.models import Act
from app.endorsements.operations import mark_read
from app.following.operations import face_post, keep_post
from app.ideas.models import IdeaState
from app.moderation.models import Reason
from app.moderation.operations import hide_comment_with_reason, raise_concern
from app.posts.models import Audience, Post
from tests import make
from tests.actions import making
from tests.browser.server import House
from tests.delegation import hands
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
    comment = make.say(app, pond, by="tanvir", text=f"তিনি একজন চোর। {LONG}")
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
        **_done(house),
        "moved": _moved(house),
        **_prepared(house, second),
        "tanvir": house.officer_id("tanvir"),
        "rahima": house.officer_id("rahima"),
        "shahana": house.officer_id("shahana"),
    }


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
