"""The clock of a scene: what was done when, what was seen, and when hands were on the chest.

An action advances the clock by what it costs; time also runs on between two actions, since each
deed names the second at which it was chosen. Pressing goes on by itself until something takes
the hands away.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from helpers.domain.errors import DomainError
from helpers.domain.scenes import tables
from helpers.domain.scenes.script import Script, script
from helpers.domain.scenes.tables import AED, PRESS
from helpers.facts.nearest import known

#: The length of a scene in seconds.
LENGTH = 60.0
#: Deeds that are no actions: let the minute run out as it is; play again under the next seed.
END, AGAIN = "end", "again"
#: What it costs to reach for something that cannot be done yet, in seconds; ours.
TOO_EARLY = 1.0

_AED_COMES = (
    "The AED lies beside you, open. Whoever brought it runs on to the entrance, to meet the crew."
)
_UNREADY = "You stop: something else has to come before that."  # no hint what

#: The second at which something was chosen, and what.
Deed = tuple[float, str]


@dataclass(frozen=True)
class Act:
    """Something that was done.

    Attributes:
        begun, ended: the seconds.
        waited: seconds that had gone by since the act before, with idle hands.
        lacking: what it would have needed first; empty where it could be done.
    """

    action: str
    begun: float
    ended: float
    waited: float
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True)
class Play:
    """A scene as it was played so far.

    Attributes:
        second: where the clock stands.
        acts: what was done, in order.
        pressing: from when to when hands pressed.
        lines: what is seen and heard, each with its second; those after :attr:`second` come
            only if nothing more is done.
    """

    script: Script
    second: float
    acts: tuple[Act, ...]
    pressing: tuple[tuple[float, float], ...]
    lines: tuple[tuple[float, str], ...]

    @property
    def is_over(self) -> bool:
        """Whether the minute is."""
        return self.second >= LENGTH

    @property
    def pressed(self) -> float:
        """Seconds in which hands pressed."""
        return sum(end - begin for begin, end in self.pressing)


def sitting(name: str, deeds: Iterable[Deed], seed: int = 1) -> Play:
    """The last play of several: each deed :data:`AGAIN` begins anew, under the next seed.

    Raises:
        ValueError, DomainError: as :func:`play`.
    """
    now: list[Deed] = []
    for second, action in deeds:
        if action == AGAIN:
            seed, now = seed + 1, []
        else:
            now.append((second, action))
    return play(name, now, seed)


def play(name: str, deeds: Sequence[Deed], seed: int = 1) -> Play:
    """A scene after some deeds.

    Args:
        deeds: for each the second at which it was chosen, and the action or :data:`END`. What
            is chosen while something is being done begins when that is done; what is chosen
            after the minute is over is left out.

    Raises:
        ValueError: for a scene or an action that is not known.
        DomainError: for a second that is none.
    """
    run = _Run(script(name, seed))
    actions = [*(choice.action for choice in run.script.choices), END]
    for second, action in deeds:
        known(action, actions, f"action of {name}")
        if not math.isfinite(second) or second < 0:
            raise DomainError(f"A second must be a number from 0; {second} was read.")
        run.do(second, action)
    return run.result()


@dataclass
class _Run:
    """The clock while deeds are put to it, one after another."""

    script: Script
    second: float = 0.0
    acts: list[Act] = field(default_factory=list)
    pressing: list[tuple[float, float]] = field(default_factory=list)
    since: float | None = None  # when the hands came to the chest; None: they are not there

    def do(self, second: float, action: str) -> None:
        begun = max(self.second, second)
        if begun >= LENGTH or action == END:
            self.second = LENGTH
            return
        if action == PRESS and self.since is not None:
            self.second = begun  # it goes on
            return
        lacking = self._lacking(action, begun)
        known_action = tables.actions()[action]
        cost = TOO_EARLY if lacking else float(known_action.seconds)
        if known_action.frees_chest and not lacking:
            self._leave_chest(begun)
        waited = 0.0 if self.since is not None else begun - self.second
        ended = min(LENGTH, begun + cost)
        self.acts.append(Act(action, begun, ended, waited, lacking))
        self.second = ended
        if action == PRESS and not lacking:
            self.since = ended

    def result(self) -> Play:
        until = LENGTH if self.second >= LENGTH else self.second
        pressing = [*self.pressing, *([(self.since, until)] if self.since is not None else [])]
        return Play(
            script=self.script,
            second=self.second,
            acts=tuple(self.acts),
            pressing=tuple(pressing),
            lines=tuple(sorted(self._lines(), key=lambda line: line[0])),
        )

    def _leave_chest(self, second: float) -> None:
        if self.since is not None:
            self.pressing.append((self.since, second))
            self.since = None

    def _done(self, second: float) -> set[str]:
        """What has been done by a second, other people's part included."""
        done = {AED} if self.script.aed is not None and self.script.aed <= second else set()
        for act in self.acts:
            step = self.script.step(act.action)
            if step and not act.lacking and act.ended <= second:
                done |= {act.action, *step.also}
        return done

    def _lacking(self, action: str, second: float) -> tuple[str, ...]:
        step, done = self.script.step(action), self._done(second)
        return tuple(need for need in (step.needs if step else ()) if need not in done)

    def _lines(self) -> list[tuple[float, str]]:
        found = [(act.ended, self._reply(act)) for act in self.acts]
        for second, moment in self.script.moments:
            done = self._done(second)
            if set(moment.after) <= done and moment.until not in done:
                found.append((float(second), moment.text))
        if self.script.aed is not None:
            found.append((float(self.script.aed), _AED_COMES))
        return found

    def _reply(self, act: Act) -> str:
        if AED in act.lacking:
            return "The AED is not here yet."
        step = self.script.step(act.action)
        return _UNREADY if act.lacking or not step else step.reply
