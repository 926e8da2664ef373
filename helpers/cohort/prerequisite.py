"""The card that a course asks of its learners: who holds a valid one on a day, and who does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from helpers.cohort.folder import Cohort
from helpers.domain.certification.names import card_key

#: What cohort.toml says where a course needs no card.
NOTHING = "nothing"
_USUAL = "BLS"


@dataclass(frozen=True)
class Prerequisite:
    """The card that a course needs.

    Attributes:
        card: what it is called; empty where the course needs none.
        named: whether cohort.toml names it, and not only the cards on file.
        until: by learner_id, when the card that is valid longest expires.
    """

    card: str = ""
    named: bool = False
    until: Mapping[str, date] = field(default_factory=dict)

    def fits(self, certification: str) -> bool:
        """Whether a card is of this kind, whoever issued it."""
        return bool(self.card) and _fits(certification, self.card)

    def lacking(self, learner_id: str, day: date) -> str:
        """Why a learner does not hold it on a day, in words; empty where nothing is missing."""
        if not self.card:
            return ""
        until = self.until.get(learner_id)
        if until is None:
            return f"no {self.card} card on file"
        return f"{self.card} card expired on {until}" if until < day else ""


def prerequisite_of(cohort: Cohort) -> Prerequisite:
    """The card that a class asks for: the one that cohort.toml names, or BLS.

    BLS is taken where nothing is named, learners' BLS cards are on file, and the course is not
    itself BLS. Where some have a card on file, somebody without one lacks it; an office that keeps
    no cards at all says nothing by it.
    """
    about = cohort.about
    named = bool(about.prerequisite)
    card = about.prerequisite or usual_card(about.course)
    if card.casefold() == NOTHING:
        return Prerequisite()
    table = cohort.certifications
    until: dict[str, date] = {}
    rows = zip(table["learner_id"], table["certification"], table["expires"], strict=True)
    for learner, certification, expires in rows:
        if _fits(certification, card):
            until[learner] = max(expires, until.get(learner, expires))
    return Prerequisite(card, named, until) if named or until else Prerequisite()


def usual_card(course: str) -> str:
    """The card that a course usually needs; empty for a course that gives it itself."""
    return "" if _fits(course, _USUAL) else _USUAL


def _fits(certification: str, card: str) -> bool:
    words = set(card_key(certification).split())
    return set(card_key(card).split()) <= words and "instructor" not in words
