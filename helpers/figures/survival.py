"""Pictures of survival against time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from helpers.domain import registry, survival
from helpers.figures import style
from helpers.figures.picture import Picture, Plot

_FATE_COLORS = (style.INK, style.BLS, style.DEFIBRILLATION, style.ALS, style.NO_CARE)


def _person() -> Path:
    """A head over shoulders, centered, one unit high."""
    head = Path.circle((0.0, 0.27), 0.2)
    body = Path(
        [
            (-0.34, -0.5),
            (-0.34, -0.05),
            (-0.2, 0.04),
            (0.2, 0.04),
            (0.34, -0.05),
            (0.34, -0.5),
            (-0.34, -0.5),
        ],
        [
            Path.MOVETO,
            Path.LINETO,
            Path.CURVE3,
            Path.LINETO,
            Path.CURVE3,
            Path.LINETO,
            Path.CLOSEPOLY,
        ],
    )
    return Path.make_compound_path(head, body)


class HundredPicture(Picture):
    """A hundred people: the living in ink, the others in the color of what they waited for."""

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        self.figure = style.new_figure(2.9 if narrow else 3.7, narrow=narrow)
        shape = (2, 1) if narrow else (1, 2)
        ratio = {"height_ratios": [5, 6]} if narrow else {"width_ratios": [1, 1]}
        people, labels = self.figure.subplots(*shape, gridspec_kw=ratio)
        self._people(style.quiet(people))
        self._labels(style.quiet(labels))

    def _people(self, axes: Any) -> None:
        columns = 20 if self.narrow else 10
        rows = 100 // columns
        axes.set(xlim=(-0.7, columns - 0.3), ylim=(rows - 0.3, -0.7), aspect="equal")
        down, across = np.divmod(np.arange(100), columns)
        self.crowd = axes.scatter(
            across,
            down,
            s=75 if self.narrow else 270,
            marker=_person(),
            linewidths=0.7 if self.narrow else 1.1,
        )
        self.animated.append(self.crowd)

    def _labels(self, axes: Any) -> None:
        axes.set(xlim=(0, 1), ylim=(0, 100))
        self.bars, self.counts = [], []
        for place, (fate, color) in enumerate(zip(survival.FATES, _FATE_COLORS, strict=True)):
            height = 92 - 21 * place
            bar = axes.add_patch(Rectangle((0, 0), 0.07, 0, facecolor=color, edgecolor="none"))
            axes.scatter(
                [0.17],
                [height],
                s=120 if self.narrow else 260,
                marker=_person(),
                linewidths=1.1,
                edgecolor=color,
                facecolor=_filled(fate, color),
            )
            # Text is slow to draw: the words stand still and only the numbers change.
            axes.text(0.4, height, fate, va="center", color=style.INK, fontsize=style.TEXT + 0.5)
            count = axes.text(
                0.36,
                height,
                "",
                va="center",
                ha="right",
                color=style.INK,
                fontsize=style.TEXT + 3,
                fontweight="bold",
            )
            self.bars.append(bar)
            self.counts.append(count)
        self.animated += [*self.bars, *self.counts]

    def show(self, fates: Mapping[str, int]) -> None:  # type: ignore[override]
        crowd = [
            (color, _filled(fate, color))
            for (fate, count), color in zip(fates.items(), _FATE_COLORS, strict=True)
            for _ in range(count)
        ]
        self.crowd.set_edgecolor([edge for edge, _ in crowd])
        self.crowd.set_facecolor([face for _, face in crowd])
        top = 100.0
        for number, bar, count in zip(fates.values(), self.bars, self.counts, strict=True):
            bar.set(y=top - number, height=number)
            count.set_text(str(number))
            top -= number


def _filled(fate: str, color: str) -> str:
    """The living are filled, the others faded."""
    return color if fate == "alive" else f"{color}38"


class StripsPicture(Picture):
    """Each published model on a strip of its own, with its own clock and its own people."""

    span = 20.0  # minutes
    edge = 21.2  # where the registry's dots stand, beyond the clock
    beside: ClassVar = {
        "larsen": ("shockable", "Utstein"),
        "valenzuela": ("shockable", "Utstein"),
        "waalewijn": ("all", "witnessed by a bystander"),
        "de_maio": ("all", "witnessed by a bystander"),
    }

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        names = survival.model_names()
        self.figure = style.new_figure(3.9 if narrow else 4.4, narrow=narrow)
        shape = (len(names), 1) if narrow else (2, 2)
        rows = self.figure.subplots(*shape, squeeze=False).ravel()
        if narrow:
            self.figure.supxlabel("alive, %, by minutes to the crew", fontsize=style.TEXT)
        self.lines: dict[str, tuple[Line2D, Line2D]] = {}
        self.dots: dict[str, Line2D] = {}
        self.words: dict[str, Any] = {}
        for name, axes in zip(names, rows, strict=True):
            self._strip(name, axes)

    def _strip(self, name: str, axes: Any) -> None:
        model = survival.model(name)
        style.quiet(axes, keep="bottom left")
        axes.set(xlim=(0, self.edge + 9), ylim=(0, 72), yticks=[0, 50], xticks=range(0, 21, 5))
        axes.hlines([25, 50], 0, self.span, color=style.RULE, linewidth=0.8, zorder=0)
        axes.spines["bottom"].set_bounds(0, self.span)
        self._registry(name, axes)
        axes.set_title(self._title(model), loc="left", fontsize=style.TEXT, color=style.INK)
        if not self.narrow:
            axes.set_xlabel(f"minutes from {model.clock} to the crew", fontsize=style.TEXT)
            axes.set_ylabel("alive, %", fontsize=style.TEXT)
        (inside,) = axes.plot([], [], color=style.BLS, linewidth=2.4)
        (outside,) = axes.plot([], [], color=style.NO_CARE, linewidth=1.6, linestyle=(0, (1, 2)))
        (dot,) = axes.plot([], [], "o", color=style.INK, markersize=9)
        word = axes.text(
            0, 0, "", fontsize=style.TEXT, color=style.INK, va="bottom", fontweight="bold"
        )
        self.lines[name], self.dots[name], self.words[name] = (inside, outside), dot, word
        self.animated += [inside, outside, dot, word]

    def _registry(self, name: str, axes: Any) -> None:
        """Dots for what CARES counted among the people most like the model's."""
        for group in self.beside[name]:
            row = registry.newest(group)
            axes.plot(self.edge, row.value, "D", color=style.HOSPITAL, markersize=6)
            label = {"witnessed by a bystander": "witnessed"}.get(group, group)
            above = group in ("Utstein", "witnessed by a bystander")
            axes.text(
                self.edge + 0.6,
                row.value + (2 if above else -2),
                f"{label} {row.value:g}",
                fontsize=style.TEXT,
                va="bottom" if above else "top",
                color=style.INK,
            )

    def _title(self, model: survival.Model) -> str:
        kind = "VF" if model.rhythm == "ventricular fibrillation" else model.rhythm
        clock = f", from {model.clock}" if self.narrow else ""
        return f"{model.title}, {kind}{clock}"

    def show(self, curves: Mapping[str, Any]) -> None:  # type: ignore[override]
        for name, curve in curves.items():
            inside, outside = self.lines[name]
            inside.set_data(curve["minutes"], np.where(curve["outside"], np.nan, curve["percent"]))
            outside.set_data(curve["minutes"], np.where(curve["outside"], curve["percent"], np.nan))
            here, percent = curve["here"], curve["percent_here"]
            self.dots[name].set_data([here], [percent])
            doubt = " outside" if curve["outside_here"] else ""
            late = here > 0.62 * self.span
            self.words[name].set(
                text=f"{percent:.1f} %{doubt}",
                x=here + (-0.35 if late else 0.35),
                y=percent + 4,
                ha="right" if late else "left",
            )


