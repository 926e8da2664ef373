"""The way of reading a strip: five steps, each with what it finds, and what all five fit.

A strip alone decides no treatment. The five steps give a name, or several; the patient (pulse,
stable or not) comes before them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from helpers.domain.rhythms.criteria import (
    STEPS,
    TOO_FEW,
    Criteria,
    criteria,
    criteria_of,
    differences,
    limits,
)
from helpers.domain.rhythms.measuring import Measured
from helpers.facts.nearest import known

#: What a regular, fast and wide rhythm is taken for, whatever else was measured.
DANGEROUS = "monomorphic ventricular tachycardia"
CAUTION = (
    "Regular, wide and fast: taken for ventricular tachycardia until it is shown otherwise, "
    "and no measurement on this strip shows otherwise."
)
_SINUS = "rate of the sinus node"  # below and above it a rate is slow and fast
_EVEN = 0.08  # spread of intervals, as a share of their mean, up to which they are regular
_LIKE = 0.12  # how far an interval may be from what a pattern says, as a share
_APART = 25.0  # milliseconds between narrow and wide QRS that are two kinds, not one measured badly
_SAME = 0.05  # seconds between the least and the greatest PR that are called the same


@dataclass(frozen=True)
class Finding:
    """What one step finds.

    Attributes:
        step: one of :data:`~helpers.domain.rhythms.criteria.STEPS`.
        word: what it finds, in a word of the criteria.
        number: what was measured, with its unit; empty where nothing was.
    """

    step: str
    word: str
    number: str = ""


@dataclass(frozen=True)
class Reading:
    """What the five steps find in a strip.

    Attributes:
        findings: one a step, in their order.
        rate: QRS a minute.
    """

    findings: tuple[Finding, ...]
    rate: float

    def word(self, step: str) -> str:
        """What a step found.

        Raises:
            ValueError: for a word that is no step.
        """
        return self.findings[STEPS.index(known(step, STEPS, "step"))].word

    @property
    def is_regular_wide_fast(self) -> bool:
        """Whether it is to be taken for ventricular tachycardia whatever else is seen."""
        is_wide = self.word("QRS?") == "wide"
        return is_wide and self.word("Regular?") == "regular" and self.rate > limits(_SINUS)[1]

    @property
    def caution(self) -> str:
        """What must be said beside the names; empty where nothing must."""
        return CAUTION if self.is_regular_wide_fast else ""

    def fits(self) -> tuple[str, ...]:
        """Every rhythm that all five steps allow; several where the strip does not decide."""
        names = [name for name, one in criteria().items() if self.against(one) == ()]
        if self.is_regular_wide_fast and DANGEROUS not in names:
            names.insert(0, DANGEROUS)
        return tuple(names)

    def against(self, one: Criteria) -> tuple[str, ...]:
        """The steps that speak against a rhythm."""
        return tuple(
            step
            for step in STEPS
            if not (
                one.rates[0] <= self.rate <= one.rates[1]
                if step == "Rate?"
                else self.word(step) in one.allowed(step)
            )
        )

    def apart(self, one: str, other: str) -> tuple[tuple[str, str, str], ...]:
        """The steps that tell two rhythms apart, and what each shows there.

        Where all five can agree, the steps at which this strip speaks against the other: a
        tachycardia of 180 is no accelerated idioventricular rhythm.

        Raises:
            ValueError: for an unknown name; the nearest is named.
        """
        second = criteria_of(other)
        return differences(one, other) or tuple(
            (step, self._found(step), " or ".join(second.allowed(step)))
            for step in self.against(second)
        )

    def _found(self, step: str) -> str:
        return f"{self.rate:.0f}" if step == "Rate?" else self.word(step)


def _count(what: Measured, word: str) -> str:
    """P against QRS; nothing where each has its own, as the strip's end may cut one off."""
    if not what.p or word == "one before each QRS":
        return ""
    return f"{len(what.p)} P to {len(what.qrs)} QRS"


def read(what: Measured) -> Reading:
    """The five steps on what was measured."""
    p = _atria(what)
    pr, pr_number = _pr(what, p)
    steps = (
        Finding(STEPS[0], _regular(what.intervals), _spread(what.intervals)),
        Finding(STEPS[1], _rate(what), f"{what.rate:.0f} a minute" if what.qrs else ""),
        Finding(STEPS[2], p, _count(what, p)),
        Finding(STEPS[3], pr, pr_number),
        Finding(STEPS[4], _qrs(what), _widths(what)),
    )
    return Reading(steps, what.rate)


# -- step 1 ----------------------------------------------------------------------------------


def _regular(intervals: np.ndarray) -> str:
    if intervals.size < 2:
        return TOO_FEW
    if np.std(intervals) <= _EVEN * np.mean(intervals):
        return "regular"
    for word, is_so in (
        ("in groups", _comes_in_groups),
        ("with missing beats", _misses_beats),
        ("with early beats", _has_early_beats),
    ):
        if is_so(intervals):
            return word
    return "no pattern" if intervals.size >= 4 else TOO_FEW


