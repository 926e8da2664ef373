"""An AED's decision in four measurements, and the grading of such a rule.

The rule is ours, short enough to be read in a lesson. Each measurement is published; each
threshold stands in the table ``aed_thresholds`` with its reason, and was chosen on strips of
the seeds below :data:`GRADING_SEED` only. The grades say how the rule does on strips that this
course draws. Drawn strips validate no device.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from helpers.domain import rhythms
from helpers.domain.rhythms import Strip
from helpers.domain.waves import Signal
from helpers.facts import load
from helpers.facts.nearest import known
from helpers.facts.view import TableView

SECONDS = (4.0, 10.0)  # how long a signal must be
SAMPLING_RATES = (100.0, 500.0)  # samples a second
#: Strips from this seed on grade a rule; the thresholds were chosen on seeds below it.
GRADING_SEED = 2_000_000
_PASS = (0.7, 25.0)  # Hz: slower is drift, faster is muscle and mains
_STRAIGHT, _HUGE = 0.005, 20.0  # millivolts peak to peak that no heart gives on the skin


# -- what is measured ------------------------------------------------------------------------


def features(signal: npt.ArrayLike, sampling_rate: float) -> dict[str, float]:
    """The four measurements of a signal, by the names that the thresholds have.

    Args:
        signal: millivolts, 4 to 10 seconds of them.
        sampling_rate: samples a second, 100 to 500.

    Raises:
        ValueError: where the signal cannot be judged; the sentence says why.
    """
    values = _checked(signal, sampling_rate)
    second = round(sampling_rate)
    filtered = _filtered(values, sampling_rate)
    return {
        "amplitude": _amplitude(filtered, second),
        "waves": _waves_a_minute(filtered, second),
        "share": _share_away_from_line(filtered, second),
        "leakage": _leakage(filtered),
    }


def _checked(signal: npt.ArrayLike, sampling_rate: float) -> Signal:
    try:
        values = np.asarray(signal, dtype=float)
    except (TypeError, ValueError):
        raise ValueError("the signal must be a row of numbers in millivolts") from None
    if values.ndim != 1:
        raise ValueError(f"the signal must be one lead, a single row; it has {values.ndim} axes")
    least, most = SAMPLING_RATES
    if not least <= sampling_rate <= most:
        raise ValueError(f"the sampling rate must be {least:g} to {most:g} samples a second; "
                         f"{sampling_rate:g} was given")  # fmt: skip
    if not np.all(np.isfinite(values)):
        raise ValueError("the signal has gaps (values that are no numbers); choose a piece without")
    seconds, tolerance = values.size / sampling_rate, 0.5 / sampling_rate
    if not SECONDS[0] - tolerance <= seconds <= SECONDS[1] + tolerance:
        raise ValueError(f"the signal must last {SECONDS[0]:g} to {SECONDS[1]:g} seconds; "
                         f"at this sampling rate it lasts {seconds:.1f}")  # fmt: skip
    height = np.ptp(values)
    if height < _STRAIGHT:
        raise ValueError("the line is straighter than any patient's: check the pads and the cable, "
                         "or give the values in millivolts")  # fmt: skip
    if height > _HUGE:
        raise ValueError(f"the signal is {height:.0f} high, and no heart gives that many "
                         "millivolts; convert the values to millivolts")  # fmt: skip
    return values


def _filtered(values: Signal, sampling_rate: float) -> Signal:
    """Without drift, muscle and mains; mirrored at both ends, so that these do not ring."""
    ends = round(sampling_rate)
    longer = np.pad(values - values.mean(), ends, mode="reflect")
    hertz = np.fft.rfftfreq(longer.size, 1 / sampling_rate)
    low, high = _PASS
    rising = np.clip(hertz / low - 0.5, 0, 1)
    falling = np.clip((1.2 - hertz / high) / 0.4, 0, 1)
    clean = np.fft.irfft(np.fft.rfft(longer) * rising * falling, longer.size)
    return clean[ends : ends + values.size]


def _amplitude(filtered: Signal, second: int) -> float:
    """Peak to peak in the middle one of the seconds, ordered by height; millivolts."""
    whole = filtered[: filtered.size // second * second].reshape(-1, second)
    return float(np.median(np.ptp(whole, axis=1)))


def _waves_a_minute(filtered: Signal, second: int) -> float:
    """How often the signal rises through 30 % of its height nearby, a minute (Thakor)."""
    is_upright = np.percentile(filtered, 99) >= -np.percentile(filtered, 1)
    upright = filtered if is_upright else -filtered
    half, step = second // 2, max(1, second // 20)
    around = np.pad(upright, half, mode="edge")
    tops = np.lib.stride_tricks.sliding_window_view(around, 2 * half + 1)[::step].max(axis=1)
    # Where nothing happens for a second, the noise there must not count as waves.
    tops = np.maximum(tops, 0.5 * np.percentile(tops, 90))
    places = np.arange(upright.size)
    threshold = 0.3 * np.interp(places, places[::step], tops)
    rises = np.flatnonzero((upright[1:] >= threshold[1:]) & (upright[:-1] < threshold[:-1]))
    if rises.size < 3:
        return 0.0
    return float(60 * (rises.size - 1) * second / (rises[-1] - rises[0]))


def _share_away_from_line(filtered: Signal, second: int) -> float:
    """Per cent of the samples above a fifth of the greatest, in windows of three seconds."""
    height = np.abs(filtered)
    starts = range(0, height.size - 3 * second + 1, second)
    windows = [height[start : start + 3 * second] for start in starts]
    return float(100 * np.mean([np.mean(window > 0.2 * window.max()) for window in windows]))


def _leakage(filtered: Signal) -> float:
    """What is left when the signal is added to itself half a wave later (Kuo and Dillman).

    Returns:
        0 for a pure sine wave, towards 1 for narrow complexes with quiet line between them.
    """
    speed = np.sum(np.abs(np.diff(filtered)))
    half_wave = max(1, int(np.pi * np.sum(np.abs(filtered)) / speed + 0.5))
    now, before = filtered[half_wave:], filtered[:-half_wave]
    return float(np.sum(np.abs(now + before)) / np.sum(np.abs(now) + np.abs(before)))


# -- the rule --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Criterion:
    """One threshold of the rule.

    Attributes:
        feature: which measurement.
        is_least: whether a shock needs at least the threshold, or at most.
        threshold: in the unit of the measurement.
        span: how far from the threshold the needle stands at its end.
        reason: why the threshold stands where it does.
    """

    feature: str
    name: str
    unit: str
    is_least: bool
    threshold: float
    span: float
    measures: str
    reason: str

    def margin(self, value: float) -> float:
        """How clearly the value speaks for a shock: from 1 to −1, where it speaks against."""
        away = value - self.threshold if self.is_least else self.threshold - value
        return float(np.clip(away / self.span, -1, 1))

    def is_met(self, value: float) -> bool:
        """Whether this measurement allows a shock."""
        return value >= self.threshold if self.is_least else value <= self.threshold

    def in_words(self, value: float) -> str:
        """The measurement, what a shock needs, and whether it is there."""
        wanted = f"at {'least' if self.is_least else 'most'} {self.number(self.threshold)}"
        verdict = "met" if self.is_met(value) else "not met"
        return f"{self.name} {self.number(value)}, a shock needs {wanted}: {verdict}"

    def number(self, value: float) -> str:
        """The value with as many digits as are worth reading, and its unit.

        One beside the threshold gets more, so that it does not look like the threshold.
        """
        digits = 2 if self.threshold < 1 else 0
        while value != self.threshold and digits < 6 and _same(value, self.threshold, digits):
            digits += 1
        return f"{value:.{digits}f}{f' {self.unit}' if self.unit else ''}"


def _same(one: float, other: float, digits: int) -> bool:
    return f"{one:.{digits}f}" == f"{other:.{digits}f}"


@dataclass(frozen=True)
class Advice:
    """What the AED says of a signal.

    Attributes:
        shock: whether it advises one.
        features: the measurements that decided.
        reasons: one sentence a criterion.
        needle: 1 where everything speaks clearly for a shock, −1 where something speaks
            clearly against; the weakest criterion decides.
    """

    shock: bool
    features: Mapping[str, float]
    reasons: tuple[str, ...]
    needle: float

    def __str__(self) -> str:
        said = "Shock advised." if self.shock else "No shock advised."
        return "\n".join([said, *self.reasons])


@dataclass(frozen=True)
class Rule:
    """A rule: shock if, and only if, every criterion is met. Call it like :func:`advise`."""

    criteria: tuple[Criterion, ...]

    def __call__(self, signal: npt.ArrayLike, sampling_rate: float) -> Advice:
        measured = features(signal, sampling_rate)
        pairs = [(one, measured[one.feature]) for one in self.criteria]
        return Advice(
            shock=all(one.is_met(value) for one, value in pairs),
            features=MappingProxyType(measured),
            reasons=tuple(one.in_words(value) for one, value in pairs),
            needle=min(one.margin(value) for one, value in pairs),
        )


@functools.cache
def criteria() -> tuple[Criterion, ...]:
    """The criteria of this course's rule, from the table ``aed_thresholds``."""
    return tuple(
        Criterion(
            is_least=row["wanted"] == "at least",
            **{name: row[name] for name in
               ("feature", "name", "unit", "threshold", "span", "measures", "reason")},
        )
        for row in load("aed_thresholds").to_dict("records")
    )  # fmt: skip


