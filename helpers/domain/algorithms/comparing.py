"""Where two editions of an algorithm part, in words: one line a difference.

What is for clinicians only is told as a difference between councils, and without its dose.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from helpers.domain.algorithms.model import Action, Algorithm
from helpers.domain.algorithms.reading import load

_NUMBERS = ("", "1st", "2nd", "3rd")
_HIDDEN = "its own dose (for clinicians)"
_NO_AMOUNT = "none was read"
_NEITHER = "not in it, as far as it was read"


@dataclass(frozen=True)
class Difference:
    """Something that two editions settle differently.

    Attributes:
        place: the box that it concerns.
        about: what differs, in a few words.
        here, there: what each of the two says.
        for_clinicians: whether others see it as a difference between councils only.
    """

    place: str
    about: str
    here: str
    there: str
    for_clinicians: bool = False


@functools.cache
def differences(name: str, edition: str, other: str) -> tuple[Difference, ...]:
    """What differs, box by box, in the order of the first edition.

    Raises:
        ValueError: for an algorithm or an edition that there is not.
    """
    here, there = load(name, edition), load(name, other)
    return tuple(
        one
        for place in dict.fromkeys((*here.places, *there.places))
        for one in _of_place(here, there, place)
    )


def timing(action: Action) -> str:
    """When an action is due, in words; empty where it is at once."""
    words = []
    if action.from_shock:
        shocks = [ordinal(shock) for shock in action.from_shock]
        words.append(f"after the {' and the '.join(shocks)} shock")
    if action.after_shocks_in_a_row:
        words.append(f"after {action.after_shocks_in_a_row} shocks in a row")
    if action.every_rounds:
        often = "round" if action.every_rounds == 1 else f"{ordinal(action.every_rounds)} round"
        words.append(f"then every {often}" if words else f"every {often}")
    return ", ".join(words)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th …; no algorithm counts beyond twenty."""
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number}th"


def _of_place(here: Algorithm, there: Algorithm, place: str) -> Iterator[Difference]:
    sides = [one.places[place].title if place in one.places else _NEITHER for one in (here, there)]
    if _NEITHER in sides:
        yield Difference(place, "the box", sides[0], sides[1])
        return
    yield from _of_ways(here, there, place)
    mine, others = list(here.done_at(place)), list(there.done_at(place))
    for one, other in _pairs(mine, others):
        yield from _of_actions(place, one, other)


def _of_ways(here: Algorithm, there: Algorithm, place: str) -> Iterator[Difference]:
    """Ways between boxes that both editions have."""
    both = here.places.keys() & there.places.keys()
    mine, others = _ways(here, place), _ways(there, place)
    for to in dict.fromkeys((*mine, *others)):
        labels = [side.get(to, _NEITHER) for side in (mine, others)]
        if to in both and labels[0] != labels[1]:
            title = here.places[to].title
            yield Difference(place, f"the way to “{title}”", labels[0], labels[1])


def _ways(algorithm: Algorithm, place: str) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for edge in algorithm.out_of(place):
        label = edge.label or "always"
        if label not in found.setdefault(edge.to, []):
            found[edge.to].append(label)
    return {to: "; ".join(labels) for to, labels in found.items()}


def _pairs(
    mine: list[Action], others: list[Action]
) -> Iterator[tuple[Action | None, Action | None]]:
    """Each action with the one of the other edition that stands for it."""
    left = list(others)
    for one in mine:
        like = [other for other in left if (other.series, other.when) == (one.series, one.when)]
        like += [other for other in left if (other.kind, other.when) == (one.kind, one.when)]
        other = next(iter(like), None)
        if other is not None:
            left.remove(other)
        yield one, other
    for other in left:
        yield None, other


def _of_actions(place: str, one: Action | None, other: Action | None) -> Iterator[Difference]:
    sides = [side for side in (one, other) if side is not None]
    limited = any(side.for_clinicians for side in sides)
    for about, here, there in _told(one, other, limited):
        yield Difference(place, about, here, there, limited)


def _told(
    one: Action | None, other: Action | None, limited: bool
) -> Iterator[tuple[str, str, str]]:
    """What differs between two actions of which one may be missing."""
    if one is None or other is None:
        told = [_NEITHER if side is None else _briefly(side) for side in (one, other)]
        yield _about(one or other), told[0], told[1]
        return
    about = _about(one)
    if one.kind == "drug" and one.from_shock != other.from_shock:
        is_first = one.from_shock[:1] != other.from_shock[:1]
        words = f"first {about}" if is_first else f"{about}: when"
        yield words, timing(one) or "at once", timing(other) or "at once"
    elif _plain(_briefly(one)) != _plain(_briefly(other)):
        yield about, _briefly(one), _briefly(other)
    if _amounts(one) != _amounts(other):
        here, there = (
            (_HIDDEN if limited else "; ".join(amounts)) if amounts else _NO_AMOUNT
            for amounts in (_amounts(one), _amounts(other))
        )
        yield f"{about}: how much", here, there


def _about(action: Action | None) -> str:
    """What an action counts as, and in which rhythm where it is one of several alike."""
    assert action is not None
    rhythms = [value for name, values in action.when if name == "rhythm" for value in values]
    which = f" ({rhythms[0]})" if action.kind == "shock" and len(rhythms) == 1 else ""
    return action.series.partition(" (")[0].partition(", ")[0] + which


def _briefly(action: Action) -> str:
    when = timing(action)
    most = f"{action.times} times at most" if (action.times or 0) > 1 else ""
    return ", ".join(filter(None, (action.do, when, most)))


def _plain(text: str) -> str:
    """Without what only the two continents call differently."""
    return text.lower().replace("epinephrine", "adrenaline")


def _amounts(action: Action) -> tuple[str, ...]:
    """Doses, energies and targets, as their tables tell them."""
    drugs = [f"{one.drug} {one.words}" for row in action.drugs for one in row]
    return _once((*drugs, *(e.words for e in action.energies), *_targets(action)))


def _targets(action: Action) -> Iterator[str]:
    for one in action.targets:
        yield f"{one.measure} {one.words}"


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
