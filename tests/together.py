"""Several officers at the same moment, each as in a process of its own: only the database keeps
them apart."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from app.core import transaction
from app.core.db import db
from app.core.errors import Refused
from app.officers.models import Officer
from tests.make import officer


def at_once(app: Flask, names: list[str], do: Callable[[Officer, int], Any]) -> list[Any]:
    """do(officer, number) by each at the same time; the id that came of it, or why it was
    refused."""
    gate = threading.Barrier(len(names))

    def run(i: int) -> Any:
        with app.test_request_context("/?lang=en"):
            who = officer(names[i])
            gate.wait()
            try:
                with transaction.transaction():
                    return do(who, i).id
            except Refused as refused:
                return str(refused)
            finally:
                db.session.remove()

    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(len(names)) as pool:
        patch.setattr(transaction, "_turn", threading.Semaphore(64))
        return list(pool.map(run, range(len(names))))
