"""Who collapses: one row of draws a person, the same under every policy.

The draws of a person hang on the seed and on the person's number alone: neither on the town,
nor on the policy, nor on how many people are drawn after them. So the same person collapses in
two towns, and what differs between them is what the two policies did.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

#: People who are drawn and treated together; the memory that is needed does not grow beyond.
BLOCK = 32_768
_EVEN = (
    "crew_sees", "public", "seen", "cpr", "phone", "aed", "responder", "police", "volunteer",
    "rhythm", "organised", "survival",
)  # fmt: skip
_NORMAL = ("down", "call", "own_start", "phone_start", "aed_start", "responder_drive",
           "police_drive", "volunteer_walk", "drive", "als_drive", "fades")  # fmt: skip


@dataclass(frozen=True)
class People:
    """Draws of one block: ``even`` between 0 and 1, ``normal`` around 0; one row a draw."""

    even: dict[str, Numbers]
    normal: dict[str, Numbers]

    def __len__(self) -> int:
        return len(self.even["survival"])


def draw(seed: int, block: int, size: int = BLOCK) -> People:
    """The first ``size`` people of one block."""
    source = np.random.default_rng([seed, block])
    even = source.random((len(_EVEN), BLOCK))[:, :size]
    normal = source.standard_normal((len(_NORMAL), BLOCK))[:, :size]
    return People(dict(zip(_EVEN, even, strict=True)), dict(zip(_NORMAL, normal, strict=True)))


@dataclass(frozen=True)
class Arrests:
    """Who they are in one town: where, who saw it, and when somebody was there.

    Attributes:
        crew_sees, public, seen: whether; of those that a crew sees neither of the others.
        found: minutes from collapse until somebody sees or finds the person.
        call: minutes from collapse to the call.
        fibrillation: chance of fibrillation at collapse.
        organised: whether there is electrical activity, where there is no fibrillation.
        fades: how fast this person's chance falls with each minute, against the mean of all.
    """

    crew_sees: npt.NDArray[np.bool_]
    public: npt.NDArray[np.bool_]
    seen: npt.NDArray[np.bool_]
    found: Numbers
    fibrillation: Numbers
    organised: npt.NDArray[np.bool_]
    fades: Numbers


def lognormal(median: float, shape: float, normal: Numbers) -> Numbers:
    """Times of this median and spread."""
    return median * np.exp(shape * normal)
