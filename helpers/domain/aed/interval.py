"""The exact one-sided interval of a share."""

from __future__ import annotations

import math

import numpy as np


def lower_limit(right: int, n: int, confidence: float = 0.9) -> float:
    """The exact lower limit of a share (Clopper and Pearson), one-sided.

    It is the share at which ``right`` or more of ``n`` would still be seen with the
    probability that is left, 1 less ``confidence``.

    Raises:
        ValueError: for a count that is no part of ``n``.
    """
    if not 0 <= right <= n or n == 0:
        raise ValueError(f"{right} cannot be counted among {n}")
    if right == 0:
        return 0.0
    k = np.arange(1, n + 1)
    log_choose = np.concatenate([[0.0], np.cumsum(np.log(n - k + 1) - np.log(k))])[right:]
    seen = np.arange(right, n + 1)
    low, high = 0.0, 1.0
    for _ in range(60):  # bisection: the probability rises with the share
        share = (low + high) / 2
        logs = log_choose + seen * math.log(share) + (n - seen) * math.log1p(-share)
        low, high = (share, high) if np.sum(np.exp(logs)) < 1 - confidence else (low, share)
    return low
