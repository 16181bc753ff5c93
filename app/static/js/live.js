// <live-room room="post:12" heard="417">: what is said in that room appears on the page. One line for
// all rooms of a page. It only listens: what officers do goes up by HTTP. A push is a hint; the log is
// the truth, so `heard` moves only by catch-up answers, and after each silence we ask for what we missed,
// until it was answered.
import { place, trim } from "./place.js"
import { digits, lang, mine, sending, words } from "./uthan.js"

const SILENCE_MS = 8_000 // after so long without a line we say so
const HIDDEN_MS = 60_000 // a page that was away for so long asks what it missed
const ANNOUNCE_MS = 15_000 // a screen reader hears one sentence in so long
const SAVING = navigator.connection?.saveData ?? false
const POLL_MS = SAVING ? 60_000 : 15_000
const AGAIN_MS = 300_000 // about how often a page asks though it sits: a push may be lost without a word
const WRITING_MS = 3_000 // how often a page says that a comment is being written
const NEAR_END_PX = 100
const OFTEN = 20 // pushes after which the cursor is brought along, so that a later gap stays small

const rooms = new Map() // name -> { name, heard, seated, behind, pushed, asking }
let socket = null

customElements.define("live-room", class extends HTMLElement {
  connectedCallback() {
    const name = this.getAttribute("room")
    this.room = { name, heard: Number(this.getAttribute("heard")), seated: false, pushed: 0 }
    rooms.set(name, this.room)
    if (socket?.connected) sit(this.room)
  }

  disconnectedCallback() {
    if (rooms.get(this.room.name) !== this.room) return // it only moved
    rooms.delete(this.room.name)
    socket?.emit("leave", { room: this.room.name })
  }
})

// ── The line ────────────────────────────────────────────────────────────────────────────────────

const jitter = (ms) => ms / 2 + Math.random() * ms // so that a thousand pages do not come back at once

async function listen() {
  setInterval(() => document.hidden || askAll((room) => !room.seated || room.behind), POLL_MS)
  if (SAVING) return
  askAgain()
  const silence = setTimeout(fallSilent, SILENCE_MS)
  const { io } = await import("../vendor/socket.io.esm.min.js")
  socket = io({ path: "/socket.io", transports: ["websocket"], timeout: SILENCE_MS, reconnectionDelayMax: 30_000 })
  socket.on("connect", () => {
    clearTimeout(silence)
    rooms.forEach(sit)
  })
  socket.on("disconnect", (reason) => {
    rooms.forEach((room) => { room.seated = false })
    setTimeout(fallSilent, SILENCE_MS)
    if (reason === "io server disconnect") setTimeout(() => socket.connect(), jitter(4_000))
  })
  socket.on("connect_error", () => {
    if (!socket.active) setTimeout(() => socket.connect(), jitter(60_000)) // refused: it may be full
  })
  socket.on("piece", (news) => {
    const room = rooms.get(news.room)
    if (!room) return
    show(news, true)
    room.pushed += 1
    if (room.pushed % OFTEN === 0) setTimeout(askAll, jitter(10_000), (each) => each === room)
  })
  socket.on("writing", ({ name }) => saysWriting(name))
  socket.on("readers", saysReading)
  socket.on("leave", ({ room }) => leave(room))
}

// Sit down first, then ask for what was said before: nothing falls between.
async function sit(room) {
  try {
    const { ok } = await socket.timeout(SILENCE_MS).emitWithAck("join", { room: room.name, lang })
    room.seated = ok // not seated, it is asked for like a room without a line
  } catch { room.seated = false }
  await room.asking?.catch(() => {}) // that was asked before we sat
  catchUp(room).catch(() => {})
}

function askAgain() {
  setTimeout(() => {
    if (!document.hidden) askAll()
    askAgain()
  }, jitter(AGAIN_MS))
}

function askAll(which = () => true) {
  return Promise.all([...rooms.values()].filter(which).map(catchUp)).catch(() => setLost(true))
}

