"""Hand-overs: what is said to whom, in which order, and what the listener had to ask back.

The order *where, what, when, done, open* is the course's own; no source for it was read. What a
sentence costs in seconds is set for teaching. Nothing is drawn by lot but by the seed.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from helpers.domain.errors import DomainError
from helpers.facts import records
from helpers.facts.nearest import known

#: The course's own order. Who shares the room with the listener leaves the first word out.
ORDER = ("where", "what", "when", "done", "open")
#: The four hand-overs, in the order of an arrest: the name, and to whom.
HANDOVERS = {
    "call": "the telecommunicator",
    "crew": "the EMTs",
    "paramedics": "the paramedics",
    "hospital": "the team in the hospital",
}
#: How long a listener listens, and what it costs to ask one thing back; seconds, ours.
LENGTH, ASKING = 30.0, 6.0
#: Deeds that are no sentences: that was all; once more, under the next seed.
END, AGAIN = "end", "again"
_KEYS = "1234567890"

#: The second at which something was chosen, and what.
Deed = tuple[float, str]


@dataclass(frozen=True)
class Case:
    """An invented arrest: a row of ``handover_cases``."""

    case: str
    man: Literal["man", "woman"]
    age: int
    place: str
    helper: str
    fell: str
    pressed: str
    aed: str
    illness: str
    crew: str
    shocks: str
    last: str
    look: str
    rosc: str
    total: str

    def tell(self, text: str) -> str:
        """A sentence with the words of this case.

        Raises:
            KeyError: for a word in braces that there is not.
        """
        he, him, his = ("he", "him", "his") if self.man == "man" else ("she", "her", "her")
        own = {**vars(self), "he": he, "him": him, "his": his, "He": he.title(), "His": his.title()}
        return text.format(**own)


@dataclass(frozen=True)
class Sentence:
    """What can be said: a row of ``handovers``.

    Raises:
        ValueError: where it is needed and nobody would ask for it, or the other way round.
    """

    handover: str
    item: str
    kind: Literal["needed", "wait", "cost", "harm"]
    place: int
    seconds: int
    text: str
    reply: str
    asked: str
    why: str
    source: tuple[str, ...]
    via: tuple[str, ...]
    confidence: str

    def __post_init__(self) -> None:
        if (self.kind == "needed") != bool(self.asked):
            raise ValueError("what is needed is asked for where it is missing, and nothing else")
        if self.kind == "needed" and self.place != ORDER.index(known(self.item, ORDER, "word")) + 1:
            raise ValueError(f"{self.item} stands at another place of the order")


@dataclass(frozen=True)
class Choice:
    """A button: its key, the sentence as this case has it, and the seconds that it takes."""

    key: str
    action: str
    label: str
    seconds: int


@dataclass(frozen=True)
class Said:
    """A sentence that was said.

    Attributes:
        begun, ended: the seconds.
        waited: seconds of silence before it.
        again: whether it had been said before.
        heard: whether the listener still listened when it ended.
    """

    item: str
    begun: float
    ended: float
    waited: float
    again: bool
    heard: bool


@dataclass(frozen=True)
class Talk:
    """A hand-over as far as it has come.

    Attributes:
        second: where the clock stands.
        said: what was said, in order.
    """

    name: str
    case: Case
    seed: int
    second: float = 0.0
    said: tuple[Said, ...] = ()
    is_over: bool = False

    @property
    def sentences(self) -> dict[str, Sentence]:
        """What can be said, by its name."""
        return sentences(self.name)

    @property
    def opening(self) -> str:
        """Where one stands, and who listens."""
        return self.case.tell(_OPENINGS[self.name])

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The buttons, in an order of this seed."""
        rows = tuple(self.sentences.values())
        turned = np.random.default_rng((self.seed, 11)).permutation(len(rows))
        return tuple(
            Choice(_KEYS[place], rows[row].item, self.case.tell(rows[row].text), rows[row].seconds)
            for place, row in enumerate(turned)
        )

    @property
    def lines(self) -> tuple[tuple[float, str], ...]:
        """What the listener said or did, each with its second."""
        return tuple(
            (one.ended, self.case.tell(self.sentences[one.item].reply))
            for one in self.said
            if one.heard
        )


_OPENINGS = {
    "call": "You are {helper}. You saw {him} fall, and hold a telephone. A voice: “Emergency.”",
    "crew": "You are {helper}, and have pressed for minutes. Two EMTs kneel down: “What is it?”",
    "paramedics": "You are the EMT at the head; your partner presses. Two paramedics are here, and "
    "one says: “Go ahead.”",
    "hospital": "You are the paramedic. Six people stand round the bed. One says: “Quiet, please. "
    "We are listening.”",
}


@functools.cache
def cases() -> tuple[Case, ...]:
    """The invented arrests, in the order of the table."""
    return records("handover_cases", Case)


@functools.cache
def sentences(name: str) -> dict[str, Sentence]:
    """What can be said at one hand-over, by name, in the order of the table.

    Raises:
        ValueError: for a hand-over that there is not; the nearest is named.
    """
    known(name, HANDOVERS, "hand-over")
    rows = records("handovers", Sentence)
    return {row.item: row for row in rows if row.handover == name}


