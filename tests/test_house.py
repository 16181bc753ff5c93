"""The shape of the house. If one of these fails, move the code, not the rule."""

import ast
import dataclasses
import re
import types
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Union, get_args, get_origin, get_type_hints

import pytest

from app.config import ROOT
from app.core.events import KINDS, Name
from app.core.policy import RULES
from app.live.broadcasts import BROADCASTS
from app.notifications.recipients import RECIPIENTS
from app.search.documents import DOCUMENTS

APP = ROOT / "app"
# One staircase: a package may import those that stand before it, never those after.
STAIRCASE = (
    *("core", "officers", "retirement", "calendar", "drafts", "posts", "versions", "comments"),
    *("answers", "naming", "following", "beginning", "archive", "files"),
    *("endorsements", "delegation", "ideas", "citizens", "sources", "actions"),
    *("orders", "evidence", "investigations", "appeals", "reminders", "results", "repeats"),
    *("meetings", "debates", "stories", "mentorship"),
    *("moderation", "notifications", "mail", "search", "audit", "live", "pages"),
)
ROOF = {"world"}  # stands above the staircase, with the factory and the commands
MODULES = sorted(APP.rglob("*.py"))
INSIDE = [path for path in MODULES if path.relative_to(APP).parts[0] in STAIRCASE]
TEMPLATES = sorted((APP / "templates").rglob("*.html"))
PUBLIC = ("public_list", "public_result", "office", "feed", "status", "answer")
OPEN = {  # to whoever comes: the door, what machines ask, and what the public reads
    *("officers.sign_in", "officers.language", "officers.theme", "officers.welcome"),
    *("health.healthz", "health.readyz", *(f"results.{name}" for name in PUBLIC)),
    "pages.manifest",
    *("mail.ask_to_stop", "mail.stop", "mail.resume"),  # the signed link in each mail
}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports(source):
    """Each module named, and each name taken from one: `from app.core import web` may be either."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("path", INSIDE, ids=name_of)
def test_nobody_imports_upstairs(path):
    mine = STAIRCASE.index(path.relative_to(APP).parts[0])
    for module in imports(path.read_text("utf-8")):
        first, *rest = module.split(".")
        if first == "app":
            assert rest, "features import app.<package>, never app itself"
            assert STAIRCASE.index(rest[0]) <= mine, f"{module} stands upstairs"


def test_every_package_stands_on_the_stairs_or_on_the_roof():
    packages = {path.parent.name for path in APP.glob("*/__init__.py")}
    assert packages <= {*STAIRCASE, *ROOF}


@pytest.mark.parametrize("path", [*MODULES, *sorted((ROOT / "tests").rglob("*.py"))], ids=name_of)
def test_no_module_is_long(path):
    assert len(path.read_text("utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", [p for p in MODULES if p.name == "__init__.py"], ids=name_of)
def test_a_package_says_in_one_sentence_what_it_is(path):
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


NO_WEB = {
    "models.py": {"flask", "flask_socketio", "app.core.web", "app.core.policy"},
    "operations.py": {
        *("flask", "flask_login", "flask_socketio", "app.core.web", "app.core.transaction"),
    },
    "policy.py": {"flask", "flask_login", "app.core.web"},
}
TURNS = {"begin", "commit", "rollback"}  # a change begins and ends at the edge


def web_in(source, name):
    """What a file of this name should not know, and does."""
    return {
        module
        for module in imports(source)
        for banned in NO_WEB[name]
        if f"{module}.".startswith(f"{banned}.")
    }


def turns_in(source):
    found = {node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)}
    return found & TURNS


@pytest.mark.parametrize("path", [p for p in MODULES if p.name in NO_WEB], ids=name_of)
def test_the_inner_rooms_know_no_web_and_end_no_change(path):
    source = path.read_text("utf-8")
    assert not web_in(source, path.name)
    assert not turns_in(source)


@pytest.mark.parametrize(
    "source",
    [
        *("import flask", "import flask.globals", "from flask import g", "import flask as f"),
        *("from flask.globals import request", "from app.core import web", "import app.core.web"),
        *("from app.core.web import fragment", "from app.core import transaction as t"),
        "def late():\n    from flask_login import current_user",
    ],
)
def test_no_way_of_bringing_in_the_web_is_overlooked(source):
    assert web_in(source, "operations.py")


def test_what_only_sounds_like_the_web_is_welcome():
    assert not web_in("from flask_babel import lazy_gettext\nimport app.core.website", "policy.py")


@pytest.mark.parametrize("source", ["db.session.commit()", "s = db.session\ns.rollback()"])
def test_no_way_of_ending_a_change_is_overlooked(source):
    assert turns_in(source)


def test_foreign_keys_point_down_the_stairs():
    from app.core.db import db

    owner = {
        mapper.local_table.name: mapper.class_.__module__.split(".")[1]
        for mapper in db.Model.registry.mappers
    }
    for table in db.metadata.tables.values():
        for key in table.foreign_keys:
            above, below = owner[table.name], owner[key.column.table.name]
            assert STAIRCASE.index(below) <= STAIRCASE.index(above), f"{table.name} → {below}"


def test_every_foreign_key_has_an_index(app):
    from app.core.db import db

    quiet = ("hidden_by_id", "pinned_by_id", "seat_id", "rank_id")  # never asked by
    for table in db.metadata.tables.values():
        led = {next(iter(index.columns)).name for index in table.indexes}
        led |= {
            next(iter(rule.columns)).name
            for rule in table.constraints
            if type(rule).__name__ in {"UniqueConstraint", "PrimaryKeyConstraint"}
        }
        for key in table.foreign_keys:
            name = key.parent.name
            if not name.endswith(("by_id", "seat_id")) and name not in quiet:
                assert name in led, f"{table.name}.{name}"


def test_every_route_asks_who_is_there(app):
    client = app.test_client()
    for rule in app.url_map.iter_rules():
        if rule.endpoint in OPEN:
            continue
        url = rule.rule
        for piece, sample in {"<room>": "post:1", "<kind>": "idea", "<token>": "x"}.items():
            url = url.replace(piece, sample)
        while "<" in url:
            url = url[: url.index("<")] + "1" + url[url.index(">") + 1 :]
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            answer = client.open(url, method=method)
            assert answer.status_code == 302, (method, url, answer.status_code)
            assert answer.location.startswith("/sign-in"), (method, url, answer.location)


def test_every_route_stands_in_the_list(app):
    """A removed address is a decision: links to it are in letters and files."""
    routes = sorted(
        f"{','.join(sorted(rule.methods - {'HEAD', 'OPTIONS'}))} {rule.rule}"
        for rule in app.url_map.iter_rules()
    )
    assert routes == (ROOT / "tests" / "routes.txt").read_text("utf-8").splitlines()


# The verbs that stand beside the operations of a drawer.
VERBS = [APP / "actions" / name for name in ("flagging.py", "privacy.py")]


@pytest.mark.parametrize("path", [*sorted(APP.rglob("operations.py")), *VERBS], ids=name_of)
def test_every_operation_asks_leave_by_a_rule_that_exists(path):
    known = {action for _, action in RULES}
    for function in ast.parse(path.read_text("utf-8")).body:
        if isinstance(function, ast.FunctionDef) and not function.name.startswith("_"):
            asked = {
                node.args[1].value
                for node in ast.walk(function)
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "require"
            }
            assert asked, f"{function.name} asks nobody"
            assert asked <= known, f"{function.name} asks by rules that do not exist"


@pytest.mark.parametrize(
    "table",
    [RECIPIENTS, BROADCASTS, DOCUMENTS],
    ids=["who hears", "what is shown", "what is findable"],
)
def test_every_event_is_decided_on_by_every_listener(table):
    assert set(table) == set(KINDS.values())


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_event_has_its_sentence(kind):
    assert (APP / "templates" / "log" / f"{kind}.html").exists()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_words_in_facts(kind):
    """Ids, states, names, dates and hashes: so that what must be forgotten can be, and the log still stands."""
    event = KINDS[kind]
    hints = get_type_hints(event)
    for field in dataclasses.fields(event):
        for part in _parts(hints[field.name]):
            plain = part in {int, bool, date, Name, type(None)}
            assert plain or (isinstance(part, type) and issubclass(part, StrEnum)), field.name


def _parts(hint):
    if get_origin(hint) in {Union, types.UnionType}:
        return [inner for part in get_args(hint) for inner in _parts(part)]
    return [hint]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(APP / "templates")))
def test_every_template_compiles_and_is_free_of_inline_code(path, factory):
    factory.jinja_env.get_template(str(path.relative_to(APP / "templates")))
    text = path.read_text("utf-8")
    assert "style=" not in text.replace("<style>", ""), "the policy forbids inline styles"
    assert " onclick=" not in text
    assert "data:" not in text.replace("formdata:", "")


def test_what_is_made_once_for_all_does_not_ask_who_reads():
    """A shared part, and all that it takes in, depends on its values alone."""
    names = re.compile(r"""(?:shared|piece)\(\s*"([^"]+[.]html)""")
    sources = [*APP.rglob("*.py"), *TEMPLATES]
    parts = {name for path in sources for name in names.findall(path.read_text("utf-8"))}
    assert len(parts) > 8
    asks = re.compile(
        r"\b(current_officer|asking|request|session|csrf_token|can|may_write|bell_now|theme|g)\b[(.]"
    )
    seen = set()
    while parts - seen:
        part = (parts - seen).pop()
        seen.add(part)
        text = (APP / "templates" / part).read_text("utf-8")
        code = " ".join(re.findall(r"{[%{](.*?)[%}]}", text, re.S))
        assert not asks.search(code), part
        parts |= set(re.findall(r"""(?:include|from) "([^"]+)\"""", code))


@pytest.fixture(scope="module")
def factory(tmp_path_factory):
    from app import create_app
    from app.config import settings

    home = tmp_path_factory.mktemp("house")
    url = f"sqlite:///{home}/house.db"
    return create_app(settings(home=home, index=home / "index", database=url, secret="t"))
