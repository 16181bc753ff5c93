"""A seat has one main holder and an address one account, also when two commands are given at the
same moment."""

import threading
from concurrent.futures import ThreadPoolExecutor

import click
from sqlalchemy import select

from app.core import transaction
from app.core.db import db
from app.officers.commands import invite, move
from app.officers.models import Holding, Officer, Seat


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


def test_of_two_invitations_of_one_address_at_once_one_is_made(app, cast, monkeypatch):
    monkeypatch.setattr(transaction, "_turn", threading.Semaphore(64))  # as two processes
    gate = threading.Barrier(2)

    def invite_there(rank):
        with app.test_request_context(), click.Context(invite):
            gate.wait()
            try:
                invite.callback("new@uthan.example", "New", "নতুন", rank, None, admin=False)
            except click.ClickException as refused:
                return refused.message
            finally:
                db.session.remove()

    with ThreadPoolExecutor(2) as pool:
        refused = [
            sentence for sentence in pool.map(invite_there, ("deputy", "deputy")) if sentence
        ]
    assert refused == ["There is an account new@uthan.example already."]
    with app.app_context():
        made = db.session.scalars(select(Officer.id).where(Officer.email == "new@uthan.example"))
        assert len(made.all()) == 1
