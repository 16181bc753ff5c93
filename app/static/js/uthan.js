// What every page can do once script runs: send forms without leaving the page, keep drafts on this
// device, close menus. Without script every form and link works as it is. Rooms that are live bring
// live.js.
import { parse, place } from "./place.js"

const html = document.documentElement
export const lang = html.lang
export const words = document.getElementById("phrases")?.dataset ?? {} // said by the server, in one language

export const digits = (text) =>
  lang === "bn" ? String(text).replace(/\d/g, (digit) => "০১২৩৪৫৬৭৮৯"[digit]) : String(text)

// ── Forms that stay on the page: <live-form place="comments"><form id=…> ─────────────────────────

export const mine = new Set() // ids of pieces that this page's own forms brought
export let sending = Promise.resolve() // settles when nothing is on its way

customElements.define("live-form", class extends HTMLElement {
  connectedCallback() { this.addEventListener("submit", this) }

  handleEvent(event) {
    const form = event.target
    if (event.submitter?.name === "preview") return // a page of its own
    event.preventDefault()
    if (form.getAttribute("aria-busy") === "true") {
      form.again = form.free // what was typed meanwhile goes when the first has arrived
      return
    }
    sending = send(this, form, event.submitter)
  }
})

async function send(box, form, button) {
  const body = new FormData(form, button)
  const listId = body.get("parent") ? `replies-${body.get("parent")}` : box.getAttribute("place")
  keep(form)
  complain(form, "")
  const echo = echoOf(box, form, listId)
  form.free = Boolean(echo)
  form.again = false
  form.setAttribute("aria-busy", "true")
  try {
    let answer = await post(form, body)
    let text = await answer.text()
    if (answer.status === 400 && renew(text, body)) {
      answer = await post(form, body) // once: what is refused again is told
      text = await answer.text()
    }
    echo?.item.remove()
    if (answer.redirected) return location.assign(answer.url)
    if (answer.ok) accepted(form, text, listId)
    else refused(form, text, echo)
  } catch {
    echo?.item.remove()
    giveBack(echo)
    complain(form, words.notSent, true) // the form still has its key: sent twice, it counts once
  } finally {
    form.removeAttribute("aria-busy")
  }
}

const post = (form, body) => fetch(form.getAttribute("action") || location.href, {
  method: "POST", body, headers: { "X-Fragment": "1" }, signal: AbortSignal.timeout(body.get("files")?.size ? 900_000 : 45_000),
})

// Refused only because this officer signed in anew since the page was opened: the answer brings the
// token of now. A page of one's own is never sent under the name of a colleague who signed in here.
export function renew(text, body) {
  const token = parse(text).querySelector(`[data-officer="${html.dataset.officer}"]`)?.dataset.token
  if (!token) return false
  for (const field of document.getElementsByName("csrf_token")) field.value = token
  body.set("csrf_token", token)
  return true
}

// The words stand in the discussion at once, stitched, until the server has them; the field is free
// for the next. Only in a box with a <template data-echo>.
function echoOf(box, form, listId) {
  const template = box.querySelector("template[data-echo]")
  const field = form.querySelector("textarea")
  const list = document.getElementById(listId)
  if (!template || !field || !list || !field.value.trim()) return null
  const item = template.content.firstElementChild.cloneNode(true)
  item.querySelector("[data-words]").textContent = field.value
  list.append(item)
  const said = field.value
  field.value = ""
  return { item, field, said }
}

function giveBack(echo) {
  if (echo) echo.field.value = [echo.said, echo.field.value].filter(Boolean).join("\n\n")
}

function accepted(form, text, listId) {
  const typed = typedSince(form)
  forget(form)
  const pieces = place(text, listId)
  pieces.forEach(({ id }) => mine.add(id))
  const fresh = document.getElementById(form.id) ?? form
  if (carry(typed, fresh)) {
    keep(fresh)
    if (form.again) fresh.requestSubmit()
    return
  }
  const own = pieces.map(({ id }) => document.getElementById(id)).find((piece) => piece && piece !== fresh)
  if (own && !own.hasAttribute("tabindex")) own.tabIndex = -1
  own?.focus()
}

