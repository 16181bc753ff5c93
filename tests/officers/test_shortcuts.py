"""The list of single keys, and the switch for them."""

import re

import pytest

from app.config import ROOT

SCRIPT = (ROOT / "app/static/js/keyboard.js").read_text("utf-8")
TEMPLATES = [path.read_text("utf-8") for path in (ROOT / "app/templates").rglob("*.html")]


def test_they_are_on_until_switched_off_and_on_again(sign_in):
    browser = sign_in("rahima")
    assert " data-quiet" not in browser.get("/shortcuts").text
    answer = browser.post("/me/shortcuts", data={"keys": "off", "next": "/shortcuts"})
    assert (answer.status_code, answer.location) == (303, "/shortcuts")
    assert " data-quiet" in browser.get("/").text
    assert " data-quiet" not in sign_in("rahima").get("/").text, "another device"
    browser.post("/me/shortcuts", data={"keys": "on"})
    assert " data-quiet" not in browser.get("/").text


@pytest.mark.parametrize("chosen", ["", "maybe", "ON"])
def test_nothing_else_can_be_chosen(sign_in, chosen):
    assert sign_in("rahima").post("/me/shortcuts", data={"keys": chosen}).status_code == 404


def test_every_key_of_the_list_does_something_and_every_key_is_listed(sign_in):
    page = sign_in("rahima").get("/shortcuts?lang=en").text
    rows = re.findall(r'<th scope="row">(.*?)</th>', page)
    listed = {"".join(re.findall(r"<kbd>(.*?)</kbd>", row)) for row in rows}
    single = {key for key in listed if len(key) < 3} | {"o"}
    known = set(re.findall(r"^  (\w): ", SCRIPT, re.M))
    for text in TEMPLATES:
        for found in re.findall(r'data-key="([^"{]+)"|[ (]key="([^"{]+)"', text):
            known |= set(" ".join(found).split())
    assert single == known - {"slash", "period"}
    assert listed - single == {"oEnter", "CtrlEnter", "Esc", "CtrlF6"}


def test_ones_own_page_leads_to_the_list(sign_in, cast):
    assert 'href="/shortcuts"' in sign_in("rahima").get(f"/people/{cast['rahima']}").text
