"""`make run`: migrate, fill, then web and worker together until a signal stops both."""

import os
import signal
import subprocess
import sys
import threading
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from gunicorn.app.base import BaseApplication

from app.config import ROOT, THREADS
from app.core.db import db
from app.live import guard, teller
from app.world.demo import ACCOUNTS, PASSWORD
from app.world.fill import fill_if_empty


class Web(BaseApplication):
    """Gunicorn, one process of threads: sockets hold a thread each."""

    def __init__(self, app: Flask) -> None:
        self.application = app
        super().__init__()

    def load_config(self) -> None:
        flask = self.application
        options: dict[str, Any] = {
            "bind": f"{flask.config['HOST']}:{flask.config['PORT']}",
            "workers": 1,
            "worker_class": "gthread",
            "threads": THREADS,
            "keepalive": 30,
            "timeout": 60,
            "graceful_timeout": 5,
            "loglevel": "warning",
            "control_socket_disable": True,
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


def serve(app: Flask) -> None:
    with app.app_context():
        upgrade()
        fill_if_empty(demo=app.config["DEMO"])
        db.engine.dispose()  # connections do not survive the fork
    worker = start_worker()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        greet(app)
        Web(app).run()
    finally:
        worker.terminate()
        worker.wait(10)


def start_worker() -> "subprocess.Popen[bytes]":
    own = ["work", "--started-by", str(os.getpid())]
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *own]
    return subprocess.Popen(command, cwd=ROOT, env=os.environ)  # noqa: S603  (our own words)


def greet(app: Flask) -> None:
    address = f"http://{app.config['HOST']}:{app.config['PORT']}"
    print(f"\nUthan is open at {address}", flush=True)  # noqa: T201
    if app.config["DEMO"]:
        print(f"Demo accounts (password: {PASSWORD})", flush=True)  # noqa: T201
        for email, what in ACCOUNTS:
            print(f"  {email:26} {what}", flush=True)  # noqa: T201
    print("Ctrl+C stops it.\n", flush=True)  # noqa: T201
