// What comes with the first key: names to choose from after an @, and shortcuts. Without it a preview
// asks whom one means, and every link and button is there.
import { parse } from "./place.js"

// ── Names: after @ and two letters, in a <form data-names="/mentions?q="> ───────────────────────
// The field keeps the focus and stays a field; the arrows reach the list, and Enter takes from it only
// what they have reached.

const PAUSE_MS = 150
const NAME = /(?:^|[^\p{L}\p{M}\p{N}&/#@.+-])@(\[?[^\s@[\]][^@[\]\n]{1,60})$/u

let list = null
let field = null
let option = null // that the arrows have reached
let start = 0 // of the name, after its @
let timer = 0
let vain = "" // it led to nothing, or was waved away: so does whatever goes on from it

function look({ target }) {
  close()
  const typed = target.form?.dataset.names && NAME.exec(target.value.slice(0, target.selectionEnd))?.[1]
  if (typed && !(vain && typed.startsWith(vain))) timer = setTimeout(ask, PAUSE_MS, target, typed)
}

function close() {
  clearTimeout(timer)
  timer = 0
  list?.parentElement.remove()
  list = option = null
  field?.removeAttribute("aria-controls")
  field?.removeAttribute("aria-activedescendant")
}

async function ask(target, typed) {
  const mine = timer
  const answer = await fetch(target.form.dataset.names + encodeURIComponent(typed))
  const box = parse(await answer.text()).querySelector(".offers")
  if (mine !== timer) return
  vain = box ? "" : typed
  if (!box) return
  field = target
  start = field.selectionEnd - typed.length
  field.after(box)
  list = box.firstElementChild
  field.setAttribute("aria-controls", list.id)
  document.getElementById("announce").textContent = list.dataset.say
  box.addEventListener("mousedown", (event) => event.preventDefault()) // the focus stays in the field
  list.addEventListener("click", ({ target }) => take(target.closest("li")))
}

function reach(next) {
  option?.setAttribute("aria-selected", false)
  option = next
  option.setAttribute("aria-selected", true)
  option.scrollIntoView({ block: "nearest" })
  field.setAttribute("aria-activedescendant", option.id)
}

// As if it were typed, so that Ctrl+Z takes it back.
function take(chosen) {
  field.setSelectionRange(start, field.selectionEnd)
  document.execCommand("insertText", false, `${chosen.dataset.handle} `)
}

function choose(event) {
  const { key } = event
  if (!list || event.isComposing || event.ctrlKey) return
  if (key === "ArrowDown") reach(option?.nextElementSibling ?? list.firstElementChild)
  else if (key === "ArrowUp") reach(option?.previousElementSibling ?? list.lastElementChild)
  else if (key === "Enter" && option) take(option)
  else if (key === "Escape") {
    vain = field.value.slice(start, field.selectionEnd)
    close()
  } else return
  event.preventDefault()
  event.stopPropagation()
}

document.addEventListener("input", look)
document.addEventListener("focusout", close)
document.addEventListener("keydown", choose, true)

// ── Shortcuts: a key does what the link, button or field does that has it as its data-key: of what
// one is at, else of the page. A key is known by its letter, and on a Bangla layout by its place. ────

const REACHED = "a, button, summary, textarea"
let going = "" // g, when it was pressed

const all = (those, within = document) => [...within.querySelectorAll(those)]
const here = () => document.activeElement
const at = () => here().closest(".comment, article, li")

function find(key) {
  for (const place of key === "o" ? [at()] : [at(), document.querySelector("main"), document]) {
    const found = place && all(`[data-key~="${key}"]`, place).find((one) => one.closest("details") ?? one.checkVisibility())
    if (found) return found
  }
}

function press(found) {
  found.focus()
  found.click()
}

// To the next of those (4), or the one before (2): so compareDocumentPosition calls them.
function move(way, those = "[data-key~=o]") {
  const from = at() ? here() : document.elementFromPoint(innerWidth / 2, 99)
  const spots = all(those).map((one) => one.closest(".comment") ?? one)
  if (way < 4) spots.reverse()
  const spot = spots.find((one) => from.compareDocumentPosition(one) & way)
  spot?.focus({ preventScroll: true })
  spot?.scrollIntoView() // below the bar
}

function quote() {
  const field = find("c")
  const said = String(getSelection()) || here().querySelector(".comment__text")?.textContent
  if (!said || !field?.form) return
  field.value += `${said.trim().replace(/^/gm, "> ")}\n\n`
  field.dispatchEvent(new Event("input", { bubbles: true }))
  press(field)
}

const KEYS = {
  j: () => move(4),
  k: () => move(2),
  n: () => move(4, ".comment--new, [data-unread] .line"),
  q: quote,
}

// To the next part of the page, or the one before.
function cross(by) {
  const parts = all(".top, .court > *, .composer form, .tabs").filter((one) => one.checkVisibility() && one.querySelector(REACHED))
  const part = parts.findLastIndex((one) => one.contains(here()))
  parts.at((part + by) % parts.length).querySelector(REACHED).focus()
}

export function hear(event) {
  const { target, key } = event
  if (event.isComposing || event.altKey || event.metaKey) return
  if (event.ctrlKey) {
    if (key === "F6") cross(event.shiftKey ? -1 : 1)
  } else if ([target, here()].some((one) => one.closest("input, textarea, select"))) { // then, or by now
    if (key === "Escape") here().blur() // what was written stays there, and is kept
  } else if (!document.querySelector("[data-quiet]")) {
    const own = key === "Enter" && target.matches(".comment") ? "o" : key
    const said = going + (own > "~" ? event.code.replace("Key", "") : own).toLowerCase()
    going = said === "g" ? said : ""
    const deed = /^[\w./?]+$/.test(said) && (find(said) ?? KEYS[said])
    if (!deed) return
    event.preventDefault()
    if (said === "r") deed.hash = "body"
    deed.call ? deed() : press(deed)
  }
}

look({ target: here() }) // what was typed until we were here
