"""A moderator hides one piece of evidence, as where it shows a citizen's face."""

import io
import zipfile

import pytest

from app.core.db import db
from app.evidence.models import Evidence
from tests.evidence.laying import laid

WORD = "Fence of the pond"


@pytest.fixture
def both(app, sign_in):
    return laid(app, sign_in, note=WORD)


def hide(client, number, **changes):
    sent = {"reason": "A child can be recognised."} | changes
    return client.post(f"/evidence/{number}/hiding", data=sent)


def test_a_moderator_finds_the_way_and_hides_it(sign_in, both):
    action_id, number = both
    maya = sign_in("maya")
    assert f"/evidence/{number}/hiding" in maya.get(f"/actions/{action_id}/evidence").text
    assert WORD in maya.get(f"/evidence/{number}/hiding").text
    for _twice in range(2):
        assert hide(maya, number).status_code == 303


def test_hidden_it_is_shown_and_served_to_nobody(sign_in, both):
    action_id, number = both
    hide(sign_in("maya"), number)
    for who in ("rahima", "arif", "maya", "omar"):
        client = sign_in(who)
        for size in ("small", "large"):
            assert client.get(f"/evidence/{number}/{size}").status_code == 404, who
        for path in (f"/actions/{action_id}", f"/actions/{action_id}/file"):
            assert WORD not in client.get(path).text, (who, path)
    data = sign_in("arif").post(f"/actions/{action_id}/file.zip").data
    with zipfile.ZipFile(io.BytesIO(data)) as case:
        assert not [name for name in case.namelist() if name.startswith("evidence/")]


def test_who_added_it_is_told_and_reads_why(sign_in, both):
    action_id, number = both
    hide(sign_in("maya"), number)
    rahima = sign_in("rahima")
    assert "hid evidence that you added" in rahima.get("/notifications").text
    assert "A child can be recognised." in rahima.get(f"/actions/{action_id}/evidence").text
    assert (
        "A child can be recognised."
        not in sign_in("omar").get(f"/actions/{action_id}/evidence").text
    )


def test_only_another_moderator_hides_it_and_says_why(app, sign_in, both):
    _action_id, number = both
    for who in ("rahima", "arif", "omar"):
        assert hide(sign_in(who), number).status_code == 403, who
    assert hide(sign_in("maya"), number, reason="").status_code == 422
    assert hide(sign_in("maya"), 99_999).status_code == 404
    with app.app_context():
        assert db.session.get_one(Evidence, number).hidden_at is None
    hide(sign_in("maya"), number)
    assert hide(sign_in("mithun"), number).status_code == 409
