"""What an empty house is filled with when it is opened for the first time."""

from sqlalchemy import select

from app.core.db import db
from app.core.transaction import transaction
from app.officers.models import Officer, Rank
from app.world.country import fill_country
from app.world.demo import fill_demo
from app.world.geography import fill_geography


def fill_if_empty(*, demo: bool) -> None:
    """Safe to call at every start: what is there is left alone."""
    if db.session.scalar(select(Rank.id).limit(1)) is None:
        with transaction():
            fill_country()
            fill_geography()
    if demo and db.session.scalar(select(Officer.id).limit(1)) is None:
        fill_demo()
