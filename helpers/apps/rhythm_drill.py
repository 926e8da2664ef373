"""The drill of rhythms: the patient first, then the strip; what was mixed up comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from helpers.apps.choices import Choices
from helpers.apps.citing import Citing
from helpers.apps.shown import Shown
from helpers.course import mixed_up
from helpers.course.answers import NotKept
from helpers.course.mixed_up import WAITS, Memory
from helpers.domain import rhythm_cases, rhythm_drill, rhythm_readers, rhythms
from helpers.domain.drill import AGAIN, Confusion
from helpers.domain.rhythm_drill import Answered, Sitting
from helpers.domain.rhythms import Strip
from helpers.facts import explained, with_sign
from helpers.figures.picture import Painter, saved
from helpers.figures.rhythm_drill import RhythmDrillPicture

NEXT, MATRIX = "Next patient", "What I called what"
_TITLE = "The patient, then the rhythm"
_ALONE = "A strip alone decides no treatment."
_PAIRS = 3  # in one line; more is a list that nobody reads
#: Published readers beside the learner: of arrests each, named with what they were asked.
_COMPARED = ("RW01", "RW03", "RW05")


@dataclass(frozen=True)
class View:
    """A sitting, and which of its screens is seen: ``asked``, ``judged`` or ``matrix``."""

    sitting: Sitting
    screen: str

    @property
    def options(self) -> tuple[str, ...]:
        """The buttons."""
        if self.screen == "asked":
            return self.sitting.options
        onward = NEXT if self.sitting.drill.now else AGAIN
        return (onward, MATRIX) if self.screen == "judged" else (onward,)

    @property
    def strip(self) -> Strip | None:
        """The strip on the paper."""
        now, last = self.sitting.drill.now, self.sitting.last
        if self.screen == "judged" and last:
            return last.card.strip
        return now.strip if now else None

    @property
    def matrix(self) -> Confusion | None:
        """What was called what, where that stands in the place of a strip."""
        return self.sitting.confusion if self.screen == "matrix" else None


def rhythm_drill_app() -> RhythmDrillApp:
    """Somebody's card, then a strip: what do you do, and which rhythm is it?

    What was missed comes back. Pairs that were mixed up also come first some days later, for
    which a note of them is kept on this computer.
    """
    return RhythmDrillApp()


class RhythmDrillApp(Citing):
    """The drill. A page without a kernel shows how it begins, and nothing of a learner's."""

    def __init__(self) -> None:
        self._kept, problem = Memory(), ""
        try:
            self._kept = mixed_up.recall()
        except NotKept as told:
            problem = str(told)
        begun, due = self._kept, self._kept.due(_today())

        def show(presses: tuple[str, ...]) -> Shown:
            return _shown(_view(presses, begun, due))

        super().__init__(_TITLE, {"presses": Choices()}, show, RhythmDrillPicture)
        self.facts = rhythm_cases.cases()
        self.stage.problem = problem
        self._choices.after = self._remember

    @property
    def _choices(self) -> Choices:
        control = self.controls["presses"]
        assert isinstance(control, Choices)
        return control

    def _paint(self) -> None:
        super()._paint()
        if self.shown.problem:
            return
        view: View = self.shown.drawn["view"]
        values = dict(self.shown.values)
        # The card stands above the buttons, before the strip, and is said once.
        told = values.pop("Patient", "")
        self._choices.follow(told, values.pop("Asked", "And now?"), view.options)
        # A line each: two answers are judged, and each with its reason.
        self.stage.status = "\n".join(f"{name}: {text}" for name, text in values.items())
        self.stage.alt = f"{self.title}. {_in_words(view)}"

    def _remember(self) -> None:
        """Keep what was mixed up so far, after each press: nobody says when a sitting ends."""
        if self.fault or self.shown.problem:
            return
        try:
            if self._choices.value[-1] == AGAIN:
                self._kept = mixed_up.recall()
            else:
                mixed_up.keep(self._kept.after(self.shown.drawn["view"].sitting, _today()))
        except NotKept as told:
            self.stage.problem = str(told)

    # -- a page without a kernel ------------------------------------------------------

    def __repr__(self) -> str:
        return f"{self.title}\n{_opening()}"

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        data, about = super()._repr_mimebundle_(include, exclude)
        first = _opening().drawn
        painter = Painter(RhythmDrillPicture())
        painter.picture.show(**first)
        data["image/png"] = saved(painter.png())
        return data, {**about, "image/png": {"alt": f"{self.title}. {_in_words(first['view'])}"}}


