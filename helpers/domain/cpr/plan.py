"""How CPR is given in time: compressions, breaths, checks and changes of compressor."""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import MappingProxyType

from helpers.domain.errors import DomainError
from helpers.facts.nearest import known

#: Compressions in a set, by the name of the ratio; none where nobody stops for breaths.
RATIOS = MappingProxyType({"30:2": 30, "15:2": 15, "continuous": None})
CHANGES = ("never", "during the check", "after the check")
PRESSING = "compressions"
SPAN = 300.0  # seconds that are followed
CHECK_EVERY = 120.0  # seconds from the end of one check to the next
HAIR = 1e-6  # seconds that sums of intervals may miss the end of a set by


@dataclass(frozen=True)
class Plan:
    """How CPR is given for five minutes.

    Attributes:
        rate: compressions a minute while somebody presses.
        ratio: one of :data:`RATIOS`.
        breaths: seconds without compressions for the two breaths of a set.
        check: seconds of the stop for an AED's analysis or a rhythm check, two minutes after
            compressions began again; 0 where there is none.
        change: when another person takes over, one of :data:`CHANGES`.
        change_seconds: seconds that this takes.

    Raises:
        DomainError: for a rate that is not above 0, and for negative seconds.
        ValueError: for an unknown ratio or moment.
    """

    rate: float = 110.0
    ratio: str = "30:2"
    breaths: float = 5.0
    check: float = 0.0
    change: str = "never"
    change_seconds: float = 5.0

    def __post_init__(self) -> None:
        known(self.ratio, RATIOS, "ratio")
        known(self.change, CHANGES, "moment for a change")
        if not (math.isfinite(self.rate) and self.rate > 0):
            raise DomainError(f"the rate must be more than 0 a minute; {self.rate!r} was read")
        for name in ("breaths", "check", "change_seconds"):
            value = getattr(self, name)
            if not (math.isfinite(value) and value >= 0):
                raise DomainError(f"{name} must be a number of seconds from 0; {value!r} was read")

    @property
    def interval(self) -> float:
        """Seconds from one compression to the next."""
        return 60.0 / self.rate

    @property
    def cycle(self) -> tuple[tuple[str, float], ...]:
        """One set and its breaths, with their seconds; without breaths a set has no end."""
        count = RATIOS[self.ratio]
        if count is None:
            return ((PRESSING, math.inf),)
        return ((PRESSING, count * self.interval), ("breaths", self.breaths))

    @property
    def stops(self) -> tuple[tuple[str, float], ...]:
        """What stops compressions every two minutes, with its seconds."""
        if self.change == "never":
            stops = [("check", self.check)]
        elif self.change == "during the check":
            # Whoever is ready first waits for the other.
            stops = [("check", self.check), ("change", max(0.0, self.change_seconds - self.check))]
        else:
            stops = [("check", self.check), ("change", self.change_seconds)]
        return tuple((kind, seconds) for kind, seconds in stops if seconds > 0)


@dataclass(frozen=True)
class Stretch:
    """A stretch of time, in seconds: compressions, or what interrupts them."""

    kind: str
    start: float
    end: float

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.end - self.start


def stretches(plan: Plan, span: float = SPAN) -> tuple[Stretch, ...]:
    """What happens when: compressions, breaths, checks and changes, in seconds from the start.

    A check begins when it is due, whatever is going on, and a fresh set follows it.
    """
    done: list[Stretch] = []
    now, due = 0.0, CHECK_EVERY if plan.stops else math.inf
    while now < span:
        for kind, seconds in plan.cycle:
            now = _add(done, kind, now, min(now + seconds, due, span))
        if due <= now < span:
            for kind, seconds in plan.stops:
                now = _add(done, kind, now, min(now + seconds, span))
            due = now + CHECK_EVERY
    return tuple(done)


def _add(done: list[Stretch], kind: str, start: float, end: float) -> float:
    if end > start + HAIR:
        done.append(Stretch(kind, start, end))
    return max(start, end)
