"""What is left of a sitting: the line of each order, and of what was due and not said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from helpers.domain.algorithms import Due
from helpers.domain.score.notes import Score
from helpers.domain.score.patients import Look
from helpers.facts import weakest

Kind = Literal[
    "right",
    "noticed",
    "late",
    "missing",
    "too early",
    "wrong person",
    "not noticed",
    "already",
    "goes on",
    "harm",
    "not asked",
]
#: Kinds of lines that a clean debrief may have.
FINE: tuple[Kind, ...] = ("right", "noticed", "goes on", "not asked")


@dataclass(frozen=True)
class Line:
    """One line of the debrief.

    Attributes:
        second: when.
        order: what it is about, by its series.
        to: the role to which it was said; empty for what was not said.
        why: the reason.
        due: what the algorithm had due; ``None`` where it had nothing.
    """

    second: float
    order: str
    to: str
    kind: Kind
    why: str
    due: Due | None = None

    @property
    def confidence(self) -> str:
        """The weakest mark of what it says: of the dose that is shown, not of others."""
        if self.due is None:
            return ""
        marks = [fact.confidence for fact in self.due.action.facts]
        return weakest(marks + [dose.confidence for dose in self.due.doses[:1]])


@dataclass(frozen=True)
class Sitting:
    """A case as it was led so far.

    Attributes:
        look: what the last look found; ``None`` before the first.
        heard: what was heard last.
        is_repeated: whether an order was repeated, and the leader must say yes or no.
        lines: what was said and what was left out, in order.
        score: what was done.
        beside: the same patient as the edition has it; once the case is over.
    """

    edition: str
    seed: int
    second: float
    look: Look | None
    heard: str
    is_repeated: bool
    is_over: bool
    has_hands: bool
    lines: tuple[Line, ...]
    score: Score
    beside: Score | None = None

    @property
    def right(self) -> int:
        """Orders that were right, each loop closed."""
        return sum(line.kind in ("right", "noticed") for line in self.lines)

    @property
    def faults(self) -> tuple[Line, ...]:
        """What a clean debrief does not have."""
        return tuple(line for line in self.lines if line.kind not in FINE)