def begin(name: str = "call", seed: int = 1) -> Talk:
    """A hand-over before anything is said.

    Args:
        name: which of :data:`HANDOVERS`.
        seed: of the case, and of the order of the buttons.

    Raises:
        ValueError: for a hand-over that there is not; the nearest is named.
    """
    sentences(name)
    return Talk(name, cases()[(seed - 1) % len(cases())], seed)


def play(name: str, deeds: Iterable[Deed], seed: int = 1) -> Talk:
    """A hand-over after these deeds; each :data:`AGAIN` begins anew, under the next seed.

    What is chosen while something is being said begins when that is done.

    Raises:
        ValueError: for a hand-over or a sentence that there is not.
        DomainError: for a second that is none.
    """
    talk = begin(name, seed)
    for second, action in deeds:
        if not math.isfinite(second) or second < 0:
            raise DomainError(f"A second must be a number from 0; {second} was read.")
        known(action, (*talk.sentences, END, AGAIN), f"sentence of {name}")
        talk = begin(name, talk.seed + 1) if action == AGAIN else _after(talk, second, action)
    return talk


def _after(talk: Talk, second: float, action: str) -> Talk:
    if talk.is_over:
        return talk
    begun = max(talk.second, second)
    if action == END or begun >= LENGTH:
        return Talk(talk.name, talk.case, talk.seed, min(begun, LENGTH), talk.said, True)
    ended = begun + talk.sentences[action].seconds
    again = any(one.item == action for one in talk.said)
    one = Said(action, begun, ended, begun - talk.second, again, ended <= LENGTH)
    said = (*talk.said, one)
    return Talk(talk.name, talk.case, talk.seed, min(ended, LENGTH), said, ended >= LENGTH)


@dataclass(frozen=True)
class Line:
    """One line of the debrief.

    Attributes:
        begun: the second; None for what had to be asked back.
        words: what was said, or asked.
        kind: right, late, wait, cost, harm, twice, cut off, or asked back.
        seconds: what it took.
        why: what it was to the listener.
    """

    begun: float | None
    words: str
    kind: str
    seconds: float
    why: str
    confidence: str


@dataclass(frozen=True)
class Debrief:
    """A hand-over looked back upon.

    Attributes:
        lines: what was said in order, then what was asked back.
        complete: seconds until the listener had everything that was needed.
        best: the same for somebody who says just that, in order.
    """

    lines: tuple[Line, ...]
    complete: float
    best: float

    def count(self, *kinds: str) -> int:
        """How many lines are of these kinds."""
        return sum(line.kind in kinds for line in self.lines)

    @property
    def spent(self) -> float:
        """Seconds of what was not needed now."""
        kinds = ("wait", "cost", "harm", "twice")
        return sum(line.seconds for line in self.lines if line.kind in kinds)

    @property
    def is_clean(self) -> bool:
        """Whether all that is needed was said, in order, and nothing else before it."""
        return all(line.kind == "right" for line in self.lines)


def debrief(talk: Talk) -> Debrief:
    """What there is to say of a hand-over, line by line."""
    needed = [row for row in talk.sentences.values() if row.kind == "needed"]
    heard = {one.item for one in talk.said if one.heard}
    missing = [row for row in needed if row.item not in heard]
    lines = (*(_judged(talk, place) for place in range(len(talk.said))), *_asked(talk, missing))
    last = max((one.ended for one in talk.said if one.item in {r.item for r in needed}), default=0)
    end = talk.second if missing else last
    best = float(sum(row.seconds for row in needed))
    return Debrief(lines, end + ASKING * len(missing), best)


def _asked(talk: Talk, missing: Sequence[Sentence]) -> Iterable[Line]:
    for row in missing:
        asked = f"“{talk.case.tell(row.asked)}”"
        yield Line(None, asked, "asked back", ASKING, talk.case.tell(row.why), row.confidence)


def _judged(talk: Talk, place: int) -> Line:
    one, before = talk.said[place], talk.said[:place]
    row = talk.sentences[one.item]
    kind: str = "right" if row.kind == "needed" else row.kind
    why = talk.case.tell(row.why)
    if not one.heard:
        kind, why = "cut off", "The listener has turned to the patient, and heard half of it."
    elif one.again:
        kind, why = "twice", "This was said already, and was heard."
    elif row.kind == "needed" and (waiting := _skipped(talk, row, before)):
        kind, why = "late", f"It comes before: {', '.join(waiting)}. {why}"
    return Line(
        one.begun, talk.case.tell(row.text), kind, one.ended - one.begun, why, row.confidence
    )


def _skipped(talk: Talk, row: Sentence, before: Sequence[Said]) -> list[str]:
    """Words of the order that stand after this one, and were said before it."""
    after = [talk.sentences[one.item] for one in before]
    return [one.item for one in after if one.kind == "needed" and one.place > row.place]


def best(name: str) -> tuple[Deed, ...]:
    """The deeds of somebody who says what is needed, in order, and then is silent."""
    needed = [row for row in sentences(name).values() if row.kind == "needed"]
    deeds: list[Deed] = []
    second = 0.0
    for row in sorted(needed, key=lambda one: one.place):
        deeds.append((second, row.item))
        second += row.seconds
    return (*deeds, (second, END))
