"""A hundred invented calls in a row, and one threshold that decides who is sent ALS."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from helpers.domain.dispatch.counts import Counts
from helpers.domain.errors import DomainError
from helpers.facts import records

HUNDRED = 100
#: From the first, ALS goes to everybody; from the last, to nobody.
THRESHOLDS = tuple(range(12))
FATES = ("hit", "missed", "extra", "spared")


@dataclass(frozen=True)
class Sign:
    """Something that a call taker can learn, with its question and the course's own points."""

    sign: str
    question: str
    points: int


@dataclass(frozen=True)
class Call:
    """A call: what is said, what is learned from the questions, and what it turned out to be."""

    call_id: str
    complaint: str
    story: str
    signs: tuple[str, ...]
    turned_out: str
    needs_als: bool

    @functools.cached_property
    def score(self) -> int:
        """The points of everything that was learned."""
        return sum(signs()[sign].points for sign in self.signs)

    def fate(self, threshold: int) -> str:
        """What becomes of the call at this threshold, one of :data:`FATES`."""
        if self.score >= threshold:
            return "hit" if self.needs_als else "extra"
        return "missed" if self.needs_als else "spared"


@functools.cache
def signs() -> Mapping[str, Sign]:
    """Every sign by its name, in the order of the table."""
    return MappingProxyType({one.sign: one for one in records("dispatch_signs", Sign)})


@functools.cache
def calls() -> tuple[Call, ...]:
    """The hundred calls, in the order in which they come.

    Raises:
        ValueError: where the table does not hold a hundred, one of each number, or a score lies
            beyond the last threshold.
    """
    found = records("dispatch_calls", Call)
    if [one.call_id for one in found] != [f"DC{number:03d}" for number in range(1, HUNDRED + 1)]:
        raise ValueError("dispatch_calls.csv holds DC001 to DC100, in this order")
    if beyond := [one.call_id for one in found if one.score >= THRESHOLDS[-1]]:
        raise ValueError(f"{beyond[0]} has more points than the last threshold can hold back")
    return found


@dataclass(frozen=True)
class Sorted:
    """The hundred calls as one threshold sorts them."""

    threshold: int
    hit: tuple[Call, ...]
    missed: tuple[Call, ...]
    extra: tuple[Call, ...]
    spared: tuple[Call, ...]

    @property
    def counts(self) -> Counts:
        """How many they are."""
        return Counts(len(self.hit), len(self.extra), len(self.missed), len(self.spared))


@functools.cache
def sort_calls(threshold: int) -> Sorted:
    """ALS goes to every call with at least so many points.

    Raises:
        DomainError: for any other threshold than :data:`THRESHOLDS`.
    """
    checked_threshold(threshold)
    groups: dict[str, list[Call]] = {fate: [] for fate in FATES}
    for call in calls():
        groups[call.fate(threshold)].append(call)
    return Sorted(threshold, **{fate: tuple(found) for fate, found in groups.items()})


def checked_threshold(threshold: int) -> int:
    """The threshold itself.

    Raises:
        DomainError: where it is none of :data:`THRESHOLDS`.
    """
    if threshold not in THRESHOLDS:
        first, *_, last = THRESHOLDS
        raise DomainError(f"The threshold is a whole number from {first} to {last}.")
    return threshold
