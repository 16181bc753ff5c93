// Brings the outside files that pages use into app/static/vendor, with their licences and a list
// (VENDOR.json) of what each is. Run by `make assets`; the result is committed.
import { createHash } from "node:crypto"
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const here = dirname(fileURLToPath(import.meta.url))
const vendor = join(here, "..", "app", "static", "vendor")

// What is taken, as which file. One weight of the Bangla face: 44 KB is what a thin line can bear.
const TAKEN = [
  {
    name: "socket.io-client",
    from: "dist/socket.io.esm.min.js",
    file: "socket.io.esm.min.js",
    licence: "socket.io-client.LICENSE.txt",
  },
  {
    name: "@fontsource/noto-sans-bengali",
    from: "files/noto-sans-bengali-bengali-400-normal.woff2",
    file: "fonts/noto-sans-bengali-400.woff2",
    licence: "fonts/noto-sans-bengali.LICENSE.txt",
  },
]

rmSync(vendor, { recursive: true, force: true })
const list = TAKEN.map((taken) => {
  const home = join(here, "node_modules", taken.name)
  const { version, license } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"))
  const bytes = withoutSourceMap(readFileSync(join(home, taken.from)), taken.file)
  write(taken.file, bytes)
  write(taken.licence, readFileSync(join(home, "LICENSE")))
  const sha256 = createHash("sha256").update(bytes).digest("hex")
  return { name: taken.name, version, licence: license, file: taken.file, text: taken.licence, sha256 }
})
write("VENDOR.json", JSON.stringify(list, null, 2) + "\n")

function write(file, bytes) {
  mkdirSync(dirname(join(vendor, file)), { recursive: true })
  writeFileSync(join(vendor, file), bytes)
}

// The map is not shipped, and a browser with open tools would ask for it.
function withoutSourceMap(bytes, file) {
  if (!file.endsWith(".js")) return bytes
  return Buffer.from(bytes.toString("utf8").replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n"))
}
