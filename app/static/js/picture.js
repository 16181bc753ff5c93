// Pictures that are about to be sent, from an <input type="file" data-pictures>: made smaller, and covered
// where they show a face or a plate. Both change the points on this device, before anything leaves it; the
// field then holds the new file, and its form sends it as any other. What cannot be done here goes as it
// is: the server makes each picture anew all the same.
import { digits } from "./uthan.js"

const LONGEST = 1600 // points of the longer side, as the server keeps them
const QUALITY = 0.85
const OPENS = /^image\/(jpeg|png|webp|hei[cf])$/
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

const template = document.querySelector("template[data-brush]")
const copy = (what) => template.content.querySelector(what).cloneNode(true)
const lists = new WeakMap() // field → what is said of the files in it

const words = (name, given) => digits(template.dataset[name].replace(/\{(\w+)\}/g, (_, word) => given[word]))
const weight = (bytes) =>
  bytes < 1e6 ? words("kb", { n: Math.max(1, Math.floor(bytes / 1000)) }) : words("mb", { n: (bytes / 1e6).toFixed(1) })

export async function chosen(field) {
  lists.get(field)?.remove()
  const list = copy(".chosen")
  const line = list.firstElementChild
  const lines = [...field.files].map((file) => OPENS.test(file.type) && lineOf(file, line, list))
  line.remove()
  field.after(list)
  lists.set(field, list)
  for (const [at, line] of lines.entries()) if (line) await shrink(field, at, line) // a phone has room for one
}

function lineOf({ name }, line, list) {
  const own = line.cloneNode(true)
  own.querySelector("b").textContent = name
  const button = own.querySelector("button")
  button.setAttribute("aria-label", `${button.textContent}: ${name}`)
  list.append(own)
  return own
}

async function shrink(field, at, line) {
  const [said, button] = line.querySelectorAll("[role], button")
  const say = (...all) => { said.textContent = words(...all) }
  const file = field.files[at]
  say("shrinking")
  try {
    const smaller = await packed(await points(file), file)
    if (!line.isConnected) return // others were chosen meanwhile
    const shrunk = smaller.size < file.size
    if (shrunk) put(field, at, smaller)
    say(shrunk ? "shrunk" : "whole", { before: weight(file.size), after: weight(smaller.size) })
    button.hidden = false
    button.addEventListener("click", async () => {
      if (document.querySelector("dialog[open]")) return
      const now = field.files[at]
      cover(await points(now), async (canvas, n) => {
        put(field, at, await packed(canvas, now))
        say(n > 1 ? "covered" : "coveredOne", { n })
      })
    })
  } catch { say("unread") }
}

function put(field, at, file) {
  const carrier = new DataTransfer()
  for (const [n, one] of [...field.files].entries()) carrier.items.add(n === at ? file : one)
  field.files = carrier.files
}

// Upright, and nothing but points: where, when and with what it was taken stays behind.
async function points(file) {
  const whole = await createImageBitmap(file, { imageOrientation: "from-image" }) // who cannot turn it refuses
  const part = Math.min(1, LONGEST / Math.max(whole.width, whole.height))
  const [canvas, pen] = sheet(Math.ceil(whole.width * part), Math.ceil(whole.height * part))
  pen.imageSmoothingQuality = "high"
  pen.drawImage(whole, 0, 0, canvas.width, canvas.height)
  whole.close()
  return canvas
}

function sheet(width, height, canvas = document.createElement("canvas")) {
  Object.assign(canvas, { width, height })
  return [canvas, canvas.getContext("2d")]
}

async function packed(canvas, { name, type }) {
  // A browser that guards against being recognised gives back other points than were drawn.
  const [, pen] = sheet(1, 1)
  pen.fillStyle = "#123456"
  pen.fillRect(0, 0, 1, 1)
  if (`${pen.getImageData(0, 0, 1, 1).data}` !== "18,52,86,255") throw new Error("other points")
  const wanted = /png|webp/.test(type) ? "image/webp" : "image/jpeg" // what may be seen through is no JPEG
  const blob = await new Promise((done) => canvas.toBlob(done, wanted, QUALITY))
  return new File([blob], `${name.replace(/\.[^.]*$/, "")}.${blob.type.slice(6)}`, { type: blob.type })
}

