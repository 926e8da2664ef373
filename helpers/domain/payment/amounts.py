"""Miles, shares and dollars of the fee schedule: what a level is worth, and with which doubt."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from helpers.domain.errors import DomainError
from helpers.domain.payment.deciding import Classified, classify
from helpers.domain.payment.rules import NOTHING, levels
from helpers.domain.payment.transport import FIRST_DAY, ON_BOARD, SheetError, Transport
from helpers.facts import records, weakest

PICKUPS = ("urban", "rural", "super-rural")
_CENT = Decimal("0.01")
_DEAD = "died before loading"


@dataclass(frozen=True)
class Amount:
    """One row of ``payment_amounts``."""

    fact_id: str
    amount: str
    since: date | None
    until: date | None
    value: float
    unit: str
    said: str
    confidence: str

    def holds(self, day: date) -> bool:
        """Whether it holds on a day of service."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@functools.cache
def amounts() -> tuple[Amount, ...]:
    """The whole table, in its order."""
    return records("payment_amounts", Amount)


def amount(name: str, day: date) -> Amount:
    """The amount of that name that holds on a day.

    Raises:
        SheetError: where none is known for the day.
    """
    found = [one for one in amounts() if one.amount == name and one.holds(day)]
    if not found:
        days = [f"{one.since} to {one.until or 'now'}" for one in amounts() if one.amount == name]
        told = f"no {name} is known for {day}; known are {', '.join(days) or 'none'}"
        raise SheetError("date", told)
    return found[0]


def billed_miles(miles: float) -> Decimal:
    """Loaded miles as they are billed: up to the tenth, from 100 on up to the whole mile.

    Raises:
        DomainError: for miles below 0.
    """
    exact = Decimal(str(miles))
    if exact < 0:
        raise DomainError(f"{miles:g} miles were read; write 0 or more")
    step = Decimal(1) if exact >= 100 else Decimal("0.1")
    return (exact / step).to_integral_value(ROUND_CEILING) * step


def paid_miles(transport: Transport, decided: Classified) -> Decimal:
    """The billed miles of this patient: none where nothing is paid or nobody was loaded.

    Several patients share them; see :func:`shares`.
    """
    if decided.level == NOTHING or transport.outcome not in ON_BOARD:
        return Decimal(0)
    return billed_miles(transport.loaded_miles)


def are_miles_open(decided: Classified) -> bool:
    """Whether it is open if anything is paid; between two levels that are, the miles are known."""
    return decided.level is None and NOTHING in decided.possible


@dataclass(frozen=True)
class Shares:
    """What each of several patients on board is paid of: base and mileage, from 0 to 1."""

    base: Decimal
    mileage: Decimal


def shares(patients: int) -> Shares:
    """The share of the own level's base and of the miles that is paid for each on board.

    Raises:
        DomainError: for fewer than one patient.
    """
    if patients < 1:
        raise DomainError(f"{patients} patients were read; write at least 1")
    if patients == 1:
        return Shares(Decimal(1), Decimal(1))
    if patients == 2:
        return Shares(_percent("two patients: base"), _percent("two patients: mileage"))
    return Shares(_percent("three or more patients: base"), 1 / Decimal(patients))


def _percent(name: str) -> Decimal:
    return _dollars(amount(name, FIRST_DAY)) / 100  # the same since the first day


@dataclass(frozen=True)
class Bill:
    """What Medicare allows, before deductible, coinsurance and sequestration; no bill to send.

    Attributes:
        base: dollars for the level.
        mileage: dollars for the miles.
        confidence: the weakest mark of all that went in.
        used: the amounts that went in.
    """

    base: Decimal
    mileage: Decimal
    confidence: str
    used: tuple[Amount, ...]

    @property
    def total(self) -> Decimal:
        """Base and mileage together."""
        return self.base + self.mileage


def geographic_factor(practice_expense: float, day: date) -> float:
    """What a base rate is multiplied by in a place: 0.30 and 0.70 times its index."""
    moved = amount("share moved by geography", day).value / 100
    return round(1 - moved + moved * practice_expense, 4)


