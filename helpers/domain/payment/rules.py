"""The decision table: what must hold of a transport, and the level that follows."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from helpers.facts import records
from helpers.facts.nearest import known

#: Where nothing is paid.
NOTHING = "nothing"
_CONDITION = re.compile(r"(?P<finding>[^=>]+?) (?P<sign>=|>=) (?P<wanted>.+)")


@dataclass(frozen=True)
class Level:
    """One level: a row of ``payment_units``.

    Attributes:
        relative_value: what it weighs against BLS.
    """

    fact_id: str
    level: str
    name: str
    code: str
    relative_value: float
    needs: str
    confidence: str

    def __str__(self) -> str:
        return self.level


@functools.cache
def levels() -> Mapping[str, Level]:
    """Every level by its name."""
    return {one.level: one for one in records("payment_units", Level)}


def rank(level: str) -> float:
    """How high a level stands: its relative value, and below all of them that nothing is paid."""
    return 0.0 if level == NOTHING else levels()[level].relative_value


@dataclass(frozen=True)
class Finding:
    """What is known of one thing that a rule asks.

    Attributes:
        values: all that it may be; one where the sheet says it.
        ask: what the sheet should have said, where there are several.
    """

    values: frozenset[str | int]
    ask: str = ""


@dataclass(frozen=True)
class Condition:
    """One thing that must hold."""

    finding: str
    wanted: tuple[str, ...]
    least: int | None = None

    def holds(self, value: str | int) -> bool:
        """Whether it holds of one value."""
        if self.least is not None:
            return isinstance(value, int) and value >= self.least
        return value in self.wanted


@dataclass(frozen=True)
class Rule:
    """One row of ``payment_rules``."""

    fact_id: str
    rule: str
    stage: str
    conditions: tuple[str, ...]
    level: str
    since: date
    until: date | None
    said: str
    note: str
    confidence: str
    source: tuple[str, ...] = ()
    via: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.asks:
            raise ValueError(f"{self.fact_id}: a rule has conditions")

    @functools.cached_property
    def asks(self) -> tuple[Condition, ...]:
        """Its conditions, read."""
        return tuple(_condition(text) for text in self.conditions)

    @property
    def may_decide(self) -> bool:
        """Whether anybody here has read it; a rule that nobody read decides nothing."""
        return self.confidence != "unverified"

    def is_in_force(self, day: date) -> bool:
        """Whether it holds for a day of service."""
        return self.since <= day and (self.until is None or day <= self.until)


def _condition(text: str) -> Condition:
    match = _CONDITION.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no condition; write finding = value, or count >= 3")
    wanted = tuple(part.strip() for part in match["wanted"].split(" / "))
    if match["sign"] == "=":
        return Condition(match["finding"], wanted)
    if not match["wanted"].isdecimal():
        raise ValueError(f"{text!r}: behind >= stands a whole number")
    return Condition(match["finding"], (), int(match["wanted"]))


@functools.cache
def rules() -> tuple[Rule, ...]:
    """The whole table, in its order."""
    return records("payment_rules", Rule)


def in_force(day: date, every: Iterable[Rule] | None = None) -> Sequence[Rule]:
    """The rules that hold for a day of service."""
    return [one for one in (rules() if every is None else every) if one.is_in_force(day)]


@dataclass(frozen=True)
class Tried:
    """A rule that was held against a transport.

    Attributes:
        fits: ``yes``, ``no``, or ``open`` where the sheet does not say it or nobody here has
            read the rule.
        asks: what the sheet should have said.
        not_met: the first condition that does not hold.
    """

    rule: Rule
    fits: str
    asks: tuple[str, ...] = ()
    not_met: str = ""


def tried(rule: Rule, findings: Mapping[str, Finding]) -> Tried:
    """Hold one rule against what was found."""
    asks: list[str] = []
    for text, condition in zip(rule.conditions, rule.asks, strict=True):
        finding = findings[known(condition.finding, findings, "finding")]
        held = [condition.holds(value) for value in finding.values]
        if not any(held):
            return Tried(rule, "no", not_met=text)
        if not all(held):
            asks.append(finding.ask)
    if asks or not rule.may_decide:
        return Tried(rule, "open", tuple(dict.fromkeys(asks)))
    return Tried(rule, "yes")
