"""The pathway finder: which card is typically asked for, for which work, where, with whom."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from helpers.domain.certification.acceptance import ask, places
from helpers.domain.certification.cards import card
from helpers.facts import records
from helpers.facts.nearest import known

ALL_AGES = "all ages"
PATIENTS = (ALL_AGES, "adults", "children", "newborns")


@dataclass(frozen=True)
class Pathway:
    """What is typically asked for, for one kind of work.

    Attributes:
        place: a state or province; empty where it holds for the region.
        asked: what is typically asked for.
        first: what has to come first.
        cards: the cards that this means.
        hours: how long the courses take, from the rows ``courses`` of ``courses.csv``.
        validity: how long each card is valid.
        doubt: what is not certain about it, and whom to ask.
    """

    fact_id: str
    region: str
    place: str
    role: str
    patients: str
    asked: str
    first: str
    cards: tuple[str, ...]
    hours: str
    courses: tuple[str, ...]
    validity: str
    renewal: str
    doubt: str
    source: tuple[str, ...]
    confidence: str

    def __post_init__(self) -> None:
        if self.patients not in PATIENTS:
            raise ValueError(f"{self.patients!r} are none of {', '.join(PATIENTS)}")
        said = "; ".join(f"{name}: {card(name).validity}" for name in self.cards) or ask(self.role)
        if self.validity != said:
            raise ValueError(f"{self.fact_id}: by cards.csv the validity is {said!r}")
        if bool(self.courses) == (self.hours == "not found"):
            raise ValueError(
                f"{self.fact_id}: hours come from rows of courses.csv, or are not found"
            )

    @property
    def where(self) -> str:
        """The place, or the region where it holds for all of it."""
        return self.place or self.region


@functools.cache
def pathways() -> tuple[Pathway, ...]:
    """Every pathway that was read."""
    return records("pathways", Pathway)


@functools.cache
def roles() -> tuple[str, ...]:
    """Every role of which something was read."""
    return tuple(dict.fromkeys(one.role for one in pathways()))


def pathway(role: str, where: str, patients: str = ALL_AGES) -> tuple[Pathway, ...]:
    """What is typically asked of somebody who wants to do this work.

    What a state asks comes before what is typical in its country. Where nothing was read of
    these patients, everything that was read of the role there is given. Where nothing at all was
    read, there is one pathway, which says to ask.

    Args:
        where: a place or region of :func:`helpers.domain.certification.acceptance.places`.

    Raises:
        ValueError: for an unknown role, place or kind of patients; the nearest is named.
    """
    known(role, roles(), "role")
    known(where, places(), "place")
    known(patients, PATIENTS, "kind of patients")
    mine = [one for one in pathways() if one.role == role]
    for place in dict.fromkeys((where, places()[where])):
        here = [one for one in mine if one.where == place]
        fitting = [one for one in here if one.patients in (patients, ALL_AGES)]
        if here:
            return tuple(fitting or here)
    return (_nothing_read(role, where, patients),)


def _nothing_read(role: str, where: str, patients: str) -> Pathway:
    region = places()[where]
    return Pathway(
        fact_id="",
        region=region,
        place="" if where == region else where,
        role=role,
        patients=patients,
        asked=ask(role),
        first=ask(role),
        cards=(),
        hours="not found",
        courses=(),
        validity=ask(role),
        renewal=ask(role),
        doubt="Nothing was read of this work there.",
        source=(),
        confidence="unverified",
    )
