"""One curve of survival against time, with the end of what it may say drawn in."""

from __future__ import annotations

import numpy as np

from helpers.domain import survival
from helpers.figures import style
from helpers.figures.picture import Plot

_BEGUN = 1.0  # minutes after the collapse at which somebody begins to press
_SHOWN = (5.0, 10.0)  # minutes whose values are written beside the lines
_SPAN = 18.0  # minutes on the axis


def plot_waiting() -> Plot:
    """Larsen's line against the minute at which a crew brings everything that is missing.

    Two cases: nobody presses until the crew is there, or somebody presses from minute 1 on.
    Neither is drawn beyond the minutes for which the paper speaks.
    """
    end = survival.model("larsen").valid_minutes[1]
    minutes = np.linspace(_BEGUN, end, 100)
    cases = {
        "somebody presses from minute 1": (_BEGUN, style.BLS, "-"),
        "nobody presses": (None, style.NO_CARE, (0, (4, 2))),
    }
    figure = style.new_figure(4.0)
    axes = style.quiet(figure.subplots(), keep="bottom left")
    axes.set(xlim=(0, _SPAN), ylim=(0, 70), xticks=range(0, 13, 2), yticks=range(0, 61, 20))
    axes.axvspan(end, _SPAN, color=style.RULE, alpha=0.5, linewidth=0)
    axes.text(
        (end + _SPAN) / 2, 60, "here the line\nsays nothing", ha="center", va="top", fontsize=11
    )
    told = []
    for label, (begun, color, dash) in cases.items():
        axes.plot(minutes, _percent(minutes, begun), color=color, linestyle=dash, linewidth=2.6)
        for minute in _SHOWN:
            percent = float(_percent(np.array([minute]), begun)[0])
            axes.plot(minute, percent, "o", color=color, markersize=6)
            axes.text(minute + 0.2, percent + 1.5, f"{percent:.0f} %", fontsize=style.TEXT + 1)
            told.append(f"{label}, minute {minute:g}: {percent:.0f} %")
        last = float(_percent(np.array([end]), begun)[0])
        axes.text(end + 0.2, last + 1, label.replace(" from", "\nfrom"), fontsize=style.TEXT)
    axes.set_xlabel(
        "minutes from the collapse to the crew, who bring the shock and all the rest", loc="left"
    )
    axes.set_ylabel("alive, %")
    return Plot(
        figure,
        f"Larsen's line for ventricular fibrillation, from the collapse to minute {end:g}; "
        f"beyond it the picture is gray and empty. Crew at the minute named: {'; '.join(told)}.",
    )


def _percent(minutes: np.ndarray, begun: float | None) -> np.ndarray:
    pressed = minutes if begun is None else np.minimum(minutes, begun)
    return 100 * np.asarray(survival.larsen(pressed, minutes, minutes))
