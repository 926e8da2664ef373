"""The only interpreter: from a state and what is found to what is due and the next state."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from helpers.domain.algorithms.model import Action, Algorithm, Edge, When
from helpers.domain.algorithms.reading import load
from helpers.domain.algorithms.tables import EACH, Dose, Energy, Standing, standing_of
from helpers.domain.errors import DomainError
from helpers.facts.nearest import known

#: What was found: a value for each finding that the place asks for.
Findings = Mapping[str, str]


@dataclass(frozen=True)
class Given:
    """How often something of a series was done, and in which round last."""

    series: str
    times: int
    round: int


@dataclass(frozen=True)
class State:
    """Where a case stands: values only, so that it can be kept, compared and sent.

    Attributes:
        seconds: what the places left so far took, each at its longest.
        rounds: rounds of CPR that were begun.
        shocks: shocks as they count for drugs; several quick ones may count as one.
        in_a_row: shocks since the rhythm was last another one.
    """

    name: str
    edition: str
    place: str
    seconds: int = 0
    rounds: int = 0
    shocks: int = 0
    in_a_row: int = 0
    given: tuple[Given, ...] = ()

    def times(self, series: str) -> int:
        """How often something of a series was done."""
        return next((one.times for one in self.given if one.series == series), 0)

    def last_round(self, series: str) -> int | None:
        """In which round something of a series was last done; ``None``: never."""
        return next((one.round for one in self.given if one.series == series), None)

    @property
    def is_over(self) -> bool:
        """Whether the algorithm ends here."""
        return load(self.name, self.edition).places[self.place].kind == "end"


@dataclass(frozen=True)
class Due:
    """Something that is due now.

    Attributes:
        number: which of its series it is, 1 for the first.
        doses: what may be given, the usual first; empty where it is no drug.
        energy: of the shock; ``None`` where it is none.
        waits_for: the finding without which it cannot be done yet; empty where it can.
    """

    action: Action
    number: int
    doses: tuple[Dose, ...] = ()
    energy: Energy | None = None
    waits_for: str = ""

    @property
    def standing(self) -> Standing:
        """Whether all agree on just this, the councils differ, or the edition is not settled."""
        energy = () if self.energy is None else (self.energy,)
        return standing_of((*self.action.facts, *self.doses, *energy, *self.action.targets))

    @property
    def is_scored(self) -> bool:
        """Whether a question on it may be scored, with the council named."""
        return self.standing != "not settled"


def begin(name: str, edition: str) -> tuple[tuple[Due, ...], State]:
    """What is due at once, and the first state.

    Raises:
        ValueError: for an algorithm or an edition that there is not.
    """
    algorithm = load(name, edition)
    return _enter(algorithm, State(name, edition, algorithm.begin), {})


def step(state: State, findings: Findings) -> tuple[tuple[Due, ...], State]:
    """Go on from a state: what is due now, in order, and the next state.

    Args:
        findings: at least those that :meth:`Algorithm.asks` names for the state's place.

    Raises:
        DomainError: where something that is asked was not found out, where the findings cannot
            be together, and at the end of an algorithm.
        ValueError: for a finding or a value that is not known; the nearest is named.
    """
    algorithm = load(state.name, state.edition)
    if state.is_over:
        raise DomainError("Nothing follows here; the algorithm is at its end.")
    findings = _checked(algorithm, state.place, findings)
    edge = _way(algorithm, state, findings)
    left = algorithm.places[state.place]
    moved = dataclasses.replace(state, place=edge.to, seconds=state.seconds + left.seconds)
    return _enter(algorithm, moved, findings)


def carry_out(state: State, due: Due) -> State:
    """The state after something that had waited was done.

    Raises:
        DomainError: for what did not wait: it counts as done since the step that told it.
    """
    if not due.waits_for:
        raise DomainError("This did not wait; it counts already.")
    return _counted(state, due.action)


def leave_out(state: State, before: State, due: Due) -> State:
    """The state after something was left out that counts as done since the step that told it.

    Args:
        before: the state before that step.

    Raises:
        DomainError: for what waits: it does not count yet.
    """
    if due.waits_for:
        raise DomainError("This waits; it does not count yet.")
    series = due.action.series
    others = tuple(one for one in state.given if one.series != series)
    earlier = tuple(one for one in before.given if one.series == series)
    if due.action.kind == "shock":
        state = dataclasses.replace(state, shocks=before.shocks, in_a_row=before.in_a_row)
    return dataclasses.replace(state, given=(*others, *earlier))


def _checked(algorithm: Algorithm, place: str, findings: Findings) -> Findings:
    """The findings with what goes without saying, if they are known and can be together."""
    for name, value in findings.items():
        finding = algorithm.findings[known(name, algorithm.findings, "finding")]
        known(value, finding.values, f"value of {name}")
    silent = {name: one.default for name, one in algorithm.findings.items() if one.default}
    findings = {**silent, **findings}
    for name in algorithm.asks(place):
        if name not in findings:
            raise DomainError(f"First this must be known: {algorithm.findings[name].question}")
    for one in algorithm.impossible:
        if all(name in findings for name, _ in one.when) and _holds(one.when, findings):
            raise DomainError(one.why)
    return findings


def _holds(when: When, findings: Findings) -> bool:
    return all(findings.get(name) in values for name, values in when)


def _way(algorithm: Algorithm, state: State, findings: Findings) -> Edge:
    ways = [
        edge
        for edge in algorithm.out_of(state.place)
        if _holds(edge.when, findings)
        and (not edge.left or _has_more(algorithm, state, edge.left))
        and (not edge.spent or not _has_more(algorithm, state, edge.spent))
    ]
    if len(ways) != 1:
        told = f"{algorithm.name}, {algorithm.edition}: {len(ways)} ways out of {state.place!r}"
        raise RuntimeError(f"{told} for {dict(findings)}")
    return ways[0]


def _has_more(algorithm: Algorithm, state: State, series: str) -> bool:
    """Whether another dose of a series fits under its number and its ceiling."""
    limits = [limit for one in algorithm.actions if one.series == series for limit in _limits(one)]
    return not limits or state.times(series) < min(limits)


def _limits(action: Action) -> tuple[int, ...]:
    ceilings = [one.most_times for row in action.drugs[:1] for one in row]
    shocks = [one.shock_most for one in action.energies[-1:]]
    return tuple(limit for limit in (action.times, *ceilings, *shocks) if limit is not None)


def _enter(algorithm: Algorithm, state: State, findings: Findings) -> tuple[tuple[Due, ...], State]:
    place = algorithm.places[state.place]
    if place.is_round:
        state = dataclasses.replace(state, rounds=state.rounds + 1)
    if place.is_round and not _was_shocked(algorithm, state.place):
        state = dataclasses.replace(state, in_a_row=0)
    found: list[Due] = []
    for action in algorithm.done_at(state.place):
        if _is_due(algorithm, action, state, findings):
            due = _due(action, state, findings)
            found.append(due)
            if not due.waits_for:
                state = _counted(state, action)
    return tuple(found), state


def _was_shocked(algorithm: Algorithm, place: str) -> bool:
    """Whether one comes to a place only from a shock."""
    origins = {edge.origin for edge in algorithm.edges if edge.to == place}
    return all(any(a.kind == "shock" for a in algorithm.done_at(one)) for one in origins)


def _is_due(algorithm: Algorithm, action: Action, state: State, findings: Findings) -> bool:
    times, last = state.times(action.series), state.last_round(action.series)
    if not _holds(action.when, findings) or not _has_more(algorithm, state, action.series):
        return False
    if times < len(action.from_shock) and state.shocks < action.from_shock[times]:
        return False
    if state.in_a_row < action.after_shocks_in_a_row:
        return False
    return last is None or state.rounds - last >= action.every_rounds


def _due(action: Action, state: State, findings: Findings) -> Due:
    number = state.times(action.series) + 1
    shock = state.shocks + 1
    energy = next(
        (e for e in action.energies if e.shock_most is None or shock <= e.shock_most),
        action.energies[-1] if action.energies else None,
    )
    return Due(
        action=action,
        number=number,
        doses=tuple(dose for row in action.drugs for dose in row if _is_number(dose, number)),
        energy=energy,
        waits_for=next(
            (name for name, _ in action.needs if not _holds(action.needs, findings)), ""
        ),
    )


def _is_number(dose: Dose, number: int) -> bool:
    return dose.dose_number in (EACH, str(number))


def _counted(state: State, action: Action) -> State:
    others = tuple(one for one in state.given if one.series != action.series)
    one = Given(action.series, state.times(action.series) + 1, state.rounds)
    if action.kind == "shock":
        state = dataclasses.replace(
            state, shocks=state.shocks + 1, in_a_row=state.in_a_row + action.shots
        )
    return dataclasses.replace(state, given=(*others, one))
