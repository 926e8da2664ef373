"""The ends of an interval that a study may or may not have given."""

from __future__ import annotations


def both_ends(fact_id: str, low: float | None, high: float | None) -> tuple[float, float]:
    """Both ends of the interval of one row.

    Raises:
        ValueError: where one of them was not read.
    """
    if low is None or high is None:
        raise ValueError(f"{fact_id} has no interval in our tables")
    return low, high
