"""A seat has one main holder, also when two commands are given at the same moment."""

import threading
from concurrent.futures import ThreadPoolExecutor

import click
from sqlalchemy import select

from app.core import transaction
from app.core.db import db
from app.officers.commands import move
from app.officers.models import Holding, Seat


def test_of_two_who_are_moved_to_one_seat_at_once_one_sits_there(app, cast, monkeypatch):
    monkeypatch.setattr(transaction, "_turn", threading.Semaphore(64))  # as two processes
    gate = threading.Barrier(2)

    def move_there(name):
        with app.app_context(), click.Context(move):
            gate.wait()
            try:
                move.callback(f"{name}@uthan.example", "bhola.dc", None)
            except click.ClickException as refused:
                return refused.message
            finally:
                db.session.remove()

    names = ("omar", "jubayer")
    with ThreadPoolExecutor(2) as pool:
        refused = [sentence for sentence in pool.map(move_there, names) if sentence]
    with app.app_context():
        seat = select(Seat.id).where(Seat.code == "bhola.dc").scalar_subquery()
        sitting = db.session.scalars(
            select(Holding.officer_id).where(Holding.seat_id == seat)
        ).one()
    first = next(name for name in names if cast[name] == sitting)
    assert refused == [f"{first}@uthan.example sits there: move or close that account first."]
