"""Two policies on the same people: who is gained, who is lost, and by what."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import NormalDist
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from helpers.domain.interval import LEVEL, Interval
from helpers.domain.town.chances import Minutes, Model, chances, of, still_fibrillating
from helpers.domain.town.help import arrests as collapsed
from helpers.domain.town.help import helped
from helpers.domain.town.people import Arrests, Numbers, People
from helpers.domain.town.place import Town
from helpers.domain.town.policy import NOTHING, Policy
from helpers.domain.town.running import DEFAULT_MODEL, Block, blocks, treat

_Z = NormalDist().inv_cdf((1 + LEVEL) / 2)


@dataclass(frozen=True)
class Comparison:
    """The same people under two policies.

    Attributes:
        arrests: how many.
        before, after: how many went home under the first and under the second.
        gained: who went home under the second only.
        lost: who went home under the first only.
        well_gained, well_lost: the same for a good brain outcome.
        arrests_a_year: of the town, so that people can be counted by the year.
    """

    arrests: int
    before: int
    after: int
    gained: int
    lost: int
    well_gained: int
    well_lost: int
    arrests_a_year: float

    @property
    def points(self) -> float:
        """Percentage points of survival that the second policy has more."""
        return 100 * (self.gained - self.lost) / self.arrests

    @property
    def interval(self) -> Interval:
        """The 95 % interval of these points, from the pairs: what chance leaves open.

        It is chance in a run of this many people, and says nothing of the model's own doubt.
        """
        return paired(self.gained, self.lost, self.arrests)

    @property
    def well_interval(self) -> Interval:
        """The same for a good brain outcome."""
        return paired(self.well_gained, self.well_lost, self.arrests)

    @property
    def well_points(self) -> float:
        """Percentage points more with a good brain outcome."""
        return 100 * (self.well_gained - self.well_lost) / self.arrests

    @property
    def lives_a_year(self) -> float:
        """How many more go home in this town in a year."""
        return self.points / 100 * self.arrests_a_year

    @property
    def well_a_year(self) -> float:
        """How many more of them have a good brain outcome."""
        return self.well_points / 100 * self.arrests_a_year

    @property
    def number_needed(self) -> float | None:
        """Arrests for one more survivor; None where the interval includes no difference."""
        low, high = self.interval
        return None if low <= 0 <= high else 100 / self.points


def paired(gained: int, lost: int, n: int) -> Interval:
    """The 95 % interval of a difference in percentage points, from pairs of the same people."""
    difference = (gained - lost) / n
    # One pair more than counted on either side: nobody changed among few is no certainty.
    spread = _Z * math.sqrt(gained + lost + 1 - (gained - lost) ** 2 / n) / n
    return 100 * (difference - spread), 100 * (difference + spread)


def _both(
    town: Town, policy: Policy, other: Policy, arrests: int, seed: int, model: Model
) -> Iterator[tuple[Block, Block]]:
    """The same people under ``other`` and under ``policy``, block by block."""
    for people in blocks(seed, arrests):
        yield treat(town, other, model, people), treat(town, policy, model, people)


def compare(
    town: Town,
    policy: Policy,
    other: Policy = NOTHING,
    arrests: int = 100_000,
    seed: int = 1,
    model: Model = DEFAULT_MODEL,
) -> Comparison:
    """What ``policy`` changes against ``other``, in the same people.

    Raises:
        DomainError: for a policy that cannot be, or a number of arrests.
    """
    counts = np.zeros(6, dtype=np.int64)
    for one, two in _both(town, policy, other, arrests, seed, model):
        counts += [
            np.count_nonzero(flags)
            for flags in (
                one.alive,
                two.alive,
                two.alive & ~one.alive,
                one.alive & ~two.alive,
                two.well & ~one.well,
                one.well & ~two.well,
            )
        ]
    before, after, gained, lost, well_gained, well_lost = map(int, counts)
    return Comparison(
        arrests, before, after, gained, lost, well_gained, well_lost, town.arrests_a_year
    )


@dataclass(frozen=True)
class Field:
    """A few people as a picture shows them, one entry each.

    Attributes:
        before, after: whether alive under the first and under the second policy.
    """

    before: npt.NDArray[np.bool_]
    after: npt.NDArray[np.bool_]

    @property
    def gained(self) -> npt.NDArray[np.bool_]:
        """Alive under the second policy only."""
        return self.after & ~self.before

    @property
    def lost(self) -> npt.NDArray[np.bool_]:
        """Alive under the first policy only."""
        return self.before & ~self.after


def field(
    town: Town,
    policy: Policy,
    other: Policy = NOTHING,
    people: int = 1000,
    seed: int = 1,
    model: Model = DEFAULT_MODEL,
) -> Field:
    """The first people of a run, each under both policies.

    Raises:
        DomainError: for a policy that cannot be, or a number of people.
    """
    both = _both(town, policy, other, people, seed, model)
    pairs = [(one.alive, two.alive) for one, two in both]
    return Field(*(np.concatenate(side) for side in zip(*pairs, strict=True)))


#: What a policy can change for one person, in the order in which it happens.
MECHANISMS = MappingProxyType(
    {
        "cpr": "CPR begins sooner",
        "care": "trained hands take over sooner",
        "rhythm": "the rhythm is still shockable",
        "shock": "the shock comes sooner",
        "als": "ALS begins sooner",
        "hospital": "care in hospital",
    }
)


def explain(
    town: Town,
    policy: Policy,
    other: Policy = NOTHING,
    arrests: int = 50_000,
    seed: int = 1,
    model: Model = DEFAULT_MODEL,
) -> Mapping[str, float]:
    """By mechanism, the percentage points of survival that come through it; they add up.

    Two mechanisms together can do more than each alone. So each is let in at every place of
    every order, and the mean of what it then adds is its share (Shapley's value).

    Raises:
        DomainError: for a policy that cannot be, or a number of arrests.
    """
    names = tuple(MECHANISMS)
    sums = dict.fromkeys(itertools.product((False, True), repeat=len(names)), 0.0)
    for people in blocks(seed, arrests):
        who = collapsed(town, people)
        minutes = [of(helped(town, each, who, people)) for each in (other, policy)]
        kept = [still_fibrillating(who, m[0], m[2]) for m in minutes]
        for changed in sums:
            sums[changed] += _expected(
                town, (other, policy), model, who, people, minutes, kept, changed
            )
    means = {changed: 100 * total / arrests for changed, total in sums.items()}
    return MappingProxyType({name: _share(place, means) for place, name in enumerate(names)})


def _expected(
    town: Town,
    policies: tuple[Policy, Policy],
    model: Model,
    who: Arrests,
    people: People,
    minutes: list[Minutes],
    kept: list[Numbers],
    changed: tuple[bool, ...],
) -> float:
    """The sum of all chances of survival, where only some mechanisms are those of the policy."""
    cpr, care, rhythm, shock, als, hospital = changed
    mixed = minutes[cpr][0], minutes[care][1], minutes[shock][2], minutes[als][3]
    by_rhythm = chances(town, policies[hospital], model, who, mixed)
    shockable, even = kept[rhythm], people.even["rhythm"]
    organised = (even >= who.fibrillation) & who.organised
    other = np.where(organised, by_rhythm.organised, by_rhythm.asystole)
    return float(np.where(even < shockable, by_rhythm.shockable, other).sum())


def _share(place: int, means: Mapping[tuple[bool, ...], float]) -> float:
    """Shapley's value of one mechanism."""
    count = len(next(iter(means)))
    total = 0.0
    for changed, mean in means.items():
        if changed[place]:
            others = sum(changed) - 1
            weight = math.factorial(others) * math.factorial(count - others - 1)
            without = (*changed[:place], False, *changed[place + 1 :])
            total += weight * (mean - means[without])
    return total / math.factorial(count)
