"""A score: what happened when, as notes in rounds of two minutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["compressions", "gap", "shock", "drug", "line", "airway", "pulse"]


@dataclass(frozen=True)
class Note:
    """One note.

    Attributes:
        second: when, from the beginning of the case.
        seconds: how long; 0 for what is drawn as a moment.
        name: what it counts as, for example ``adrenaline``.
        number: which of its name it is, 1 for the first.
        confidence: of the facts on which it rests; empty for what a team did.
    """

    second: float
    seconds: float
    kind: Kind
    name: str
    number: int = 1
    confidence: str = ""

    @property
    def end(self) -> float:
        """When it is over."""
        return self.second + self.seconds


@dataclass(frozen=True)
class Round:
    """One row: a look at the rhythm, and the two minutes of CPR that follow it.

    Attributes:
        looked: the second at which hands left the chest.
        second: the second at which they came back, or at which the case ended.
        rhythm, pulse: what was seen and felt.
        notes: in order of time, those from the look on.
    """

    number: int
    looked: float
    second: float
    rhythm: str
    pulse: bool
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Score:
    """A case as one team played it, or as an edition has it.

    Attributes:
        title: whose it is: an edition, or the learner.
        rounds: the rows.
        seconds: the length of all.
        longest_pause: how long a pause the algorithm allows, seconds.
    """

    title: str
    rounds: tuple[Round, ...]
    seconds: float
    longest_pause: float = 0.0

    @property
    def notes(self) -> tuple[Note, ...]:
        """All notes, in order of time."""
        found = (note for one in self.rounds for note in one.notes)
        return tuple(sorted(found, key=lambda note: note.second))

    def of(self, name: str) -> tuple[Note, ...]:
        """The notes of one name."""
        return tuple(note for note in self.notes if note.name == name)

    def first(self, name: str) -> float | None:
        """The second of the first note of a name; ``None`` where there is none."""
        return min((note.second for note in self.of(name)), default=None)

    @property
    def gaps(self) -> tuple[Note, ...]:
        """The times without hands on the chest."""
        return tuple(note for note in self.notes if note.kind == "gap")

    @property
    def hands_off(self) -> float:
        """Seconds without hands on the chest."""
        return sum(note.seconds for note in self.gaps)

    @property
    def fraction(self) -> float:
        """The part of the time without a pulse with hands on the chest, from 0 to 1."""
        pressed = sum(note.seconds for note in self.notes if note.kind == "compressions")
        both = pressed + self.hands_off
        return pressed / both if both else 0.0

    @property
    def too_long(self) -> tuple[Note, ...]:
        """The gaps that are longer than the algorithm allows."""
        return tuple(gap for gap in self.gaps if gap.seconds > self.longest_pause)

    def shocks_before(self, name: str) -> int | None:
        """How many shocks were given before the first note of a name; ``None`` without one."""
        first = self.first(name)
        return None if first is None else sum(s.second <= first for s in self.of("shock"))