def rule(**thresholds: float) -> Rule:
    """This course's rule, or the same with other thresholds: ``rule(waves=120)``.

    Raises:
        ValueError: for a measurement that the rule does not have; the nearest is named.
    """
    by_name = {one.feature: one for one in criteria()}
    for name, value in thresholds.items():
        known(name, by_name, "measurement")
        by_name[name] = replace(by_name[name], threshold=float(value))
    return Rule(tuple(by_name.values()))


def advise(signal: npt.ArrayLike, sampling_rate: float) -> Advice:
    """Shock or no shock, with the measurements that decided.

    Args:
        signal: one lead in millivolts, 4 to 10 seconds, drawn or recorded.
        sampling_rate: samples a second, 100 to 500.

    Raises:
        ValueError: where the signal cannot be judged; the sentence says why.
    """
    return rule()(signal, sampling_rate)


# -- grading ---------------------------------------------------------------------------------

#: What disturbs the strips on which a rule is graded: least and greatest millivolts.
CONDITIONS: Mapping[str, Mapping[str, tuple[float, float]]] = MappingProxyType(
    {
        "quiet": {},
        "noisy": {"noise": (0.02, 0.06)},
        "compressions": {"compressions": (0.3, 1.5)},
    }
)
#: How fibrillation is drawn: as the thresholds know it, and by a model they have never seen.
MODELS: Mapping[str, Callable[..., Strip]] = MappingProxyType(
    {"first": rhythms.strip, "second": rhythms.second_strip}
)


