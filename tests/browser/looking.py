"""What eyes would find on a page: axe, what scrolls sideways, what is cut off, what is not translated.
Each answers with a list of sentences, empty when all is well."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

NARROWEST = 320  # pixels: what the guidelines ask for, and a small phone with large letters
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Bangla has marks above and below its letters: a box that clips needs a line of 1.35 of its letters.
CLIPPED = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const style = getComputedStyle(one)
  if (![style.overflowX, style.overflowY].some((how) => how === "hidden" || how === "clip")) return
  if (!/[\\u0980-\\u09ff]/.test(one.textContent) || !one.checkVisibility()) return
  if (one.clientWidth <= 1 || style.webkitLineClamp !== "none") return
  const tight = parseFloat(style.lineHeight) < 1.35 * parseFloat(style.fontSize)
  return tight || one.scrollHeight > one.clientHeight + 1
}).map((one) => `${one.tagName} ${one.className}: ${one.textContent.trim().slice(0, 60)}`)"""

WIDER = """(most) => document.documentElement.scrollWidth <= most ? [] :
  [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > most)
    .map((one) => `${one.tagName} ${one.className} ends at ${one.getBoundingClientRect().right}`)
    .concat(`the page is ${document.documentElement.scrollWidth} wide`)"""

# On a Bangla page: Latin words that no officer wrote. A title in “…” or after a colon is an officer's; names of places in the interface's own words,
# as buttons that name a language in itself, say so with `lang`.
LATIN = """() => {
  const own = ".user, [lang=en], script, style, template, noscript, svg, kbd, code"
  const allowed = /[A-Z]{2,4}-[\\d০-৯]{4}-[\\d০-৯]+|[\\w.+-]+@[\\w.-]+|127\\.0\\.0\\.1|“[^”]*”|: .+$|Linux|Chrome/g
  const said = []
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walk.nextNode()) {
    const around = walk.currentNode.parentElement
    if (!around.closest(own)) said.push(walk.currentNode.data)
  }
  for (const one of document.querySelectorAll("[aria-label], [placeholder], [title]")) {
    if (one.closest("[lang=en]")) continue
    const words = one.querySelector(".user") ? "" : one.getAttribute("aria-label") ?? ""
    said.push(words, one.getAttribute("placeholder") ?? "", one.title)
  }
  return said.filter((text) => /[A-Za-z]{2,}/.test(text.replace(allowed, ""))).map((text) => text.trim())
}"""


def violations(page: Page) -> list[str]:
    """What axe finds, with the first place of each."""
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:300]}" for one in found]


def scrolls_sideways(page: Page, width: int) -> list[str]:
    return page.evaluate(WIDER, width)


def clipped(page: Page) -> list[str]:
    return page.evaluate(CLIPPED)


def untranslated(page: Page) -> list[str]:
    return page.evaluate(LATIN)