function cover(picture, use) {
  const { width, height } = picture
  const dialog = copy("dialog")
  const [undo, clear, done, cancel] = dialog.querySelectorAll("button")
  const [canvas, pen] = sheet(width, height, dialog.querySelector("canvas"))
  const say = (...all) => { dialog.querySelector("[role=status]").textContent = words(...all) }
  const covers = [] // [left, top, width, height] in points of the picture
  let side = Math.max(width, height) / 10
  let [x, y] = [width / 2, height / 2] // the middle of the square that keys move
  let from = null // where a drag began
  let drawn = null // what it would cover

  const within = (length, most) => Math.min(most, Math.max(0, length))
  const square = () => [x - side / 2, y - side / 2, side, side]

  function draw(marked = canvas.matches(":focus-visible")) {
    pen.clearRect(0, 0, width, height)
    pen.drawImage(picture, 0, 0)
    for (const one of drawn ? [...covers, drawn] : covers) pen.fillRect(...one)
    for (const [strokeStyle, lines] of marked ? [["#000", 3], ["#fff", 1.5]] : []) {
      Object.assign(pen, { strokeStyle, lineWidth: lines * width / canvas.clientWidth })
      pen.strokeRect(...square())
    }
  }

  function change() {
    drawn = from = null
    draw()
    say(["none", "one"][covers.length] ?? "many", { n: covers.length })
    undo.ariaDisabled = clear.ariaDisabled = !covers.length
  }

  const place = ({ offsetX, offsetY }) => [
    within(offsetX * width / canvas.clientWidth, width), within(offsetY * height / canvas.clientHeight, height),
  ]

  canvas.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button) return
    canvas.setPointerCapture(event.pointerId)
    from = place(event)
  })
  canvas.addEventListener("pointermove", (event) => {
    if (!from || !event.isPrimary) return
    const [[a, b], [c, d]] = [from, place(event)]
    drawn = [Math.min(a, c), Math.min(b, d), Math.abs(a - c), Math.abs(b - d)]
    draw(false)
  })
  canvas.addEventListener("pointerup", ({ isPrimary }) => {
    if (!from || !isPrimary) return
    if (!drawn || Math.max(drawn[2], drawn[3]) < side / 4) {
      [x, y] = from // it was a tap
      drawn = square()
    }
    covers.push(drawn)
    change()
  })
  canvas.addEventListener("pointercancel", change) // two fingers, to look closer
  canvas.addEventListener("keydown", (event) => {
    const { key, altKey, shiftKey } = event
    const control = event.ctrlKey || event.metaKey
    if (altKey || (control && key !== "z")) return
    if (key in MOVES) {
      const step = side / (shiftKey ? 1 : 4)
      x = within(x + MOVES[key][0] * step, width)
      y = within(y + MOVES[key][1] * step, height)
      say("at", { x: Math.round(100 * x / width), y: Math.round(100 * y / height) })
      draw(true)
    } else if ("+=-".includes(key)) {
      side = Math.min(width, height, Math.max(8, side * (key === "-" ? 0.8 : 1.25)))
      draw(true)
    } else {
      if (key === "Enter" || key === " ") covers.push(square())
      else if (key === "Backspace" || control) covers.pop()
      else return
      change()
    }
    event.preventDefault()
  })
  for (const turn of ["focus", "blur"]) canvas.addEventListener(turn, () => draw())

  undo.addEventListener("click", () => change(covers.pop()))
  clear.addEventListener("click", () => change(covers.length = 0))
  cancel.addEventListener("click", () => dialog.close())
  done.addEventListener("click", async () => {
    draw(false)
    try {
      if (covers.length) await use(canvas, covers.length)
      dialog.close()
    } catch { say("failed") }
  })
  dialog.addEventListener("close", () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
  change()
}
