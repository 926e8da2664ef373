"""The monitor: a rhythm as it runs over a screen, drawn in the browser."""

from __future__ import annotations

from typing import Any

import traitlets

from helpers.apps.controls import choice, slider
from helpers.apps.ecg import EcgWidget, script
from helpers.apps.guess import find_guess
from helpers.apps.shown import Shown
from helpers.apps.toolkit import App
from helpers.domain import rhythms
from helpers.domain.rhythms import Strip
from helpers.figures.rhythms import plot_strip

_SECONDS = 60.0
_STILL = 6.0  # seconds that a page without a kernel shows
#: What stands below every monitor.
NOTE = (
    "It shows electricity and no pulse. No screen is a ruler: its centimetres are not those of "
    "paper, but its squares are true: 25 small ones are a second, 10 a millivolt."
)


class Monitor(EcgWidget):
    """A screen over which a strip runs.

    Attributes:
        value: which strip it shows; nothing is set by the learner.
        beats: the moments of its QRS, seconds, for the sound that is off at first.
    """

    _esm = script("monitor.js")

    value = traitlets.Unicode("")
    beats: traitlets.List[float] = traitlets.List().tag(sync=True)

    def __repr__(self) -> str:
        # The default names the model's random id, which no two runs share.
        return f"Monitor({self.label!r})"

    def ends(self) -> list[str]:
        """It has no settings of its own."""
        return [self.value]

    def follow(self, strip: Strip, label: str) -> None:
        """Let a strip run."""
        with self.hold_sync():
            self.beats = [beat.second for beat in strip.beats]
            self.lay(strip, label)


def monitor_app(
    rhythm: str = "sinus rhythm", patient: int = 1, guess: str | None = None
) -> MonitorApp:
    """A monitor on which any rhythm runs; it can be frozen.

    Args:
        rhythm: which one at first.
        patient: whose, by number.
        guess: a question that is asked before it runs, by its name in data/guesses.csv.

    Raises:
        ValueError: for an unknown rhythm or guess; the nearest is named.
    """

    def show(rhythm: str, patient: int, monitor: str) -> Shown:
        strip = rhythms.strip(rhythm, patient, _SECONDS)
        values = {"On the screen": _named(strip), "Look for": rhythms.rhythm(rhythm).picture}
        return Shown(values=values, drawn={"strip": strip, "rows": ()}, note=NOTE)

    rhythms.rhythm(rhythm)
    controls = {
        "rhythm": choice("Rhythm", rhythms.names(), rhythm),
        "patient": slider("Patient (number)", patient, 1, 40),
        "monitor": Monitor(),
    }
    asked = find_guess("monitor_app", guess)
    return MonitorApp("On the monitor", controls, show, guess=asked)


def _named(strip: Strip) -> str:
    rate = "" if len(strip.beats) < 2 else f", {strip.rate:.0f} beats a minute"
    return f"{strip.rhythm}{rate}"


class EcgApp(App):
    """An app whose picture moves in the browser; a page without a kernel has a still one."""

    def _rows(self) -> Any:
        return self.shown.drawn["rows"]

    def _paint(self) -> None:
        super()._paint()
        if not self.shown.problem and not self._rows():
            self.stage.html = ""

    def page(self) -> str:
        """Nothing beside words and picture."""
        return ""

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(include, exclude)
        if self.is_covered:
            return data, metadata
        still, about = plot_strip(self.shown.drawn["strip"], self.title, _STILL)._repr_mimebundle_()
        data["image/png"] = still["image/png"]
        return data, {**metadata, **about}


class MonitorApp(EcgApp):
    """The monitor, and what runs over it in words."""

    def _paint(self) -> None:
        super()._paint()
        if self.shown.problem:
            return
        monitor = self.controls["monitor"]
        assert isinstance(monitor, Monitor)
        monitor.follow(self.shown.drawn["strip"], f"A monitor: {self.shown.sentence()}")
