"""An algorithm of one edition as data: places, ways between them, and what is done where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from helpers.domain.algorithms.tables import Dose, Energy, Fact, Row, Standing, Target, standing_of
from helpers.facts import weakest

#: What must be found for something to hold: of each finding the values of which one is seen.
When = tuple[tuple[str, tuple[str, ...]], ...]
PlaceKind = Literal["treatment", "check", "end"]
ActionKind = Literal["airway", "cause", "cpr", "drug", "look", "line", "safety", "shock", "target"]


@dataclass(frozen=True)
class Finding:
    """What is looked at, and what can be found.

    Attributes:
        default: what holds where nobody says otherwise; empty where it must be found out.
    """

    name: str
    question: str
    values: tuple[str, ...]
    default: str = ""


@dataclass(frozen=True)
class Impossible:
    """Findings that cannot be together, and why."""

    when: When
    why: str


@dataclass(frozen=True)
class Place:
    """A state of the algorithm: a box of its drawing.

    Attributes:
        seconds: how long a team stays in it at most; 0 where it goes on at once.
        is_round: whether it is one two-minute round of CPR.
        leads_to: for an end, the algorithm that goes on from there; empty where none does.
    """

    name: str
    title: str
    kind: PlaceKind
    seconds: int = 0
    is_round: bool = False
    leads_to: str = ""


@dataclass(frozen=True)
class Edge:
    """A way from one place to another.

    Attributes:
        when: what must be found.
        left, spent: a series of which another dose fits, or does not fit, under its ceiling or
            number.
        facts: what it rests on in this edition.
    """

    origin: str
    to: str
    when: When
    left: str
    spent: str
    facts: tuple[Fact, ...]
    label: str = ""


@dataclass(frozen=True)
class Action:
    """What is done in some places, and when it is due.

    Attributes:
        series: what it counts as; several actions may give doses of one series.
        role: whose part of the team it is.
        when: what must be found for it.
        needs: what must be found before it can be carried out; until then it is due and waits.
        from_shock: after how many shocks the first, second … dose of the series is due.
        after_shocks_in_a_row: due after so many shocks in a row.
        every_rounds: rounds from one dose of the series to the next.
        times: how often at most; ``None``: without limit.
        drugs: for each drug that may be given, its doses in order; the first is the usual one.
        energies: for a shock, by number.
        shots: how many shocks are given one after another.
        targets: what is aimed at.
        facts: what it rests on in this edition.
    """

    name: str
    series: str
    at: tuple[str, ...]
    do: str
    kind: ActionKind
    role: str
    when: When
    needs: When
    facts: tuple[Fact, ...]
    from_shock: tuple[int, ...] = ()
    after_shocks_in_a_row: int = 0
    every_rounds: int = 0
    times: int | None = None
    drugs: tuple[tuple[Dose, ...], ...] = ()
    energies: tuple[Energy, ...] = ()
    shots: int = 1
    targets: tuple[Target, ...] = ()
    note: str = ""

    @property
    def confidence(self) -> str:
        """The weakest mark of all that it rests on."""
        return weakest(one.confidence for one in self._rows)

    @property
    def standing(self) -> Standing:
        """Whether all agree, the councils differ, or this edition itself is not settled."""
        return standing_of(self._rows)

    @property
    def for_clinicians(self) -> bool:
        """Whether others see it only as a difference between councils."""
        given: list[Dose | Energy | Fact] = [one for row in self.drugs for one in row]
        return any(one.audience == "clinicians" for one in (*given, *self.energies, *self.facts))

    @property
    def _rows(self) -> tuple[Row, ...]:
        given = (one for row in self.drugs for one in row)
        return (*self.facts, *given, *self.energies, *self.targets)


@dataclass(frozen=True)
class Open:
    """What an edition does not settle, or nobody here has read."""

    about: str
    words: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Algorithm:
    """One algorithm in one edition: all that an interpreter, a drawing and a debrief need.

    Attributes:
        begin: the place where it begins.
        round_seconds: the length of a round of CPR; 0 where there are none.
        edges: the ways, in the order of the file; of each place at most one is open at a time.
    """

    name: str
    title: str
    edition: str
    age_group: str
    begin: str
    round_seconds: int
    findings: Mapping[str, Finding]
    impossible: tuple[Impossible, ...]
    places: Mapping[str, Place]
    edges: tuple[Edge, ...]
    actions: tuple[Action, ...]
    open_questions: tuple[Open, ...]

    def out_of(self, place: str) -> tuple[Edge, ...]:
        """The ways out of a place."""
        return tuple(edge for edge in self.edges if edge.origin == place)

    def done_at(self, place: str) -> tuple[Action, ...]:
        """What can be due in a place, in order."""
        return tuple(action for action in self.actions if place in action.at)

    def asks(self, place: str) -> tuple[str, ...]:
        """The findings that may be needed to go on from a place, in the order of the file."""
        edges = self.out_of(place)
        conditions = [edge.when for edge in edges]
        for edge in edges:
            for action in self.done_at(edge.to):
                conditions += [action.when, action.needs]
        used = {name for when in conditions for name, _ in when}
        return tuple(name for name in self.findings if name in used)
