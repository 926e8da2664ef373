"""CPR in time: what guidelines ask, what a pause does, and how evenly somebody taps.

:func:`newest` and :func:`history` set editions and councils side by side.
:func:`sawtooth` is a **teaching model** of coronary perfusion pressure: compressions build it
up, a pause lets it fall; :func:`assumptions` and :func:`checks` say what it rests on and where
it fails. :func:`score` turns the times of somebody's taps into rate, spread, drift and pauses;
it knows nothing of depth, recoil or position.
"""

from helpers.domain.cpr.effects import (
    Effect,
    depth_measured,
    effect,
    effect_row,
    fatigue,
    findings,
    needed_pressure,
    shock_pause,
)
from helpers.domain.cpr.guidelines import (
    AGES,
    COUNCILS,
    Asked,
    Cells,
    across_ages,
    asked_depth,
    asked_fractions,
    asked_rate,
    history,
    newest,
)
from helpers.domain.cpr.limits import Assumption, Check, assumptions, checks
from helpers.domain.cpr.perfusion import CEILING, Floats, Sawtooth, fall_seconds, gain, sawtooth
from helpers.domain.cpr.plan import (
    CHANGES,
    CHECK_EVERY,
    PRESSING,
    RATIOS,
    SPAN,
    Plan,
    Stretch,
    stretches,
)
from helpers.domain.cpr.taps import (
    DOUBLE,
    LEAST_TAPS,
    PAUSE,
    TIMING_ERROR,
    TOLERANCE,
    Score,
    Trial,
    score,
    taps_like,
    trial,
)

__all__ = [
    "AGES",
    "CEILING",
    "CHANGES",
    "CHECK_EVERY",
    "COUNCILS",
    "DOUBLE",
    "LEAST_TAPS",
    "PAUSE",
    "PRESSING",
    "RATIOS",
    "SPAN",
    "TIMING_ERROR",
    "TOLERANCE",
    "Asked",
    "Assumption",
    "Cells",
    "Check",
    "Effect",
    "Floats",
    "Plan",
    "Sawtooth",
    "Score",
    "Stretch",
    "Trial",
    "across_ages",
    "asked_depth",
    "asked_fractions",
    "asked_rate",
    "assumptions",
    "checks",
    "depth_measured",
    "effect",
    "effect_row",
    "fall_seconds",
    "fatigue",
    "findings",
    "gain",
    "history",
    "needed_pressure",
    "newest",
    "sawtooth",
    "score",
    "shock_pause",
    "stretches",
    "taps_like",
    "trial",
]
