"""What one step of each thing is worth, and what a link is worth once another is switched off."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType

from helpers.domain.interval import Interval
from helpers.domain.town.chances import MODELS, Model
from helpers.domain.town.comparing import Comparison, compare
from helpers.domain.town.place import town
from helpers.domain.town.policy import LINKS, NOTHING, Policy
from helpers.domain.town.running import simulate
from helpers.facts.nearest import known

#: Arrests behind each answer.
ARRESTS = 100_000

#: One step of each thing that a town can buy. The steps are ours, and of no common size.
STEPS = MappingProxyType(
    {
        "10 points more CPR": Policy(training=10),
        "coaching by telephone": Policy(telephone=True),
        "an app for volunteers": Policy(app=True),
        "100 public AEDs": Policy(aeds=100),
        "AEDs for police": Policy(police=True),
        "one more BLS crew": Policy(crews=1),
        "one more ALS crew": Policy(als_crews=1),
    }
)
#: The links, as a reader calls them.
LINK_NAMES = MappingProxyType(
    {
        "call": "the early call",
        "cpr": "CPR by bystanders",
        "defibrillation": "shocks before ALS",
        "als": "ALS",
        "hospital": "care in hospital",
    }
)
#: Two readings of "20 % more bystander CPR".
POINTS, FIFTH = "20 points more", "a fifth more"
READINGS = (POINTS, FIFTH)


@dataclass(frozen=True)
class Worth:
    """Percentage points of survival of all arrests, with the interval of the run."""

    name: str
    points: float
    low: float
    high: float

    @property
    def interval(self) -> Interval:
        """What chance leaves open in a run of this length."""
        return self.low, self.high


def _worth(name: str, found: Comparison) -> Worth:
    return Worth(name, found.points, *found.interval)


@functools.cache
def steps(model: str = "opals") -> tuple[Worth, ...]:
    """What one step of each thing gains under a model, in the order of :data:`STEPS`."""
    return tuple(_run(name, policy, NOTHING, Model(model)) for name, policy in STEPS.items())


def _run(name: str, policy: Policy, other: Policy, model: Model) -> Worth:
    return _worth(name, compare(town(), policy, other, ARRESTS, model=model))


@functools.cache
def more_cpr(reading: str) -> float:
    """The percentage points that one reading of "20 % more" means in this town.

    Raises:
        ValueError: for a reading that there is not; the nearest is named.
    """
    known(reading, READINGS, "reading")
    if reading == POINTS:
        return 20.0
    today = simulate(town(), arrests=ARRESTS).share("bystander cpr", "no crew sees")
    return round(today / 5, 1)


@dataclass(frozen=True)
class Duel:
    """One more ALS crew against more CPR by bystanders, under one model.

    Attributes:
        als, cpr: what each gains against today.
        als_ends: what ALS gains at the low and the high end of the model's own interval; the
            estimate twice where none was read.
        gap: what CPR gains more, in the same people.
    """

    model: str
    als: Worth
    cpr: Worth
    als_ends: Interval
    gap: Worth

    @property
    def winner(self) -> str:
        """``CPR``, ``ALS``, or nothing where the interval of the gap holds no difference."""
        return "" if self.gap.low <= 0 <= self.gap.high else "CPR" if self.gap.points > 0 else "ALS"


@functools.cache
def duels(reading: str = POINTS, als_crews: int = 1) -> tuple[Duel, ...]:
    """The question under each choice of model.

    Raises:
        DomainError: for crews that cannot be.
        ValueError: for a reading that there is not.
    """
    cpr, als = Policy(training=more_cpr(reading)), Policy(als_crews=als_crews)
    return tuple(_duel(name, als, cpr) for name in MODELS)


def _duel(name: str, als: Policy, cpr: Policy) -> Duel:
    model = Model(name)
    mine = _run("ALS", als, NOTHING, model)
    ends = mine.points, mine.points
    if name != "larsen":  # no interval of Larsen's term was read
        low, high = (_run(end, als, NOTHING, Model(name, end)) for end in ("low", "high"))
        ends = min(low.points, mine.points), max(high.points, mine.points)
    return Duel(
        name, mine, _run("CPR", cpr, NOTHING, model), ends, _run("CPR more", cpr, als, model)
    )


@functools.cache
def layers(off: str = "", model: str = "opals") -> tuple[Worth, ...]:
    """What each link is still worth once one is switched off: what is lost without it as well.

    Args:
        off: one of the links, or nothing. That link itself is then worth nothing more.

    Raises:
        ValueError: for a link or a model that there is not; the nearest is named.
    """
    without = _off(() if not off else (known(off, LINKS, "link"),))
    kind = Model(model)
    return tuple(
        Worth(link, 0.0, 0.0, 0.0)
        if link == off
        else _run(link, without, _off((*without.off, link)), kind)
        for link in LINKS
    )


def _off(links: Iterable[str]) -> Policy:
    return Policy(off=frozenset(links))