function refused(form, text, echo) {
  const answer = parse(text)
  if (form.id && answer.getElementById(form.id)) {
    const typed = echo ? typedSince(form) : []
    place(text)
    const fresh = document.getElementById(form.id)
    carry(typed, fresh)
    return fresh.querySelector("[autofocus], [aria-invalid=true], textarea")?.focus()
  }
  giveBack(echo)
  const sentence = [...answer.querySelectorAll("[data-sentence]")].map((part) => part.textContent.trim()).join(" ")
  complain(form, sentence || words.refused)
}

const typedSince = (form) => fieldsOf(form).filter((field) => field.value).map(({ name, value }) => [name, value])

// What was typed while the form was away goes on in the form that came back.
function carry(typed, form) {
  for (const [name, value] of typed) {
    const field = form.elements[name]
    field.value = [field.value, value].filter(Boolean).join("\n\n")
    field.focus({ preventScroll: true })
  }
  return typed.length > 0
}

function complain(form, sentence, again = false) {
  form.querySelector("[data-refusal]")?.remove()
  if (!sentence) return
  const alert = Object.assign(document.createElement("p"), { className: "wrong", role: "alert" })
  alert.dataset.refusal = ""
  alert.append(Object.assign(document.createElement("span"), { textContent: sentence }))
  if (again) alert.append(Object.assign(document.createElement("button"), { className: "button button--small", textContent: words.again }))
  form.append(alert)
}

// ── Drafts, kept on this device: <form data-draft="post-idea"> ──────────────────────────────────

export const mineHere = `draft:${html.dataset.officer}:`
export const keyOf = (form) => mineHere + form.dataset.draft
export const fieldsOf = (form) =>
  [...form.elements].filter((field) => field.name && !field.readOnly && field.autocomplete !== "off" && /^(text|textarea|number|tel|url)$/.test(field.type))
const writes = (form) => form.querySelector("[data-which]") // writing.js has it, and is on its way
const timers = new Map()

function keep(form, sent = false) {
  clearTimeout(timers.get(form))
  timers.delete(form)
  if (!html.dataset.officer || !form.dataset.draft || (writes(form) && !("ready" in form.dataset))) return
  const said = Object.fromEntries(typedSince(form))
  const at = Date.now()
  try {
    if (Object.keys(said).length) localStorage.setItem(keyOf(form), JSON.stringify({ said, at, sent, key: form.elements._key?.value }))
    else localStorage.removeItem(keyOf(form))
    sayKept(form, Object.keys(said).length && at)
  } catch { /* no room, or a private window: then nothing is promised */ }
}

export function read(key) {
  try { return JSON.parse(localStorage.getItem(key)) } catch { return null }
}

export function restore(form) {
  const draft = read(keyOf(form))
  if (!draft) return
  for (const field of fieldsOf(form)) if (!field.value && draft.said[field.name]) field.value = draft.said[field.name]
  sayKept(form, draft.at)
}

function forget(form) {
  clearTimeout(timers.get(form))
  timers.delete(form)
  if (form.dataset.draft) localStorage.removeItem(keyOf(form))
}

export function sayKept(form, at) {
  const line = form.querySelector("[data-draft-line]")
  if (!line) return
  const clock = new Date(at).toTimeString().slice(0, 5)
  line.firstElementChild.textContent = at ? digits(words.kept.replace("{time}", clock)) : ""
  line.querySelector("button").hidden = !at
}

function discard(form) {
  for (const field of fieldsOf(form)) field.value = ""
  forget(form)
  sayKept(form, 0)
  fieldsOf(form)[0]?.focus()
}

function wipe() {
  document.documentElement.dataset.leaving = "" // so that live.js does not reload a page we leave
  for (const key of Object.keys(localStorage)) if (key.startsWith(mineHere)) localStorage.removeItem(key)
}

// A plain form would leave for a page that cannot come. Ask first when the line seems to be down.
async function sendPlain(form, button) {
  try {
    if (!navigator.onLine) throw new Error("offline")
    await fetch("/healthz", { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(5000) })
  } catch { return complain(form, words.noLine, true) }
  if (button?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value }))
  const action = form.getAttribute("action")
  form.action = button?.formAction ?? form.action // submit() alone has not heard which button it was
  form.submit()
  form.setAttribute("action", action)
}

