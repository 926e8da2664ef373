"""A town: the numbers of ``data/town.csv``, and those that a published town has instead."""

from __future__ import annotations

import dataclasses
import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from helpers.domain.errors import DomainError
from helpers.facts import records
from helpers.facts.nearest import known


@dataclass(frozen=True)
class Number:
    """One number of the town: a row of ``town``."""

    fact_id: str
    parameter: str
    what: str
    value: float
    unit: str
    basis: str
    reason: str
    source: tuple[str, ...]
    via: tuple[str, ...]


@dataclass(frozen=True)
class _Setting:
    setting: str
    parameter: str
    value: float


@dataclass(frozen=True)
class Town:
    """A town by its numbers; as text of its own the words of each stand in ``data/town.csv``.

    Raises:
        DomainError: for a number that the town does not have, a share above 100 %, or a
            number below 0 that is no log-odds.
    """

    numbers: Mapping[str, float]
    name: str = "default"

    def __post_init__(self) -> None:
        units = {one.parameter: one.unit for one in numbers()}
        for parameter, value in self.numbers.items():
            known(parameter, units, "number of a town")
            unit = units[parameter]
            if not math.isfinite(value):
                raise DomainError(f"{parameter} must be a finite number")
            if unit != "log-odds" and value < 0:
                raise DomainError(f"{parameter} cannot be below 0; {value:g} was read")
            if unit.startswith("percent") and value > 100:
                raise DomainError(f"{parameter} cannot be above 100 %; {value:g} was read")
        object.__setattr__(self, "numbers", MappingProxyType(dict(self.numbers)))
        if not 0 <= self.witnessed_home <= 1:
            raise DomainError("so few arrests are seen that not all in public can be")

    def __getitem__(self, parameter: str) -> float:
        return self.numbers[parameter]

    def share(self, parameter: str) -> float:
        """A number that is given in percent, as a share from 0 to 1."""
        return self.numbers[parameter] / 100

    def with_(self, **changed: float) -> Town:
        """The same town with some of its numbers changed."""
        return dataclasses.replace(self, numbers={**self.numbers, **changed})

    @property
    def arrests_a_year(self) -> float:
        """How many arrests are treated in a year."""
        return self["population"] * self["incidence"] / 100_000

    @property
    def witnessed_home(self) -> float:
        """Share of arrests at home that somebody sees, of those that no crew sees."""
        others = 1 - self.share("crew_witnessed")
        if others == 0:
            return 0.0
        seen, public = self.share("witnessed") / others, self.share("public")
        if public == 1:
            return 0.0
        return (seen - public * self.share("witnessed_public")) / (1 - public)

    def drive(self, crews: float) -> float:
        """Median drive of the nearest of so many crews, in minutes."""
        base: float = self["drive"] * (_REFERENCE_CREWS / crews) ** self["drive_power"]
        return base


#: The number of crews for which the median drive is given.
_REFERENCE_CREWS = 8


@functools.cache
def numbers() -> tuple[Number, ...]:
    """Every number of the town, with where it comes from."""
    return records("town", Number)


@functools.cache
def settings() -> tuple[str, ...]:
    """The names of the published towns."""
    return tuple(dict.fromkeys(one.setting for one in records("town_settings", _Setting)))


@functools.cache
def town(name: str = "default") -> Town:
    """The default town, or a published one: the default with its own numbers.

    Raises:
        ValueError: for a name that no setting has; the nearest is named.
    """
    base = {one.parameter: one.value for one in numbers()}
    if name == "default":
        return Town(base)
    known(name, ("default", *settings()), "town")
    rows = records("town_settings", _Setting)
    own = {one.parameter: one.value for one in rows if one.setting == name}
    return Town({**base, **own}, name)
