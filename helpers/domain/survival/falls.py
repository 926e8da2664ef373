"""How fast survival falls with every minute."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from helpers.domain.survival.models import model
from helpers.facts import records


@dataclass(frozen=True)
class Slope:
    """How fast survival falls: a row of ``survival_slopes``.

    Attributes:
        fall: what is lost a minute, in the row's unit; None where only a range was read.
        from_minutes, to_minutes: the stretch of time; None where it has no such end.
    """

    fact_id: str
    fall: float | None
    from_minutes: float | None
    to_minutes: float | None


@dataclass(frozen=True)
class Segment:
    """A stretch of time in which survival falls evenly: minutes, and points lost a minute."""

    start: float
    end: float
    fall: float


@functools.cache
def _slopes() -> Mapping[str, Slope]:
    return {one.fact_id: one for one in records("survival_slopes", Slope)}


def gold_segments() -> tuple[Segment, ...]:
    """Gold 2010: three stretches of time, each with its own fall."""
    return tuple(_segment(_slopes()[key]) for key in ("M06-2", "M06-3", "M06-4"))


def _segment(row: Slope) -> Segment:
    assert row.from_minutes is not None and row.to_minutes is not None and row.fall is not None
    return Segment(row.from_minutes, row.to_minutes, row.fall)


def constant_falls() -> tuple[float, float]:
    """Points lost a minute at all times: Larsen's line with no help, and the mean of Gold."""
    line, mean = _slopes()["M02"].fall, _slopes()["M06-1"].fall
    assert line is not None and mean is not None
    return line, mean


def without_help() -> tuple[float, float]:
    """Larsen's line when nothing comes: points lost a minute, and the minute of zero."""
    c = model("larsen").coefficients
    slope = -(c["cpr"] + c["defibrillation"] + c["acls"])
    return slope, c["intercept"] / slope
