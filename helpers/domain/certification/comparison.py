"""ACLS against ALS: what one document says of both, and what was found in four regions."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from helpers.facts import records
from helpers.facts.nearest import known

ASPECTS = (
    *("scope", "focus", "guidelines", "audience", "recognition", "conditions", "medications"),
    *("equipment", "way to the card", "before it", "renewal", "when it is needed"),
)
DOCUMENT = ("document, ACLS", "document, ALS")
REGIONS = ("United States", "United Kingdom", "Europe", "Australia")


@dataclass(frozen=True)
class Compared:
    """One aspect in one place.

    Attributes:
        place: the document on one of the two courses, or a region.
        says: what is said there, or what was found.
    """

    fact_id: str
    aspect: str
    place: str
    says: str
    source: tuple[str, ...]
    confidence: str

    def __post_init__(self) -> None:
        if (self.place in DOCUMENT) != (self.source == ("SEED2",)):
            raise ValueError(f"{self.fact_id}: what the document says comes from it, and only that")


@functools.cache
def comparison() -> tuple[Compared, ...]:
    """Every aspect in every place.

    Raises:
        ValueError: where one is missing.
    """
    found = records("card_comparison", Compared)
    wanted = [(aspect, place) for aspect in ASPECTS for place in (*DOCUMENT, *REGIONS)]
    if [(one.aspect, one.place) for one in found] != wanted:
        missing = set(wanted) - {(one.aspect, one.place) for one in found}
        raise ValueError(f"the comparison is out of order, or lacks {sorted(missing)}")
    return found


def compare(aspect: str) -> dict[str, Compared]:
    """One aspect, by place: first the document on ACLS and on ALS, then the regions.

    Raises:
        ValueError: for an unknown aspect; the nearest is named.
    """
    known(aspect, ASPECTS, "aspect")
    return {one.place: one for one in comparison() if one.aspect == aspect}
