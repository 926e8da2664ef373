"""Invented patients: what each look at the monitor finds.

Some are written down; others are drawn by the chances of ``data/score_probabilities.csv``, which
are a teaching model and no prediction.
"""

from __future__ import annotations

import functools
import random
from dataclasses import dataclass

from helpers.facts import records
from helpers.facts.nearest import known

FIBRILLATION, ORGANISED, FLAT = "ventricular fibrillation", "organised rhythm", "asystole"
#: Said wherever a drawn patient is shown.
MODEL = "The patient's answers are drawn: a teaching model, no prediction."


@dataclass(frozen=True)
class Chance:
    """How often something happens from one look to the next."""

    fact_id: str
    event: str
    given: str
    published_percent: float
    published_of: str
    percent: float
    note: str
    source: tuple[str, ...]
    confidence: str
    via: tuple[str, ...] = ()


@dataclass(frozen=True)
class Look:
    """What one look at the monitor finds."""

    rhythm: str
    pulse: bool = False


@dataclass(frozen=True)
class Case:
    """A case that is written down.

    Attributes:
        looks: the rhythm at each look.
        pulse_at: at which look a pulse is felt.

    Raises:
        ValueError: for a pulse in a rhythm that gives none, or at no last look.
    """

    case: str
    story: str
    looks: tuple[str, ...]
    pulse_at: int | None = None

    def __post_init__(self) -> None:
        if self.pulse_at is None:
            return
        if self.pulse_at != len(self.looks):
            raise ValueError(f"{self.case}: a pulse at look {self.pulse_at}, which is not the last")
        if self.looks[-1] in (FIBRILLATION, "P waves only", FLAT):
            raise ValueError(f"{self.case}: {self.looks[-1]} gives no pulse")

    @property
    def found(self) -> tuple[Look, ...]:
        """All looks, each with its pulse."""
        numbered = enumerate(self.looks, start=1)
        return tuple(Look(rhythm, number == self.pulse_at) for number, rhythm in numbered)


@functools.cache
def cases() -> dict[str, Case]:
    """The written cases by name."""
    return {one.case: one for one in records("score_cases", Case)}


def case(name: str) -> Case:
    """A written case.

    Raises:
        ValueError: for a name that is not known; the nearest is named.
    """
    return cases()[known(name, cases(), "case")]


@functools.cache
def chances() -> dict[str, Chance]:
    """The chances by event."""
    return {one.event: one for one in records("score_probabilities", Chance)}


class Patient:
    """An invented patient who answers a team: the same answers to the same deeds and seed."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def happens(self, event: str, at: object) -> bool:
        """Whether an event happens; drawn once for each seed, event and place."""
        drawn = random.Random(f"case {self.seed} {event} {at}").random()
        return 100 * drawn < chances()[known(event, chances(), "event")].percent

    def first(self) -> Look:
        """What the first look finds; it never finds a pulse."""
        if self.happens("fibrillation first", 1):
            return Look(FIBRILLATION)
        return Look(FLAT if self.happens("flat line first", 1) else ORGANISED)

    def next(self, before: Look, shocked: bool, at: int) -> Look:
        """What a look finds.

        Args:
            before: what the look before it found.
            shocked: whether a shock was given after that.
            at: which look it is, the second or a later one.
        """
        if before.rhythm == FIBRILLATION:
            return self._after_fibrillation(at) if shocked else before
        if before.rhythm == FLAT:
            return self._after_flat(at)
        if self.happens("organised becomes fibrillation", at):
            return Look(FIBRILLATION)
        return Look(ORGANISED, self.happens("pulse in organised rhythm", at))

    def _after_fibrillation(self, at: int) -> Look:
        ends = self.happens("shock ends fibrillation", at)
        if not ends or self.happens("fibrillation comes back", at):
            return Look(FIBRILLATION)
        if not self.happens("organised after a shock", at):
            return Look(FLAT)
        return Look(ORGANISED, self.happens("pulse after a shock", at))

    def _after_flat(self, at: int) -> Look:
        if self.happens("flat line becomes fibrillation", at):
            return Look(FIBRILLATION)
        # Set by how many have a pulse again, so the organised rhythm comes with one.
        if self.happens("flat line becomes organised", at):
            return Look(ORGANISED, pulse=True)
        return Look(FLAT)
