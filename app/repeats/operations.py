from app.core.db import db, take_turn
from app.core.events import record
from app.core.policy import require
from app.officers.models import Officer
from app.officers.queries import stand_still
from app.posts.models import Post
from app.posts.operations import Written, write_post
from app.repeats.events import ChallengeAnswered, ChallengeOpened
from app.repeats.models import ChallengeIdea, Repeat


def open_challenge(officer: Officer, repeat: Repeat, written: Written) -> Post:
    """The only one that is made of this repeat, while it stands."""
    stand_still(officer)
    take_turn(repeat)
    require(officer, "open_challenge", repeat)
    post = write_post(officer, written)
    repeat.challenge_id = post.id
    record(officer.actor, ChallengeOpened(post_id=post.id, repeat_id=repeat.id))
    return post


def answer_challenge(officer: Officer, challenge: Post, written: Written) -> Post:
    """With an idea."""
    take_turn(challenge)
    require(officer, "answer_challenge", challenge)
    idea = write_post(officer, written)
    db.session.add(ChallengeIdea(challenge_id=challenge.id, idea_id=idea.id))
    record(officer.actor, ChallengeAnswered(post_id=idea.id, challenge_id=challenge.id))
    return idea
