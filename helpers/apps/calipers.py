"""The calipers: two legs on a strip, set in the browser and judged here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import traitlets

from helpers.apps.controls import choice, slider
from helpers.apps.ecg import EcgWidget, script
from helpers.apps.guess import find_guess
from helpers.apps.monitor import EcgApp
from helpers.apps.shown import Shown
from helpers.domain import calipers
from helpers.domain.calipers import Judged, Measurement


@dataclass(frozen=True)
class Placed:
    """What the browser sent: a measurement that nobody has looked at yet.

    Attributes:
        strip: on which strip it was made.
        what, left, right, answer, is_none: as in :class:`helpers.domain.calipers.Measurement`.
    """

    strip: str
    what: str
    left: float
    right: float
    answer: float | None = None
    is_none: bool = False

    def measurement(self) -> Measurement:
        """The same, checked.

        Raises:
            DomainError: where it measures nothing.
        """
        return Measurement(self.what, self.left, self.right, self.answer, self.is_none)


class Calipers(EcgWidget):
    """A control whose value is the last measurement that was handed in.

    Attributes:
        value: None until there is one.
        strip: which strip lies on the paper; what is sent names it.
        heard: counts the measurements that arrived; the browser tells the learner if no kernel
            answers.
    """

    _esm = script("calipers.js")

    value = traitlets.Instance(Placed, allow_none=True)
    strip = traitlets.Unicode("").tag(sync=True)
    heard = traitlets.Int(0).tag(sync=True)

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        # The default names the model's random id, which no two runs share.
        return f"Calipers({self.strip!r})"

    def ends(self) -> list[Placed | None]:
        """Values at which an app is most likely to break, for the tests of all apps."""
        each = [Placed(self.strip, what, 0.0, 6.0, 1.0) for what in calipers.WHAT]
        none = [Placed(self.strip, what, 0.0, 0.0, is_none=True) for what in calipers.WHAT]
        return [None, *each, *none, Placed("another", calipers.PR, 0.0, 1.0)]

    def _receive(self, widget: object, content: dict[str, Any], buffers: object) -> None:
        answer = content["answer"]
        self.value = Placed(
            str(content["strip"]),
            str(content["what"]),
            float(content["left"]),
            float(content["right"]),
            None if answer is None else float(answer),
            bool(content["none"]),
        )
        self.heard += 1


def calipers_app(
    rhythm: str = "first-degree block", patient: int = 1, guess: str | None = None
) -> CalipersApp:
    """Measure PR, QRS and rate of somebody with a pulse; each step is judged.

    Args:
        rhythm: which one at first.
        patient: whose, by number.
        guess: a question that is asked before the strip is seen, by its name in data/guesses.csv.

    Raises:
        DomainError: for a rhythm of people without a pulse.
        ValueError: for an unknown rhythm or guess; the nearest is named.
    """

    def show(rhythm: str, patient: int, legs: Placed | None) -> Shown:
        return _shown(rhythm, patient, legs)

    calipers.strip(rhythm, patient)
    controls = {
        "rhythm": choice("Rhythm", calipers.measurable(), rhythm),
        "patient": slider("Patient (number)", patient, 1, 40),
        "legs": Calipers(),
    }
    asked = find_guess("calipers_app", guess)
    return CalipersApp("Calipers: somebody with a pulse", controls, show, guess=asked)


def _shown(rhythm: str, patient: int, placed: Placed | None) -> Shown:
    on = calipers.strip(rhythm, patient)
    drawn = {"strip": on, "name": f"{rhythm}/{patient}"}
    # What was measured on another strip says nothing about this one.
    if placed is None or placed.strip != drawn["name"]:
        todo = "set both legs, by pointer or arrow keys, and press Judge"
        return Shown({"To do": todo}, {**drawn, "rows": ()}, note=calipers.PROMISE)
    judged = calipers.judge(on, placed.measurement())
    note = judged.caution or calipers.PROMISE
    return Shown(_said(judged), {**drawn, "rows": _rows(judged)}, note=note)


def _said(judged: Judged) -> dict[str, str]:
    told = (
        f"right. By the strip: {judged.truth}"
        if judged.wrong is None
        else f"not yet. It went wrong at: {judged.wrong.name}"
    )
    mine = {"You measured": judged.measured} if judged.measured else {}
    return {judged.what: told, **mine}


def _rows(judged: Judged) -> tuple[dict[str, str], ...]:
    """The steps up to the first that went wrong: what comes after it stands on it."""
    wrong = judged.wrong
    until = len(judged.steps) if wrong is None else judged.steps.index(wrong) + 1
    return tuple(
        {"Step": step.name, "Judged": "right" if step.is_right else "not yet", "Why": step.said}
        for step in judged.steps[:until]
    )


class CalipersApp(EcgApp):
    """The strip with its calipers, and each step of what was measured."""

    def _paint(self) -> None:
        super()._paint()
        if self.shown.problem:
            return
        control = self.controls["legs"]
        assert isinstance(control, Calipers)
        drawn = self.shown.drawn
        if control.strip == drawn["name"]:
            return
        with control.hold_sync():
            control.strip = drawn["name"]
            on = drawn["strip"]
            control.lay(on, f"{on.seconds:g} seconds of ECG: {on.rhythm}. Two legs to move.")
