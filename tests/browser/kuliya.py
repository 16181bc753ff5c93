"""Hands for the pond of Kuliya in windows: who has which page open, and the way of the trouble."""

import re
from dataclasses import dataclass

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.windows import Window, until
from tests.files.sending import photo_with_a_place
from tests.sources.making import NAME, PHONE

DC = "Deputy Commissioner, Tangail"
UNO = "Upazila Nirbahi Officer, Ghatail, Tangail"
LAND = "Assistant Commissioner (Land), Ghatail, Tangail"
PHOTO = FilePayload(name="pond.jpg", mimeType="image/jpeg", buffer=photo_with_a_place())
ANEW = "What was wrong, and what was done"
# Not alike, or the second would be taken for the first.
TITLES = ("Kuliya pond is fenced by one man", "Ninety families lost their water")


@dataclass
class Way:
    """The trouble, stage by stage. Whoever acts opens the item again; the others never leave it."""

    dc: Window
    uno: Window
    land: Window
    presenter: Window
    moderator: Window
    verifier: Window
    public: Page
    title: str
    post: str = ""
    item: str = ""
    number: str = ""

    @property
    def three(self) -> tuple[Window, Window, Window]:
        return self.dc, self.uno, self.land

    def others_see(self, actor: Window, where: str, *words: str) -> None:
        for one in self.three:
            if one is not actor:
                one.sees(where, *words)

    def act(self, actor: Window, path: str, button: str, *told: str, report: str = "") -> None:
        """On the page of an order; the two others see it in the item's timeline."""
        actor.open(path)
        if report:
            actor.fills({"Your report": report})
        actor.sends(button)
        actor.open(self.item)
        self.others_see(actor, "#timeline", *told, report)

    def order(self, actor: Window, seat: str, words: str, means: str, days: str) -> str:
        """By the form that is open; where the order lives."""
        actor.chooses("The one seat that is to do it", seat)
        actor.fills({"What is to be done": words, "What counts as done": means})
        actor.fills({"How many working days it may take": days})
        actor.sends("Give the order")
        actor.page.wait_for_url(re.compile(r"/orders/\d+"))
        given = path_of(actor.page, "orders")
        actor.open(self.item)
        self.others_see(actor, "#orders", words)
        self.others_see(actor, "#timeline", "Order given by")
        return given

    def talk(self) -> None:
        self.post = bring_in(self.presenter, self.title)
        for one in self.three:
            one.open(self.post)
        talk(self.uno, "Government water belongs to all.")
        self.others_see(self.uno, "#comments", "Government water belongs to all.")
        verify_the_source(self.uno)
        self.others_see(self.uno, "#source", "I stood at the fence myself.", "Verified")
        self.uno.open(self.post)

    def is_accepted(self) -> None:
        flag(self.presenter, self.post)
        for one in self.three:
            one.sees("#action-strip", "Flagged")
        self.number = accept(self.moderator, self.title)
        for one in self.three:
            one.sees("#action-strip", self.number, DC)
        self.dc.page.locator("#action-strip").get_by_role("link").click()
        self.dc.page.wait_for_url(re.compile(r"/actions/\d+"))
        self.item = path_of(self.dc.page, "actions")
        for one in self.three:
            one.open(self.item)
        ask_how_it_stands(self.public, self.number)
        expect(self.public.get_by_role("main")).to_contain_text(DC)

    def goes_down_and_up(self) -> None:
        dc, uno, land = self.three
        dc.follows("Give an order")
        first = self.order(dc, UNO, "A detailed report.", "Survey papers, two photos.", "7")
        self.act(uno, first, "Acknowledge", "Order acknowledged by Tanvir Hasnat")
        uno.open(first)
        uno.follows("Give an order under it")
        second = self.order(uno, LAND, "Measure the pond.", "A map.", "4")
        self.act(land, second, "Acknowledge", "Order acknowledged by Rahima Khatun")
        lay_evidence(land)
        land.open(self.item)
        for one in (dc, uno):
            one.sees("#laid", "The fence stands.")
            sees_the_picture(one)
        self.act(land, second, "Report", report="Government land, fenced since March.")

        land.open(second)
        uno.open(second)
        uno.follows("Return with a question")
        uno.fills({"What is asked or missing": "Who holds the lease?"})
        uno.sends("Return with a question")
        uno.open(self.item)
        dc.sees("#timeline", "Report returned by Tanvir Hasnat", "Who holds the lease?")
        number = second.rpartition("/")[2]
        land.sees(f"#order-said-{number}", "Who holds the lease?")
        land.sees(f"#order-state-{number}", "Returned")
        self.act(land, second, "Report", report="The fishermen's society, until 2028.")
        self.act(uno, second, "Accept the report", "Report accepted by Tanvir Hasnat")
        self.act(uno, first, "Report", report="Leased to the society, fenced by another.")
        self.act(dc, first, "Accept the report", "Report accepted by Ariful Bashar")

    def is_done(self, said: str) -> None:
        self.dc.open(self.item)
        self.dc.page.get_by_text("What was ordered is done", exact=True).click()
        self.dc.fills({"What was done": said})
        self.dc.sends("Mark as done")
        expect(self.dc.page.get_by_role("button", name="Verify", exact=True)).to_have_count(0)
        self.dc.open(self.item)
        self.others_see(self.dc, "#timeline", said)
        self.others_see(self.dc, "#action-state", "Done, to be verified")

    def is_verified(self, said: str) -> None:
        self.verifier.page.goto(self.item)
        self.verifier.fills({"What shows that it is done": said})
        self.verifier.sends("Verify")
        for one in self.three:
            one.sees("#timeline", "Verified by Dr Shahana Mallik", said)
            one.sees("#action-state", "Verified")

    def is_disputed(self, said: str) -> None:
        public = self.public
        ask_how_it_stands(public, self.number)
        public.get_by_text("No: the same office shall look again", exact=True).click()
        public.get_by_label("If not: what is not right yet").fill(said)
        public.get_by_role("button", name="Send", exact=True).click()
        expect(public.get_by_role("main")).to_contain_text("It is open again.")
        for one in self.three:
            one.sees("#timeline", "it is not over, says the citizen", said)
            one.sees("#action-state", "Sent back")

    def is_published(self, title: str, said: str) -> None:
        """Once it names nobody."""
        there = self.moderator
        there.page.goto(self.item)
        there.follows("Publish the result")
        words = {"The title, for everyone to read": title, ANEW: f"{NAME} can fish, {PHONE}."}
        there.fills(words)
        there.page.get_by_role("button", name="Publish", exact=True).click()
        expect(there.page.locator("#kept")).to_contain_text("A phone number")
        there.fills(words | {ANEW: said})
        there.sends("Publish")
        for one in self.three:
            one.sees("#result", "Published")


