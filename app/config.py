"""Settings, from the environment. docs/running.md tells each in a line."""

import ipaddress
import os
import secrets
import sys
from email.utils import parseaddr
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from click import ClickException

from app.files.address import Address

ROOT = Path(__file__).parent.parent
TRANSLATIONS = Path(__file__).parent / "translations"

SOCKET_CAP = 256  # open lines of one process; each holds a thread
THREADS = SOCKET_CAP + 32
REMIND_FROM = 9  # o'clock in Dhaka: offices open then, and whoever is reminded can act
MEGABYTE = 1_000_000


class Wrong(ClickException):
    """A setting that must not be: said in a sentence when starting, and by every command."""

    exit_code = 2


def from_environment() -> dict[str, Any]:
    home = Path(os.environ.get("UTHAN_HOME") or ROOT / "instance").resolve()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    index = home / "search_index" if os.environ.get("UTHAN_HOME") else ROOT / "search_index"
    host = os.environ.get("HOST", "127.0.0.1")
    port = _number("PORT", 8000, at_most=65_535)
    demo = os.environ.get("UTHAN_DEMO") == "1"
    if demo and not is_loopback(host):
        raise Wrong(
            "UTHAN_DEMO=1 makes accounts with a known password and is refused unless HOST is a"
            f" loopback address; HOST is {host}."
        )
    return settings(
        home=home,
        index=index,
        database=os.environ.get("DATABASE_URL") or f"sqlite:///{home / 'uthan.db'}",
        secret=os.environ.get("UTHAN_SECRET_KEY") or kept_secret(home),
        base_url=os.environ.get("UTHAN_BASE_URL") or f"http://{place_of(host, port)}",
        host=host,
        port=port,
        demo=demo,
        rate_limits=os.environ.get("UTHAN_RATE_LIMITS") != "off",
        redis=os.environ.get("REDIS_URL") or "",
        proxies=_number("UTHAN_PROXIES", 0, at_most=9),
        smtp=_mail_server(os.environ.get("UTHAN_SMTP_URL") or ""),
        mail_from=_mail_from(os.environ.get("UTHAN_MAIL_FROM") or ""),
        files=_bucket(os.environ.get("UTHAN_FILES") or ""),
        remind_from=_number("UTHAN_REMIND_FROM", REMIND_FROM, at_most=23),
    )


def _number(name: str, default: int, *, at_most: int) -> int:
    said = os.environ.get(name) or str(default)
    if not (said.isascii() and said.isdigit() and len(said) < 6 and int(said) <= at_most):
        raise Wrong(f"{name} is a whole number up to {at_most}, not {said}.")
    return int(said)


def _mail_server(address: str) -> str:
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        known = parts.scheme in {"smtp", "smtp+starttls", "smtps"} and parts.port != 0
    except ValueError:  # a port that is no number
        known = False
    if not known or not parts.hostname:
        raise Wrong(
            "UTHAN_SMTP_URL is smtp://host:port, smtp+starttls://user:password@host:port or"
            " smtps://user:password@host:port."
        )
    if parts.username and parts.scheme == "smtp" and not is_loopback(parts.hostname):
        raise Wrong(
            "UTHAN_SMTP_URL would send its password in the open: write smtp+starttls:// or smtps://."
        )
    return address


def _mail_from(sender: str) -> str:
    if sender and not (sender.isprintable() and "@" in parseaddr(sender)[1]):
        raise Wrong("UTHAN_MAIL_FROM is an address like Uthan <uthan@example.gov>.")
    return sender


def _bucket(address: str) -> Address | None:
    if not address:
        return None
    try:
        found = Address.read(address, os.environ)
    except ValueError as problem:
        raise Wrong(str(problem)) from problem
    endpoint = urlsplit(found.endpoint or "")
    if endpoint.scheme == "http" and not is_loopback(endpoint.hostname or ""):
        raise Wrong(
            "UTHAN_FILES would send officers' files in the open: name an https:// endpoint."
        )
    if find_spec("botocore") is None:
        raise Wrong(
            "UTHAN_FILES names a bucket, for which one package more is needed:"
            f" {sys.executable} -m pip install -r requirements-s3.txt"
        )
    return found


def settings(
    *,
    home: Path,
    index: Path,
    database: str,
    secret: str,
    base_url: str = "http://127.0.0.1:8000",
    host: str = "127.0.0.1",
    port: int = 8000,
    demo: bool = False,
    rate_limits: bool = True,
    redis: str = "",
    proxies: int = 0,
    smtp: str = "",
    mail_from: str = "",
    files: Address | None = None,
    remind_from: int = REMIND_FROM,
) -> dict[str, Any]:
    """The application's settings; tests call it with what they need."""
    secure = base_url.startswith("https://")
    return {
        "UTHAN_HOME": home,
        "SEARCH_INDEX": index,
        "HOST": host,
        "PORT": port,
        "BASE_URL": base_url,
        "PROXIES": proxies,
        "DEMO": demo,
        "SMTP_URL": smtp,
        "MAIL_FROM": mail_from,
        "FILES": files,  # None: in UTHAN_HOME
        "SOCKET_CAP": SOCKET_CAP,
        "REMIND_FROM": remind_from,
        "INSECURE": not secure and not is_loopback(host),  # then every page says so
        "SECRET_KEY": secret,
        "SQLALCHEMY_DATABASE_URI": with_driver(database),
        "SQLALCHEMY_ENGINE_OPTIONS": pool(database),
        "SESSION_COOKIE_NAME": "__Host-uthan" if secure else "uthan",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_REFRESH_EACH_REQUEST": False,  # the session's row decides how long, not the cookie
        "WTF_CSRF_TIME_LIMIT": None,  # a page may lie open all day and still be sent
        "WTF_CSRF_SSL_STRICT": True,
        "MAX_CONTENT_LENGTH": MEGABYTE,
        "MAX_FORM_MEMORY_SIZE": MEGABYTE,
        "MAX_FORM_PARTS": 200,
        "RATELIMIT_ENABLED": rate_limits,
        "RATELIMIT_STORAGE_URI": redis or "memory://",
        "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": bool(redis),  # without it each counts for itself
        "COMPRESS_MIMETYPES": ["text/html", "application/json", "image/svg+xml"],
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_BR_LEVEL": 4,  # a page is compressed each time: 4 costs a fifth of 11
        "COMPRESS_MIN_SIZE": 500,
        "BABEL_DEFAULT_LOCALE": "en",
        "BABEL_TRANSLATION_DIRECTORIES": ";".join(
            str(path) for path in sorted(TRANSLATIONS.glob("*")) if path.is_dir()
        ),
    }


def with_driver(url: str) -> str:
    """SQLAlchemy 2.0 would take psycopg2 for a bare address."""
    for start in ("postgres://", "postgresql://"):
        if url.startswith(start):
            return "postgresql+psycopg://" + url.removeprefix(start)
    return url


def pool(database: str) -> dict[str, Any]:
    """As many connections as may work at once: a thread that only holds a socket has none."""
    options: dict[str, Any] = {"pool_size": 16, "max_overflow": THREADS - 16, "pool_timeout": 5}
    if not database.startswith("sqlite"):
        options |= {"pool_size": 10, "max_overflow": 20, "pool_pre_ping": True}
    return options


def kept_secret(home: Path) -> str:
    """Made once; whoever has it can forge a session cookie, so only its owner may read it."""
    kept = home / "secret_key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(48))
    return kept.read_text()


def place_of(host: str, port: int) -> str:
    """As addresses write it: IPv6 stands in brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
