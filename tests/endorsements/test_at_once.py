"""Many hands at once: one seal for each senior, none lost, none doubled, and no error."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select

from app.core.db import db
from app.core.log import LogEntry
from app.endorsements.models import Endorsement, Reading
from tests.make import make_idea

HANDS = 20


def at_once(browsers, do):
    gate = threading.Barrier(len(browsers))

    def run(numbered):
        gate.wait()
        return do(*numbered).status_code

    with ThreadPoolExecutor(len(browsers)) as pool:
        return Counter(pool.map(run, enumerate(browsers)))


def counted(app, model):
    with app.app_context():
        return db.session.scalar(select(func.count(model.id)))


def test_one_senior_on_twenty_devices_endorses_once(app, sign_in):
    post_id = make_idea(app)
    browsers = [sign_in("arif") for _ in range(HANDS)]
    codes = at_once(
        browsers,
        lambda number, browser: browser.post(
            f"/posts/{post_id}/endorsement",
            data={"reason": f"Reason {number}.", "_key": f"k{number}"},
        ),
    )
    assert codes == {303: 1, 403: HANDS - 1}
    assert counted(app, Endorsement) == 1


def test_the_same_form_sent_twenty_times_at_once_is_one_endorsement(app, sign_in):
    post_id = make_idea(app)
    browsers = [sign_in("arif") for _ in range(HANDS)]
    codes = at_once(
        browsers,
        lambda _number, browser: browser.post(
            f"/posts/{post_id}/endorsement", data={"reason": "It worked.", "_key": "k"}
        ),
    )
    assert codes == {303: HANDS}
    assert counted(app, Endorsement) == 1


def test_five_seniors_at_once_are_five(app, sign_in):
    post_id = make_idea(app)
    browsers = [sign_in(name) for name in ("arif", "shahana", "nurul", "maya", "mithun")]
    codes = at_once(
        browsers,
        lambda _number, browser: browser.post(
            f"/posts/{post_id}/endorsement", data={"reason": "It worked.", "_key": "k"}
        ),
    )
    assert codes == {303: 5}
    assert counted(app, Endorsement) == 5


def test_read_twenty_times_at_once_is_read_once(app, sign_in):
    post_id = make_idea(app)
    browsers = [sign_in("arif") for _ in range(HANDS)]
    codes = at_once(browsers, lambda _number, browser: browser.post(f"/posts/{post_id}/reading"))
    assert codes == {303: HANDS}
    assert counted(app, Reading) == 1
    with app.app_context():
        told = select(func.count(LogEntry.id)).where(LogEntry.kind == "post.read")
        assert db.session.scalar(told) == 1
