"""When a card expires: by its issuer's rule where the card itself does not say."""

from __future__ import annotations

import calendar
import functools
from dataclasses import dataclass
from datetime import date

from helpers.cohort.alike import card_key, key
from helpers.facts import load

AHA = "American Heart Association"
RCUK = "Resuscitation Council UK"
ARC = "Australian Resuscitation Council"

_NAMES = {
    "aha": AHA,
    "rcuk": RCUK,
    "a h a": AHA,
    "american heart association aha": AHA,
    "the american heart association": AHA,
    "resuscitation council uk rcuk": RCUK,
    **{name.lower(): name for name in (AHA, RCUK, ARC)},
}

#: The bands in which expiry is told, with the most days that are left in each.
BANDS = {"30 days": 30, "60 days": 60, "90 days": 90}
EXPIRED, LATER = "expired", "later"


@dataclass(frozen=True)
class Rule:
    """How long the cards of an issuer are valid.

    Attributes:
        certifications: the cards it holds for, in lower case; empty for all of the issuer's.
        fact: the row of courses.csv that says how many years.
        month_end: whether a card is valid to the end of its last month.
    """

    issuer: str
    fact: str
    certifications: tuple[str, ...] = ()
    month_end: bool = False

    @property
    def years(self) -> int:
        """For how many years a card is valid."""
        return _validity(self.fact)

    def expires(self, issued: date) -> date:
        """The last day on which a card issued that day is valid.

        A card of 29 February that is valid to the day expires on 28 February where its last
        year has no 29th.
        """
        year = issued.year + self.years
        last = calendar.monthrange(year, issued.month)[1]
        return date(year, issued.month, last if self.month_end else min(issued.day, last))


RULES = (
    Rule(AHA, "H40", month_end=True),
    Rule(RCUK, "H45-1", ("als", "e-als", "als (e-als)")),
    Rule(ARC, "H46", ("als", "als2")),
)


@functools.cache
def _validity(fact: str) -> int:
    return int(float(str(load("courses").set_index("fact_id").loc[fact, "validity_years"])))


def issuer_name(text: str) -> str:
    """An issuer's full name; other names than those known here are kept.

    Raises:
        ValueError: for ARC, which is the name of two issuers.
    """
    if key(text) == "arc":
        raise ValueError(f"write {ARC} or American Red Cross: both are called ARC")
    return _NAMES.get(key(text), text)


def rule_of(certification: str, issuer: str) -> Rule | None:
    """The rule by which a card expires; ``None`` where the tables have none."""
    for rule in RULES:
        cards = {card_key(name) for name in rule.certifications}
        named = not cards or card_key(certification) in cards
        if rule.issuer == issuer and named:
            return rule
    return None


def band(expires: date, today: date) -> str:
    """In which band a day of expiry lies: expired, 30, 60 or 90 days, or later.

    The day of expiry itself is still valid.
    """
    left = (expires - today).days
    if left < 0:
        return EXPIRED
    return next((name for name, most in BANDS.items() if left <= most), LATER)
