"""``classify``: the level of a transport, the rule that decided, and every rule that was tried."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from helpers.domain.payment.findings import findings
from helpers.domain.payment.rules import (
    NOTHING,
    Finding,
    Rule,
    Tried,
    in_force,
    levels,
    rank,
    tried,
)
from helpers.domain.payment.transport import Transport
from helpers.facts import weakest

UNDECIDED = "cannot be decided here"


@dataclass(frozen=True)
class Classified:
    """What Medicare's rules say of one transport.

    Attributes:
        level: the level, ``nothing``, or ``None`` where it cannot be decided here.
        rule: the rule that decided; ``None`` where none could.
        possible: the levels that remain, the lowest first; one where it was decided.
        tried: every rule in force on that day, with whether it fits.
        open_rules: the rules that keep it open.
        asks: what the sheet should have said.
    """

    level: str | None
    rule: Rule | None
    possible: tuple[str, ...]
    tried: tuple[Tried, ...]
    open_rules: tuple[Rule, ...] = ()
    asks: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The code on the bill; empty where there is none, or nobody here has read it."""
        if self.rule is None or self.rule.stage == "gate":
            return ""
        return levels()[self.rule.level].code

    @property
    def confidence(self) -> str:
        """The weaker mark of the rule and of its level; empty where it cannot be decided."""
        if self.rule is None or self.level in (None, NOTHING):
            return "" if self.rule is None else self.rule.confidence
        return weakest((self.rule.confidence, levels()[str(self.level)].confidence))

    @property
    def said(self) -> str:
        """The answer with its reason, in words."""
        if self.rule is not None:
            note = f" {self.rule.note}" if self.rule.stage == "gate" and self.rule.note else ""
            return f"{self.level}: {self.rule.said}{note}"
        unread = [one for one in self.open_rules if not one.may_decide]
        parts = [f"{UNDECIDED}: {' or '.join(self.possible)}"]
        parts += [f"the sheet does not say {ask}" for ask in self.asks]
        parts += [f"open ({one.fact_id}): {one.said}" for one in unread]
        return "; ".join(part.rstrip(".") for part in parts) + "."


def classify(transport: Transport, rules: Iterable[Rule] | None = None) -> Classified:
    """The level of a transport by the rules in force on its day.

    First whether anything is paid at all; then the response, the assessment and the care, of
    which the highest level counts, so that no care lowers it; then services that share it.

    Args:
        rules: another decision table than the project's own.
    """
    found = findings(transport)
    held = in_force(transport.date, rules)
    results = {one.fact_id: tried(one, found) for one in held if one.stage != "special"}
    climbing = [one for one in results.values() if one.rule.stage != "gate"]
    steps = _climbed(climbing)
    reached = {_reached(one.rule) for one in steps}
    asks = dict.fromkeys(ask for one in steps for ask in one.asks)
    found["climbed"] = Finding(frozenset(reached), "; ".join(asks))
    results |= {one.fact_id: tried(one, found) for one in held if one.stage == "special"}
    special = [one for one in results.values() if one.rule.stage == "special"]
    gates = [one for one in results.values() if one.rule.stage == "gate"]
    if any(one.fits == "open" and one.rule.may_decide for one in special):
        steps = [one for one in steps if _reached(one.rule) != "ALS"]  # ALS would be theirs
    last = _through(special, steps)
    return _classified(_through(gates, last), [results[one.fact_id] for one in held])


def _reached(rule: Rule) -> str:
    """What a service that shares the transport gives: BLS, ALS or specialty care."""
    return rule.level if rule.level == "SCT" else rule.level[:3]


def _climbed(results: Sequence[Tried]) -> list[Tried]:
    """The highest rule that fits, and those above it that are open; the first of a rank wins."""
    sure = [one for one in results if one.fits == "yes"]
    best = max(sure, key=lambda one: rank(one.rule.level))  # max() keeps the first of equals
    above = [
        one
        for one in results
        if one.fits == "open" and rank(one.rule.level) > rank(best.rule.level)
    ]
    return [best, *above]


def _through(deciding: Sequence[Tried], otherwise: list[Tried]) -> list[Tried]:
    """Rules that decide by themselves: the first that fits; an open one leaves what comes after."""
    open_ones: list[Tried] = []
    for one in deciding:
        if one.fits == "yes":
            return [*open_ones, one]
        if one.fits == "open":
            open_ones.append(one)
    return [*open_ones, *otherwise]


def _classified(left: Sequence[Tried], results: Sequence[Tried]) -> Classified:
    possible = tuple(sorted({one.rule.level for one in left}, key=rank))
    if len(possible) == 1:
        rule = next(one.rule for one in left if one.fits == "yes")
        return Classified(possible[0], rule, possible, tuple(results))
    open_ones = [one for one in left if one.fits == "open"]
    asks = dict.fromkeys(ask for one in open_ones for ask in one.asks if ask)
    return Classified(
        level=None,
        rule=None,
        possible=possible,
        tried=tuple(results),
        open_rules=tuple(one.rule for one in open_ones),
        asks=tuple(asks),
    )
