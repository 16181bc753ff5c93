"""Who has to do with the trouble that a post tells of. It is kept whether or not the post is
private: so nobody has to be looked for when it becomes so."""

from app.core.db import insert_unless_there, put
from app.officers.models import Officer, Seat
from app.posts.models import Audience, LetIn, Post


def let_seat_in(post: Post, seat: Seat) -> None:
    """Something of the trouble comes to this seat."""
    put(insert_unless_there(LetIn), {"post_id": post.id, "seat_id": seat.id})


def let_officer_in(post: Post, officer: Officer) -> None:
    """Who did something about it, wherever they sit by now."""
    put(insert_unless_there(LetIn), {"post_id": post.id, "officer_id": officer.id})


def close_to_others(post: Post) -> None:
    post.open_audience, post.audience = post.audience, Audience.PRIVATE


def open_again(post: Post) -> None:
    """To whom it was before."""
    post.audience, post.open_audience = post.open_audience or Audience.ALL, None
