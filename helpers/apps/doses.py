"""The dose and its volume for invented patients: worked out in two steps, and judged."""

from __future__ import annotations

import html
from typing import Any

from helpers.apps.shown import Shown
from helpers.apps.toolkit import App
from helpers.apps.typed import Typed
from helpers.domain import doses
from helpers.domain.doses import Judged, Patient, Sitting
from helpers.domain.drill import AGAIN
from helpers.facts import explained, with_sign

_UNITS = {doses.DOSE: "mg", doses.VOLUME: "mL"}


def dose_app(seed: int = 1) -> DoseApp:
    """For clinicians: dose in milligrams, then volume in milliliters, for invented patients.

    Args:
        seed: of the order of the patients.
    """

    def show(answer: tuple[str, ...]) -> Shown:
        sitting = doses.play(answer, seed)
        card = sitting.drill.now
        rows = _rows(sitting, card.patient) if card else [_row("Done", f"{AGAIN} shuffles anew.")]
        rows.insert(0, _row("For whom", doses.PROMISE))
        note = explained([card.patient.row.confidence]) if card else ""
        return Shown(_values(sitting), {"rows": rows, "step": sitting.step}, note=note)

    controls = {"answer": Typed("Dose (mg)", "Check", (AGAIN,))}
    return DoseApp("For clinicians: dose and volume, invented patients", controls, show)


class DoseApp(App):
    """The patient's card, and a field whose name says what is asked."""

    def __repr__(self) -> str:
        return f"{self.title}\n{doses.PROMISE}\n{self.shown}"

    def page(self) -> str:
        """What it is and for whom, and the first patient without an answer."""
        return f"<p><b>{html.escape(self.title)}</b></p>{self.stage.html}"

    def _paint(self) -> None:
        super()._paint()
        if self.shown.problem:
            return
        field = self.controls["answer"]
        assert isinstance(field, Typed)
        step = self.shown.drawn["step"]
        field.name = f"{step.capitalize()} ({_UNITS[step]})"

    def _rows(self) -> Any:
        return self.shown.drawn["rows"]

    def _more(self) -> str:
        return ""  # the whole card is in sight


def _values(sitting: Sitting) -> dict[str, str]:
    card, asked = sitting.drill.now, "nothing more"
    if card:
        asked = f"the {sitting.step} in {_UNITS[sitting.step]}, for {card.patient.name}"
    if sitting.problem:
        return {"Not read": sitting.problem, "Asked": asked}
    right = sum(one.is_right for one in sitting.judged)
    return {
        "The step before": _before(sitting.judged[-1] if sitting.judged else None),
        "Right": f"{right} of {len(sitting.judged)} steps; {len(sitting.drill.waiting)} to go",
        "Asked": asked,
    }


def _before(last: Judged | None) -> str:
    if last is None:
        return "none yet; here you read whether it was right, and the way to it"
    verdict = "Right" if last.is_right else f"Not right. {last.mistake.rstrip('.')}"
    said = f"{last.said:g} {_UNITS[last.step]} for {last.patient.name}"
    return f"{said}: {verdict}. {last.way}"


def _rows(sitting: Sitting, patient: Patient) -> list[dict[str, str]]:
    row = patient.row
    weight = f", {patient.kilograms:g} kg" if patient.kilograms is not None else ""
    rows = [
        _row("Patient", f"{patient.name}, {patient.age}{weight}. {patient.story}"),
        _row(f"{row.edition}: {row.drug}", with_sign(f"{row.words}.", row.confidence)),
        _row("Ampoule", patient.label),
    ]
    if row.not_when:
        rows.insert(2, _row("Not to be given", f"{row.not_when}."))
    if row.note:
        rows.append(_row("Mind", row.note))
    if sitting.is_at_volume:
        rows.append(_row("Dose", f"{doses.way_to_dose(patient)}."))
    return rows


def _row(what: str, text: str) -> dict[str, str]:
    return {"What": what, "Here": text}
