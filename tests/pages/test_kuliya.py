"""The pond of Kuliya, whole: from a post that somebody read elsewhere to a result that everyone reads.

Jubayer brings the post; Tultuli Begum waits for an end. Maya gives it a number and the Deputy
Commissioner's seat; Arif orders Tanvir, Tanvir orders Rahima; Nurul, outside the work, looks."""

import io
import re

from app.actions.queries import find_strip
from app.core import log
from app.core.db import db
from app.orders.models import Order
from tests.files.sending import photo_with_a_place
from tests.pages.kuliya import bring, flag, item, order_down, post, seat
from tests.sources.making import NAME, PHONE


def test_from_a_pasted_post_to_a_public_result(app, sign_in):
    names = ("jubayer", "omar", "maya", "arif", "tanvir", "rahima", "nurul", "shahana")
    jubayer, omar, maya, arif, tanvir, rahima, nurul, shahana = map(sign_in, names)

    # 1. Brought in, unverified; the officers talk.
    post_id = bring(jubayer)
    assert "4 June" in omar.get(f"/posts/{post_id}").text
    post(shahana, f"/posts/{post_id}/comments", body="Government water belongs to all.")
    post(omar, f"/posts/{post_id}/verification", finding="I read the post myself.")

    # 2. Flagged, the four questions asked, a number given.
    flag(jubayer, post_id)
    given = {"seat": seat(app, "tangail.dc"), "limit": "30", "days": "", "admitted": "y"}
    assert post(maya, "/flags/1/acceptance", **given) == "/actions/1"
    number = item(app).number
    public = app.test_client()
    asked = {"number": number, "last_four": PHONE[-4:]}
    status = public.post("/status", data=asked)
    assert status.status_code == 200
    assert number in status.text
    assert public.post("/status", data=asked | {"last_four": "0000"}).status_code == 422

    # 3. Ordered down the line, with what counts as done.
    order_down(app, sign_in)
    assert tanvir.post("/orders/1/acts/report", data={"words": "Done."}).status_code == 409

    # 4. Evidence with its place; the report goes up, is returned once, and accepted.
    photo = (io.BytesIO(photo_with_a_place()), "pond.jpg")
    sent = {"kind": "before", "note": "The fence stands.", "taken": "", "site": "", "_key": "e"}
    assert rahima.post("/actions/1/evidence", data=sent | {"files": photo}).status_code == 303
    post(rahima, "/orders/2/acts/report", words="Government land, fenced since March.")
    post(tanvir, "/orders/2/acts/return_report", words="Who holds the lease?")
    post(rahima, "/orders/2/acts/report", words="The fishermen's society, until 2028.")
    post(tanvir, "/orders/2/acts/accept_report", words="")
    post(tanvir, "/orders/1/acts/report", words="Leased to the society, fenced by another.")
    assert (
        arif.post(
            "/actions/1/acts/mark_done", data={"words": "D", "outcome": "executed"}
        ).status_code
        == 409
    )
    post(arif, "/orders/1/acts/accept_report", words="")
    order = {"words": "Take the fence away.", "done_means": "A photo.", "days": "5"}
    post(arif, "/actions/1/orders/new", seat=seat(app, "ghatail.uno"), **order)
    post(tanvir, "/orders/3/acts/report", words="The fence is down.")
    post(arif, "/orders/3/acts/accept_report", words="")
    done = {"words": "The fence is down and the water free.", "outcome": "executed"}
    post(arif, "/actions/1/acts/mark_done", **done, cause="No map at hand", advice="Mark it")

    # 5. Nobody of the doing line verifies; she disputes; the same seat has it again.
    for doer in (arif, tanvir, rahima):
        assert doer.post("/actions/1/acts/verify", data={"words": "Fine."}).status_code == 403
    post(nurul, "/actions/1/acts/verify", words="I stood there.")
    page = public.post("/status", data=asked).text
    token = re.search(r'name="token"[^>]*value="([^"]+)"', page)[1]
    word = {"token": token, "over": "no", "words": "He has put up half of it again.", "_key": "c"}
    assert public.post("/status/answer", data=word).status_code == 200
    assert (item(app).state, item(app).reopened, item(app).seat.code) == ("doing", 1, "tangail.dc")
    assert "He has put up half of it again." in arif.get("/actions/1").text
    post(arif, "/actions/1/acts/mark_done", **done)
    post(nurul, "/actions/1/acts/verify", words="I stood there again: nothing.")

    # 6. Published after the check; no name, no number of hers.
    told = {"title": "The pond of Kuliya is free", "words": f"{NAME} can fish again, {PHONE}."}
    refused = maya.post("/actions/1/result", data=told)
    assert refused.status_code == 422
    told["words"] = "A fence kept ninety fishermen from the water. It was taken away."
    post(maya, "/actions/1/result", **told)
    page = public.get(f"/results/{number}?lang=en").text
    assert "The pond of Kuliya is free" in page
    for private in (NAME, "Tultuli", PHONE, PHONE[-4:], "Jubayer", "Rahima"):
        assert private not in page
    assert number in public.get("/results?lang=en").text
    assert number in public.get("/results/feed.atom").text

    # One line from the talk to the end, both ways; and the log holds.
    timeline = nurul.get("/actions/1").text.split('id="timeline"')[1]
    steps = ["Flagged by Jubayer", "Accepted by Maya", "Measure it.", "Who holds the lease?",
             "Verified by Nurul", "half of it again", "nothing."]  # fmt: skip
    assert sorted(steps, key=timeline.index) == steps
    with app.app_context():
        assert find_strip(post_id).action_id == 1
        assert db.session.query(Order).count() == 3
        assert log.verify() is None
