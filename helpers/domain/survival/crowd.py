"""Larsen's line told as a hundred people."""

from __future__ import annotations

import numpy as np

from helpers.domain.survival.equations import Probability, checked_minutes
from helpers.domain.survival.models import model

FATES = (
    "alive",
    "lost waiting for CPR",
    "lost waiting for a shock",
    "lost waiting for ALS",
    "lost even with no wait",
)


def hundred(cpr: float, defibrillation: float, acls: float) -> dict[str, int]:
    """Larsen's line told as a hundred people: who lives, and what the others waited for.

    Shares are rounded to whole people so that they sum to 100 (largest remainders). Once the
    line has reached 0, the losses share out the 67 in proportion: that is ours, not Larsen's.

    Raises:
        DomainError: for negative or non-finite minutes.
    """
    c = model("larsen").coefficients
    delays = {"cpr": cpr, "defibrillation": defibrillation, "acls": acls}
    lost = np.array(
        [-c[name] * float(checked_minutes(delay, name)) for name, delay in delays.items()]
    )
    lost *= min(1.0, c["intercept"] / max(lost.sum(), 1e-12))
    alive = c["intercept"] - lost.sum()
    shares = np.array([alive, *lost, 100 - c["intercept"]])
    return dict(zip(FATES, _whole_people(shares), strict=True))


def _whole_people(shares: Probability) -> list[int]:
    whole = np.floor(shares + 1e-9).astype(int)
    left = 100 - int(whole.sum())
    for place in np.argsort(whole - shares, kind="stable")[:left]:
        whole[place] += 1
    return [int(number) for number in whole]