class WorthPicture(Picture):
    """What one minute sooner is worth at each link, model by model."""

    colors: ClassVar = {"cpr": style.BLS, "crew": style.DEFIBRILLATION, "als": style.ALS}

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        self.figure = style.new_figure(3.7 if narrow else 4.3, narrow=narrow)
        axes = style.quiet(self.figure.subplots(), keep="bottom")
        names = survival.model_names()
        axes.set(xlim=(0, 6), ylim=(len(names) * 4 - 0.4, -1.1))
        axes.set_xlabel("points that one minute sooner adds in this model", fontsize=style.TEXT)
        axes.grid(axis="x", color=style.RULE)
        axes.set_axisbelow(True)
        self.bars: dict[tuple[str, str], Any] = {}
        self.words: dict[tuple[str, str], Any] = {}
        for row, name in enumerate(names):
            axes.text(
                0,
                row * 4 - 0.62,
                survival.model(name).title,
                fontsize=style.TEXT,
                fontweight="bold",
                va="center",
                color=style.INK,
            )
            for place, link in enumerate(self.colors):
                self._bar(axes, name, link, row * 4 + place * 0.95)

    def _bar(self, axes: Any, name: str, link: str, y: float) -> None:
        color = self.colors[link]
        knows = link in survival.KNOWS[name]
        bar = axes.add_patch(
            Rectangle(
                (0, y - 0.02),
                0,
                0.72,
                facecolor=color,
                edgecolor=style.PAPER,
                hatch=style.HATCHES[color],
            )
        )
        word = axes.text(
            0.05,
            y + 0.34,
            "",
            va="center",
            fontsize=style.TEXT,
            color=style.INK if knows else style.FAINT,
        )
        self.bars[name, link], self.words[name, link] = bar, word
        self.animated += [bar, word]

    def show(self, gains: Mapping[str, Mapping[str, float]]) -> None:  # type: ignore[override]
        for name, by_link in gains.items():
            for link, label in survival.LINK_NAMES.items():
                gain = by_link.get(link)
                self.bars[name, link].set_width(max(gain or 0.0, 0.0))
                text = f"{label}: no term" if gain is None else f"{label} {gain:+.1f}"
                self.words[name, link].set(text=text, x=max(gain or 0.0, 0.0) + 0.06)


