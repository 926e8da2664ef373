"""The town held against what was published: the scorecard, misses first."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass, fields

from helpers.domain.errors import DomainError
from helpers.domain.town.chances import Model
from helpers.domain.town.place import town
from helpers.domain.town.policy import Policy
from helpers.domain.town.running import Outcome, simulate
from helpers.facts import records
from helpers.facts.nearest import known

VERDICTS = ("expected to differ", "agrees", "out of scope")
#: How many arrests stand behind each number of the scorecard.
ARRESTS, SEED = 400_000, 11


@dataclass(frozen=True)
class Target:
    """One published outcome: a row of ``targets``."""

    fact_id: str
    study: str
    years: str
    what: str
    value: float
    low: float | None
    high: float | None
    unit: str
    model: str
    measure: str
    setting: str
    policy: str
    group: str
    within: str
    other_setting: str
    other_policy: str
    other_group: str
    tolerance: float | None
    use: str
    verdict: str
    why: str

    @property
    def is_tested(self) -> bool:
        """Whether the model says anything of it."""
        return self.verdict != "out of scope"


@dataclass(frozen=True)
class Score:
    """One outcome beside what the model finds.

    Attributes:
        found: the model's number; None where it is out of scope.
        hit: whether it lies within the tolerance.
    """

    target: Target
    found: float | None

    @property
    def off(self) -> float:
        """How far off the model is, in tolerances; 0 where it says nothing."""
        if self.found is None or not self.target.tolerance:
            return 0.0
        return abs(self.found - self.target.value) / self.target.tolerance

    @property
    def hit(self) -> bool:
        """Whether the model's number is within the tolerance."""
        return self.found is not None and self.off <= 1


@functools.cache
def targets() -> tuple[Target, ...]:
    """Every published outcome, in the order of the table."""
    return records("targets", Target)


def policy_of(text: str) -> Policy:
    """A policy as a table writes it: ``training=10, telephone=yes, off=als``.

    Raises:
        DomainError: for a value that is no number, no yes or no, and no link.
        ValueError: for a name that no policy has; the nearest is named.
    """
    settings: dict[str, object] = {}
    kinds = {field.name: field.type for field in fields(Policy)}
    for part in filter(None, (one.strip() for one in text.split(","))):
        name, _, value = (piece.strip() for piece in part.partition("="))
        known(name, kinds, "part of a policy")
        settings[name] = _read(name, str(kinds[name]), value)
    return Policy(**settings)  # type: ignore[arg-type]


def _read(name: str, kind: str, value: str) -> object:
    if name == "off":
        return frozenset(value.split())
    if kind == "bool":
        if value not in ("yes", "no"):
            raise DomainError(f"{name} is yes or no; {value!r} was read")
        return value == "yes"
    try:
        return float(value)
    except ValueError:
        raise DomainError(f"{name} is a number; {value!r} was read") from None


@functools.cache
def _outcome(setting: str, policy: str, model: str, arrests: int) -> Outcome:
    return simulate(town(setting), policy_of(policy), arrests, SEED, Model(model))


def _figure(target: Target, setting: str, policy: str, group: str, arrests: int) -> float:
    found = _outcome(setting, policy, target.model, arrests)
    known(group, found.people, "group of people")
    if target.measure == "share":
        return found.share(group, target.within)
    return found.good(group) if target.measure == "good outcome" else found.survival(group)


def found(target: Target, arrests: int = ARRESTS) -> float | None:
    """What the model finds for one outcome, in its unit; None where it is out of scope."""
    if not target.is_tested:
        return None
    one = _figure(target, target.setting, target.policy, target.group, arrests)
    if target.unit == "percent":
        return one
    other = _figure(
        target,
        target.other_setting or target.setting,
        target.other_policy,
        target.other_group or target.group,
        arrests,
    )
    if target.unit == "points":
        return one - other
    return _odds(one) / _odds(other) if other else math.nan


def _odds(percent: float) -> float:
    return percent / (100 - percent)


def scorecard(arrests: int = ARRESTS) -> tuple[Score, ...]:
    """Every outcome beside the model's number, the worst miss first, out of scope last."""
    scores = [Score(target, found(target, arrests)) for target in targets()]
    return tuple(sorted(scores, key=lambda one: (not one.target.is_tested, -one.off)))
