"""From talk to result, and out of sight: with script, and without, on both databases."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests import make
from tests.browser.server import POSTGRESQL, SQLITE, House, open_house
from tests.browser.windows import until

pytestmark = pytest.mark.browser

PLAIN = {"java_script_enabled": False}
ways = pytest.mark.parametrize("window", [{}, PLAIN], ids=["script", "plain"])
SEAT = "Assistant Commissioner (Land), Ghatail, Tangail"


@pytest.fixture(scope="module", params=[SQLITE, POSTGRESQL])
def house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    with open_house(tmp_path_factory.getbasetemp(), request.param) as opened:
        yield opened
        opened.leave()


@ways
def test_a_citizens_trouble_is_flagged_done_and_verified(house, come_in, window):
    title = f"The pond of Kuliya is fenced {len(window)}"
    post_id = make.make_post(house.app, by="jubayer", title=title)
    flags, heads, holds, looks = (
        come_in(house, name, **window) for name in ("tanvir", "arif", "rahima", "maya")
    )
    flags.goto(f"/posts/{post_id}")
    flags.get_by_role("link", name="Flag as a citizen's issue").click()
    flags.get_by_role("textbox").last.fill("Ninety fishermen of Kuliya; the fence must go.")
    flags.get_by_role("button", name="Flag", exact=True).click()
    expect(flags.locator("#action-strip")).to_contain_text("Flagged")

    heads.goto("/actions")
    heads.get_by_role("link", name=title).click()
    heads.get_by_label("The one responsible seat").select_option(label=option(heads))
    heads.get_by_text("15 working days").click()
    heads.get_by_label("None of the four reasons against it holds").check()
    heads.get_by_role("button", name="Accept").click()
    heads.wait_for_url(re.compile(r"/actions/\d+$"))
    main = heads.get_by_role("main")
    expect(main).to_contain_text(re.compile(r"TGL-\d{4}-\d{4}"))
    expect(heads.locator("#action-state")).to_contain_text(
        re.compile(r"Due .+, 15 working days left")
    )
    item = heads.url

    tell(holds, title)
    expect(holds).to_have_url(item)
    holds.get_by_role("button", name="Acknowledge").click()
    expect(holds.locator("#timeline")).to_contain_text("Acknowledged by Rahima Khatun")
    holds.get_by_role("main").get_by_text("The service was given").click()
    step(holds, "What was done", "The fence is down, and the water is measured.", "Mark as done")
    expect(holds.locator("#action-state")).to_contain_text("Done, to be verified")
    expect(holds.get_by_role("button", name="Verify")).to_have_count(0)  # not her own work

    looks.goto(item)
    step(looks, "What shows that it is done", "I stood there: no fence.", "Verify")
    expect(looks.locator("#action-state")).to_contain_text("Verified")
    told = looks.locator("#timeline").inner_text()
    order = ["Tanvir Hasnat", "Ariful Bashar", "The fence is down", "Maya Chakma", "no fence"]
    places = [told.index(word) for word in order]
    assert places == sorted(places)

    looks.get_by_role("link", name="Read the post and its discussion").click()
    looks.wait_for_url(f"**/posts/{post_id}")
    expect(looks.locator("#action-strip")).to_contain_text("Verified")
    looks.locator("#action-strip").get_by_role("link").click()
    expect(looks).to_have_url(item)


def option(page: Page) -> str:
    """The line of Rahima's seat, as it stands in the list."""
    lines = page.get_by_label("The one responsible seat").locator("option")
    return lines.filter(has_text=re.compile(f"^{re.escape(SEAT)}")).first.inner_text()


def tell(page: Page, title: str) -> None:
    """Go where the bell leads."""
    page.goto("/")
    page.locator("#bell").click()
    page.get_by_role("button", name=title).first.click()


def step(page: Page, label: str, words: str, button: str) -> None:
    page.get_by_label(label).fill(words)
    page.get_by_role("button", name=button).click()
    expect(page.locator("#timeline")).to_contain_text(words)


@ways
def test_what_is_hidden_is_gone_and_its_author_learns_why(house, come_in, window):
    post_id = make.make_post(house.app, by="tanvir", title=f"Leases of water {len(window)}")
    word = f"quagga{len(window)}"
    comment_id = make.say(house.app, post_id, by="jubayer", text=f"He is a thief, {word}.")
    reader, moderator = come_in(house, "omar", **window), come_in(house, "maya", **window)
    until(reader, lambda: reader.goto(f"/search?q={word}") and hits(reader), 20)

    moderator.goto(f"/posts/{post_id}")
    moderator.locator(f"#comment-{comment_id}").get_by_role("link", name="Reply, more").click()
    moderator.get_by_role("link", name="Hide", exact=True).click()
    moderator.get_by_label("Reason").fill("Names need proof.")
    moderator.get_by_role("button", name="Hide it").click()
    moderator.wait_for_url(f"**/posts/{post_id}*")

    reader.goto(f"/posts/{post_id}")
    expect(reader.locator(f"#comment-{comment_id} .comment__gone")).to_be_visible()
    assert word not in reader.content()
    until(reader, lambda: reader.goto(f"/search?q={word}") and not hits(reader), 20)

    author = come_in(house, "jubayer", **window)
    tell(author, f"Leases of water {len(window)}")
    author.wait_for_url(f"**/posts/{post_id}*")
    author.locator(f"#comment-{comment_id}").get_by_role("link", name="Why").click()
    expect(author.get_by_role("main")).to_contain_text("Names need proof.")
    expect(author.get_by_role("main")).to_contain_text(word)


def hits(page: Page) -> int:
    return page.locator(".results > li").count()


@ways
def test_the_language_is_changed_where_one_stands_and_the_door_is_closed_behind(
    house, come_in, window
):
    page = come_in(house, "mithun", fresh=True, **window)
    page.goto("/search?q=pond&sort=newest")
    page.get_by_role("button", name="বাংলা").click()
    expect(page.locator("html")).to_have_attribute("lang", "bn")
    assert page.url.endswith("/search?q=pond&sort=newest")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")

    page.goto(f"/people/{house.officer_id('mithun')}")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile("/sign-in"))
    page.goto("/notifications")
    page.wait_for_url(re.compile(r"/sign-in\?next="))
    page.go_back()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
