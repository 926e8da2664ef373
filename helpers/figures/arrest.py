"""The twelve-minute clock: each person who comes lights a band."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from typing import Any

from matplotlib.patches import Circle, Rectangle, Wedge

from helpers.domain import arrest
from helpers.figures import style
from helpers.figures.picture import Picture

_COLORS = {
    "friend": style.LAY,
    "telecommunicator": style.DISPATCH,
    "colleague": style.DEFIBRILLATION,
    "emts": style.BLS,
    "paramedics": style.ALS,
}
_OUTER, _BAND, _GAP = 0.97, 0.125, 0.025


def _angle(minute: float) -> float:
    """Degrees as matplotlib counts them; minute 0 is at the top and time runs clockwise."""
    return 90.0 - 360.0 * minute / arrest.LENGTH


class ClockPicture(Picture):
    """A dial of twelve minutes beside those who come; who is not there yet is veiled."""

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        self.figure = style.new_figure(2.2 if narrow else 3.9, narrow=narrow)
        dial, names = self.figure.subplots(1, 2, gridspec_kw={"width_ratios": [1, 1]})
        self.people = arrest.people()
        self._dial(style.quiet(dial))
        self._names(style.quiet(names))

    def _dial(self, axes: Any) -> None:
        axes.set(xlim=(-1.28, 1.28), ylim=(-1.28, 1.28), aspect="equal")
        for minute in range(12):
            angle = math.radians(_angle(minute))
            axes.text(
                1.13 * math.cos(angle),
                1.13 * math.sin(angle),
                str(minute),
                ha="center",
                va="center",
                fontsize=style.TEXT + 1,
                color=style.INK,
            )
        self.bands = []
        for place, person in enumerate(self.people):
            radius = _OUTER - place * (_BAND + _GAP)
            axes.add_patch(Wedge((0, 0), radius, 0, 360, width=_BAND, facecolor="#ECECE8"))
            color = _COLORS[person.key]
            band = axes.add_patch(
                Wedge(
                    (0, 0),
                    radius,
                    0,
                    1,
                    width=_BAND,
                    facecolor=color,
                    edgecolor=style.PAPER,
                    hatch="/" * place,
                )
            )
            self.bands.append(band)
        (self.hand,) = axes.plot([], [], color=style.INK, linewidth=3, solid_capstyle="round")
        axes.add_patch(Circle((0, 0), 0.06, facecolor=style.INK, zorder=5))
        self.animated += [*self.bands, self.hand]

    def _names(self, axes: Any) -> None:
        axes.set(xlim=(0, 1), ylim=(len(self.people), -0.1))
        self.veils = []
        for place, person in enumerate(self.people):
            high = 0.45 if self.narrow else 0.2
            axes.plot(0.03, place + high, "s", markersize=12, color=_COLORS[person.key])
            axes.text(
                0.14 if self.narrow else 0.09,
                place + high,
                person.who.removesuffix(" with the AED") if self.narrow else person.who,
                va="center",
                fontweight="bold",
                fontsize=style.TEXT if self.narrow else style.TEXT + 1,
                color=style.INK,
            )
            if not self.narrow:  # narrow, there is room for who it is
                axes.text(
                    0.09,
                    place + 0.38,
                    textwrap.fill(person.does, 40),
                    va="top",
                    fontsize=style.TEXT,
                    color=style.INK,
                    linespacing=1.1,
                )
            # Text is slow to draw: it stands still, and a veil of paper lies on who is away.
            veil = Rectangle((-0.02, place), 1.04, 1, facecolor=style.PAPER, alpha=0.62, zorder=9)
            self.veils.append(axes.add_patch(veil))
        self.animated += self.veils

    def show(self, minute: float, here: Sequence[str]) -> None:  # type: ignore[override]
        tip = math.radians(_angle(minute))
        self.hand.set_data([0, 1.0 * math.cos(tip)], [0, 1.0 * math.sin(tip)])
        for person, band, veil in zip(self.people, self.bands, self.veils, strict=True):
            lit = person.key in here
            end = max(minute, person.minute + 0.08)
            # A full turn would be drawn as nothing: stop a hair before it.
            band.set(theta1=_angle(min(end, person.minute + 11.99)), theta2=_angle(person.minute))
            band.set_visible(lit)
            veil.set_visible(not lit)
