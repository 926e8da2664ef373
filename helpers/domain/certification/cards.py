"""Cards, and until when they are valid: the one place where that is worked out."""

from __future__ import annotations

import calendar
import functools
from dataclasses import dataclass
from datetime import date

from helpers.domain.certification.issuers import issuer_name, issuers
from helpers.domain.certification.names import card_key
from helpers.domain.errors import DomainError
from helpers.facts import records
from helpers.facts.nearest import known

MONTH, DAY = "month", "day"
_UNVERIFIED = "unverified"


@dataclass(frozen=True)
class Card:
    """A card or certification, and the rule by which it ends.

    Attributes:
        card: its name in this course, such as ``AHA BLS``.
        course: the course or level that it stands for.
        names: how that may be written; empty where the rule holds for all the issuer's others.
        hands_on: whether skills are checked by hand; ``None`` where it is not known.
        validity_years: for how many years it is valid; ``None`` where it is not known.
        ends: ``month`` or ``day``, a fixed day of the year, or empty where it is not known.
        rule: the rule in words.
    """

    fact_id: str
    card: str
    course: str
    issuer: str
    kind: str
    patients: str
    hands_on: bool | None
    validity_years: int | None
    ends: str
    names: tuple[str, ...]
    region: str
    edition: str
    rule: str
    source: tuple[str, ...]
    confidence: str

    def __post_init__(self) -> None:
        if self.ends and self.validity_years is None:
            raise ValueError(f"{self.card}: without years nothing can be counted to a last day")
        if self.validity_years is not None and self._years_said not in self.rule:
            raise ValueError(f"{self.card}: its rule does not say {self._years_said}")
        if (self.ends == MONTH) != ("end of the month" in self.rule):
            raise ValueError(f"{self.card}: its rule and its column differ on the end of the month")

    @property
    def _years_said(self) -> str:
        words = {1: "One year", 2: "Two years", 3: "Three years", 4: "Four years"}
        if self.kind == "certification":
            return f"cycles of {words[self.validity_years or 0].lower()}"
        return words[self.validity_years or 0]

    @property
    def tells_its_day(self) -> bool:
        """Whether its last day follows from a rule that was read somewhere."""
        return self.ends in (MONTH, DAY) and self.confidence != _UNVERIFIED

    @property
    def validity(self) -> str:
        """How long it is valid, in a few words."""
        if self.validity_years is None:
            return "not found"
        return f"{self.validity_years} {'year' if self.validity_years == 1 else 'years'}"

    def expires(self, issued: date) -> date:
        """The last day on which a card issued that day is valid.

        A card of 29 February that is valid to the day expires on 28 February where its last
        year has no 29th.

        Raises:
            DomainError: where no rule that was read says it; then the card's own day counts.
        """
        if not self.tells_its_day or self.validity_years is None:
            raise DomainError(
                f"{self.card}: its last day cannot be worked out here ({self.rule.rstrip('.')}); "
                "read it on the card, or ask whoever issued it"
            )
        year = issued.year + self.validity_years
        last = calendar.monthrange(year, issued.month)[1]
        return date(year, issued.month, last if self.ends == MONTH else min(issued.day, last))


def in_words(day: date) -> str:
    """A day as it stands on a card."""
    return f"{day.day} {day:%B} {day.year}"


@functools.cache
def cards() -> tuple[Card, ...]:
    """Every card, in the order of the table.

    Raises:
        ValueError: where one spelling leads to two cards of an issuer.
    """
    found = records("cards", Card)
    seen: dict[tuple[str, str], str] = {}
    for one in found:
        for name in {card_key(name) for name in one.names} or {""}:
            other = seen.setdefault((one.issuer, name), one.card)
            if other != one.card:
                raise ValueError(f"{name!r} of {one.issuer} is both {other} and {one.card}")
    return found


def card(name: str) -> Card:
    """The card of that name.

    Raises:
        ValueError: for a name that is none; the nearest is named.
    """
    known(name, [one.card for one in cards()], "card")
    return next(one for one in cards() if one.card == name)


def expires(name: str, issued: date) -> date:
    """The last day on which a card is valid, by its issuer's rule.

    Args:
        name: the card's name, such as ``AHA BLS``.

    Raises:
        ValueError: for an unknown card.
        DomainError: where no rule that was read says it.
    """
    return card(name).expires(issued)


def rule_of(certification: str, issuer: str) -> Card | None:
    """The card by whose rule a card expires, found by what is written on it.

    Returns:
        ``None`` where no rule that was read tells its last day.
    """
    mine = [one for one in cards() if one.issuer == issuer]
    spelled = card_key(certification)
    named = [one for one in mine if spelled in {card_key(name) for name in one.names}]
    for one in named or [one for one in mine if not one.names]:
        return one if one.tells_its_day else None
    return None


def cards_of(issuer: str) -> tuple[Card, ...]:
    """The cards of an issuer, whose name may be written in any known way.

    Raises:
        ValueError: for an issuer that is none, or letters that two share.
    """
    name = issuer_name(issuer)
    known(name, [one.issuer for one in issuers()], "issuer")
    return tuple(one for one in cards() if one.issuer == name)
