"""An auditor reads what everyone reads, and changes nothing but what is the auditor's own."""

import pytest

from app.core.clock import now
from app.core.policy import RULES, STANDING
from app.core.transaction import transaction
from tests.actions import making
from tests.make import make_idea, officer, say

SENTENCE = "Auditors look on and take no part."


@pytest.fixture
def auditor(app, sign_in):
    """The browser of Nurul, a Joint Secretary, who audits from today."""
    with app.app_context(), transaction():
        officer("nurul").auditor_since = now()
    return sign_in("nurul")


def test_what_is_left_to_an_auditor_is_the_own_account(app, auditor):
    with app.test_request_context():
        who = officer("nurul")
        left = {action for _, action in RULES if not any(rule(who, action) for rule in STANDING)}
    assert left == {
        *("change_password", "change_settings", "act_from", "take_up", "end", "end_all_sessions"),
        *("read", "keep", "stop_following"),
    }


@pytest.mark.parametrize(
    "address",
    [
        *("/posts/new/idea", "/posts/{post}/comments", "/posts/{post}/question"),
        *("/posts/{post}/endorsement", "/posts/{post}/reading", "/posts/{post}/flag"),
        *("/posts/{post}/concern", "/comments/{comment}/concern", "/actions/{item}/acts/verify"),
    ],
)
def test_every_deed_is_refused_in_the_same_sentence(app, auditor, address):
    post_id = make_idea(app)
    comment_id, item_id = say(app, post_id), making.make_item(app)
    making.finish(app, item_id)
    words = dict.fromkeys(("title", "problem", "proposal", "body", "seen"), "Words.")
    answer = auditor.post(
        address.format(post=post_id, comment=comment_id, item=item_id),
        data=words | {"reason": "other", "words": "Words.", "_key": "k"},
    )
    assert answer.status_code == 403
    assert SENTENCE in answer.text


def test_no_button_leads_there(app, auditor):
    post_id = make_idea(app)
    item_id = making.make_item(app)
    making.finish(app, item_id)
    ways = ("/posts/new", "/endorsement", "/question", "/reading", "/flag", "/concern", "/comments")
    for page in ("/", "/desk", f"/posts/{post_id}", f"/actions/{item_id}"):
        html = auditor.get(page).text
        assert [way for way in (*ways, "/verification") if f'{way}"' in html] == [], page
    assert SENTENCE in auditor.get(f"/posts/{post_id}").text


def test_the_own_account_is_the_auditors_as_anybodys(app, auditor):
    assert auditor.post("/me/language", data={"lang": "en"}).status_code == 303
    assert auditor.post("/notifications/reading", data={"until": "1"}).status_code == 303
    assert auditor.post("/sign-out").status_code == 303
