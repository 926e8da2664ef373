"""The five steps of reading a strip: worked, half worked, alone."""

from __future__ import annotations

from typing import Any

from helpers.apps.citing import carrying
from helpers.apps.presses import Offered
from helpers.apps.shown import Shown
from helpers.apps.toolkit import App
from helpers.domain import reading_reasons, reading_steps, rhythms
from helpers.domain.reading_steps import Exercise, Said
from helpers.facts import explained, html_table, with_sign
from helpers.figures.reading import ReadingPicture

_MOST = 6  # buttons beside that for a new patient
_NO_TREATMENT = "A strip gives a name. What is done follows from the patient: pulse, stable or not."
_QUESTIONS = {
    "Regular?": "1. Is it regular?",
    "Rate?": "2. How fast is it?",
    "P?": "3. What do the P do?",
    "PR?": "4. From P to QRS?",
    "QRS?": "5. How wide is QRS?",
    reading_steps.NAME: "Which rhythm is it?",
}


def reading_app(
    rhythm: str = "first-degree block", help: str = reading_steps.WORKED, seed: int = 1
) -> ReadingApp:
    """Read a strip in five steps, and name it.

    Args:
        rhythm: which one at first, or ``any``. A new patient has the same where the steps are
            worked, and any other one elsewhere.
        help: ``worked``, ``half worked`` (two steps are given) or ``alone``.
        seed: of the first patient; a new one takes the next.

    Raises:
        ValueError: for an unknown rhythm or help; the nearest is named.
    """

    def show(presses: tuple[str, ...]) -> Shown:
        exercise = reading_steps.play(presses, rhythm, help, seed)
        told = _found(exercise) if exercise.said else {"To do": "the first step"}
        done = [one.asked for one in exercise.said if one.asked != reading_steps.NAME]
        step = done[-1] if done and not exercise.is_over else ""
        return Shown(told, {"exercise": exercise, "step": step}, note=_note(exercise))

    reading_steps.begin(rhythm, help, seed)
    controls = {"presses": Offered(_MOST, reading_steps.NEW)}
    return ReadingApp(f"Reading a strip, {help}", controls, show, ReadingPicture)


class ReadingApp(App):
    """The strip with the marks of a step, the five steps below it, and what was just found."""

    def _paint(self) -> None:
        super()._paint()
        if self.shown.problem:
            return
        exercise: Exercise = self.shown.drawn["exercise"]
        control = self.controls["presses"]
        assert isinstance(control, Offered)
        if not self.is_covered:
            self.stage.html = html_table(_rows(exercise))
        question = _QUESTIONS.get(exercise.asked, "The strip is read.")
        is_worked = exercise.help == reading_steps.WORKED
        control.offer("" if is_worked else question, exercise.options)

    def page(self) -> str:
        """The steps so far."""
        return self.stage.html

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        keys = {key for one in rhythms.criteria().values() for key in (*one.source, *one.via)}
        return carrying(super()._repr_mimebundle_(include, exclude), keys)


def _found(exercise: Exercise) -> dict[str, str]:
    """What the last step found, and why; at the end the name."""
    last = exercise.said[-1]
    if last.asked == reading_steps.NAME:
        return _named(exercise, last)
    place = rhythms.STEPS.index(last.asked) + 1
    why = reading_reasons.why(exercise, last.asked)
    return {f"Step {place}, {last.asked}": f"{_judged(last)}{last.right}", "Why": why}


def _judged(said: Said) -> str:
    if not said.answer:
        return ""
    return "right, " if said.is_right else f"you said “{said.answer}”; here it is: "


def _named(exercise: Exercise, last: Said) -> dict[str, str]:
    one = exercise.criteria
    right, of = exercise.score
    apart = "; ".join(f"{other} ({there})" for other, there in reading_reasons.apart(exercise))
    name = with_sign(f"{_judged(last)}{one.family}", one.confidence)
    told = " ".join(filter(None, (one.told_by, one.doubt)))
    found = {"Name": f"{name}. {told}", "May be taken for": apart}
    return {**found, "Right": f"{right} of {of}"} if of else found


def _note(exercise: Exercise) -> str:
    if not exercise.is_over:
        return ""
    sign = explained([exercise.criteria.confidence])
    return " ".join(filter(None, (exercise.reading.caution, _NO_TREATMENT, sign and f"{sign}.")))


def _rows(exercise: Exercise) -> list[dict[str, str]]:
    """The five steps in a row: what was found, and what was answered where something was."""
    said = {one.asked: one for one in exercise.said}
    numbers = {one.step: reading_reasons.number(one) for one in exercise.reading.findings}
    found, answers = {"": "On the strip"}, {"": "You said"}
    for step in rhythms.STEPS:
        one = said.get(step)
        number = f" ({numbers[step]})" if one and numbers[step] else ""
        found[step] = f"{one.right}{number}" if one else "–"
        answers[step] = _answer(one)
    return [found, answers] if exercise.help != reading_steps.WORKED else [found]


def _answer(one: Said | None) -> str:
    if one is None:
        return "–"
    if not one.answer:
        return "given"
    return "the same" if one.is_right else one.answer
