// Pieces. A piece is one element with an id. `data-entry` says how far the log had come when it was
// made: an older one never replaces a newer, and of two equally old a removal (`data-removed`) wins. So
// pushes, answers and catch-ups may come in any order, any number of times, and end in the same page.
// `data-order` is its place in its list; `data-place` names the list when the sender did not.

const policy = window.trustedTypes?.createPolicy("uthan", { createHTML: (text) => text }) // ours: core.text made it safe
const placed = new Map() // id -> age of what was placed last, also when it is no longer on the page
const waiting = new Map() // id of a list that is not here yet -> pieces that belong in it
const LISTS_AWAITED = 300 // a page that shows only a part of a discussion never gets some of them

// Place the pieces of an answer: over their older selves, else into the list. Returns
// [{ id, added, older }], one for each piece; `older` is what stood there before.
export function place(text, listId = "") {
  return [...parse(text).children].map((piece) => {
    const older = document.getElementById(piece.id)
    put(piece, piece.dataset.place || listId)
    return { id: piece.id, added: !older && Boolean(document.getElementById(piece.id)), older }
  })
}

export function parse(text) {
  const template = document.createElement("template")
  template.innerHTML = policy ? policy.createHTML(text) : text
  return template.content
}

// A page that stays open all day holds so many pieces and no more. Only what is above the window goes.
export function trim(list, most = 300) {
  while (list.children.length > most) {
    const first = list.firstElementChild
    if (first.getBoundingClientRect().bottom > 0) return
    remember(first)
    first.remove()
  }
}

function put(piece, listId) {
  const older = document.getElementById(piece.id)
  const list = document.getElementById(listId)
  if (!older && !list) return wait(piece, listId)
  const inner = takeInner(piece)
  if (isNewer(piece, older)) {
    if (older) replace(older, piece)
    else insert(piece, list)
    remember(piece)
    release(piece)
  }
  for (const [child, childList] of inner) put(child, childList)
}

// The pieces inside a piece are judged each by itself: of a reply the page may have a newer one.
function takeInner(piece) {
  const inner = [...piece.querySelectorAll("[id] > [id][data-entry]")].filter((child) => {
    const around = child.parentElement.closest("[data-entry]")
    return !around || around === piece
  })
  return inner.map((child) => {
    const listId = child.parentElement.id
    child.remove()
    return [child, listId]
  })
}

const age = (piece) => Number(piece.dataset.entry) * 2 + ("removed" in piece.dataset ? 1 : 0)

function isNewer(piece, older) {
  if (!("entry" in piece.dataset)) return true // a form: the last answer is the one that holds
  return age(piece) > (placed.get(piece.id) ?? (older?.dataset.entry ? age(older) : -1))
}

function remember(piece) {
  if ("entry" in piece.dataset) placed.set(piece.id, age(piece))
}

function replace(older, piece) {
  const held = older.contains(document.activeElement) ? document.activeElement : null
  for (const list of older.querySelectorAll("[id]:has(> [id][data-entry])")) {
    const empty = piece.querySelector(`#${CSS.escape(list.id)}`)
    if (empty) empty.replaceWith(list) // what hangs on it moves along, as it is
    else for (const child of [...list.children]) setAside(child, list.id)
  }
  older.replaceWith(piece)
  if (held) giveFocus(held, piece)
}

// What was removed with all that hung on it may come back, and they with it.
function setAside(child, listId) {
  for (const piece of [child, ...child.querySelectorAll("[id][data-entry]")]) placed.delete(piece.id)
  child.remove()
  wait(child, listId)
}

function giveFocus(held, piece) {
  const address = held.getAttribute("href") ?? ""
  const same = held.isConnected ? held : held.id && piece.querySelector(`#${CSS.escape(held.id)}`)
  const like = same || piece.querySelector(`[href="${CSS.escape(address)}"]`) || piece
  like.focus({ preventScroll: true })
}

function insert(piece, list) {
  const order = Number(piece.dataset.order ?? Infinity)
  const next = [...list.children].find(
    (child) => "echo" in child.dataset || Number(child.dataset.order) > order,
  )
  list.insertBefore(piece, next ?? null)
}

function wait(piece, listId) {
  if (!listId) return // it only changes what is here
  waiting.set(listId, [...(waiting.get(listId) ?? []), piece])
  if (waiting.size > LISTS_AWAITED) waiting.delete(waiting.keys().next().value)
}

function release(piece) {
  for (const list of [piece, ...piece.querySelectorAll("[id]")]) {
    const held = waiting.get(list.id)
    waiting.delete(list.id)
    held?.forEach((child) => put(child, list.id))
  }
}