@dataclass(frozen=True)
class Grade:
    """How often a rule was right on one class or one rhythm.

    Attributes:
        name: the class, or the rhythm.
        measure: what counts as right; for ``report only`` shocks are counted.
        right, n: of how many strips.
        goal: the share must be greater; NaN for ``report only``.
        limit: :attr:`lower` must not be lower; NaN for ``report only``.
    """

    name: str
    measure: str
    right: int
    n: int
    goal: float
    limit: float

    @property
    def share(self) -> float:
        """Share of strips on which the rule was right."""
        return self.right / self.n

    @property
    def lower(self) -> float:
        """Lower end of the exact one-sided 90 % interval of confidence."""
        return lower_limit(self.right, self.n)

    @property
    def is_met(self) -> bool | None:
        """Whether both goals are met; None where there is none."""
        if math.isnan(self.goal):
            return None
        return self.share > self.goal and self.lower >= self.limit


Judge = Callable[[npt.ArrayLike, float], "Advice | bool"]


def grade(
    judge: Judge | None = None,
    n: int = 100,
    seed: int = GRADING_SEED,
    condition: str = "quiet",
    by: str = "class",
    model: str = "first",
) -> tuple[Grade, ...]:
    """Grade a rule on drawn strips of 8 seconds and 250 samples a second.

    Args:
        judge: takes a signal in millivolts and a sampling rate, and returns an :class:`Advice`
            or whether to shock; by default :func:`advise`.
        n: strips of each rhythm; a class of several rhythms has several times as many.
        seed: of the first strip; each further strip takes the next.
        condition: one of :data:`CONDITIONS`.
        by: ``class``, as the published goals have it, or ``rhythm``, each against the goal of
            its class.
        model: one of :data:`MODELS`; the second draws ventricular fibrillation only.

    Raises:
        ValueError: for unknown words and for fewer than one strip.
    """
    _check_words(condition, by, model)
    if n < 1:
        raise ValueError(f"at least one strip is needed; {n} were asked for")
    judge = judge or rule()
    counts = {name: shocks(judge, name, n, seed, condition, model) for name in drawn_by(model)}
    return grades_of(counts, n, by)


