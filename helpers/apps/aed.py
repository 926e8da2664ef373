"""The AED: its view of a strip, and the drill *shock or no shock?*."""

from __future__ import annotations

import tempfile
from pathlib import Path

from helpers.apps.controls import choice, slider
from helpers.apps.guess import find_guess
from helpers.apps.presses import Presses
from helpers.apps.shown import Shown
from helpers.apps.toolkit import App
from helpers.domain import aed, drill, rhythms
from helpers.domain.drill import Card, Drill, Verdict
from helpers.domain.rhythms import Strip
from helpers.facts.recordings import read
from helpers.figures.aed import DrillPicture, ViewPicture
from helpers.figures.picture import Plot
from helpers.figures.rhythms import plot_recording

_NOISE = [("little", 0.01), ("some", 0.03), ("much", 0.06)]


def aed_view_app(guess: str | None = None) -> App:
    """Choose a rhythm and what disturbs it; the AED measures, and says shock or no shock."""

    def show(rhythm: str, patient: int, noise: float, compressions: float) -> Shown:
        strip = rhythms.strip(rhythm, patient, noise=noise, compressions=compressions)
        advice = aed.advise(strip.signal, strip.sampling_rate)
        against = [c.name for c in aed.criteria() if not c.is_met(advice.features[c.feature])]
        values = {
            "The AED": "shock advised" if advice.shock else "no shock advised",
            "Against a shock": ", ".join(against) or "nothing",
        }
        return Shown(values=values, drawn={"strip": strip, "advice": advice})

    controls = {
        "rhythm": choice("Rhythm", rhythms.graded(), "coarse ventricular fibrillation"),
        "patient": slider("Patient (number)", 3, 1, 40),
        "noise": choice("Noise of skin, muscle and mains", _NOISE),
        "compressions": slider("Waves from pressing hands (mV)", 0.0, 0.0, 1.5, 0.25),
    }
    return App("What the AED sees", controls, show, ViewPicture, find_guess("aed_view_app", guess))


def shock_drill_app(guess: str | None = None) -> App:
    """Shock or no shock? A rhythm that was missed comes back, in another patient."""

    def show(presses: tuple[str, ...]) -> Shown:
        sitting = drill.play(presses)
        words = _question(sitting), _feedback(sitting.last)
        right = f"{sitting.hits} of {len(sitting.answers)} answers{_missed(sitting)}"
        values = {"Before": words[1], "Right": right, "Now": words[0]}
        saw = rhythms.rhythm(sitting.last.card.rhythm).picture if sitting.last else ""
        strips = _strip(sitting.now), _strip(sitting.last.card if sitting.last else None)
        drawn = {"strips": strips, "words": words}
        return Shown(values=values, drawn=drawn, note=saw and f"You saw: {saw}")

    controls = {"presses": Presses((drill.SHOCK, drill.NO_SHOCK, drill.AGAIN))}
    return App(
        "Shock or no shock?", controls, show, DrillPicture, find_guess("shock_drill_app", guess)
    )


def _missed(sitting: Drill[Card]) -> str:
    """What fooled the learner, once all is played: said at each strip, it hides the verdict."""
    if sitting.now or not sitting.missed:
        return ""
    return f", missed at least once: {', '.join(sitting.missed)}"


def _strip(card: Card | None) -> Strip | None:
    return rhythms.strip(card.rhythm, card.seed) if card else None


def _question(sitting: Drill[Card]) -> str:
    if sitting.now:
        again = f", {sitting.returning} of them again" if sitting.returning else ""
        return f"Shock or no shock? {len(sitting.waiting)} strips to go{again}."
    return f"All strips are put away. Press {drill.AGAIN} for others."


def _feedback(last: Verdict[Card] | None) -> str:
    if not last:
        return "The strip that you answer stays here."
    verdict = "Right" if last.is_right else "Missed, and it comes back"
    return f"{verdict}. This was {last.card.rhythm}: {last.card.right.lower()}."


def practice_file(rhythm: str, patient: int = 1, seconds: float = 10) -> Path:
    """Write a drawn strip as a file, in the form in which a recording of your own is read.

    The first column is the time in seconds, the second the lead in millivolts. The file lies in
    a new folder for passing things; the system clears it away.

    Raises:
        ValueError: for an unknown rhythm; the nearest is named.
    """
    strip = rhythms.strip(rhythm, patient, seconds=seconds)
    file = Path(tempfile.mkdtemp()) / "practice.csv"
    lines = [f"{n / strip.sampling_rate:.4f},{value:.3f}" for n, value in enumerate(strip.signal)]
    file.write_text("\n".join(["seconds,pads (mV)", *lines, ""]), encoding="utf-8")
    return file


def aed_on_recording(
    path: str | Path, lead: int | str = 0, start: float = 0, seconds: float = 10
) -> Plot:
    """A learner's own recording on ECG paper, and below it what this course's rule says of it.

    Args:
        path: a file whose name ends in ``.csv``, or a record of WFDB.
        lead: which of the leads, by its name or counted from 0.
        start, seconds: which piece.

    Raises:
        FactError: where the file cannot be read; the sentence says what was read and where.
        DomainError: where the rule cannot judge it.
    """
    recording = read(path, lead, start, seconds)
    said = aed.advise(recording.signal, recording.sampling_rate)
    return plot_recording(recording, str(said))
