"""The pond of Kuliya in windows: the Deputy Commissioner, the Upazila Nirbahi Officer and the
Assistant Commissioner (Land) have the same page open, and each sees what the others do as they do it;
and the whole way once more by forms alone, where a page is asked for anew."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.kuliya import TITLES, Way
from tests.browser.windows import Window, patience
from tests.sources.making import NAME, PHONE

pytestmark = pytest.mark.browser

PLAIN = {"java_script_enabled": False}


@pytest.fixture
def outside(house, browser, complaints):
    """A window of somebody without an account."""
    opened = []

    def open_one(**options) -> Page:
        context = browser.new_context(base_url=house.url, locale="en-GB", **options)
        opened.append(context)
        complaints.listen(context)
        context.set_default_timeout(patience(10) * 1000)
        return context.new_page()

    yield open_one
    for context in opened:
        context.close()


@pytest.mark.parametrize("options", [{}, PLAIN], ids=["script", "plain"])
def test_three_officers_see_each_others_steps_to_the_public_result(
    house, come_in, outside, options, complaints
):
    complaints.expect("status of 422")
    names = ("arif", "tanvir", "rahima", "jubayer", "maya", "shahana")
    windows = [Window(come_in(house, name, **options), not options) for name in names]
    public = outside(**options)
    way = Way(*windows, public, TITLES[bool(options)])
    way.talk()
    way.is_accepted()
    way.goes_down_and_up()
    way.is_done("The fence is down and the water free.")
    way.is_verified("I stood there.")
    way.is_disputed("He has put up half of it again.")
    way.is_done("Now all of it is down.")
    way.is_verified("I stood there again: nothing.")
    title = f"It is over: {way.title}"
    way.is_published(title, "A fence kept ninety fishermen from the water.")

    public.goto("/results")
    public.get_by_role("link", name=title, exact=True).click()
    page = public.get_by_role("main")
    expect(page).to_contain_text("A fence kept ninety fishermen from the water.")
    expect(page).to_contain_text("Not over, said the citizen: opened again")
    for private in (NAME, "Tultuli", PHONE, PHONE[-4:], "Jubayer", "half of it"):
        assert private not in public.content()
