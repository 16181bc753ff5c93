"""The one table of what may be done, by whom, from where to where. Buttons, rules and tests are
made from it: nothing else says what follows what. Orders have a table of the same form."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.actions.models import OPEN, ActionState

S = ActionState
ENDED = frozenset({S.DONE, S.VERIFIED})
MOST_FORWARDS = 2  # then the common superior decides (LAPOR!'s "no wrong door" has no such end)


class Role(StrEnum):
    """In what capacity somebody acts. Whether an officer has it is asked in the policy."""

    HOLDER = "holder"  # the seat comes down to them today
    GIVER = "giver"  # who decides about the trouble, or gave the order
    SUPERIOR = "superior"  # heads the office of the seat; over a head's own seat, the one above
    OUTSIDER = "outsider"  # reads it, and had no part in it
    JUDGE = "judge"  # answers for the seat that an appeal went to
    AUTHORITY = "authority"  # answers for the seat that orders an investigation
    INVESTIGATOR = "investigator"  # and stands a step above whoever is complained of
    ACCUSED = "accused"  # was given notice of a complaint about themselves
    PRESENTER = "presenter"  # who wrote of the trouble, or flagged it: the citizen's voice inside


class Guard(StrEnum):
    """What must be true besides."""

    NOTHING_BELOW = "nothing_below"  # every order given under it has ended
    NOT_SETTLED = "not_settled"  # no superior has decided whose it is
    NO_TIME_ASKED = "no_time_asked"
    TIME_ASKED = "time_asked"
    IN_WINDOW = "in_window"  # its end may still be disputed
    NOT_INVESTIGATED = "not_investigated"  # no investigation of it is under way
    NOT_PRIVATE = "not_private"
    PRIVATE = "private"
    NOT_PUBLISHED = "not_published"  # no result of it stands before the public
    # Of an investigation.
    ITEM_OPEN = "item_open"
    NONE_UNDER_WAY = "none_under_way"  # of the same item
    TO_BE_NOTICED = "to_be_noticed"  # somebody complained of does not know it yet
    NOTICED = "noticed"  # everybody complained of knows it
    HEARING_CAME = "hearing_came"  # its day
    HEARD = "heard"  # everybody complained of could answer


@dataclass(frozen=True)
class Transition:
    act: str  # the name of its rule, and of its page
    states: frozenset[StrEnum]  # of the thing that it is about
    role: Role
    to: StrEnum | None = None  # none: it stays where it is
    guards: tuple[Guard, ...] = ()


def table_of(*transitions: Transition) -> Mapping[str, Transition]:
    return {transition.act: transition for transition in transitions}


_WAITS = frozenset({S.GIVEN})
_TAKEN = frozenset({S.GIVEN, S.DOING})  # to do it at once is to acknowledge it
_DONE = frozenset({S.DONE})

# What every duty knows: an item, and an order on the way to its end.
COMMON = (
    Transition("acknowledge", _WAITS, Role.HOLDER, S.DOING),
    Transition("ask_back", _WAITS, Role.HOLDER, S.ASKED),
    Transition("answer_back", frozenset({S.ASKED}), Role.GIVER, S.GIVEN),
    Transition("forward", _WAITS, Role.HOLDER, S.GIVEN, (Guard.NOT_SETTLED,)),
    Transition("ask_time", _TAKEN, Role.HOLDER, None, (Guard.NO_TIME_ASKED,)),
    Transition("give_time", OPEN, Role.SUPERIOR, None, (Guard.TIME_ASKED,)),
    Transition("refuse_time", OPEN, Role.SUPERIOR, None, (Guard.TIME_ASKED,)),
)

OF_ITEM = table_of(
    *COMMON,
    Transition(
        *("mark_done", _TAKEN, Role.HOLDER, S.DONE),
        (Guard.NOTHING_BELOW, Guard.NOT_INVESTIGATED),
    ),
    Transition("verify", _DONE, Role.OUTSIDER, S.VERIFIED),
    Transition("send_back", _DONE, Role.OUTSIDER, S.DOING),
    Transition(
        *("make_private", OPEN | ENDED | {S.ASKED}, Role.GIVER, None),
        (Guard.NOT_PRIVATE, Guard.NOT_PUBLISHED),
    ),
    Transition("make_open", OPEN | ENDED | {S.ASKED}, Role.GIVER, None, (Guard.PRIVATE,)),
    Transition("dispute", ENDED, Role.PRESENTER, S.DOING, (Guard.IN_WINDOW,)),
)