def _today() -> date:
    return date.today()


def _opening() -> Shown:
    """How it begins for somebody of whom nothing is kept."""
    return _shown(_view((), Memory(), ()))


def _view(presses: tuple[str, ...], begun: Memory, due: tuple[tuple[str, str], ...]) -> View:
    said = [text for text in presses if text not in (NEXT, MATRIX)]
    sitting = rhythm_drill.play(said, begun.sittings + 1, due, begun.level)
    last = presses[-1] if presses else AGAIN
    if last == MATRIX:
        return View(sitting, "matrix")
    if last in (NEXT, AGAIN) or sitting.action:
        return View(sitting, "asked" if sitting.drill.now else "matrix")
    return View(sitting, "judged")


def _shown(view: View) -> Shown:
    drawn = {"strip": view.strip, "matrix": view.matrix, "view": view}
    sitting, now = view.sitting, view.sitting.drill.now
    if view.screen == "matrix":
        return Shown(_summary(sitting), drawn, note=_comparison())
    if view.screen == "judged" and sitting.last:
        case = sitting.last.card.case
        values = {"Patient": _card(case.card), **_judged(sitting.last)}
        return Shown(values, drawn, note=explained([case.confidence]))
    values = {"Patient": _card(now.case.card) if now else "", "Asked": sitting.asked}
    values |= {"You do": sitting.action} if sitting.action else {"To come": _to_come(sitting)}
    return Shown(values, drawn, note=_ALONE)


def _card(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"


def _to_come(sitting: Sitting) -> str:
    again = sitting.drill.returning
    many = len(sitting.drill.waiting)
    back = f", {again} of them once more" if again else ""
    return f"{many} patient{'s' * (many != 1)}{back}"


# -- what is said to an answer -------------------------------------------------------------


def _judged(last: Answered) -> dict[str, str]:
    case = last.card.case
    council = f" ({case.council})" if case.council else ""
    why = with_sign(f"{case.why}{council}", case.confidence)
    name = _verdict(last.is_name_right, last.name, last.card.name)
    drawn = f" Drawn as {last.card.name}." if last.is_name_right is None else ""
    return {
        "What to do": f"{_verdict(last.is_action_right, last.action, case.action)}. {why}",
        "Which rhythm": f"{name}.{drawn} {last.told}",
    }


def _verdict(is_right: bool | None, said: str, right: str) -> str:
    if is_right is None:
        return f"not scored; you said “{said}”"
    if is_right:
        return f"right, “{right}”"
    return f"you said “{said}”; it is “{right}”, and comes back"


# -- what was called what ------------------------------------------------------------------


def _summary(sitting: Sitting) -> dict[str, str]:
    matrix, (right, of) = sitting.confusion, sitting.actions
    return {
        "Rhythms named rightly": _share(matrix.right, matrix.total),
        "What to do": _share(right, of),
        "Mixed up": _pairs(matrix.mixed_up),
    }


def _share(right: int, of: int) -> str:
    return f"{right} of {of} ({100 * right / of:.0f} %)" if of else "nothing scored yet"


def _pairs(pairs: tuple[tuple[str, str], ...]) -> str:
    if not pairs:
        return "nothing"
    said = "; ".join(f"{one} and {other}" for one, other in pairs[:_PAIRS])
    more = f"; {len(pairs) - _PAIRS} more" if len(pairs) > _PAIRS else ""
    return f"{said}{more}. They come first again in {WAITS[0]} days"


def _comparison() -> str:
    readers = {one.fact_id: one for one in rhythm_readers.readers()}
    said = "; ".join(str(readers[key]) for key in _COMPARED)
    return f"Published, with other strips and questions, so no scale of yours: {said}."


# -- the picture in words ------------------------------------------------------------------


def _in_words(view: View) -> str:
    """For whoever does not see it: what the five steps find, and no name."""
    if view.matrix:
        called = (f"{was}, called {said}: {n}" for (was, said), n in view.matrix.counts.items())
        return f"What it was, what you called it, and how often. {'; '.join(called)}."
    if not view.strip:
        return "No strip."
    findings = rhythms.read(rhythms.measured(view.strip)).findings
    found = " ".join(f"{f.step} {', '.join(filter(None, (f.word, f.number)))}." for f in findings)
    return f"Eight seconds of ECG on its paper. Measured step by step: {found}"