def bill(transport: Transport, geographic: float = 1.0, pickup: str = "urban") -> Bill:
    """The allowed amount of a transport by the fee schedule.

    Args:
        geographic: see :func:`geographic_factor`.
        pickup: one of :data:`PICKUPS`, by where the transport began.

    Raises:
        DomainError: where the level cannot be decided, or no amount is known for the day.
    """
    if pickup not in PICKUPS:
        raise DomainError(f"there is no pickup {pickup!r}; write one of {', '.join(PICKUPS)}")
    decided = classify(transport)
    if decided.level is None:
        raise DomainError(f"no amount: {decided.said}")
    if decided.level == NOTHING:
        return Bill(Decimal(0), Decimal(0), decided.rule.confidence if decided.rule else "", ())
    day = transport.date
    factor, mile = amount("conversion factor", day), amount("mileage", day)
    add = [] if transport.outcome == _DEAD and pickup != "urban" else _add_ons(day, pickup)
    share = shares(transport.patients)
    base = _cents(_dollars(factor) * Decimal(str(levels()[decided.level].relative_value)))
    base = _cents(base * Decimal(str(geographic)))
    miles = paid_miles(transport, decided)
    for one in add:
        base = _cents(base * (1 + _dollars(one) / 100))
    mileage = _mileage(_rate(mile, add), miles, pickup, day)
    cut = dialysis_cut(transport, decided)
    used = (factor, mile, *add, *cut)
    left = 1 - sum((_dollars(one) / 100 for one in cut), Decimal(0))
    marks = [levels()[decided.level].confidence, *(one.confidence for one in used)]
    return Bill(
        base=_cents(base * share.base * left),
        mileage=_cents(mileage * share.mileage * left),
        confidence=weakest(marks),
        used=used,
    )


def _dollars(one: Amount) -> Decimal:
    return Decimal(str(one.value))


def _cents(value: Decimal) -> Decimal:
    return value.quantize(_CENT, ROUND_HALF_UP)


def _add_ons(day: date, pickup: str) -> list[Amount]:
    if pickup == "urban":
        return [amount("urban add-on", day)]
    rural = [amount("rural add-on", day)]
    return rural if pickup == "rural" else [*rural, amount("super-rural add-on", day)]


def _rate(mile: Amount, add: list[Amount]) -> Decimal:
    """Dollars a mile; the super-rural add-on is on the base only."""
    rate = _dollars(mile)
    for one in add:
        if "mileage" in one.unit:
            rate = _cents(rate * (1 + _dollars(one) / 100))
    return rate


def _mileage(rate: Decimal, miles: Decimal, pickup: str, day: date) -> Decimal:
    if pickup == "urban":
        return _cents(rate * miles)
    first = _cents(rate * _dollars(amount("first 17 rural miles", day)))
    near = min(miles, Decimal(17))
    return _cents(first * near + rate * (miles - near))


def dialysis_cut(transport: Transport, decided: Classified) -> list[Amount]:
    """What is taken off a planned BLS trip to or from dialysis."""
    is_dialysis = "dialysis" in (transport.from_place, transport.to_place)
    if decided.level != "BLS" or not is_dialysis or transport.response != "planned":
        return []
    return [one for one in amounts() if one.amount == "dialysis cut" and one.holds(transport.date)]


def part_paid(transport: Transport, decided: Classified) -> tuple[str, ...]:
    """What is paid in part, in words: several on board, or a planned trip to dialysis."""
    told = []
    is_paid = NOTHING not in decided.possible and transport.outcome in ON_BOARD
    if is_paid and transport.patients > 1:
        percent = f"{100 * shares(transport.patients).base:.0f} % of the base"
        part = "half" if transport.patients == 2 else f"one of {transport.patients} parts"
        told.append(
            f"{transport.patients} patients, so each is paid {percent} and {part} of the miles"
        )
    for one in dialysis_cut(transport, decided):
        told.append(f"to or from dialysis planned BLS is paid {one.value:g} % less")
    return tuple(told)
