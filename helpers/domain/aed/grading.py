"""The grading of a rule on drawn strips, class by class or rhythm by rhythm."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from helpers.domain import rhythms
from helpers.domain.aed.decision import Advice, rule
from helpers.domain.aed.interval import lower_limit
from helpers.domain.rhythms import Strip
from helpers.facts import load
from helpers.facts.nearest import known

#: Strips from this seed on grade a rule; the thresholds were chosen on seeds below it.
GRADING_SEED = 2_000_000


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
    every = rhythms.graded()
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
