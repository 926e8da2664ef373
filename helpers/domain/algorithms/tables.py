"""Doses, energies and targets: the rows of three tables, and what must hold in each.

They are for teaching: an invented patient's weight goes in, never a real one's.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from helpers.domain.errors import DomainError
from helpers.facts import records

Audience = Literal["all", "clinicians"]
Standing = Literal["agreed", "councils differ", "not settled"]
EACH = "each"
_WORST_FIRST: tuple[Standing, ...] = ("not settled", "councils differ", "agreed")


@dataclass(frozen=True, kw_only=True)
class _OfCouncil:
    """What every row has that one edition of one council stands behind.

    Raises:
        ValueError: for an edition that is not the council's.
    """

    fact_id: str
    words: str
    standing: Standing
    council: str
    edition: str
    source: tuple[str, ...]
    confidence: str
    via: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        if not self.edition.startswith(self.council):
            raise ValueError(f"{self.fact_id}: {self.edition} is no edition of {self.council}")


@dataclass(frozen=True, kw_only=True)
class Dose(_OfCouncil):
    """One dose of a drug in one situation, in one edition.

    Attributes:
        amount_least, amount_most: in ``unit``; per kilogram of body weight if ``per_kg``.
        least_single: what one dose is at least, whatever the weight.
        most_single, most_total, most_total_per_kg: ceilings of one dose, of all, and of all per
            kilogram; ``None`` where there is none.
        audience: for whom it may be more than a difference between councils.

    Raises:
        ValueError: for a dose per kilogram without a ceiling, or one above its own ceiling.
    """

    drug: str
    use: str
    age_group: Literal["adult", "child"]
    dose_number: str
    amount_least: float
    amount_most: float
    unit: str
    per_kg: bool
    route: str
    form: Literal["bolus", "slow", "infusion"]
    audience: Audience
    not_when: str = ""
    least_single: float | None = None
    most_single: float | None = None
    most_total: float | None = None
    most_total_per_kg: float | None = None
    repeat_minutes_least: float | None = None
    repeat_minutes_most: float | None = None
    mg_per_ml: float | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.per_kg and self.age_group == "child" and self.most_single is None:
            raise ValueError(f"{self.fact_id}: a child's dose per kilogram needs its most_single")
        if self.per_kg and (self.most_single, self.most_total_per_kg) == (None, None):
            raise ValueError(f"{self.fact_id}: a dose per kilogram needs a ceiling")
        if not self.per_kg and self.most_single is not None and self.amount_most > self.most_single:
            raise ValueError(f"{self.fact_id}: the dose is above its own ceiling")

    def of(self, kilograms: float) -> tuple[float, float]:
        """Least and greatest single dose for an invented patient, in ``unit``, ceiling kept.

        Raises:
            DomainError: for a weight that is none.
        """
        factor = _weight(kilograms) if self.per_kg else 1.0
        floor = self.least_single or 0.0
        ceiling = math.inf if self.most_single is None else self.most_single
        least, most = self.amount_least * factor, self.amount_most * factor
        return min(max(least, floor), ceiling), min(max(most, floor), ceiling)

    def volume(self, kilograms: float) -> tuple[float, float]:
        """Least and greatest volume of a single dose for an invented patient, in milliliters.

        Raises:
            DomainError: for a weight that is none, and where the row names no strength.
        """
        if self.mg_per_ml is None or self.unit != "mg":
            raise DomainError(f"No strength of {self.drug} is named, so no volume can be told.")
        least, most = self.of(kilograms)
        return least / self.mg_per_ml, most / self.mg_per_ml

    @property
    def most_times(self) -> int | None:
        """How often it fits under the ceiling of all doses; ``None`` without one."""
        if self.most_total is None or self.dose_number != EACH or self.per_kg:
            return None
        return math.floor(self.most_total / self.amount_most + 1e-9)


@dataclass(frozen=True, kw_only=True)
class Energy(_OfCouncil):
    """The energy of some shocks for one rhythm, in one edition.

    Attributes:
        shock_least, shock_most: for which shocks; ``None``: all that follow.

    Raises:
        ValueError: for what must never be: synchronized in an arrest or in polymorphic
            ventricular tachycardia, not synchronized in any other rhythm with a pulse, an energy
            per kilogram without a ceiling.
    """

    use: Literal["arrest", "pulse"]
    rhythm: str
    age_group: Literal["adult", "child"]
    shock_least: int
    synchronized: bool
    audience: Audience
    ceiling: str = ""
    shock_most: int | None = None
    joules_least: float | None = None
    joules_most: float | None = None
    joules_per_kg_least: float | None = None
    joules_per_kg_most: float | None = None
    ceiling_joules: float | None = None
    ceiling_joules_per_kg: float | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        may_wait_for_r = self.use == "pulse" and self.rhythm != "polymorphic VT"
        if self.synchronized != may_wait_for_r:
            word = "must be" if may_wait_for_r else "is never"
            told = f"{self.fact_id}: a shock for {self.rhythm} ({self.use}) {word} synchronized"
            raise ValueError(told)
        is_bare = (self.ceiling_joules, self.ceiling_joules_per_kg) == (None, None)
        if self.joules_per_kg_most is not None and (is_bare or not self.ceiling):
            raise ValueError(f"{self.fact_id}: an energy per kilogram needs its ceiling")
        if self.age_group == "child" and self.joules_per_kg_most is None:
            raise ValueError(f"{self.fact_id}: a child's energy goes by kilogram")

    def of(self, kilograms: float) -> tuple[float, float]:
        """Least and greatest energy per shock for an invented child, in joules, ceiling kept.

        Raises:
            DomainError: for a weight that is none, and for an energy that does not go by weight.
        """
        least, most = self.joules_per_kg_least, self.joules_per_kg_most
        if least is None or most is None:
            raise DomainError(f"This energy does not go by weight: {self.words}.")
        weight = _weight(kilograms)
        ceilings = [math.inf if self.ceiling_joules is None else self.ceiling_joules]
        if self.ceiling_joules_per_kg is not None:
            ceilings.append(self.ceiling_joules_per_kg * weight)
        return min(least * weight, *ceilings), min(most * weight, *ceilings)


@dataclass(frozen=True, kw_only=True)
class Target(_OfCouncil):
    """What is aimed at after the pulse is back, in one edition."""

    measure: str
    unit: str
    least: float | None = None
    most: float | None = None
    hours_least: float | None = None
    hours_most: float | None = None


@dataclass(frozen=True)
class Fact:
    """A statement of some editions on which an action, a time or a way rests."""

    fact_id: str
    algorithm: tuple[str, ...]
    editions: tuple[str, ...]
    statement: str
    audience: Audience
    standing: Standing
    source: tuple[str, ...]
    confidence: str
    via: tuple[str, ...] = ()
    note: str = ""


Row = Dose | Energy | Target | Fact


def standing_of(rows: Iterable[Row]) -> Standing:
    """What is true of some rows together: the worst of what is true of each."""
    return min((one.standing for one in rows), key=_WORST_FIRST.index)


@functools.cache
def doses() -> tuple[Dose, ...]:
    """All doses."""
    return records("drug_doses", Dose)


@functools.cache
def energies() -> tuple[Energy, ...]:
    """All energies."""
    return records("shock_energies", Energy)


@functools.cache
def targets() -> tuple[Target, ...]:
    """All targets."""
    return records("post_arrest_targets", Target)


@functools.cache
def facts() -> dict[str, Fact]:
    """All statements by id."""
    return {one.fact_id: one for one in records("algorithm_facts", Fact)}


def doses_of(drug: str, use: str, age_group: str, edition: str) -> tuple[Dose, ...]:
    """The doses of a drug in their order; one that holds for each time stands alone."""
    wanted = (drug, use, age_group, edition)
    found = [one for one in doses() if (one.drug, one.use, one.age_group, one.edition) == wanted]
    return tuple(sorted(found, key=lambda one: one.dose_number))


def energies_of(rhythm: str, use: str, age_group: str, edition: str) -> tuple[Energy, ...]:
    """The energies for a rhythm, first shock first."""
    wanted = (rhythm, use, age_group, edition)
    found = [
        one for one in energies() if (one.rhythm, one.use, one.age_group, one.edition) == wanted
    ]
    return tuple(sorted(found, key=lambda one: one.shock_least))


def targets_of(measure: str, edition: str) -> tuple[Target, ...]:
    """The targets for a measure in an edition: one or none."""
    return tuple(one for one in targets() if (one.measure, one.edition) == (measure, edition))


def _weight(kilograms: float) -> float:
    if not math.isfinite(kilograms) or kilograms <= 0:
        raise DomainError(f"A weight is a number of kilograms above 0; {kilograms} was read.")
    return kilograms
