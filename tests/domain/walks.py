"""Every state that an algorithm can come to, with everything that can be found in it."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from helpers.domain.algorithms import Algorithm, Due, State, begin, catalog, load, step
from helpers.domain.errors import DomainError

ALL = [(name, edition) for name, editions in catalog().items() for edition in editions]
ARRESTS = [pair for pair in ALL if pair[0].endswith("_arrest") and pair[0] != "post_arrest"]
SHOCKABLE = {"ventricular fibrillation", "monomorphic VT", "polymorphic VT"}


@dataclass(frozen=True)
class Move:
    """One step: from where, what was found, what was due, to where."""

    before: State
    findings: dict[str, str]
    due: tuple[Due, ...]
    after: State


def combinations(algorithm: Algorithm, place: str) -> Iterator[dict[str, str]]:
    """Everything that can be found in a place; what cannot be together too."""
    asked = algorithm.asks(place)
    for values in itertools.product(*(algorithm.findings[name].values for name in asked)):
        yield dict(zip(asked, values, strict=True))


def alike(algorithm: Algorithm, state: State) -> tuple[object, ...]:
    """What the future depends on: two states with the same are walked once.

    A count is cut off above all that any action asks for: eight shocks, four in a row, three
    doses more than a limit could tell apart, three rounds.
    """
    matters = {
        one.series
        for one in algorithm.actions
        if one.from_shock or one.every_rounds or one.times or one.drugs or one.energies
    }
    rounds = {one.series for one in algorithm.actions if one.every_rounds}
    limited = {
        edge_series for edge in algorithm.edges for edge_series in (edge.left, edge.spent)
    } | {one.series for one in algorithm.actions if one.times}
    given = tuple(
        sorted(
            (
                one.series,
                min(one.times, 7 if one.series in limited else 1),
                min(state.rounds - one.round, 3) if one.series in rounds else 0,
            )
            for one in state.given
            if one.series in matters
        )
    )
    return state.place, min(state.shocks, 6), min(state.in_a_row, 4), given


@functools.cache
def walk(name: str, edition: str) -> tuple[Move, ...]:
    """Every move of an algorithm."""
    algorithm = load(name, edition)
    _, first = begin(name, edition)
    seen, new, moves = {alike(algorithm, first)}, [first], []
    while new:
        state = new.pop()
        if state.is_over:
            continue
        for findings in combinations(algorithm, state.place):
            try:
                due, after = step(state, findings)
            except DomainError:
                continue  # these cannot be together
            moves.append(Move(state, findings, due, after))
            if alike(algorithm, after) not in seen:
                seen.add(alike(algorithm, after))
                new.append(after)
    return tuple(moves)
