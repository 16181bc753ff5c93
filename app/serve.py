"""`make run`: migrate, fill, then web and worker together until a signal stops both."""

import logging
import os
import signal
import subprocess
import sys
import threading
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from gunicorn.app.base import BaseApplication

from app import create_app
from app.config import ROOT, THREADS, Wrong, is_loopback, place_of
from app.core.db import db
from app.core.errors import Away
from app.files import store
from app.live import guard, teller
from app.pace import Worker
from app.world.demo import ACCOUNTS, PASSWORD, holds_demo
from app.world.fill import fill_if_empty

logger = logging.getLogger(__name__)

FAREWELL_SECONDS = 10.0  # for the worker to end what it is at


class Web(BaseApplication):
    """Gunicorn, one process of threads: sockets hold a thread each."""

    def __init__(self, app: Flask) -> None:
        self.application = app
        super().__init__()

    def load_config(self) -> None:
        flask = self.application
        options: dict[str, Any] = {
            "bind": place_of(flask.config["HOST"], flask.config["PORT"]),
            "workers": 1,
            "worker_class": Worker,
            "threads": THREADS,
            "keepalive": 30,
            "limit_request_line": 8190,  # gunicorn's most: words are shared in by an address
            "timeout": 60,
            "graceful_timeout": 5,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": lambda _arbiter: greet(flask),
            "post_worker_init": lambda _worker: start_threads(flask),
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.application


def start_threads(app: Flask) -> None:
    """The teller and the guard live in the process that holds the sockets."""
    stop = threading.Event()
    for run in (teller.run, guard.run):
        threading.Thread(target=run, args=(app, stop), daemon=True, name=run.__module__).start()


def open_house() -> None:
    """`python wsgi.py`. A setting that must not be is a sentence and exit code 2."""
    try:
        serve(create_app())
    except Wrong as wrong:
        wrong.show()
        sys.exit(wrong.exit_code)


def serve(app: Flask) -> None:
    for name in (signal.SIGTERM, signal.SIGINT):  # until gunicorn listens to them itself
        signal.signal(name, lambda *_: sys.exit(0))
    with app.app_context():
        upgrade()
        fill_if_empty(demo=app.config["DEMO"])
        refuse_to_show_demo(app.config["HOST"])
        ask_the_store()
        db.session.remove()
        db.engine.dispose()  # connections do not survive the fork
    worker = start_worker()
    try:
        Web(app).run()
    finally:
        stop_worker(worker)


def refuse_to_show_demo(host: str) -> None:
    """Also without UTHAN_DEMO: `make run` may have filled this database on another day."""
    if not is_loopback(host) and holds_demo():
        raise Wrong(
            "This database holds demo accounts, whose password is known to all, and is refused"
            f" unless HOST is a loopback address; HOST is {host}. Name an empty UTHAN_HOME or"
            " another DATABASE_URL."
        )


def ask_the_store() -> None:
    """Whether it knows us. Where it is merely away, the house opens all the same."""
    try:
        refusal = store.shelf().refusal()
    except Away as problem:
        logger.warning("files cannot be reached yet: %s", problem)
        return
    if refusal:
        raise Wrong(f"UTHAN_FILES: {refusal}")


def start_worker() -> "subprocess.Popen[bytes]":
    own = ["work", "--started-by", str(os.getpid())]
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *own]
    return subprocess.Popen(command, cwd=ROOT, env=os.environ)  # noqa: S603  (our own words)


def stop_worker(worker: "subprocess.Popen[bytes]", seconds: float = FAREWELL_SECONDS) -> None:
    """Killed if need be: what it was at is leased, and is done again when the lease is over."""
    worker.terminate()
    try:
        worker.wait(seconds)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


def greet(app: Flask) -> None:
    place = place_of(app.config["HOST"], app.config["PORT"])
    print(f"\nUthan is open at http://{place}", flush=True)  # noqa: T201
    if app.config["DEMO"]:
        print(f"Demo accounts (password: {PASSWORD})", flush=True)  # noqa: T201
        for email, what in ACCOUNTS:
            print(f"  {email:26} {what}", flush=True)  # noqa: T201
    print("Ctrl+C stops it.\n", flush=True)  # noqa: T201
