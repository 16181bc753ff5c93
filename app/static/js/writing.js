// A page of writing: a toolbar over each long text, and a draft that the server keeps as well as the
// device. Which of the two is shown is said, and the other is one press away.
import { place } from "./place.js"
import { digits, fieldsOf, keyOf, mineHere, read, renew, restore, sayKept } from "./uthan.js"

const IDLE_MS = 3_000 // after so long without a key the form saves itself
const AGAIN_MS = 30_000
const LEAST_ROWS = 4 // a text that is long enough to be given a form

// ── Drafts: <form data-draft="post-idea"> with <p data-which> in it ─────────────────────────────

function open(form) {
  const now = form.elements.draft
  if (now && goOn(form, form.dataset.draft)) return
  if (now?.dataset.number) settle(form)
  const own = read(keyOf(form))
  if (now && !now.dataset.number && own?.key) form.elements._key.value = own.key // what was sent stays sent
  if (own && form.querySelector("[data-which]").dataset.at) choose(form, own)
  else restore(form)
  form.dataset.ready = ""
  if (now) watch(form)
  // What came from the device, or was typed before we were here, has still to be kept.
  const typed = fieldsOf(form).find((field) => field.value !== field.defaultValue)
  if (form.querySelector("[data-which]").hidden) typed?.dispatchEvent(new Event("input", { bubbles: true }))
}

// The page of an empty form goes on with the draft that was written here last, while there is one.
function goOn(form, name) {
  const last = read(mineHere + name)?.number
  if (!last || form.elements.draft.dataset.number) return false
  const waiting = document.querySelector("[data-waiting]")?.dataset.waiting.split(" ") ?? []
  if (waiting.includes(last)) {
    location.replace(`${form.action}?draft=${last}`)
    return true
  }
  const left = read(`${mineHere}${name}-${last}`) // posted or deleted elsewhere: what it lacked is here
  localStorage.removeItem(`${mineHere}${name}-${last}`)
  if (left && !left.kept && !left.sent) store(mineHere + name, left)
  else localStorage.removeItem(mineHere + name)
  return false
}

// From now on this form is a draft of the server, with a place of its own on the device.
function settle(form) {
  const name = form.dataset.draft
  const { number, address } = form.elements.draft.dataset
  if (name.endsWith(`-${number}`)) return
  const there = read(mineHere + name)
  form.dataset.draft = `${name}-${number}`
  const mine = there?.key === form.elements._key.value
  if (mine) store(keyOf(form), there)
  if (mine || !there || there.number || there.kept) store(mineHere + name, { said: {}, number })
  history.replaceState(history.state, "", address)
}

function store(key, draft) {
  try { localStorage.setItem(key, JSON.stringify(draft)) } catch { /* no room: nothing is promised */ }
}

const wordsIn = (form) => Object.fromEntries(fieldsOf(form).map(({ name, value }) => [name, value]))
const tidy = (text = "") => text.normalize("NFC").replace(/\r\n?/g, "\n").trim()
const clock = (at) => digits(new Date(at).toTimeString().slice(0, 5))

function choose(form, own) {
  const which = form.querySelector("[data-which]")
  const texts = { device: own.said, server: wordsIn(form) }
  sayKept(form, own.at)
  if (own.kept || Object.entries(texts.server).every(([name, said]) => tidy(said) === tidy(own.said[name]))) return
  let shown = own.at > Number(which.dataset.at) ? "device" : "server"
  const show = () => {
    for (const field of fieldsOf(form)) field.value = texts[shown][field.name] ?? ""
    const at = shown === "device" ? own.at : Number(which.dataset.at) || own.at
    which.firstElementChild.textContent = which.dataset[shown].replace("{time}", clock(at))
  }
  which.querySelector("button").addEventListener("click", () => {
    texts[shown] = wordsIn(form)
    shown = shown === "device" ? "server" : "device"
    show()
    form.dispatchEvent(new Event("input"))
  })
  which.hidden = false
  show()
}