def recorded(
    condition: str = "quiet", by: str = "class", model: str = "first"
) -> tuple[Grade, ...]:
    """The grades of this course's rule on 5,000 strips of each rhythm, from ``aed_grades``.

    Raises:
        ValueError: for unknown words.
    """
    _check_words(condition, by, model)
    rows = load("aed_grades").query("condition == @condition and model == @model")
    counts = {row["rhythm"]: int(row["shocks"]) for row in rows.to_dict("records")}
    return grades_of(counts, int(rows["strips"].iloc[0]), by)


def _check_words(condition: str, by: str, model: str) -> None:
    known(condition, CONDITIONS, "condition")
    known(by, ("class", "rhythm"), "way of counting")
    known(model, MODELS, "model")


def drawn_by(model: str) -> tuple[str, ...]:
    """The rhythms that a model draws; the second draws ventricular fibrillation only."""
    every = rhythms.names()
    return (
        every
        if model == "first"
        else tuple(n for n in every if n.endswith("ventricular fibrillation"))
    )


def shocks(judge: Judge, name: str, n: int, seed: int, condition: str, model: str) -> int:
    """On how many strips of a rhythm a rule advises a shock; arguments as in :func:`grade`."""
    found = 0
    for number in range(seed, seed + n):
        drawn = MODELS[model](name, number, **artifacts(condition, number))
        said = judge(drawn.signal, drawn.sampling_rate)
        found += said.shock if isinstance(said, Advice) else bool(said)
    return found


def artifacts(condition: str, seed: int) -> dict[str, float]:
    """The artifacts of one strip under a condition, as arguments of :func:`rhythms.strip`."""
    rng = np.random.default_rng((seed, 7))
    return {name: rng.uniform(*ends) for name, ends in CONDITIONS[condition].items()}


def grades_of(counts: Mapping[str, int], n: int, by: str) -> tuple[Grade, ...]:
    """Grades from the number of shocks on ``n`` strips of each rhythm."""
    grades = []
    for goal in load("aed_goals").to_dict("records"):
        its = [name for name in counts if rhythms.rhythm(name).grade_class == goal["grade_class"]]
        groups = [its] if by == "class" else [[name] for name in its]
        for group in filter(None, groups):
            total, found = n * len(group), sum(counts[name] for name in group)
            right = total - found if goal["measure"] == "no shock" else found
            name = goal["grade_class"] if by == "class" else group[0]
            limits = (goal["goal_percent"] / 100, goal["limit_percent"] / 100)
            grades.append(Grade(name, goal["measure"], right, total, *limits))
    return tuple(grades)


def lower_limit(right: int, n: int, confidence: float = 0.9) -> float:
    """The exact lower limit of a share (Clopper and Pearson), one-sided.

    It is the share at which ``right`` or more of ``n`` would still be seen with the
    probability that is left, 1 less ``confidence``.

    Raises:
        ValueError: for a count that is no part of ``n``.
    """
    if not 0 <= right <= n or n == 0:
        raise ValueError(f"{right} cannot be counted among {n}")
    if right == 0:
        return 0.0
    k = np.arange(1, n + 1)
    log_choose = np.concatenate([[0.0], np.cumsum(np.log(n - k + 1) - np.log(k))])[right:]
    seen = np.arange(right, n + 1)
    low, high = 0.0, 1.0
    for _ in range(60):  # bisection: the probability rises with the share
        share = (low + high) / 2
        logs = log_choose + seen * math.log(share) + (n - seen) * math.log1p(-share)
        low, high = (share, high) if np.sum(np.exp(logs)) < 1 - confidence else (low, share)
    return low


def as_table(grades: tuple[Grade, ...]) -> TableView:
    """Grades as a reader sees them, in per cent."""
    return TableView([_row(one) for one in grades])


def _row(one: Grade) -> dict[str, str]:
    has_goal = one.is_met is not None
    goal = f"over {100 * one.goal:.0f}, surely over {100 * one.limit:.0f}"
    return {
        "Rhythms": one.name,
        "Counted": one.measure if has_goal else "shock advised",
        "Strips": f"{one.n:,}",
        "So advised": f"{one.right:,}",
        "Wrong": f"{one.n - one.right:,}" if has_goal else "–",
        "In %": f"{100 * one.share:.1f}",
        "Surely over, %": f"{100 * one.lower:.1f}",
        "Goal, %": goal if has_goal else "–",
        "Met": {True: "yes", False: "no", None: "report only"}[one.is_met],
    }
