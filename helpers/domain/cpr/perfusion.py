"""The sawtooth: a teaching model of coronary perfusion pressure under a plan of CPR."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.domain.cpr.effects import effect, effect_row
from helpers.domain.cpr.plan import HAIR, PRESSING, SPAN, Plan, Stretch, stretches

Floats = npt.NDArray[np.float64]


#: mmHg that endless compressions would reach: chosen just above the 20.5 that pigs reached at
#: the end of a set (Yu 2008), so that the last compressions of a set add little.
CEILING = 22.0


def pause_seconds() -> float:
    """Seconds without compressions in Yu 2008, as the group of ``CE05`` says."""
    (seconds,) = effect_row("CE05").seconds_compared
    return seconds


@functools.cache
def fall_seconds() -> float:
    """Time constant of the fall without compressions, in seconds.

    From ``CE04`` before the pause to ``CE05`` after it.
    """
    return pause_seconds() / math.log(effect("CE04") / effect("CE05"))


@functools.cache
def gain() -> float:
    """Part of the way to :data:`CEILING` that one compression makes good.

    So chosen that ``CE07`` compressions lead back from ``CE05`` to ``CE04`` mmHg, as in Yu 2008.
    """
    still_missing: float = (CEILING - effect("CE04")) / (CEILING - effect("CE05"))
    return 1.0 - math.pow(still_missing, 1.0 / effect("CE07"))


@dataclass(frozen=True)
class Sawtooth:
    """Five minutes of CPR under a plan, and the pressure of the teaching model.

    Attributes:
        stretches: what happened when.
        seconds, mmhg: the curve of coronary perfusion pressure.
        compressions: how many were given.
        mean: mean pressure over the whole time, in mmHg.
        span: seconds that were followed.
    """

    stretches: tuple[Stretch, ...]
    seconds: Floats
    mmhg: Floats
    compressions: int
    mean: float
    span: float

    @property
    def per_minute(self) -> float:
        """Compressions delivered a minute, pauses counted in; lower than the rate."""
        return self.compressions / self.span * 60.0

    @property
    def no_flow(self) -> float:
        """Seconds without compressions."""
        return sum(part.seconds for part in self.stretches if part.kind != PRESSING)

    @property
    def fraction(self) -> float:
        """Chest compression fraction, 0 to 1."""
        return 1.0 - self.no_flow / self.span

    @property
    def longest_pause(self) -> float:
        """Seconds of the longest time without compressions, whatever it was for."""
        longest = running = 0.0
        for part in self.stretches:
            running = 0.0 if part.kind == PRESSING else running + part.seconds
            longest = max(longest, running)
        return longest


def sawtooth(plan: Plan, span: float = SPAN) -> Sawtooth:
    """Follow a plan through the **teaching model** of coronary perfusion pressure.

    It begins at 0 mmHg. Each compression makes good the part :func:`gain` of what is missing
    to :data:`CEILING`, and the pressure then holds until the next. In a pause it falls
    exponentially, with the time constant :func:`fall_seconds`. :func:`assumptions` lists what
    is left out; above all, what one compression does is the same at every rate.

    Args:
        span: seconds to follow.
    """
    parts = stretches(plan, span)
    seconds, mmhg = [np.zeros(1)], [np.zeros(1)]
    area, level, count = 0.0, 0.0, 0
    for part in parts:
        follow = _pressed if part.kind == PRESSING else _paused
        times, levels, under = follow(part, level, plan.interval)
        seconds.append(times)
        mmhg.append(levels)
        area, level = area + under, float(levels[-1])
        count += len(times) if part.kind == PRESSING else 0
    return Sawtooth(parts, np.concatenate(seconds), np.concatenate(mmhg), count, area / span, span)


def _pressed(part: Stretch, level: float, interval: float) -> tuple[Floats, Floats, float]:
    """Times of the compressions, the pressure after each, and the area under it in mmHg s."""
    # A set that just fits must not get one compression more.
    times: Floats = np.arange(part.start, part.end - HAIR, interval, dtype=np.float64)
    missing: Floats = np.power(1.0 - gain(), np.arange(1.0, len(times) + 1))
    levels: Floats = CEILING - (CEILING - level) * missing
    holds = np.diff(np.append(times, part.end))
    return times, levels, float(levels @ holds)


def _paused(part: Stretch, level: float, interval: float) -> tuple[Floats, Floats, float]:
    """Times four a second, the falling pressure, and the area under it in mmHg s."""
    times = np.append(np.arange(part.start, part.end, 0.25), part.end)
    levels: Floats = level * np.exp((part.start - times) / fall_seconds())
    return times, levels, fall_seconds() * float(level - levels[-1])