function watch(form) {
  const address = form.querySelector("[formaction]").formAction
  let kept = fieldsOf(form).some((field) => field.value !== field.defaultValue) ? "" : all(form)
  let busy = false
  let leaving = false
  let timer = 0
  const later = (ms) => {
    clearTimeout(timer)
    timer = setTimeout(save, ms)
  }
  form.addEventListener("input", () => {
    leaving = false
    later(IDLE_MS)
  })
  form.addEventListener("submit", () => {
    leaving = true
    clearTimeout(timer)
  })
  document.addEventListener("visibilitychange", () => document.hidden && save())
  addEventListener("online", save)
  form.querySelector("[data-draft-line] button").addEventListener("click", (event) => {
    const { deletion } = form.elements.draft.dataset
    if (!deletion) return
    event.stopPropagation() // else only the device would forget it
    location.assign(deletion)
  })

  async function save() {
    clearTimeout(timer)
    const asked = all(form)
    if (busy || leaving || asked === kept || !fieldsOf(form).some((field) => field.value.trim())) return
    busy = true
    const at = Date.now()
    try {
      const body = new FormData(form)
      body.delete("files") // they go with the form, once, and not with each pause
      let answer = await send(address, body)
      let text = await answer.text()
      if (answer.status === 400 && renew(text, body)) {
        answer = await send(address, body)
        text = await answer.text()
      }
      if (!answer.ok || answer.redirected) throw new Error("refused")
      place(text)
      settle(form)
      kept = asked
      if (all(form) !== kept) return later(IDLE_MS)
      store(keyOf(form), { said: wordsIn(form), at, kept: true, key: form.elements._key.value })
      sayKept(form, at)
    } catch {
      const { alone } = form.querySelector("[data-which]").dataset
      form.querySelector("[data-draft-line] span").textContent = alone.replace("{time}", clock(at))
      later(AGAIN_MS)
    } finally {
      busy = false
    }
  }
}

const OURS = ["csrf_token", "draft", "_key"]
const all = (form) => JSON.stringify([...new FormData(form)].filter(([name, said]) => !OURS.includes(name) && typeof said === "string"))
const send = (address, body) => fetch(address, {
  method: "POST", body, headers: { "X-Fragment": "1" }, keepalive: document.hidden, signal: AbortSignal.timeout(45_000),
})

// ── The toolbar: <template data-toolbar> in a form ──────────────────────────────────────────────

const AROUND = { bold: "**", italic: "*" }
const BEFORE = { list: () => "- ", quote: () => "> ", numbers: (n) => `${n + 1}. ` }
const BEGUN = { list: /^[-*] /, quote: /^> ?/, numbers: /^\d+[.)] / }

function hang(template, field) {
  const bar = document.importNode(template.content, true).firstElementChild
  const buttons = [...bar.querySelectorAll("button")]
  bar.setAttribute("aria-controls", field.id)
  const reach = (index) => buttons.forEach((button, i) => { button.tabIndex = i === index ? 0 : -1 })
  reach(0) // one stop of the Tab key; from there the arrows lead
  bar.addEventListener("mousedown", (event) => event.preventDefault()) // the field keeps its selection
  bar.addEventListener("click", ({ target }) => mark(field, target.closest("button")?.dataset.mark))
  bar.addEventListener("keydown", (event) => {
    const here = buttons.indexOf(document.activeElement)
    const there = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: -1 }[event.key]
    if (there === undefined) return
    event.preventDefault()
    const index = (there + buttons.length) % buttons.length
    reach(index)
    buttons[index].focus()
  })
  field.before(bar)
}

function mark(field, name) {
  const { selectionStart: from, selectionEnd: to, value } = field
  const chosen = value.slice(from, to)
  if (name in AROUND) {
    const sign = AROUND[name]
    const length = sign.length
    if (chosen && value.slice(from - length, from) === sign && value.slice(to, to + length) === sign) {
      write(field, from - length, to + length, chosen, 0, chosen.length)
    } else write(field, from, to, sign + chosen + sign, length, chosen.length)
  } else if (name === "link") {
    const leads = /^(https?:\/\/|\/)\S+$/.test(chosen)
    const text = leads ? `[](${chosen})` : `[${chosen}](https://)`
    write(field, from, to, text, leads || !chosen ? 1 : chosen.length + 3, leads || !chosen ? 0 : 8)
  } else if (name) {
    const first = value.lastIndexOf("\n", from - 1) + 1
    const last = value.indexOf("\n", to) < 0 ? value.length : value.indexOf("\n", to)
    const text = given(value.slice(first, last), name)
    write(field, first, last, text, text.length, 0)
  }
}

// Whole lines: taken back where they stand so already. A heading is a strong line of its own.
function given(text, name) {
  if (name === "heading") return /^\*\*.+\*\*$/.test(text) ? text.slice(2, -2) : `**${text}**`
  const lines = text.split("\n")
  if (lines.every((line) => BEGUN[name].test(line))) return lines.map((line) => line.replace(BEGUN[name], "")).join("\n")
  return lines.map((line, n) => BEFORE[name](n) + line).join("\n")
}

// As if it were typed, so that Ctrl+Z takes it back.
function write(field, from, to, text, at, length) {
  field.focus()
  field.setSelectionRange(from, to)
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, from, to, "end")
    field.dispatchEvent(new Event("input", { bubbles: true }))
  }
  field.setSelectionRange(from + at, from + at + length)
}

for (const form of document.querySelectorAll("form:has([data-which])")) open(form)
for (const template of document.querySelectorAll("template[data-toolbar]")) {
  for (const field of template.closest("form").querySelectorAll("textarea:not([readonly])")) {
    if (field.rows >= LEAST_ROWS) hang(template, field)
  }
}
