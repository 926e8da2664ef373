"""What the teaching model takes for granted, and where it fails."""

from __future__ import annotations

import math
from dataclasses import dataclass

from helpers.domain.cpr.effects import Effect, effect, effect_row
from helpers.domain.cpr.perfusion import CEILING, fall_seconds, gain, pause_seconds, sawtooth
from helpers.domain.cpr.plan import HAIR, RATIOS, Plan

_ASSUMED = (
    (
        "Every compression is perfect and alike",
        "Depth, recoil and position are left out: the model speaks of pauses only",
        (),
    ),
    (
        "One compression makes good {gain:.0f} % of what is missing to {ceiling:g} mmHg",
        "So that {count:g} of them undo a pause of {pause:g} s; "
        "the {ceiling:g} mmHg are our choice",
        ("YU2008",),
    ),
    (
        "In a pause the pressure falls by half in {half:.1f} s",
        "From {end:g} to {paused:g} mmHg in {pause:g} s",
        ("YU2008",),
    ),
    (
        "What one compression does is the same at every rate",
        "A simplification: the model cannot show why pressing too fast is bad",
        (),
    ),
    (
        "The person who presses never tires",
        "Studies disagree on how soon people tire; here a "
        "change of compressor costs time and gains nothing",
        ("HIGHTOWER1995", "SJTREM2011"),
    ),
    ("It begins at 0 mmHg; no drug, no change of the vessels", "A simplification", ()),
    (
        "The numbers come from pigs",
        "Read shapes off the curve, not values for a person",
        ("YU2008",),
    ),
)


@dataclass(frozen=True)
class Assumption:
    """One thing that the teaching model takes for granted.

    Attributes:
        what, why: the assumption and its reason, each a phrase.
        sources: where its numbers come from; empty where it is our choice.
    """

    what: str
    why: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Check:
    """One experiment that the model was not fitted to: ``model`` is in the unit of ``found``."""

    found: Effect
    model: float


def assumptions() -> tuple[Assumption, ...]:
    """What the teaching model takes for granted, and why."""
    numbers = {
        "gain": 100 * gain(),
        "ceiling": CEILING,
        "half": fall_seconds() * math.log(2),
        "end": effect("CE04"),
        "paused": effect("CE05"),
        "count": effect("CE07"),
        "pause": pause_seconds(),
    }
    return tuple(
        Assumption(what.format(**numbers), why.format(**numbers), sources)
        for what, why, sources in _ASSUMED
    )


def checks() -> tuple[Check, ...]:
    """The teaching model against experiments that it was not fitted to, failures included.

    For Berg, 15:2 is assumed, the ratio of that time.
    """
    in_ten_seconds = math.exp(-10.0 / fall_seconds())
    first, last = _ends_of_a_set(_as_in_berg())
    model = {
        "CE13": effect("CE12") * in_ten_seconds,
        "CE14": 100 * (1 - (1 - gain()) ** 33),  # 20 s at 100 a minute
        "CE08": first,
        "CE09": last,
    }
    return tuple(Check(effect_row(key), number) for key, number in model.items())


def _as_in_berg() -> Plan:
    """Berg's pigs with breaths: 62 compressions a minute in sets of 15, at a rate of 92."""
    rate = effect("CE11")
    return Plan(rate=rate, ratio="15:2", breaths=15 * 60.0 * (1 / effect("CE10") - 1 / rate))


def _ends_of_a_set(plan: Plan) -> tuple[float, float]:
    """Mean pressure after the first two and the last two compressions, once it repeats."""
    whole_sets = 20 * sum(seconds for _, seconds in plan.cycle)
    course = sawtooth(plan, whole_sets)
    pressed = course.stretches[-2]
    levels = course.mmhg[course.seconds < pressed.end - HAIR][-(RATIOS[plan.ratio] or 0) :]
    return float(levels[:2].mean()), float(levels[-2:].mean())
