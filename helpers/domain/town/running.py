"""A town run: everybody who collapses, what comes to them, and who goes home."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.domain.errors import DomainError
from helpers.domain.interval import Interval, share_interval
from helpers.domain.town.chances import Model, chances, good, of, still_fibrillating
from helpers.domain.town.help import Help, arrests, helped
from helpers.domain.town.people import BLOCK, Arrests, Numbers, People, draw
from helpers.domain.town.place import Town
from helpers.domain.town.policy import NOTHING, Policy

Flags = npt.NDArray[np.bool_]
DEFAULT_MODEL = Model()
_MOST = 100_000_000


@dataclass(frozen=True)
class Block:
    """What became of one block of people; every array has one entry a person.

    Attributes:
        who, help: who they are, and when help came.
        shockable, organised: the rhythm at the first reading; else asystole.
        chance: of survival to discharge, given the rhythm that was found.
        alive, well: whether they went home; whether with a good brain outcome.
    """

    who: Arrests
    help: Help
    shockable: Flags
    organised: Flags
    chance: Numbers
    alive: Flags
    well: Flags

    def groups(self) -> dict[str, Flags]:
        """People by what registries and studies count, by the name of the group."""
        return {**_patients(self), **_helpers(self), **_minutes(self)}


def _patients(block: Block) -> dict[str, Flags]:
    who, shockable = block.who, block.shockable
    nobody_sees = ~who.seen & ~who.crew_sees
    return {
        "all": np.ones_like(shockable),
        "shockable": shockable,
        "not shockable": ~shockable,
        "organised": block.organised,
        "asystole": ~shockable & ~block.organised,
        "seen": who.seen,
        "unseen": nobody_sees,
        "crew sees": who.crew_sees,
        "no crew sees": ~who.crew_sees,
        "seen, shockable": who.seen & shockable,
        "unseen, shockable": nobody_sees & shockable,
        "public": who.public,
        "home": ~who.public & ~who.crew_sees,
    }


def _helpers(block: Block) -> dict[str, Flags]:
    who, found, shockable = block.who, block.help, block.shockable
    no_crew, cpr, lay = ~who.crew_sees, found.bystander_cpr, found.shocker == 1
    exposed = who.public & who.seen & shockable
    return {
        "bystander cpr": cpr,
        "no bystander cpr": no_crew & ~cpr,
        "cpr before trained hands": no_crew & (found.cpr < found.care),
        "seen, bystander cpr": who.seen & cpr,
        "seen, no bystander cpr": who.seen & ~cpr,
        "shocked by a bystander": shockable & lay & no_crew,
        "shocked by first responders": shockable & (found.shocker >= 2) & no_crew,
        "shocked by a crew": shockable & (found.shocker == 0),
        "aed": found.aed,
        "aed, shocked": found.aed & shockable,
        "cpr, no aed": cpr & ~found.aed,
        "public, seen, shockable, bystander shock": exposed & lay,
        "public, seen, shockable, other shock": exposed & ~lay,
    }


def _minutes(block: Block) -> dict[str, Flags]:
    found, no_crew, shockable = block.help, ~block.who.crew_sees, block.shockable
    arrival, reading = found.arrival, found.reading
    seen, cpr = block.who.seen & shockable, found.bystander_cpr
    at_7, at_17 = (reading > 6) & (reading <= 8), (reading > 16) & (reading <= 18)
    return {
        "crew within 9 minutes": no_crew & (arrival <= 9),
        "shockable, crew within 6 minutes": shockable & no_crew & (arrival <= 6),
        "shockable, crew after 10 to 15 minutes": shockable
        & no_crew
        & (arrival > 10)
        & (arrival <= 15),
        "no bystander cpr, crew after 2 to 3 minutes": no_crew
        & ~cpr
        & (arrival > 2)
        & (arrival <= 3),
        "no bystander cpr, crew after 9 to 10.5 minutes": no_crew
        & ~cpr
        & (arrival > 9)
        & (arrival <= 10.5),
        "seen, shocked at 7 minutes, bystander cpr": seen & at_7 & cpr,
        "seen, shocked at 7 minutes, no bystander cpr": seen & at_7 & ~cpr,
        "seen, shocked at 17 minutes, bystander cpr": seen & at_17 & cpr,
        "seen, shocked at 17 minutes, no bystander cpr": seen & at_17 & ~cpr,
    }


def treat(town: Town, policy: Policy, model: Model, people: People) -> Block:
    """What becomes of these people in this town."""
    who = arrests(town, people)
    found = helped(town, policy, who, people)
    minutes = of(found)
    by_rhythm = chances(town, policy, model, who, minutes)
    kept = still_fibrillating(who, found.cpr, found.reading)
    shockable = people.even["rhythm"] < kept
    organised = ~shockable & (people.even["rhythm"] >= who.fibrillation) & who.organised
    other = np.where(organised, by_rhythm.organised, by_rhythm.asystole)
    chance = np.where(shockable, by_rhythm.shockable, other)
    alive = people.even["survival"] < chance
    well = people.even["survival"] < chance * good(town, found.reading, shockable)
    return Block(who, found, shockable, organised, chance, alive, well)


def blocks(seed: int, arrests: int) -> Iterator[People]:
    """The people of a run, block by block.

    Raises:
        DomainError: for no arrest, or more than can be waited for.
    """
    if not 1 <= arrests <= _MOST:
        raise DomainError(f"between 1 and {_MOST:,} arrests can be run; {arrests:,} was read")
    for number in range(math.ceil(arrests / BLOCK)):
        yield draw(seed, number, min(BLOCK, arrests - number * BLOCK))


@dataclass(frozen=True)
class Outcome:
    """What a run counted.

    Attributes:
        arrests: how many people.
        alive: how many left hospital alive.
        well: how many of these with a good brain outcome.
        people: by the name of a group, how many it has.
        living: by the name of a group, how many of it went home.
        doing_well: by the name of a group, how many of it with a good brain outcome.
    """

    arrests: int
    alive: int
    well: int
    people: dict[str, int]
    living: dict[str, int]
    doing_well: dict[str, int]

    @property
    def percent(self) -> float:
        """Survival to discharge, in percent."""
        return 100 * self.alive / self.arrests

    @property
    def interval(self) -> Interval:
        """Its 95 % interval, in percent: what chance leaves open with so many arrests."""
        low, high = share_interval(self.alive, self.arrests)
        return 100 * low, 100 * high

    def share(self, group: str, of: str = "all") -> float:
        """How many of one group belong to another, in percent."""
        return 100 * self.people[group] / self.people[of] if self.people[of] else math.nan

    def survival(self, group: str = "all") -> float:
        """Survival to discharge in a group, in percent."""
        return 100 * self.living[group] / self.people[group] if self.people[group] else math.nan

    def good(self, group: str = "all") -> float:
        """Survival with a good brain outcome in a group, in percent."""
        return 100 * self.doing_well[group] / self.people[group] if self.people[group] else math.nan


def simulate(
    town: Town,
    policy: Policy = NOTHING,
    arrests: int = 100_000,
    seed: int = 1,
    model: Model = DEFAULT_MODEL,
) -> Outcome:
    """Run a town: so many arrests under one policy.

    The people are the same for every policy and town with the same seed, and the first of them
    are the same however many are run. They are treated in blocks, so that memory does not grow.

    Raises:
        DomainError: for a policy that cannot be, or a number of arrests.
    """
    people: dict[str, int] = {}
    living: dict[str, int] = {}
    well: dict[str, int] = {}
    for drawn in blocks(seed, arrests):
        block = treat(town, policy, model, drawn)
        for name, members in block.groups().items():
            people[name] = people.get(name, 0) + int(np.count_nonzero(members))
            living[name] = living.get(name, 0) + int(np.count_nonzero(members & block.alive))
            well[name] = well.get(name, 0) + int(np.count_nonzero(members & block.well))
    return Outcome(arrests, living["all"], well["all"], people, living, well)
