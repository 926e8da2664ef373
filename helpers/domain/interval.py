"""Intervals: the one that a study gave, and the one that a count of people allows."""

from __future__ import annotations

import math
from statistics import NormalDist

LEVEL = 0.95

Interval = tuple[float, float]


def both_ends(fact_id: str, low: float | None, high: float | None) -> tuple[float, float]:
    """Both ends of the interval of one row.

    Raises:
        ValueError: where one of them was not read.
    """
    if low is None or high is None:
        raise ValueError(f"{fact_id} has no interval in our tables")
    return low, high


def share_interval(count: int, n: int) -> Interval:
    """Wilson's interval, at 95 %, for a share; it stays between 0 and 1 however few are counted.

    Raises:
        ValueError: for a count that is no part of ``n``.
    """
    if not 0 <= count <= n or n == 0:
        raise ValueError(f"{count} cannot be counted among {n}")
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    share, spread = count / n, z**2 / n
    center = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * math.sqrt(share * (1 - share) / n + spread / (4 * n))
    return max(0.0, center - half), min(1.0, center + half)


def difference_interval(count: int, n: int, other: int, of: int) -> Interval:
    """Newcombe's interval, at 95 %, for one share less another of different people.

    Made of Wilson's intervals of the two (Newcombe 1998, Statistics in Medicine 17:873-890,
    method 10), it stays between -1 and 1.

    Raises:
        ValueError: for a count that is no part of its whole.
    """
    (low, high), (other_low, other_high) = share_interval(count, n), share_interval(other, of)
    share, second = count / n, other / of
    return (
        share - second - math.hypot(share - low, other_high - second),
        share - second + math.hypot(high - share, second - other_low),
    )
