"""The debrief: line by line what was done, what it cost, what it was worth, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from helpers.domain.scenes import tables
from helpers.domain.scenes.play import END, LENGTH, Act, Deed, Play, play
from helpers.domain.scenes.quickest import quickest
from helpers.domain.scenes.script import Script
from helpers.domain.scenes.tables import AED, PRESS, PRESS_ON, Step

CALL = "call"
#: Seconds after the quickest order from which the debrief says "late", and from the AED's word
#: to the next compression. Ours: guidelines say "at once".
LATE, LATE_AFTER_AED = 15.0, 8.0
#: Lines of these kinds are no part of a clean debrief.
FAULTS = ("late", "too early", "lost", "unneeded", "missing", "harm", "gravest")


@dataclass(frozen=True)
class Line:
    """One line of the debrief.

    Attributes:
        begun: the second; ``None`` for what was not done.
        did: what, in words.
        cost: seconds that went by for it; ``None`` for what was not done.
        kind: right, helps, note, or one of :data:`FAULTS`.
        why: the reason.
        council: whose guideline says so; empty for common teaching.
        confidence: of the fact behind it.
    """

    begun: float | None
    did: str
    cost: float | None
    waited: float
    kind: str
    why: str
    council: str = ""
    confidence: str = ""


@dataclass(frozen=True)
class Debrief:
    """A scene looked back upon.

    Attributes:
        call: the second of the call; ``None`` if the learner made none.
        press: the second of the first compression; ``None`` if there was none.
        hands_off: seconds of the minute without compressions; ``None`` where none were needed.
        best: the same for the quickest order.
    """

    script: Script
    lines: tuple[Line, ...]
    call: float | None
    press: float | None
    hands_off: float | None
    best: tuple[float | None, float | None, float | None]

    @property
    def faults(self) -> tuple[Line, ...]:
        """The lines that a clean debrief does not have, the gravest first.

        Of several of one kind, hands that were not on the chest weigh most.
        """
        pressed = tables.actions()[PRESS].did
        found = [line for line in self.lines if line.kind in FAULTS]
        return tuple(sorted(found, key=lambda one: (-FAULTS.index(one.kind), one.did != pressed)))

    @property
    def is_clean(self) -> bool:
        """Whether nothing was late, missing, lost or harmful."""
        return not self.faults


def debrief(name: str, deeds: Sequence[Deed], seed: int = 1) -> Debrief:
    """What there is to say of a scene when its minute is over.

    Raises:
        ValueError, DomainError: as :func:`helpers.domain.scenes.play.play`.
    """
    played = play(name, [*deeds, (LENGTH, END)], seed)
    best = _times(play(name, quickest(name, seed), seed))
    lines = (*_done(played, best), *_missing(played))
    return Debrief(played.script, lines, *_times(played), best=best)


def _times(played: Play) -> tuple[float | None, float | None, float | None]:
    calls = [act.begun for act in played.acts if not act.lacking and CALL in _does(played, act)]
    presses = [begin for begin, _ in played.pressing]
    hands_off = LENGTH - played.pressed if played.script.is_arrest else None
    return min(calls, default=None), min(presses, default=None), hands_off


def _does(played: Play, act: Act) -> set[str]:
    step = played.script.step(act.action)
    return {act.action, *(step.also if step else ())}


def _done(played: Play, best: tuple[float | None, float | None, float | None]) -> Iterator[Line]:
    spoken: Act | None = None  # the AED's last word, until somebody presses on
    before: set[str] = set()
    for act in played.acts:
        step = played.script.step(act.action)
        assert step is not None  # play() refuses every other action
        if act.lacking:
            yield _line(act, "too early", _too_early(act))
            continue
        if act.action == PRESS and spoken and (on := played.script.step(PRESS_ON)):
            yield _after_aed(act, spoken, on)
            spoken = None
        elif act.action in before and not step.again:
            yield _line(act, "lost", "This was done already.", step)
        elif act.action in before and act.action == PRESS:
            yield _line(act, step.verdict, "Hands are back on the chest.", step)
        else:
            yield _judged(played, act, step, best)
        if act.action in ("clear", "shock") and step.verdict == "right":
            spoken = act
        before.add(act.action)


def _too_early(act: Act) -> str:
    if AED in act.lacking:
        return "The AED was not there yet."
    first = tables.actions()[act.lacking[0]].label
    return f"What comes before it: {first[0].lower()}{first[1:]}."


def _after_aed(act: Act, spoken: Act, on: Step) -> Line:
    late = act.begun - spoken.ended > LATE_AFTER_AED
    told = f"{act.begun - spoken.ended:.0f} s after the AED had spoken. " if late else ""
    return _line(act, "late" if late else on.verdict, told + on.why, on)


def _judged(
    played: Play, act: Act, step: Step, best: tuple[float | None, float | None, float | None]
) -> Line:
    does = _does(played, act)
    first = best[1] if act.action == PRESS else best[0] if CALL in does else None
    reached = act.ended if act.action == PRESS else act.begun
    if step.verdict == "right" and first is not None and reached - first > LATE:
        told = f"At {reached:.0f} s; it can be at {first:.0f} s. "
        return _line(act, "late", told + step.why, step)
    return _line(act, step.verdict, step.why, step)


def _line(act: Act, kind: str, why: str, step: Step | None = None) -> Line:
    did = tables.actions()[act.action].did
    about = (step.council, step.confidence) if step else ("", "")
    return Line(act.begun, did, act.ended - act.begun, act.waited, kind, why, *about)


def _missing(played: Play) -> Iterator[Line]:
    """What was left out; of what follows from it only the first."""
    done: set[str] = set()
    for act in played.acts:
        if not act.lacking:
            done |= _does(played, act)
    if PRESS_ON in {step.action for step in played.script.steps} and _pressed_on(played):
        done.add(PRESS_ON)
    for step in played.script.steps:
        waits_for = {need for need in step.needs if need != AED} - done
        if step.missing and step.action not in done and not waits_for:
            kind = "missing" if step.verdict == "right" else "note"
            yield Line(None, _name(step), None, 0, kind, step.missing, *_about(step))


def _pressed_on(played: Play) -> bool:
    """Whether somebody pressed after the AED; where it never spoke, that is missing elsewhere."""
    spoken = [
        act.ended for act in played.acts if act.action in ("clear", "shock") and not act.lacking
    ]
    return not spoken or any(begin >= max(spoken) for begin, _ in played.pressing)


def _name(step: Step) -> str:
    return "Pressed on" if step.action == PRESS_ON else tables.actions()[step.action].did


def _about(step: Step) -> tuple[str, str]:
    return step.council, step.confidence
