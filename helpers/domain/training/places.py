"""The places that name both an EMT course and a paramedic course."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from helpers.domain.errors import DomainError
from helpers.domain.training.hours import WAYS, Hours
from helpers.domain.training.texts import TrainingRequirement, ladder, requirement
from helpers.facts import weakest
from helpers.facts.nearest import known


@dataclass(frozen=True)
class Place:
    """Where both levels have hours: the two courses, and what lies between them.

    Attributes:
        emt: the EMT course, or the course that stands in its place.
        above: what is added on top of it until paramedic, lowest first.
    """

    name: str
    emt: TrainingRequirement
    above: tuple[TrainingRequirement, ...]

    @property
    def paramedic(self) -> Hours:
        """The hours above the EMT course together."""
        parts = [one.hours for one in self.above if one.hours]
        return sum(parts[1:], parts[0])

    @property
    def from_nothing(self) -> Hours:
        """From no training to paramedic: the EMT course is in it where it comes first."""
        return self.paramedic + self.emt.own_hours if self.can_include else self.paramedic

    @property
    def can_include(self) -> bool:
        """Whether the EMT course comes first, as far as is known."""
        return self.above[0].prerequisite != "none"

    @property
    def confidence(self) -> str:
        """How its numbers are known: the mark of the weakest."""
        return weakest(row.confidence for row in (self.emt, *self.above))


#: Places with both numbers: the paramedic's row, and the EMT's where the table does not link
#: them (because the text that was read does not say which course must come first).
_PLACES = {
    "the source document": ("H02", "H01"),
    "National Standards, estimates": ("H13", ""),
    "open textbook (Washington)": ("H14-3", ""),
    "old national curricula": ("H15-2", ""),
    "Arizona": ("H62", ""),
    "California": ("H20", ""),
    "Florida": ("H68", ""),
    "Pennsylvania, advice": ("H72-4", "H72-2"),
    "Virginia, old ladder": ("H80-3", ""),
    "Ohio, before 2012": ("H66", "H65"),
    "Germany": ("H30", "H103"),
    "Austria": ("H108", ""),
    "South Africa, until 2018": ("H114", "H112"),
}


def place_names() -> tuple[str, ...]:
    """The places where both levels have hours, the source document first."""
    return tuple(_PLACES)


@functools.cache
def place(name: str) -> Place:
    """One place by its name.

    Raises:
        ValueError: where there is none; the nearest is named.
    """
    top, emt = _PLACES[known(name, _PLACES, "place")]
    steps = ladder(requirement(top))
    if emt:
        return Place(name, requirement(emt), steps)
    return Place(name, steps[0], steps[1:])


def check_way(where: Place, way: str) -> None:
    """Refuse a way to count that this place does not allow.

    Raises:
        DomainError: for ``including`` where the EMT course need not come first.
        ValueError: for a way that is none of :data:`WAYS`.
    """
    known(way, WAYS, "way to count")
    if way == "including" and not where.can_include:
        raise DomainError(
            f"In {where.name} the shorter course need not come before the longer one, so there "
            "is nothing to include. Choose the paramedic part alone."
        )
