"""A chest as the helper sees it: where the hands press, and where the pads go. A sketch."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.patches import Ellipse, FancyBboxPatch, Polygon

from helpers.facts.nearest import known
from helpers.figures import style
from helpers.figures.picture import Plot

_SKIN, _LINE = "#F0E4DA", "#8C7B6E"
#: One half of the body's outline from the neck down, mirrored for the other; body widths.
_SIDE = (
    (0.17, 1.55),
    (0.22, 1.32),
    (0.85, 1.18),
    (1.08, 0.95),
    (1.24, 0.2),
    (1.3, -0.75),
    (1.08, -0.75),
    (0.98, 0.35),
    (0.93, 0.5),
    (0.9, 0.3),
    (0.84, -0.75),
)
_WORDS = {
    "hands": "Hands: in the middle of the chest, on the lower half of the breastbone.",
    "pads": "Pads: one on the patient's right, just below the collarbone; one on the patient's "
    "left side, below the armpit.",
}


def plot_chest(mark: str) -> Plot:
    """A sketch of a chest, seen by somebody who faces it.

    Args:
        mark: ``hands``, where compressions are given, or ``pads``, where those of an AED go.

    Raises:
        ValueError: for another mark.
    """
    known(mark, _WORDS, "mark")
    figure = style.new_figure(3.4)
    axes = style.quiet(figure.subplots())
    axes.set(xlim=(-3.3, 3.3), ylim=(-0.8, 2.25), aspect="equal")
    _body(axes)
    {"hands": _hands, "pads": _pads}[mark](axes)
    for x, side in ((-1.55, "patient's right"), (1.55, "patient's left")):
        axes.text(
            x, -0.68, side, ha="right" if x < 0 else "left", color=style.FAINT, fontsize=style.TEXT
        )
    told = f"{_WORDS[mark]} You face the patient, whose right is on your left."
    return Plot(figure, f"Sketch of an adult's chest. {told} No measure can be taken from it.")


def _body(axes: Axes) -> None:
    outline = [*_SIDE, *((-x, y) for x, y in reversed(_SIDE))]
    axes.add_patch(Polygon(outline, facecolor=_SKIN, edgecolor=_LINE, linewidth=1.2))
    axes.add_patch(Ellipse((0, 1.83), 0.6, 0.76, facecolor=_SKIN, edgecolor=_LINE, linewidth=1.2))
    for side in (-1, 1):  # the collarbones
        axes.plot(
            [0.08 * side, 0.45 * side, 0.78 * side],
            [1.14, 1.17, 1.12],
            color=_LINE,
            linewidth=2.2,
            solid_capstyle="round",
        )
    _box(axes, 0, 0.62, 0.17, 0.95, facecolor="#FFFFFF", edgecolor=_LINE)  # the breastbone


def _box(
    axes: Axes,
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    facecolor: str,
    edgecolor: str,
    zorder: float = 1,
) -> None:
    corner = (x - width / 2, y - height / 2)
    box = FancyBboxPatch(
        corner,
        width,
        height,
        boxstyle="round,pad=0,rounding_size=0.06",
        facecolor=facecolor,
        edgecolor=edgecolor,
        zorder=zorder,
    )
    axes.add_patch(box)


def _hands(axes: Axes) -> None:
    axes.add_patch(Ellipse((0, 0.38), 0.46, 0.4, facecolor=style.BLS, alpha=0.85, zorder=3))
    _say(axes, "lower half of the\nbreastbone", (0.2, 0.38), (1.5, 0.55))
    _say(axes, "breastbone", (-0.09, 0.9), (-1.5, 1.05))


def _pads(axes: Axes) -> None:
    axes.add_patch(Ellipse((0.16, 0.45), 0.5, 0.62, angle=35, facecolor="#D99A94", zorder=1.5))
    axes.plot([-0.45, 0.8], [0.83, 0.12], color=style.INK, linestyle=(0, (2, 2)), zorder=2)
    _box(axes, -0.46, 0.83, 0.4, 0.5, facecolor=style.DEFIBRILLATION, edgecolor=style.INK, zorder=3)
    _box(axes, 0.8, 0.02, 0.24, 0.52, facecolor=style.DEFIBRILLATION, edgecolor=style.INK, zorder=3)
    _say(axes, "below the\ncollarbone", (-0.67, 0.85), (-1.5, 1.05))
    _say(axes, "on the side,\nbelow the armpit", (0.93, 0.05), (1.5, 0.55))
    _say(axes, "the heart lies\nbetween them", (0.05, 0.35), (-1.5, 0.1))


def _say(axes: Axes, text: str, at: tuple[float, float], place: tuple[float, float]) -> None:
    axes.annotate(
        text,
        at,
        place,
        va="center",
        ha="left" if place[0] > 0 else "right",
        color=style.INK,
        fontsize=style.TEXT + 0.5,
        zorder=4,
        arrowprops={"arrowstyle": "-", "color": style.INK, "linewidth": 0.9},
    )
