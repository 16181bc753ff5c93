"""HTTP manners shared by every view: headers, static addresses, pieces of page."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, current_app, redirect, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_compress import Compress
from flask_wtf.csrf import CSRFProtect
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map
from werkzeug.wrappers import Response as BaseResponse
from whitenoise import WhiteNoise

from app.core import i18n
from app.core.critical import CRITICAL, CRITICAL_HASH

STATIC = Path(__file__).parent.parent / "static"
A_YEAR = 31_536_000
LARGEST = 2**31 - 1  # an id of PostgreSQL's integer

csrf = CSRFProtect()

POLICY = "; ".join(
    (
        "default-src 'self'",
        f"style-src 'self' {CRITICAL_HASH}",
        "manifest-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types uthan",
    )
)


class Sessions(SecureCookieSessionInterface):
    """What is kept for all by whoever stands between carries no cookie, and varies by none."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not response.cache_control.public:
            super().save_session(app, session, response)


def init_app(app: Flask) -> None:
    app.session_interface = Sessions()
    app.url_map.converters["int"] = Number
    csrf.init_app(app)
    Compress(app)
    _serve_static(app)
    _believe_proxies(app, app.config["PROXIES"])
    app.after_request(_harden)
    app.jinja_env.globals.update(
        critical=CRITICAL,
        lang=_Lazy(i18n.lang),
        other_lang=_Lazy(lambda: "en" if i18n.lang() == "bn" else "bn"),
        language_names=i18n.LANGUAGES,
        wants_fragment=wants_fragment,
        insecure=app.config["INSECURE"],
    )
    app.jinja_env.filters.update(
        digits=_spoken(i18n.digits),
        date=_spoken(i18n.long_date),
        day=_spoken(i18n.short_date),
        moment=_spoken(i18n.day_and_time),
        weekday=_spoken(i18n.weekday),
        initial=i18n.initial,
        latin_digits=i18n.latin_digits,
        language=i18n.language_of,
        html=Markup,  # only for what core.text rendered and a row kept
    )


def _spoken(write: Callable[[Any], str]) -> Callable[[Context, Any], str]:
    """A filter that depends on the language of the answer: without the context Jinja would write
    `15 | digits` once, when the template is compiled, in the language of whoever came first."""

    @pass_context
    def written(_context: Context, value: Any) -> str:
        return write(value)

    return written


class _Lazy:
    """A template global that is asked anew at each rendering."""

    def __init__(self, ask: Any) -> None:
        self._ask = ask

    def __str__(self) -> str:
        return str(self._ask())

    def __html__(self) -> str:
        return str(self._ask())

    def __eq__(self, other: object) -> bool:
        return bool(self._ask() == other)

    def __hash__(self) -> int:
        return hash(self._ask())


def fragment(html: str, *, fallback: str, status: int = 201) -> BaseResponse:
    """The new pieces of page for our own script, or the way back for a plain form."""
    if wants_fragment():
        return Response(html, status)
    return redirect(fallback, 303)


def wants_fragment() -> bool:
    return "X-Fragment" in request.headers


class Number(IntegerConverter):
    """A number in an address, no larger than a database's id: a larger one leads nowhere."""

    def __init__(self, map: Map, **options: Any) -> None:
        super().__init__(map, **({"max": LARGEST} | options))


def asked_number(name: str) -> int | None:
    """A number of the address line, such as `?after=417`; None when there is none, or nonsense."""
    return number_of(request.args.get(name, ""))


def number_of(typed: str) -> int | None:
    """A number that a database's id may be; None for anything else."""
    if not (typed.isascii() and typed.isdigit() and len(typed) <= len(str(LARGEST))):
        return None
    found = int(typed)
    return found if found <= LARGEST else None


def own_path(target: str | None) -> str:
    """A path of this site to go back to; anything else becomes the front page."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return "/"
    return target if target.isprintable() and "\\" not in target else "/"


def way_back(fallback: str, sent: str) -> str:
    """Where a form asks to go afterwards (its `next`, a path of this site), else the fallback. The
    address names what was sent, so that the device forgets the draft of it."""
    asked = request.form.get("next")
    path, _, anchor = (own_path(asked) if asked else fallback).partition("#")
    told = f"{path}{'&' if '?' in path else '?'}{urlencode({'sent': sent})}"
    return f"{told}#{anchor}" if anchor else told


def _serve_static(app: Flask) -> None:
    """Static files stand under the hash of all of them: kept for ever, never stale."""
    files = sorted(path for path in STATIC.rglob("*") if path.is_file())
    plain = [path for path in files if path.suffix not in {".br", ".gz"}]
    version = hashlib.sha256(b"".join(path.read_bytes() for path in plain)).hexdigest()[:10]
    noise = WhiteNoise(
        app.wsgi_app,
        max_age=A_YEAR,
        immutable_file_test=lambda *_: True,
        allow_all_origins=False,
        add_headers_function=lambda headers, *_: [
            headers.add_header(*header) for header in _always(app).items()
        ],
    )
    noise.add_files(str(STATIC), prefix=f"static/{version}/")
    app.wsgi_app = noise  # type: ignore[method-assign]
    app.jinja_env.globals["asset"] = lambda path: f"/static/{version}/{path}"


def _believe_proxies(app: Flask, number: int) -> None:
    """Exactly as many as stand before us: of one more, whoever comes could write the header."""
    if number:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=number, x_proto=number, x_host=number
        )


def _always(app: Flask) -> dict[str, str]:
    """What every answer carries, a page or a file."""
    headers = {"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin"}
    if app.config["SESSION_COOKIE_SECURE"]:  # as cookies: when UTHAN_BASE_URL is https
        headers["Strict-Transport-Security"] = f"max-age={A_YEAR}; includeSubDomains"
    return headers


def _harden(response: Response) -> Response:
    response.headers.update(_always(current_app))
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers.setdefault("Cache-Control", "no-store")
    return response