def plot_fall() -> Plot:
    """How fast survival fell in Gold's data, minute by minute, beside two constant falls."""
    pieces = survival.gold_segments()
    line, mean = survival.constant_falls()
    figure = style.new_figure(3.6)
    axes = style.quiet(figure.subplots(), keep="bottom left")
    for row in pieces:
        axes.plot(
            [row.start, row.end],
            [row.fall, row.fall],
            color=style.BLS,
            linewidth=5,
            solid_capstyle="butt",
        )
        middle = (row.start + row.end) / 2
        # Below the line where another label would be in the way above.
        height = row.fall + (0.25 if row.fall < 3 else -0.55)
        axes.text(
            middle,
            height,
            f"{row.fall:g}",
            ha="center",
            fontsize=style.TEXT + 1,
            color=style.INK,
            fontweight="bold",
        )
    for fall, label in ((line, "Larsen's line with no help"), (mean, "Gold, the mean of all")):
        axes.plot([0, 15], [fall, fall], color=style.FAINT, linewidth=1.2, linestyle=(0, (4, 3)))
        axes.text(
            15.3,
            fall,
            f"{label}: {fall:g}",
            va="center",
            fontsize=style.TEXT,
            color=style.INK,
        )
    # The flat start must not read as leave to wait.
    first = pieces[0]
    axes.text(
        first.start + 0.15,
        first.fall + 0.72,
        "the crew's arrival;\nno word on when\nCPR begins",
        ha="left",
        va="bottom",
        fontsize=style.TEXT,
        color=style.INK,
        linespacing=1.1,
    )
    axes.set(xlim=(0, 21), ylim=(0, 6.4), xticks=range(0, 16, 5), yticks=range(0, 7, 2))
    axes.set_xlabel("minutes from collapse to the arrival of the crew", loc="left")
    axes.set_ylabel("points lost a minute")
    in_words = "; ".join(
        f"minute {row.start:g} to {row.end:g}: {row.fall:g} points a minute" for row in pieces
    )
    return Plot(
        figure,
        f"How fast survival falls, Gold 2010. {in_words}; mean of all: {mean:g}. "
        f"Larsen's line with no help: {line:g}. These are arrivals of the crew: the flat first "
        "minutes say nothing of when CPR begins, and are no leave to wait.",
    )


def plot_registry() -> Plot:
    """Survival by rhythm, by witness and by cause, in the newest year we have for each."""
    rows = [registry.newest(group) for group in registry.ALL_GROUPS]
    figure = style.new_figure(4.6)
    axes = style.quiet(figure.subplots(), keep="bottom")
    gaps = [0, 1.6, 2.6, 3.6, 5.2, 6.2, 7.2, 8.8, 9.8, 10.8, 11.8]
    for place, row in zip(gaps, rows, strict=True):
        axes.plot([0, row.value], [place, place], color=style.RULE, linewidth=2, zorder=0)
        axes.plot(row.value, place, "D", color=style.HOSPITAL, markersize=9)
        axes.text(-0.8, place, row.group, ha="right", va="center", fontsize=style.TEXT)
        axes.text(
            row.value + 1,
            place,
            f"{row.value:g} % ({row.year})",
            va="center",
            fontsize=style.TEXT,
            color=style.INK,
        )
    axes.set(xlim=(-18, 42), ylim=(12.6, -0.8), xticks=range(0, 41, 10))
    axes.spines["bottom"].set_bounds(0, 40)
    axes.set_xlabel("alive at hospital discharge, %  (CARES)", loc="right")
    said = "; ".join(f"{r.group}: {r.value:g} % ({r.year})" for r in rows)
    return Plot(figure, f"Survival to hospital discharge in the CARES registry. {said}.")
