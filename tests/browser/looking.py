"""What eyes would find on a page: axe, what scrolls sideways, what is cut off, what is not translated.
Each answers with a list of sentences, empty when all is well."""

from collections.abc import Sequence

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

# The ink of hard words, as their font draws it, against the box that would cut it: in every element
# that clips, and in every control.
CUT = """(words) => {
  const pen = document.createElement("canvas").getContext("2d")
  const controls = "input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea"
  const clips = (one) => one.matches(controls) || [getComputedStyle(one).overflowX, getComputedStyle(one).overflowY]
    .some((how) => how === "hidden" || how === "clip" || how === "auto" || how === "scroll")
  const seen = (one) => one.checkVisibility({ opacityProperty: true }) && one.clientWidth > 1
  const measured = new Map()
  const measure = (font) => {
    if (!measured.has(font)) {
      pen.font = font
      const drawn = words.map((word) => pen.measureText(word))
      measured.set(font, {
        above: Math.max(...drawn.map((ink) => ink.actualBoundingBoxAscent)),
        below: Math.max(...drawn.map((ink) => ink.actualBoundingBoxDescent)),
        up: drawn[0].fontBoundingBoxAscent,
        down: drawn[0].fontBoundingBoxDescent,
      })
    }
    return measured.get(font)
  }
  const found = []
  for (const box of document.querySelectorAll("main *, .top *, .tabs *")) {
    if (!clips(box) || !seen(box)) continue
    const style = getComputedStyle(box)
    const inner = box.matches(controls) ? [box] : [...box.querySelectorAll("*"), box].filter((one) =>
      seen(one) && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    const edges = box.getBoundingClientRect()
    const top = edges.top + parseFloat(style.borderTopWidth)
    const bottom = edges.bottom - parseFloat(style.borderBottomWidth)
    for (const one of inner) {
      const own = getComputedStyle(one)
      const { above, below, up, down } = measure(`${own.fontWeight} ${own.fontSize} ${own.fontFamily}`)
      let first, last
      if (one === box && box.matches(controls)) {
        const line = parseFloat(own.lineHeight)
        const start = box.matches("textarea") ? top + parseFloat(own.paddingTop) : (top + bottom - line) / 2
        first = last = start + (line - up - down) / 2 + up
      } else {
        const range = document.createRange()
        range.selectNodeContents(one)
        const lines = [...range.getClientRects()].filter((rect) => rect.top < bottom && rect.bottom > top)
        if (!lines.length) continue
        first = Math.min(...lines.map((rect) => rect.top)) + up
        last = Math.max(...lines.filter((rect) => rect.top + up < bottom).map((rect) => rect.top)) + up
      }
      const off = Math.max(top - (first - above), last + below - bottom)
      if (off > 0.5) found.push(`${box.tagName}.${box.className} cuts ${off.toFixed(1)} px off ${one.tagName}.${one.className}`)
    }
  }
  return [...new Set(found)]
}"""

WIDER = """(most) => document.documentElement.scrollWidth <= most ? [] :
  [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > most)
    .map((one) => `${one.tagName} ${one.className} ends at ${one.getBoundingClientRect().right}`)
    .concat(`the page is ${document.documentElement.scrollWidth} wide`)"""

# On a Bangla page: Latin words that no officer wrote. A title in “…” or after a colon is an officer's; names of places in the interface's own words,
# as buttons that name a language in itself, say so with `lang`.
LATIN = """() => {
  const own = ".user, textarea, [lang=en], script, style, template, noscript, svg, kbd, code"
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


def cut(page: Page, words: Sequence[str]) -> list[str]:
    """What clips the ink of these words, were they to stand there."""
    return page.evaluate(CUT, list(words))


def untranslated(page: Page) -> list[str]:
    return page.evaluate(LATIN)
