"""Four counts of a decision, and every share that is made of them with its denominator."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.domain.errors import DomainError


@dataclass(frozen=True)
class Share:
    """So many of so many; the denominator never gets lost.

    Raises:
        ValueError: for a count that is no part of ``of``.
    """

    count: int
    of: int

    def __post_init__(self) -> None:
        if not 0 <= self.count <= self.of:
            raise ValueError(f"{self.count} cannot be counted among {self.of}")

    @property
    def percent(self) -> float | None:
        """In percent; None where there is nobody to count among."""
        return 100 * self.count / self.of if self.of else None

    def __str__(self) -> str:
        return f"{self.count:,} of {self.of:,}"


@dataclass(frozen=True)
class Counts:
    """What was decided in the call against what was found later.

    Attributes:
        hit: sent ALS, and it was needed.
        extra: sent ALS, and it was not needed.
        missed: not sent ALS, and it was needed.
        spared: not sent ALS, and it was not needed.
    """

    hit: int
    extra: int
    missed: int
    spared: int

    def __post_init__(self) -> None:
        if min(self.hit, self.extra, self.missed, self.spared) < 0:
            raise ValueError("nobody can be counted less than zero times")

    @property
    def calls(self) -> int:
        """All calls."""
        return self.hit + self.extra + self.missed + self.spared

    @property
    def sent(self) -> int:
        """Calls that ALS was sent to."""
        return self.hit + self.extra

    @property
    def needed(self) -> int:
        """Calls that needed it."""
        return self.hit + self.missed

    @property
    def base_rate(self) -> Share:
        """Of all calls, those that needed ALS."""
        return Share(self.needed, self.calls)

    @property
    def sensitivity(self) -> Share:
        """Of those who needed ALS, those who were sent it."""
        return Share(self.hit, self.needed)

    @property
    def specificity(self) -> Share:
        """Of those who did not need it, those who were not sent it."""
        return Share(self.spared, self.extra + self.spared)

    @property
    def ppv(self) -> Share:
        """Of those who were sent ALS, those who needed it: what a positive means."""
        return Share(self.hit, self.sent)

    @property
    def npv(self) -> Share:
        """Of those who were not sent it, those who did not need it."""
        return Share(self.spared, self.missed + self.spared)

    @property
    def over_triage_of_sent(self) -> Share:
        """Over-triage as 1 − PPV: too much, of those who were sent ALS."""
        return Share(self.extra, self.sent)

    @property
    def over_triage_of_all(self) -> Share:
        """Over-triage as a share of all calls."""
        return Share(self.extra, self.calls)

    @property
    def under_triage_of_not_sent(self) -> Share:
        """Under-triage as 1 − NPV: too little, of those who were not sent ALS."""
        return Share(self.missed, self.missed + self.spared)

    @property
    def under_triage_of_all(self) -> Share:
        """Under-triage as a share of all calls."""
        return Share(self.missed, self.calls)


def natural_frequencies(
    sensitivity: float, specificity: float, base_rate: float, calls: int = 100
) -> Counts:
    """What two published percentages come to among so many calls, in whole calls.

    Args:
        sensitivity, specificity, base_rate: in percent.
        calls: how many calls are imagined.

    Raises:
        DomainError: for a percentage beyond 0 to 100, or no call at all.
    """
    for name, percent in (
        ("sensitivity", sensitivity),
        ("specificity", specificity),
        ("base rate", base_rate),
    ):
        if not 0 <= percent <= 100:
            raise DomainError(f"A {name} lies between 0 and 100 percent, not at {percent:g}.")
    if calls < 1:
        raise DomainError("At least one call is needed.")
    needed = round(calls * base_rate / 100)
    hit = round(needed * sensitivity / 100)
    spared = round((calls - needed) * specificity / 100)
    return Counts(hit, calls - needed - spared, needed - hit, spared)
