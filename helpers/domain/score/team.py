"""The team that a learner leads: who is there, what can be said, and what comes back.

Each order is a closed loop: said to somebody, repeated, and reported when it is done. Now and
then somebody hears another thing, or says only that it was heard, and the leader must notice.
"""

from __future__ import annotations

import functools
import random
from dataclasses import dataclass

from helpers.facts import records
from helpers.facts.nearest import known

#: Of so many orders in a row one is not repeated as it was said; ours.
_ONE_OF = 4
UNCLEAR = "Okay."


@dataclass(frozen=True)
class Member:
    """Somebody on the team, or everybody."""

    role: str
    name: str
    place: str

    @property
    def words(self) -> str:
        """As a control shows it."""
        return f"{self.name}, {self.place}"


@dataclass(frozen=True)
class Order:
    """What can be said, how it is repeated, and how somebody mishears it."""

    order: str
    words: str
    repeated: str
    misheard: str
    done: str


@functools.cache
def team() -> dict[str, Member]:
    """Who is there, by role."""
    return {one.role: one for one in records("score_team", Member)}


@functools.cache
def orders() -> dict[str, Order]:
    """What can be said, by the series of the algorithm's action."""
    return {one.order: one for one in records("score_orders", Order)}


def deed(order: str, role: str) -> str:
    """An order to somebody, as a learner's deeds keep it."""
    return f"{order} > {role}"


def read_deed(text: str) -> tuple[str, str]:
    """The order and the role of a deed.

    Raises:
        ValueError: for one that is not known; the nearest is named.
    """
    order, _, role = text.partition(" > ")
    return known(order, orders(), "order"), known(role, team(), "role")


def heard(order: Order, seed: int, number: int) -> str:
    """How an order comes back.

    Args:
        number: of how many orders that were repeated this is the last, from 1.
    """
    block, place = divmod(number - 1, _ONE_OF)
    drawn = random.Random(f"{seed} repeated {block}")
    if place != drawn.randrange(_ONE_OF):
        return order.repeated
    return order.misheard if drawn.random() < 0.7 else UNCLEAR
