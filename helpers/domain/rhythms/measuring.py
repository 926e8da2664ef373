"""What is measured on a strip: by an eye with calipers, by a program, or without any error."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from helpers.domain.errors import DomainError
from helpers.domain.rhythms.criteria import criteria_of
from helpers.domain.rhythms.strips import Strip
from helpers.domain.rhythms.textbook import rhythm

#: A P belongs to a QRS that begins so many seconds after it, and to none that begins later.
REACH = (0.05, 0.45)
#: A P that always begins so soon after a QRS came up from it, seconds, and leads none.
BEHIND = 0.18
#: A QRS or P so soon after a spike is its work, seconds.
ANSWER = 0.08
_CUT = 0.2  # seconds before the end of a strip in which an answer may be cut off


@dataclass(frozen=True)
class Qrs:
    """One QRS: its middle and its onset, seconds from the start, and its width in milliseconds."""

    second: float
    onset: float
    ms: float


@dataclass(frozen=True)
class Measured:
    """What was measured on a strip. It knows no rhythm.

    Attributes:
        seconds: how much was looked at.
        qrs: every QRS, in order.
        p: the onset of every P, seconds, in order.
        spikes: moments at which a pacemaker fires, seconds.
        line: what the line does between the beats.
        is_one_shape: False where QRS change their shape from beat to beat.

    Raises:
        DomainError: for moments out of order or outside the strip, and for no width.
    """

    seconds: float
    qrs: tuple[Qrs, ...] = ()
    p: tuple[float, ...] = ()
    spikes: tuple[float, ...] = ()
    line: Literal["quiet", "restless", "saw teeth", "chaotic"] = "quiet"
    is_one_shape: bool = True

    def __post_init__(self) -> None:
        if not 0 < self.seconds < np.inf:
            raise DomainError(f"a strip lasts some seconds; {self.seconds!r} was read")
        for what, row in (
            ("QRS", [one.second for one in self.qrs]),
            ("P", self.p),
            ("spikes", self.spikes),
        ):
            if any(later <= earlier for earlier, later in pairwise(row)):
                raise DomainError(f"the {what} must be in the order of time, each once")
            if row and not (row[0] >= -1 and row[-1] <= self.seconds + 1):
                raise DomainError(f"the {what} must lie in the {self.seconds:g} seconds")
        if any(not one.ms > 0 for one in self.qrs):
            raise DomainError("the width of a QRS must be more than 0 ms")

    @property
    def intervals(self) -> np.ndarray:
        """Seconds from each QRS to the next."""
        return np.diff([one.second for one in self.qrs])

    @property
    def rate(self) -> float:
        """QRS a minute: from the first to the last, or, with fewer than three, counted."""
        if len(self.qrs) < 3:
            return 60 * len(self.qrs) / self.seconds
        return 60 / float(np.mean(self.intervals))

    def led(self) -> tuple[int | None, ...]:
        """For each QRS, which P belongs to it: the last before it, if near enough."""
        if self.is_behind():
            return (None,) * len(self.qrs)
        found: list[int | None] = []
        for place, one in enumerate(self.qrs):
            after = self.qrs[place - 1].onset if place else -np.inf
            near = [
                number
                for number, onset in enumerate(self.p)
                if onset > after and REACH[0] <= one.onset - onset <= REACH[1]
            ]
            found.append(near[-1] if near else None)
        return tuple(found)

    def is_behind(self) -> bool:
        """Whether the P come up from the QRS: each follows one, equally soon."""
        onsets = np.array([one.onset for one in self.qrs])
        behind = [at - onsets[onsets < at][-1] for at in self.p if np.any(onsets < at)]
        return len(behind) > 1 and max(behind) <= BEHIND and np.ptp(behind) <= BEHIND / 3

    def pr(self) -> tuple[float | None, ...]:
        """For each QRS, seconds from the onset of its P to its own; None without a P."""
        return tuple(
            None if place is None else one.onset - self.p[place]
            for one, place in zip(self.qrs, self.led(), strict=True)
        )

    def lonely(self) -> tuple[int, ...]:
        """The P that have no QRS, but for those so near the end that theirs may be cut off."""
        led = set(self.led())
        early_end = self.seconds - REACH[1]
        return tuple(n for n, at in enumerate(self.p) if n not in led and at < early_end)

    def unanswered(self) -> int:
        """How many spikes have neither QRS nor P right behind them; the last may be cut off."""
        onsets = np.array([one.onset for one in self.qrs] + list(self.p))
        return sum(
            not np.any((onsets >= spike - 0.01) & (onsets <= spike + ANSWER))
            for spike in self.spikes
            if spike < self.seconds - _CUT
        )


def measured(strip: Strip) -> Measured:
    """What is true of a strip of ours, as if it had been measured without any error.

    Raises:
        ValueError: for a rhythm that no reader has a name for.
    """
    family = rhythm(strip.rhythm).family
    what = criteria_of(family)
    is_flutter = what.line == "saw teeth"
    return Measured(
        seconds=strip.seconds,
        qrs=tuple(
            Qrs(beat.second, beat.onset, beat.qrs_ms)
            for beat in sorted(strip.beats, key=lambda one: one.second)
        ),
        p=() if is_flutter else tuple(sorted(one.onset for one in strip.atria)),
        spikes=strip.spikes,
        line=what.line,
        is_one_shape="changing" not in what.qrs,
    )
