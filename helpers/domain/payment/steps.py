"""From a weight to dollars, one step after another: what goes into the amount of one transport."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from helpers.domain.errors import DomainError
from helpers.domain.payment.amounts import (
    amount,
    bill,
    dialysis_cut,
    geographic_factor,
    paid_miles,
)
from helpers.domain.payment.deciding import classify
from helpers.domain.payment.rules import NOTHING, Level, levels
from helpers.domain.payment.transport import Transport
from helpers.facts import weakest

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Step:
    """One step of an amount.

    Attributes:
        what: what is done, in words with its numbers.
        dollars: what it comes to after this step; of the miles, what they add.
        confidence: the weakest mark of what the step is worked out from.
        facts: those rows, by their ``fact_id``.
    """

    what: str
    dollars: Decimal
    confidence: str
    facts: tuple[str, ...]


def bill_steps(transport: Transport, index: float = 1.0, pickup: str = "urban") -> tuple[Step, ...]:
    """The steps of :func:`bill` for one patient: weight, place, add-on, miles, together.

    Args:
        index: the practice-expense index of the place of pickup.
        pickup: where the transport began, as for :func:`bill`.

    Raises:
        DomainError: where nothing is paid, the level is open, or something else is shared or taken
            off.
    """
    decided = classify(transport)
    if decided.level in (None, NOTHING):
        raise DomainError(f"no amount: {decided.said}")
    if transport.patients > 1 or dialysis_cut(transport, decided):
        raise DomainError("steps are told for one patient on board who is not driven to dialysis")
    place = geographic_factor(index, transport.date)
    final = bill(transport, place, pickup)
    _, mile, *added = final.used
    miles = paid_miles(transport, decided).normalize()
    ids = tuple(one.fact_id for one in added)
    told = " and ".join(f"{one.value:g} percent" for one in added) or "nothing"
    return (
        *_based(transport, levels()[str(decided.level)], index, place),
        Step(f"{told} more for a pickup that is {pickup}", final.base, final.confidence, ids),
        Step(
            f"{miles:f} miles with the patient on board",
            final.mileage,
            final.confidence,
            (mile.fact_id, *ids),
        ),
        Step("together, allowed", final.total, final.confidence, ()),
    )


def _based(transport: Transport, level: Level, index: float, place: float) -> Iterator[Step]:
    """The conversion factor, times the weight, times the place."""
    day = transport.date
    factor, moved = amount("conversion factor", day), amount("share moved by geography", day)
    base = Decimal(str(factor.value)) * Decimal(str(level.relative_value))
    marks = weakest([level.confidence, factor.confidence, moved.confidence])
    start = Decimal(str(factor.value))
    yield Step(f"one relative value in {day.year}", start, factor.confidence, (factor.fact_id,))
    weight = f"times {level.relative_value:.2f}, the weight of {level.level}"
    yield Step(weight, _cents(base), marks, (level.fact_id,))
    share = moved.value / 100
    formula = f"times {place:g} for the place: {1 - share:.2f} + {share:.2f} × {index:g}"
    yield Step(formula, _cents(_cents(base) * Decimal(str(place))), marks, (moved.fact_id,))


def _cents(value: Decimal) -> Decimal:
    return value.quantize(_CENT, ROUND_HALF_UP)
