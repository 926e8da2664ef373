"""How often the skills of ALS succeed, as studies counted it."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from helpers.domain.interval import share_interval
from helpers.facts import records
from helpers.facts.nearest import known

_PRINTED = 0.051  # a share that is printed to one decimal stands for so much around it
_WORKED_OUT = "worked out"
_OF_STUDIES = "least and most of studies"


@dataclass(frozen=True)
class Share:
    """A share that a study counted: a row of ``capability_success``.

    Attributes:
        kind: ``success``, ``harm`` or ``after``, as the table says.
        range_is: what ``percent_low`` and ``percent_high`` are; empty where there are none.
        result: the share as a reader sees it.
        is_main: whether it stands in the picture of all capabilities.
    """

    fact_id: str
    capability: str
    skill: str
    counted: str
    kind: str
    who: str
    year: int
    n: int | None
    count: int | None
    percent: float
    percent_low: float | None
    percent_high: float | None
    range_is: str
    result: str
    is_main: bool
    audience: str
    confidence: str

    def __post_init__(self) -> None:
        if (self.percent_low is None) != (self.percent_high is None):
            raise ValueError(f"{self.fact_id}: a range has two ends")
        if (self.percent_low is None) != (not self.range_is):
            raise ValueError(f"{self.fact_id}: a range and what it is go together")
        if self.is_main and self.audience != "all":
            raise ValueError(f"{self.fact_id}: what is for clinicians is no main row")
        self._check_count()
        if self.range_is == _WORKED_OUT:
            self._check_interval()
        if self.result != self.said():
            raise ValueError(f"{self.fact_id}: result is {self.said()!r} by its numbers")

    def _check_count(self) -> None:
        if self.count is None:
            return
        if self.n is None or self.count > self.n:
            raise ValueError(f"{self.fact_id}: {self.count} are no part of {self.n}")
        if abs(100 * self.count / self.n - self.percent) > _PRINTED:
            raise ValueError(f"{self.fact_id}: {self.count} of {self.n} are not {self.percent} %")

    def _check_interval(self) -> None:
        if self.n is None:
            raise ValueError(f"{self.fact_id}: without n no interval can be worked out")
        count = round(self.percent * self.n / 100) if self.count is None else self.count
        for end, read in zip(
            share_interval(count, self.n), (self.percent_low, self.percent_high), strict=True
        ):
            if read is None or abs(100 * end - read) > _PRINTED:
                raise ValueError(f"{self.fact_id}: its interval ends at {100 * end:.1f} %")

    @property
    def ends(self) -> tuple[float, float] | None:
        """Both ends of its range, in percent; None where there is none."""
        if self.percent_low is None or self.percent_high is None:
            return None
        return self.percent_low, self.percent_high

    def said(self) -> str:
        """The share in words, with its range and what it is a share of."""
        share = f"{_short(self.percent)} %"
        ends = " to ".join(map(_short, self.ends or ()))
        if ends and self.range_is == _OF_STUDIES:
            ends = f"studies {ends}"
        if self.count is not None and self.n is not None:
            inside = f"{share}, {ends}" if ends else share
            return f"{self.count:,} of {self.n:,} ({inside})"
        return f"{share} ({ends})" if ends else share


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


@functools.cache
def every_share() -> tuple[Share, ...]:
    """Every row of the table, in its order."""
    return records("capability_success", Share)


def names() -> Sequence[str]:
    """The capabilities on which something was counted, in the order of the table."""
    return tuple(dict.fromkeys(one.capability for one in every_share()))


def shares(of: str = "") -> tuple[Share, ...]:
    """What was counted on a capability, skill by skill, or on one skill of it.

    Args:
        of: a capability, such as ``"access"``, or a skill, such as ``"pacing"``; without one,
            the main rows of all.

    Raises:
        ValueError: for another capability or skill; the nearest is named.
    """
    if not of:
        return tuple(one for one in every_share() if one.is_main)
    skills = list(dict.fromkeys(one.skill for one in every_share()))
    known(of, (*names(), *skills), "capability or skill")
    found = [one for one in every_share() if of in (one.capability, one.skill)]
    return tuple(sorted(found, key=lambda one: skills.index(one.skill)))