function catchUp(room) {
  room.asking ??= ask(room).finally(() => { room.asking = null })
  return room.asking
}

// Rejects when the line is down. Whatever is not well answered is asked again later: the room is behind.
async function ask(room) {
  room.behind = true
  const answer = await fetch(`/live/${room.name}?after=${room.heard}&lang=${lang}`, { signal: AbortSignal.timeout(20_000) })
  setLost(false)
  if (answer.redirected || [401, 403, 404].includes(answer.status)) return leave(room.name)
  if (!answer.ok) return
  const { pieces, heard, cut, missed } = await answer.json()
  pieces.forEach((news) => show(news, false))
  room.heard = Math.max(room.heard, heard)
  room.behind = false
  if (cut) offerRefresh(missed)
}

// We lost the room, or the session is over: the page itself says which.
function leave(name) {
  if ("leaving" in document.documentElement.dataset) return // signing out: the page goes by itself
  if (name && !rooms.has(name)) return
  reloadOnce()
}

// Once, not in a circle.
function reloadOnce() {
  const key = `reloaded:${location.pathname}`
  if (Date.now() - Number(sessionStorage.getItem(key)) < HIDDEN_MS) return
  sessionStorage.setItem(key, Date.now())
  location.reload()
}

function fallSilent() {
  if (!socket?.connected) askAll()
}

function setLost(lost) {
  const line = document.getElementById("line-state")
  if (lost === (document.documentElement.dataset.line === "lost")) return
  document.documentElement.dataset.line = lost ? "lost" : ""
  if (lost) announce(words.lost)
  if (!line) return
  line.textContent = lost ? words.lost : ""
  line.hidden = !lost
}

let hiddenSince = 0
document.addEventListener("visibilitychange", () => {
  if (document.hidden) hiddenSince = Date.now()
  else if (Date.now() - hiddenSince > HIDDEN_MS) comeBack()
})
addEventListener("pageshow", ({ persisted }) => persisted && comeBack())
addEventListener("online", comeBack)
addEventListener("offline", () => setTimeout(fallSilent, SILENCE_MS))

function comeBack() {
  if (socket?.disconnected) socket.connect()
  askAll()
}

// ── What is shown, and how the reader learns of it without losing the place ─────────────────────

const pill = document.querySelector("[data-pill]")
const composer = pill?.closest(".composer")
const unseen = new Set()
composer?.prepend(document.getElementById("line-state")) // above the field, where it is looked for
let refresh = 0

const eye = pill && new IntersectionObserver(
  (looks) => {
    for (const { target, isIntersecting } of looks) if (isIntersecting) see(target)
    showPill()
  },
  { rootMargin: `0px 0px -${composer?.offsetHeight ?? 0}px 0px` },
)

function show({ html, place: listId }, pushed) {
  const list = document.getElementById(listId)
  const height = list?.offsetHeight
  const following = pushed && list && isNearEnd(list)
  const placed = place(html, listId)
  const added = placed.filter((piece) => piece.added).map(({ id }) => document.getElementById(id))
  if (following) window.scrollBy({ top: list.offsetHeight - height, behavior: "instant" })
  if (list) trim(list)
  showPill()
  placed.forEach(tellChange)
  sending.then(() => added.forEach((piece) => tell(piece, following))) // one's own is no news
}

function isNearEnd(list) {
  const floor = composer?.getBoundingClientRect().top ?? window.innerHeight
  return pill && list.id === pill.hash.slice(1) && list.getBoundingClientRect().bottom - floor < NEAR_END_PX
}

function tell(piece, following) {
  if (piece.dataset.say) announce(piece.dataset.say)
  if (!pill || "removed" in piece.dataset || mine.has(piece.id) || !piece.matches(".comment")) return
  if (following) piece.classList.add("comment--arrived")
  watch(piece)
  if (!("hushed" in document.documentElement.dataset)) announceOne()
  setTimeout(showPill, 100) // the eye looks first: what lands in sight needs no pill
}

