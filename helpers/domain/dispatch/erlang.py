"""What theory says of a line for crews: Erlang's two formulas.

Calls arrive at random, times are exponential, and everybody waits in one line for the next
free crew (C), or goes to a neighboring town where none is free (B).
"""

from __future__ import annotations

import math

from helpers.domain.errors import DomainError


def turned_away(load: float, crews: int) -> float:
    """Erlang B: the share of calls that find no crew free, where nobody waits.

    Args:
        load: calls in the time that one call takes.
        crews: how many crews there are.

    Raises:
        DomainError: for no crew, or a load below zero or beyond any number.
    """
    if crews < 1 or not 0 <= load < math.inf:
        raise DomainError("There is at least one crew, and a load of zero or more.")
    lost = 1.0
    for crew in range(1, crews + 1):
        lost = load * lost / (crew + load * lost)
    return lost


def must_wait(load: float, crews: int) -> float:
    """Erlang C: the share of calls that have to wait for a crew.

    Raises:
        DomainError: where the crews cannot keep up, so that the line grows without end.
    """
    lost = turned_away(load, crews)
    if load >= crews:
        raise DomainError("That is more work than these crews can do: the line has no end.")
    busy = load / crews
    return lost / (1 - busy * (1 - lost))


def mean_wait(load: float, crews: int, service: float) -> float:
    """Mean wait of all calls, those who do not wait included, in the unit of ``service``.

    Raises:
        DomainError: as :func:`must_wait`, and for a service that takes no time.
    """
    if service <= 0:
        raise DomainError("A call takes some time.")
    return must_wait(load, crews) * service / (crews - load)
