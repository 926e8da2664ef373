"""One style for every picture: one color for one concept, and never color alone.

The colors are those of Okabe and Ito, which people with any form of color vision can tell
apart. Figures are made here and not with ``pyplot``, which keeps a global list of them.
"""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

BLS = "#0072B2"  # blue
ALS = "#D55E00"  # vermillion
DEFIBRILLATION = "#E69F00"  # orange
HOSPITAL = "#009E73"  # green
NO_CARE = "#8A8A8A"  # grey
DISPATCH = "#56B4E9"  # sky
LAY = "#CC79A7"  # pink: somebody with no duty to respond
INK = "#222222"
FAINT = "#6B6B6B"  # 5.3:1 on the paper, still readable
RULE = "#D8D8D4"
PAPER = "#FCFCFA"

DPI = 100
WIDE = 7.4  # inches; a lesson's column in JupyterLab
BESIDE = 7.0  # inches; beside the controls of an app, on a small laptop
NARROW = 3.9  # inches; half a screen, or a telephone
TEXT = 10.1  # points: 14 pixels, as the prose around a picture

#: What each concept looks like without color: line dashes and hatches.
DASHES = {BLS: "solid", ALS: (0, (6, 2)), DEFIBRILLATION: (0, (3, 1, 1, 1)), HOSPITAL: (0, (1, 1))}
HATCHES = {BLS: "", ALS: "//", DEFIBRILLATION: "..", HOSPITAL: "xx", NO_CARE: ""}


def new_figure(height: float, *, narrow: bool | None = None) -> Figure:
    """An empty figure of the course's width, ``height`` inches high.

    Args:
        narrow: for the picture of an app, whether it is the one for a narrow window; nothing
            for a picture that stands alone.
    """
    width = WIDE if narrow is None else NARROW if narrow else BESIDE
    return Figure(
        figsize=(width, height),
        dpi=DPI,
        facecolor=PAPER,
        layout="constrained",
    )


def quiet(axes: Axes, *, keep: str = "") -> Axes:
    """Take away frame and ticks, except on the sides named in ``keep`` (``"bottom left"``)."""
    for side, spine in axes.spines.items():
        spine.set_visible(side in keep.split())
        spine.set_color(FAINT)
    axes.set_facecolor("none")
    axes.tick_params(
        bottom="bottom" in keep,
        labelbottom="bottom" in keep,
        left="left" in keep,
        labelleft="left" in keep,
        colors=INK,
        labelsize=TEXT,
    )
    return axes