// A new state is told where the words of the state are new.
function tellChange({ id, older }) {
  const newer = document.getElementById(id)
  if (!older || !newer?.dataset.say || newer.dataset.say === older.dataset.say) return
  newer.classList.add("changed")
  announce(newer.dataset.say)
}

function watch(piece) {
  piece.classList.toggle("comment--new", !piece.matches(".comment--arrived"))
  unseen.add(piece)
  eye.observe(piece)
}

function see(piece) {
  unseen.delete(piece)
  eye.unobserve(piece)
}

// A newer self takes the place of what was not seen; what was removed meanwhile is not waited for.
function follow(piece) {
  if (piece.isConnected) return
  see(piece)
  const newer = document.getElementById(piece.id)
  if (newer && !("removed" in newer.dataset)) watch(newer)
}

function showPill() {
  if (!pill) return
  for (const piece of [...unseen]) follow(piece)
  pill.hidden = !unseen.size && !refresh
  pill.lastElementChild.textContent = refresh ? counted(refresh, pill.dataset.refresh, pill.dataset.refreshMany) : newComments(unseen.size)
}

const counted = (n, one, many) => (n > 1 ? many.replace("{n}", digits(n)) : one)
const newComments = (n) => counted(n, pill.dataset.one, pill.dataset.many)

function offerRefresh(missed) {
  if (!pill) return reloadOnce() // here nothing can offer it; what is half written is kept
  refresh = missed || 1
  showPill()
}

pill?.addEventListener("click", (event) => {
  event.preventDefault()
  if (refresh) return location.reload()
  const [first] = [...unseen].filter((piece) => piece.isConnected).sort((a, b) => (a.compareDocumentPosition(b) & 4 ? -1 : 1))
  unseen.forEach(see)
  showPill()
  first?.focus()
  first?.scrollIntoView({ block: "center" })
})

// Who writes and who reads at this moment, as far as they let it be seen. No screen reader is told.
const here = document.getElementById("here")
const writing = new Map() // name → timer
let readers = ""
let toldAt = 0

composer?.addEventListener("input", ({ target }) => {
  const post = target.form?.dataset.draft && [...rooms.values()].find((room) => room.seated && room.name.startsWith("post:"))
  if (!post || Date.now() - toldAt < WRITING_MS) return
  toldAt = Date.now()
  socket?.volatile.emit("writing", { room: post.name, lang })
})

function saysWriting(name) {
  clearTimeout(writing.get(name))
  writing.set(name, setTimeout(() => { writing.delete(name); showHere() }, 2 * WRITING_MS))
  showHere()
}

function saysReading({ names, more }) {
  const others = names.filter(([officer]) => String(officer) !== document.documentElement.dataset.officer).map(([, name]) => name)
  if (more) others.push(here?.dataset.more.replace("{n}", digits(more)))
  readers = others.join(", ")
  showHere()
}

function showHere() {
  if (!here) return
  const said = [...writing.keys()]
  const sentence = said.length > 1 ? here.dataset.many : said.length ? here.dataset.writing : here.dataset.reading
  here.textContent = sentence.replace("{names}", () => said.join(", ") || readers)
  here.hidden = !said.length && !readers
}

// One sentence at a time, and what came meanwhile is merged into the next.
let count = 0
let spokenAt = 0
let speaking = null
const sentences = new Set()

function announceOne() {
  count += 1
  announce()
}

function announce(sentence) {
  if (sentence) sentences.add(sentence)
  speaking ??= setTimeout(speak, Math.max(0, spokenAt + ANNOUNCE_MS - Date.now()))
}

function speak() {
  const region = document.getElementById("announce")
  if (count) sentences.add(newComments(count))
  if (region) region.textContent = [...sentences].join(" ")
  sentences.clear()
  count = 0
  speaking = null
  spokenAt = Date.now()
}

listen()