def _comes_in_groups(intervals: np.ndarray) -> bool:
    """Whether the intervals repeat themselves after two to five, a pause among them."""
    for period in range(2, min(6, intervals.size - 1)):
        now, then = intervals[period:], intervals[:-period]
        if np.all(np.abs(now / then - 1) < _LIKE) and now.max() > 1.15 * now.min():
            return True
    return False


def _misses_beats(intervals: np.ndarray) -> bool:
    """Whether each interval is the least of them, or a few times that."""
    times = intervals / np.median(intervals[intervals < 1.2 * intervals.min()])
    return bool(np.all(np.abs(times - np.round(times)) < _LIKE) and times.max() < 4.5)


def _has_early_beats(intervals: np.ndarray) -> bool:
    """Whether all intervals are alike but for short ones whose pause makes up for them."""
    pairs = (intervals[:-1] + intervals[1:]) / 2
    return any(_all_made_up(intervals, usual) for usual in (np.median(intervals), *pairs[:6]))


def _all_made_up(intervals: np.ndarray, usual: float) -> bool:
    place = 0
    while place < intervals.size:
        now = intervals[place] / usual
        if abs(now - 1) < _LIKE:
            place += 1
        elif place + 1 == intervals.size:
            return bool(now < 1)  # its pause is cut off
        elif now < 1 and abs((now + intervals[place + 1] / usual) / 2 - 1) < _LIKE:
            place += 2
        elif place == 0 and now > 1:
            place += 1  # the early beat before it is cut off
        else:
            return False
    return True


def _spread(intervals: np.ndarray) -> str:
    if not intervals.size:
        return ""
    return f"intervals of {intervals.min():.2f} to {intervals.max():.2f} s"


# -- steps 2 to 5 ----------------------------------------------------------------------------


def _rate(what: Measured) -> str:
    if not what.qrs:
        return "none"
    slow, fast = limits(_SINUS)
    return "slow" if what.rate < slow else "fast" if what.rate > fast else "ordinary"


def _atria(what: Measured) -> str:
    if what.line == "chaotic":
        return "chaotic line"
    if what.spikes:
        lost = what.unanswered()
        return "spikes, some without a QRS" if lost else "a spike before each QRS"
    if what.line != "quiet":
        return "saw teeth" if what.line == "saw teeth" else "restless line"
    if not what.qrs:
        return "P waves alone" if what.p else "none"
    return _relation(what)


def _relation(what: Measured) -> str:
    """How the P stand to the QRS."""
    own = [pr for pr in what.pr() if pr is not None]
    if not own:
        alone = len(what.lonely()) > 1 and not what.is_behind()
        return "on their own" if alone else "none before the QRS"
    has_all = len(own) == len(what.qrs) or (what.pr()[0] is None and len(own) == len(what.qrs) - 1)
    if _grows(what):
        return "more P than QRS"
    if np.ptp(own) > _SAME:
        return "on their own"
    if what.lonely():
        return "more P than QRS" if has_all else "on their own"
    return "one before each QRS" if has_all else "before some beats only"


def _grows(what: Measured) -> bool:
    """Whether PR grows from beat to beat and falls back after a P that stayed alone."""
    if _regular(what.intervals) == "regular" or not what.lonely():
        return False
    steps: list[bool] = []
    for (before, first), (now, second) in pairwise(zip(what.led(), what.pr(), strict=True)):
        if before is None or now is None or first is None or second is None:
            continue
        steps.append(second > first + 0.005 if now == before + 1 else second < first)
    return len(steps) > 1 and sum(steps) > 0.85 * len(steps)


def _pr(what: Measured, p: str) -> tuple[str, str]:
    """What step 4 finds, and the number beside it."""
    own = [1000 * pr for pr in what.pr() if pr is not None]
    if not own or p in ("restless line", "saw teeth", "chaotic line", "none before the QRS"):
        return "none", ""
    number = f"{min(own):.0f} to {max(own):.0f} ms"
    if _grows(what):
        return "grows", number
    if p == "on their own":
        return "changes", number
    return _pr_word(own), number


def _pr_word(own: Sequence[float]) -> str:
    middle = round(float(np.median(own)))
    short, long = limits("PR interval")
    return "short" if middle < short else "long" if middle > long else "usual"


def _qrs(what: Measured) -> str:
    widths = [one.ms for one in what.qrs]
    if not widths or what.line == "chaotic":
        return "none"
    if not what.is_one_shape:
        return "changing"
    border, _ = limits("wide QRS")
    narrow = [width for width in widths if width < border]
    wide = [width for width in widths if width >= border]
    if narrow and wide and np.median(wide) - np.median(narrow) > _APART:
        return "narrow and wide"
    return "narrow" if np.median(widths) < border else "wide"


def _widths(what: Measured) -> str:
    widths = [one.ms for one in what.qrs]
    return f"{min(widths):.0f} to {max(widths):.0f} ms" if widths else ""