document.addEventListener("input", ({ target: { form } }) => {
  if (!form?.dataset.draft) return
  clearTimeout(timers.get(form))
  timers.set(form, setTimeout(keep, 500, form))
})
document.addEventListener("submit", (event) => {
  const form = event.target
  if (event.defaultPrevented) return // a live-form has it
  if ("wipe" in form.dataset) wipe()
  if (form.dataset.forgets) localStorage.removeItem(mineHere + form.dataset.forgets)
  if (!form.dataset.draft) return
  keep(form, true)
  if (navigator.onLine && html.dataset.line !== "lost") return
  event.preventDefault()
  sendPlain(form, event.submitter)
})
document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-draft-line] button")
  if (button) discard(button.form)
  const anew = target.closest("[data-anew]")
  if (anew) localStorage.removeItem(mineHere + anew.dataset.anew)
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(target)) menu.open = false
})
document.addEventListener("keydown", (event) => {
  if (event.isComposing) return // Avro is still making the letter
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]")
  if (menu) {
    menu.open = false
    menu.querySelector("summary").focus()
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.form?.requestSubmit()
})
// The script of the keys comes with the first. What is pressed until it is here waits, and is done in turn.
const pressed = []
let hear = (event) => pressed.push(event)
document.addEventListener("keydown", (event) => hear(event))
document.addEventListener("keydown", async () => {
  ({ hear } = await import("./keyboard.js").catch(() => ({ hear() {} })))
  pressed.forEach((event) => hear(event))
}, { once: true })
addEventListener("pagehide", () => [...timers.keys()].forEach((form) => keep(form)))

// The page after a sending says which draft has arrived; only one that was sent from here is dropped.
const arrived = document.querySelector("meta[name=sent]")?.content
if (arrived) {
  for (const key of Object.keys(localStorage)) {
    if (`${key}-`.startsWith(`${mineHere}${arrived}-`) && read(key)?.sent) localStorage.removeItem(key)
  }
  const address = new URL(location.href)
  address.searchParams.delete("sent")
  history.replaceState(history.state, "", address)
}
const drafts = html.dataset.officer ? [...document.querySelectorAll("form[data-draft]")] : []
drafts.filter((form) => !writes(form)).forEach(restore)
if (document.querySelector("[data-which], template[data-toolbar]")) {
  import("./writing.js").catch((problem) => {
    drafts.forEach((form) => { form.dataset.ready = "" }) // the device keeps them all the same
    throw problem
  })
}

// ── The other language, at the same place of the page: <form data-stay> ────────────────────────

document.addEventListener("submit", ({ target }) => {
  if (!("stay" in target.dataset)) return
  const seen = [...document.querySelectorAll("main [id]")].find((one) => one.getBoundingClientRect().bottom > 0)
  const stay = seen && { path: location.pathname, id: seen.id, top: seen.getBoundingClientRect().top }
  sessionStorage.setItem("stay", JSON.stringify(stay ?? null))
})
const stay = JSON.parse(sessionStorage.getItem("stay"))
sessionStorage.removeItem("stay")
if (stay?.path === location.pathname) {
  const seen = document.getElementById(stay.id)
  if (seen) scrollBy({ top: seen.getBoundingClientRect().top - stay.top, behavior: "instant" })
}

// What is typed unseen can be looked at; it is sent unseen, so that no browser keeps it as a word.
for (const box of document.querySelectorAll("[data-show]")) {
  const field = box.querySelector("input")
  const button = Object.assign(document.createElement("button"), {
    type: "button", className: "button button--quiet button--small", textContent: box.dataset.show,
  })
  const show = (shown) => {
    field.type = shown ? "text" : "password"
    button.setAttribute("aria-pressed", shown)
  }
  button.addEventListener("click", () => show(field.type === "password"))
  field.form.addEventListener("submit", () => show(false))
  show(false)
  field.after(button)
}

// Pictures are made smaller, and covered, before they go; without a line for that they go as they are.
const prepare = (field) => import("./picture.js").then(({ chosen }) => chosen(field), () => {})
document.addEventListener("change", ({ target }) => "pictures" in target.dataset && prepare(target))
for (const field of document.querySelectorAll("[data-pictures]")) if (field.files.length) prepare(field) // before we were here

if (document.querySelector("live-room")) {
  const listen = () => import("./live.js").catch(() => {}) // no line: the page is whole without it
  if (document.readyState === "complete") listen()
  else addEventListener("load", listen)
}
