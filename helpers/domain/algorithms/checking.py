"""What must hold in every algorithm, however it is written: checked when it is loaded."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from helpers.domain.algorithms.entries import Entry
from helpers.domain.algorithms.model import Action, Algorithm, Edge
from helpers.domain.algorithms.tables import EACH, Dose


def check(algorithm: Algorithm, file: Entry) -> None:
    """Refuse an algorithm in which a team could be lost.

    Raises:
        FactError: for a place that is not reached, is not left, waits without limit or leads
            nowhere; for findings with no way or two; for an action in no place, a dose of the
            wrong number, or an interval outside that of its dose.
    """
    for told in _faults(algorithm):
        raise file.fault(f"{algorithm.edition}: {told}")


def _faults(algorithm: Algorithm) -> Iterator[str]:
    if algorithm.begin not in algorithm.places:
        yield f"there is no place {algorithm.begin!r} to begin at"
        return
    for edge in algorithm.edges:
        for place in (edge.origin, edge.to):
            if place not in algorithm.places:
                yield f"a way leads from {edge.origin!r} to {edge.to!r}; there is no {place!r}"
                return
    yield from _lost(algorithm)
    yield from _endless(algorithm)
    for place in algorithm.places:
        yield from _ambiguous(algorithm, place)
    for action in algorithm.actions:
        yield from _wrong(algorithm, action)


def _lost(algorithm: Algorithm) -> Iterator[str]:
    reached, new = {algorithm.begin}, [algorithm.begin]
    while new:
        for edge in algorithm.out_of(new.pop()):
            if edge.to not in reached:
                reached.add(edge.to)
                new.append(edge.to)
    for name, place in algorithm.places.items():
        is_end = place.kind == "end"
        if name not in reached:
            yield f"the place {name!r} is never reached"
        if is_end and algorithm.out_of(name):
            yield f"{name!r} is an end, and a way leads on from it"
        if not is_end and not algorithm.out_of(name):
            yield f"the place {name!r} is never left"


def _endless(algorithm: Algorithm) -> Iterator[str]:
    """Places from which no end can be reached, and circles in which no time passes."""
    ends = {name for name, place in algorithm.places.items() if place.kind == "end"}
    while True:
        more = {edge.origin for edge in algorithm.edges if edge.to in ends} - ends
        if not more:
            break
        ends |= more
    for name in algorithm.places:
        if name not in ends:
            yield f"from {name!r} no end can be reached"
    timeless = {name for name, place in algorithm.places.items() if not place.seconds}
    while timeless:
        ahead = {e.origin for e in algorithm.edges if e.origin in timeless and e.to in timeless}
        if ahead == timeless:
            yield f"among {', '.join(sorted(timeless))} one can go round while no time passes"
            return
        timeless = ahead


def _ambiguous(algorithm: Algorithm, place: str) -> Iterator[str]:
    """Findings for which not exactly one way is open."""
    edges = algorithm.out_of(place)
    names = sorted({name for edge in edges for name, _ in edge.when})
    series = sorted({one for edge in edges for one in (edge.left, edge.spent) if one})
    values = [algorithm.findings[name].values for name in names]
    for combination in itertools.product(*values):
        seen = dict(zip(names, combination, strict=True))
        if any(_fits(one.when, seen) for one in algorithm.impossible):
            continue
        for there in itertools.product((True, False), repeat=len(series)):
            more = dict(zip(series, there, strict=True))
            open_ways = [edge for edge in edges if _is_open(edge, seen, more)]
            if edges and len(open_ways) != 1:
                yield f"{len(open_ways)} ways lead on from {place!r} for {seen} {more}"
                return


def _fits(when: tuple[tuple[str, tuple[str, ...]], ...], seen: Mapping[str, str]) -> bool:
    return all(name in seen and seen[name] in values for name, values in when)


def _is_open(edge: Edge, seen: Mapping[str, str], more: Mapping[str, bool]) -> bool:
    is_left = not edge.left or more[edge.left]
    is_spent = not edge.spent or not more[edge.spent]
    return _fits(edge.when, seen) and is_left and is_spent


def _wrong(algorithm: Algorithm, action: Action) -> Iterator[str]:
    for place in action.at:
        if place not in algorithm.places:
            yield f"the action {action.name!r} is done at {place!r}, which is no place"
    if not action.at or not action.do:
        yield f"the action {action.name!r} needs a place and words"
    if action.kind == "drug" and not action.drugs and not action.note:
        yield f"the drug {action.name!r} has no dose, and no note says why"
    for dose in itertools.chain.from_iterable(action.drugs):
        yield from _wrong_dose(algorithm, action, dose)
    for row in action.drugs:
        numbers = [dose.dose_number for dose in row]
        if numbers != [EACH] and len(numbers) < (action.times or len(numbers) + 1):
            yield f"{action.name!r} has doses {', '.join(numbers)} and may be given more often"


def _wrong_dose(algorithm: Algorithm, action: Action, dose: Dose) -> Iterator[str]:
    least, most = dose.repeat_minutes_least, dose.repeat_minutes_most
    if least is None or most is None or not action.every_rounds:
        return
    minutes = action.every_rounds * algorithm.round_seconds / 60
    if not least <= minutes <= most:
        told = f"{action.name!r} comes every {minutes:g} minutes"
        yield f"{told}; {dose.fact_id} says {least:g} to {most:g}"
