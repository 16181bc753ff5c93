"""Bangla for every English sentence of the source, one catalogue a package.

update   bring what the source says into app/translations/<package>/bn/LC_MESSAGES/messages.po
check    say what is not translated, or not well
compile  make the .mo files that are read at run time (all, or those named)
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
APP = ROOT / "app"
TEMPLATES = APP / "templates"
TRANSLATIONS = APP / "translations"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "_l": None,
    "_n": (1, 2),
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
}
PLACE = re.compile(r"%\([^)]*\)\w|%\w|\{[^}]*\}")
LATIN = re.compile(r"[A-Za-z]")
ENDS = re.compile(r"[।?!;:\n]")
MOST_WORDS = 14  # of a sentence that is read once, on a small screen
# Words of other sites. The officers' own stand in docs/words.md.
FOREIGN = re.compile(
    r"পোস্ট(?! অফিস)|কমেন্ট|ইউজার|অ্যাডমিন|মডারেটর|নোটিফিকেশন|ট্রান্সফার|ফলো|"
    r"আপলোড|প্রোফাইল|রিপোর্ট|ইস্যু|টাস্ক|ইমেই?ল"
)


def packages() -> list[str]:
    """`web` is what stands in app/ itself."""
    return ["web", *sorted({path.parent.name for path in APP.glob("*/*.py")})]


def owner(path: Path) -> str:
    """The package that a file speaks for. A template folder that is no package's, and a template in
    none, belong to `core`."""
    if path.suffix == ".py":
        parts = path.relative_to(APP).parts
        return parts[0] if len(parts) > 1 else "web"
    folder = path.relative_to(TEMPLATES).parts[0]
    return folder if folder in packages() else "core"


def extract() -> dict[str, Catalog]:
    """What the source says now."""
    said = {package: new_catalogue() for package in packages()}
    sources = sorted(APP.rglob("*.py")) + sorted(
        path for path in TEMPLATES.rglob("*") if path.is_file()
    )
    for path in sources:
        method = "python" if path.suffix == ".py" else "jinja2"
        for line, words, comments, context in extract_from_file(
            method, path, KEYWORDS, comment_tags=["For translators:"], options={"silent": "false"}
        ):
            place = [(str(path.relative_to(ROOT)), line)]
            said[owner(path)].add(words, None, place, auto_comments=comments, context=context)
    return said


def new_catalogue() -> Catalog:
    catalogue = Catalog(locale="bn", project="Uthan", version="", charset="utf-8")
    catalogue.header_comment = ""
    return catalogue


def file_of(package: str) -> Path:
    return TRANSLATIONS / package / "bn" / "LC_MESSAGES" / "messages.po"


def read(package: str) -> Catalog:
    path = file_of(package)
    if not path.exists():
        return new_catalogue()
    with path.open("rb") as file:
        return read_po(file, locale="bn")


def update() -> None:
    """A sentence that moved to another package brings its translation along; one that nobody says
    any more goes. Nothing is guessed: a nearly right sentence is worse than an English one."""
    known = {package: read(package) for package in packages()}
    for package, said in extract().items():
        for message in messages(said):
            for kept in (known[package], *known.values()):
                mine = kept.get(message.id, message.context)
                if mine and translates(mine, message):
                    message.string = mine.string
                    break
        write(package, said)


def write(package: str, catalogue: Catalog) -> None:
    path = file_of(package)
    if not len(catalogue):
        path.unlink(missing_ok=True)
        return
    text = io.BytesIO()
    write_po(text, catalogue, width=100, omit_header=True, include_lineno=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_bytes() != HEADER + text.getvalue():
        path.write_bytes(HEADER + text.getvalue())
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")


# Written once, without dates and names: those are in the repository's history.
HEADER = b"""msgid ""
msgstr ""
"Language: bn\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def translates(kept: Message, said: Message) -> bool:
    """Wholly, surely, and with a plural if there is one."""
    return all(strings(kept)) and not kept.fuzzy and kept.pluralizable == said.pluralizable


def check() -> list[str]:
    found = []
    everywhere: dict[object, dict[object, str]] = {}
    for package, said in extract().items():
        kept = read(package)
        for message in messages(said):
            mine = kept.get(message.id, message.context)
            where = f"{message.locations[0][0]}: “{first(message.id)}”"
            if mine is None or not translates(mine, message):
                found.append(f"{where} has no Bangla in the catalogue of {package}.")
                continue
            found += [f"{where} {what}" for what in faults(mine)]
            others = everywhere.setdefault((message.id, message.context), {})
            others[tuple(strings(mine))] = package
            if len(others) > 1:
                # At run time all catalogues are one, and the last would silently win.
                found.append(f"{where} is said differently in {' and '.join(others.values())}.")
        unsaid = {message.id for message in messages(kept)} - {m.id for m in messages(said)}
        found += [f"{package}: “{first(one)}” is said by nobody any more." for one in unsaid]
    return found


def faults(message: Message) -> Iterator[str]:
    """What is wrong with a translation that is there. A singular may do without the number."""
    english = [message.id] if isinstance(message.id, str) else message.id
    wanted = set(PLACE.findall(" ".join(english)))
    for said in strings(message):
        places, bare = set(PLACE.findall(said)), PLACE.sub("", said).rstrip()
        if places - wanted or (places != wanted and not message.pluralizable):
            yield f"has other places to fill than its Bangla “{said}”."
        if bare.endswith("."):
            yield f"has Bangla that ends in a full stop and not in a danda: “{said}”."
        if re.search("[0-9]", bare) and not LATIN.search(bare):
            yield f"has Latin digits in its Bangla “{said}”."
        for sentence in ENDS.split(said):
            if (number := len(sentence.split())) > MOST_WORDS:
                yield f"has a Bangla sentence of {number} words: “{sentence.strip()}”."
        if found := FOREIGN.search(said):
            yield f"says “{found[0]}” in its Bangla, for which officers have a word: “{said}”."


def strings(message: Message) -> list[str]:
    kept = message.string
    return [*kept] if isinstance(kept, (list, tuple)) else [kept or ""]


def first(words: str | tuple[str, ...] | list[str]) -> str:
    """The singular, where there are two."""
    return words if isinstance(words, str) else words[0]


def compile_all(names: list[str]) -> None:
    everything = sorted(TRANSLATIONS.glob("*/bn/LC_MESSAGES/messages.po"))
    for path in [Path(name) for name in names] or everything:
        with path.open("rb") as source:
            catalogue = read_po(source, locale="bn")
        with path.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalogue)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["update"]:
            update()
        case ["check"]:
            sys.exit("\n".join(check()) or 0)
        case ["compile", *names]:
            compile_all(names)
        case _:
            sys.exit(__doc__)
