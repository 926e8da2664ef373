"""Which rhythms a learner took for one another, and when they come back: over days.

A pair that was mixed up comes first in the drill a week later, then after a month, then after
three, as long as it is told apart; who mixes it up again begins with the week. What is kept is
a note of a few words on this computer, see :mod:`helpers.course.notes`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from helpers.course import notes
from helpers.domain import rhythms
from helpers.domain.rhythm_drill import Sitting

#: Days until a pair comes first again, from the first time to the last.
WAITS = (7, 30, 91)
_NOTE = "rhythm drill"
#: So many pairs fit a note; those that are due first are kept.
MOST = 11
_LEVELS, _MOST_SITTINGS = (1, 2, 3), 99_999


@dataclass(frozen=True)
class Pair:
    """Two rhythms that were taken for one another.

    Attributes:
        names: both, in the order of the alphabet.
        on: the day from which on they come first.
        step: how often they were told apart in time since then.

    Raises:
        ValueError: for a rhythm beside itself, another order, and a step that there is not.
    """

    names: tuple[str, str]
    on: date
    step: int = 0

    def __post_init__(self) -> None:
        one, other = self.names
        if not (one < other and 0 <= self.step < len(WAITS)):
            raise ValueError(f"{self.names} at step {self.step} is no pair to come back")


@dataclass(frozen=True)
class Memory:
    """What is left of earlier sittings.

    Attributes:
        pairs: what is due first stands first.
        level: the easiest level of which something was still to come.
        sittings: how many there were; the next has other strips.

    Raises:
        ValueError: for a pair that is kept twice, or numbers that no sitting leaves.
    """

    pairs: tuple[Pair, ...] = ()
    level: int = 1
    sittings: int = 0

    def __post_init__(self) -> None:
        is_twice = len({pair.names for pair in self.pairs}) < len(self.pairs)
        if is_twice or self.level not in _LEVELS or not 0 <= self.sittings <= _MOST_SITTINGS:
            raise ValueError(f"{self} is left by no sitting")

    def due(self, today: date) -> tuple[tuple[str, str], ...]:
        """The pairs that come first today."""
        return tuple(pair.names for pair in self.pairs if pair.on <= today)

    def after(self, sitting: Sitting, today: date) -> Memory:
        """What is left after one more sitting, ended or not; nothing new before an answer."""
        if not sitting.answered:
            return self
        wrong = sitting.confusion.mixed_up
        fresh = [Pair(names, today + timedelta(days=WAITS[0])) for names in wrong]
        named = {was for was, _ in sitting.confusion.counts}
        for pair in self.pairs:
            if pair.names in wrong:
                continue
            if pair.on <= today and named.issuperset(pair.names):
                fresh += _later(pair, today)
            else:
                fresh.append(pair)
        pairs = tuple(sorted(fresh, key=lambda pair: pair.on)[:MOST])
        return Memory(pairs, max(self.level, sitting.level), self.sittings + 1)


def _later(pair: Pair, today: date) -> Iterable[Pair]:
    """A pair that was told apart in time; after the longest wait it is known."""
    step = pair.step + 1
    if step == len(WAITS):
        return ()
    return (replace(pair, step=step, on=today + timedelta(days=WAITS[step])),)


def recall() -> Memory:
    """What was kept; nothing where that is damaged or of another edition.

    Raises:
        NotKept: where the note cannot be read.
    """
    try:
        sittings, level, *pairs = notes.read(_NOTE).split()
        return Memory(tuple(map(_read, pairs)), int(level), int(sittings))
    except (ValueError, KeyError):
        return Memory()


def keep(memory: Memory) -> None:
    """Keep it in the place of what was kept before.

    Raises:
        NotKept: where it could not be written; what was kept before stays.
    """
    notes.keep(_NOTE, " ".join((f"{memory.sittings} {memory.level}", *map(_word, memory.pairs))))


def _word(pair: Pair) -> str:
    one, other = (rhythms.criteria_of(name).fact_id for name in pair.names)
    return f"{one}:{other}:{pair.on}:{pair.step}"


def _read(word: str) -> Pair:
    one, other, on, step = word.split(":")
    names = {row.fact_id: name for name, row in rhythms.criteria().items()}
    return Pair((names[one], names[other]), date.fromisoformat(on), int(step))
