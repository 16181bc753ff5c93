"""Parts of a page that depend on nothing but the values they are given and the language. They are
made once and not once a page, and so they may not ask who is reading: a shape test holds that."""

from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import Any

from flask import Flask, render_template
from flask.templating import Environment
from markupsafe import Markup

from app.core.i18n import lang

KEPT = 4_000  # parts, mostly comments and cards of some 5 KB


class Templates(Environment):
    """Flask's. What all templates know is complete when the first is read, so that each has it in
    a dict of its own: Jinja's chain of two is asked name by name whenever a part is imported."""

    def make_globals(self, d: Mapping[str, Any] | None) -> dict[str, Any]:
        return {**self.globals, **(d or {})}


def init_app(app: Flask) -> None:
    app.jinja_env.globals["shared"] = shared


def shared(template: str, **values: Hashable) -> Markup:
    return Markup(_made(template, lang(), tuple(values.items())))  # noqa: S704  (our own template)


@lru_cache(maxsize=KEPT)
def _made(template: str, _language: str, values: tuple[tuple[str, Hashable], ...]) -> str:
    return render_template(template, **dict(values))