def path_of(page: Page, noun: str) -> str:
    found = re.search(rf"/{noun}/\d+", page.url)
    assert found
    return found[0]


def bring_in(presenter: Window, title: str) -> str:
    """From the first page; where the post lives."""
    page = presenter.page
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="New post").click()
    page.get_by_role("link", name="A citizen's issue").click()
    page.wait_for_url("**/posts/new/issue")
    presenter.fills(
        {
            "Title": title,
            "What the trouble is": "Government water, leased to fishermen, and fenced by one.",
            "What must be put right": "The fence goes before the fish do.",
            "The link": f"https://www.facebook.com/groups/psi/{title.replace(' ', '-')}/",
            "The words as they were said or written": "No property should be encroached so.",
            "When you saw or heard it": "4 June 10:20",
            "Where it is": "Ghatail, Tangail",
            "The citizen's name": NAME,
            "The citizen's mobile number": PHONE,
        }
    )
    page.get_by_text("A link", exact=True).click()
    page.get_by_label("The citizen agrees that this is kept, and to be contacted").check()
    page.get_by_role("button", name="Post to colleagues").click()
    page.wait_for_url(re.compile(r"/posts/\d+"))
    expect(page.locator("#source")).to_contain_text("Unverified: nobody has looked yet")
    return path_of(page, "posts")


def talk(who: Window, words: str) -> None:
    who.page.get_by_label("Your comment").fill(words)
    who.page.get_by_role("button", name="Comment", exact=True).click()
    expect(who.page.locator("#comments")).to_contain_text(words)


def verify_the_source(who: Window) -> None:
    who.follows("I have looked: verify it")
    who.fills({"How you know": "I stood at the fence myself."})
    who.page.get_by_role("button", name="Verify it", exact=True).click()
    expect(who.page.locator("#source")).to_contain_text("I stood at the fence myself.")


def flag(who: Window, post: str) -> None:
    who.page.goto(post)
    who.follows("Flag as a citizen's issue")
    who.page.get_by_role("textbox").last.fill("Ninety fishermen cannot reach the water.")
    who.page.get_by_role("button", name="Flag", exact=True).click()
    expect(who.page.locator("#action-strip")).to_contain_text("Flagged")


def accept(moderator: Window, title: str) -> str:
    """The number that the trouble is given."""
    page = moderator.page
    page.goto("/actions")
    page.get_by_role("link", name=title, exact=True).click()
    moderator.chooses("The one responsible seat", DC)
    page.get_by_text("30 working days", exact=True).click()
    page.get_by_label("None of the four reasons against it holds").check()
    page.get_by_role("button", name="Accept", exact=True).click()
    page.wait_for_url(re.compile(r"/actions/\d+$"))
    return page.locator(".crumb").get_by_text(re.compile(r"^[A-Z]{3}-\d{4}-\d{4}$")).inner_text()


def ask_how_it_stands(public: Page, number: str) -> None:
    """As the citizen does, who knows the number and her own phone."""
    public.goto("/status")
    public.get_by_label("The number of the trouble").fill(number.lower())
    public.get_by_label("The last four digits of your phone").fill(PHONE[-4:])
    public.get_by_role("button", name="Show how it stands").click()
    expect(public.get_by_role("heading", level=1)).to_have_text("How your trouble stands")


def lay_evidence(who: Window) -> None:
    who.follows("Add evidence")
    who.page.get_by_label("Photo or document").set_input_files([PHOTO])
    who.page.get_by_text("Before: how it was", exact=True).click()
    who.fills({"What it shows": "The fence stands."})
    who.page.get_by_role("button", name="Add evidence", exact=True).click()
    expect(who.page.locator("#laid")).to_contain_text("The fence stands.")


def sees_the_picture(who: Window) -> None:
    """Soon, for the worker looks at it first."""
    picture = who.page.locator("#laid img")

    def is_there() -> object:
        if not who.script:
            who.page.reload()
        return picture.count()

    until(who.page, is_there, seconds=20)
    picture.first.scroll_into_view_if_needed()
    until(who.page, lambda: picture.first.evaluate("one => one.naturalWidth"), seconds=10)
