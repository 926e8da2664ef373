"""The formulae, over many classes at once: classes x learners x items, each 0 or 1.

Sources, by the keys below: KUDER1937, Psychometrika 2(3):151-160; CRONBACH1951, Psychometrika
16(3):297-334; LIVINGSTON1972, J Educ Meas 9(1):13-26; SUBKOVIAK1976, J Educ Meas 13(4):265-276;
BRENNAN1980, in Berk (ed.), Criterion-Referenced Measurement; KELLEY1939, J Educ Psychol
30(1):17-24. Variances are those of the class itself (divided by n, not n - 1), as there: with
them KR-20 and alpha are one number for items that are right or wrong.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def kr20(scores: Floats) -> Floats:
    """Kuder and Richardson's formula 20 (KUDER1937)."""
    items = scores.shape[2]
    right = scores.mean(axis=1)
    total = scores.sum(axis=2).var(axis=1)
    if items < 2:
        return np.full(len(scores), math.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = items / (items - 1) * (1 - (right * (1 - right)).sum(axis=1) / total)
    return np.where(total > 0, found, math.nan)


def alpha(scores: Floats) -> Floats:
    """Cronbach's alpha (CRONBACH1951), by the variances of the items."""
    items = scores.shape[2]
    total = scores.sum(axis=2).var(axis=1, ddof=1) if scores.shape[1] > 1 else _none(scores)
    if items < 2:
        return _none(scores)
    within = scores.var(axis=1, ddof=1).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = items / (items - 1) * (1 - within / total)
    return np.where(total > 0, found, math.nan)


def sem(scores: Floats) -> Floats:
    """Standard error of measurement in points: s sqrt(1 - KR-20)."""
    spread = scores.sum(axis=2).std(axis=1)
    found: Floats = spread * np.sqrt(np.clip(1 - kr20(scores), 0, None))
    return found


def phi_lambda(scores: Floats, cut: float) -> Floats:
    """How dependably a score tells on which side of the cut somebody is (BRENNAN1980).

    The short form for items that are right or wrong, which needs only mean and variance of the
    shares: 1 - (M (1 - M) - S2) / ((k - 1) ((M - cut)2 + S2)).

    Args:
        cut: the share of the items, 0 to 1.
    """
    items = scores.shape[2]
    shares = scores.mean(axis=2)
    mean, variance = shares.mean(axis=1), shares.var(axis=1)
    if items < 2:
        return _none(scores)
    below = (mean - cut) ** 2 + variance
    with np.errstate(divide="ignore", invalid="ignore"):
        found = 1 - (mean * (1 - mean) - variance) / ((items - 1) * below)
    return np.where(below > 0, found, math.nan)


def livingston_k2(scores: Floats, cut: float) -> Floats:
    """Livingston's coefficient: reliability counted around the cut (LIVINGSTON1972).

    Args:
        cut: the share of the items, 0 to 1.
    """
    totals = scores.sum(axis=2)
    variance = totals.var(axis=1)
    away = (totals.mean(axis=1) - cut * scores.shape[2]) ** 2
    # Without spread KR-20 does not exist, and nothing of it is left to count.
    true = np.where(variance > 0, kr20(scores) * variance, 0.0)
    below = variance + away
    with np.errstate(divide="ignore", invalid="ignore"):
        found = (true + away) / below
    return np.where(below > 0, found, math.nan)


def decision_consistency(scores: Floats, needed: int) -> Floats:
    """The share who would fall on the same side twice, from one test (SUBKOVIAK1976).

    Each learner's chance to answer an item is drawn toward the class's mean by the reliability
    of the test; two forms then are two draws from a binomial with that chance. The tables of
    SUBKOVIAK1988 (J Educ Meas 25(1):47-55) take two normal forms instead, without drawing in,
    and differ by some hundredths.

    Args:
        needed: right answers that reach the cut.
    """
    shares = scores.mean(axis=2)
    reliable = np.clip(np.nan_to_num(kr20(scores)), 0, 1)[:, np.newaxis]
    chance = reliable * shares + (1 - reliable) * shares.mean(axis=1, keepdims=True)
    return agreement(chance, scores.shape[2], needed)


def agreement(chance: Floats, items: int, needed: int) -> Floats:
    """The share who fall on the same side of a cut with two forms, by each learner's chance.

    Args:
        chance: classes x learners; to answer an item right, 0 to 1.
        items: those of one form.
        needed: right answers that reach the cut.
    """
    passes = _at_least(chance, items, needed)
    return np.asarray((passes**2 + (1 - passes) ** 2).mean(axis=1))


def _at_least(chance: Floats, items: int, needed: int) -> Floats:
    """P(X >= needed) of a binomial, for many chances."""
    found = np.zeros_like(chance)
    for right in range(needed, items + 1):
        found += math.comb(items, right) * chance**right * (1 - chance) ** (items - right)
    return found


def _none(scores: Floats) -> Floats:
    return np.full(len(scores), math.nan)
