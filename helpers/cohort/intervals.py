"""How far a number from a small class can be trusted: two intervals, each for its purpose."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import fmean, stdev

from helpers.domain.interval import LEVEL, Interval, share_interval

__all__ = ["LEVEL", "Interval", "mean_interval", "share_interval", "t_quantile"]

_EQUAL = 1e-9  # what arithmetic leaves between equal values


def mean_interval(values: Sequence[float]) -> Interval:
    """Student's t interval, at 95 %, for the mean that some values were drawn around.

    Made for differences within learners, which are close to symmetric even in a small class.
    A percentile bootstrap would be too narrow there: it resamples only the few that came.

    Returns:
        Lower and upper end; not a number where there are fewer than two values, or where all
        are equal, because a class without spread does not show how far chance reaches.
    """
    n = len(values)
    if n < 2 or max(values) - min(values) < _EQUAL:
        return math.nan, math.nan
    half = t_quantile(n - 1) * stdev(values) / math.sqrt(n)
    return fmean(values) - half, fmean(values) + half


def t_quantile(df: int) -> float:
    """The value within which Student's t lies in 95 % of cases, on either side of zero.

    Args:
        df: degrees of freedom, at least 1.
    """
    low, high = 0.0, math.pi / 2
    for _ in range(60):  # bisection on the angle whose tangent is t / sqrt(df)
        middle = (low + high) / 2
        low, high = (middle, high) if _within(middle, df) < LEVEL else (low, middle)
    return math.sqrt(df) * math.tan(low)


def _within(angle: float, df: int) -> float:
    """P(|t| < sqrt(df) tan(angle)): the finite series of Abramowitz and Stegun, 26.7.3-4."""
    sine, cosine = math.sin(angle), math.cos(angle)
    odd = df % 2
    term = total = (cosine if odd else 1.0) if df > 1 else 0.0
    for k in range(3 if odd else 2, df - 1, 2):
        term *= (k - 1) / k * cosine**2
        total += term
    return 2 / math.pi * (angle + sine * total) if odd else sine * total
