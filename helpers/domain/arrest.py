"""One arrest, told minute by minute: the invented case with which the course opens."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.domain.errors import DomainError
from helpers.domain.survival import Response
from helpers.facts import load

#: The dial has twelve minutes; the story ends there, on the way to the hospital.
LENGTH = 12.0
#: Minute at which the friend's hands are on the chest, after the call.
CPR_BEGINS = 2.0


@dataclass(frozen=True)
class Person:
    """Somebody who comes: who, when (minutes from collapse), with what, trained how."""

    key: str
    who: str
    level: str
    minute: float
    does: str
    with_what: str
    trained: str

    @property
    def short(self) -> str:
        """Who it is, as it stands inside a sentence."""
        return self.who[0].lower() + self.who[1:]

    def is_here(self, minute: float) -> bool:
        """Whether this person acts by that minute."""
        return minute >= self.minute


def people() -> tuple[Person, ...]:
    """Everybody in the story, in the order of their arrival."""
    rows = load("arrest_story").sort_values("minute", kind="stable").to_dict("records")
    return tuple(Person(key=row.pop("person"), **row) for row in rows)


def here(minute: float) -> tuple[Person, ...]:
    """Who acts by that minute.

    Raises:
        DomainError: for a minute before the collapse or after the story.
    """
    if not 0 <= minute <= LENGTH:
        raise DomainError(f"the story runs from minute 0 to {LENGTH:g}; {minute:g} was asked for")
    return tuple(person for person in people() if person.is_here(minute))


def level_of_care(minute: float) -> str:
    """The highest level of care that has begun by that minute, in words."""
    levels = {person.level for person in here(minute)}
    if "ALS" in levels:
        return "advanced life support, on top of basic"
    if "BLS" in levels:
        return "basic life support by a crew"
    if minute >= CPR_BEGINS:
        return "basic life support by bystanders"
    return "none yet"


def response() -> Response:
    """The story's times as the survival models need them; the AED's shock is the first."""
    by_key = {person.key: person.minute for person in people()}
    return Response(
        call=by_key["friend"],
        cpr=CPR_BEGINS,
        crew=by_key["colleague"],
        als=by_key["paramedics"],
    )
