"""The perfusion sawtooth, published effects of CPR, the trace of taps, two studies."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.patches import Rectangle

from helpers.domain import cpr, outcome
from helpers.domain.cpr import Floats, Sawtooth, Score, Stretch
from helpers.domain.outcome import Study
from helpers.figures import style
from helpers.figures.picture import Picture, Plot

_TOP = 25.0  # mmHg, upper end of the drawing
_LABEL = style.TEXT
_TICKS, _STEPS = 6, (1, 2, 5, 10, 20)  # on the scale of time: how many, and seconds apart
_PAUSES = {"breaths": ("#DCDCD6", ""), "check": ("#C4C4BE", "///"), "change": ("#F2F2EE", "...")}


class SawtoothPicture(Picture):
    """Five minutes of pressure, and below it the share of time with compressions."""

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        self.figure = style.new_figure(3.0 if narrow else 4.2, narrow=narrow)
        curve, share = self.figure.subplots(2, 1, gridspec_kw={"height_ratios": [3.4, 1]})
        self._curve(curve)
        self._share(share)

    def _curve(self, axes: Axes) -> None:
        style.quiet(axes, keep="bottom left")
        axes.set(xlim=(0, cpr.SPAN / 60), ylim=(0, _TOP), yticks=[0, 5, 10, 15, 20])
        axes.set_xlabel("minutes of CPR", fontsize=_LABEL, color=style.INK)
        needed = f"{cpr.needed_pressure().value:g}"
        title = f"Perfusion pressure in the teaching model, mmHg (dashed: {needed} needed)"
        if self.narrow:
            title = f"Pressure in the model, mmHg (dashed: {needed} needed)"
        axes.set_title(title, loc="left", fontsize=style.TEXT, color=style.INK)
        self.pauses = {}
        for kind, (color, hatch) in _PAUSES.items():
            bands = PolyCollection([], facecolors=color, edgecolors=style.FAINT, linewidths=0)
            bands.set_hatch(hatch)
            self.pauses[kind] = bands
            axes.add_collection(bands)
        (self.line,) = axes.plot([], [], color=style.BLS, linewidth=1.6)
        peak = cpr.needed_pressure().value
        axes.axhline(peak, color=style.INK, linewidth=1, linestyle=(0, (4, 3)), zorder=3)
        self.animated += [*self.pauses.values(), self.line]

    def _share(self, axes: Axes) -> None:
        style.quiet(axes)
        axes.set(xlim=(0, 100), ylim=(-0.9, 2.1))
        axes.add_patch(Rectangle((0, 0), 100, 1, facecolor=_PAUSES["breaths"][0]))
        self.bar = Rectangle((0, 0), 0, 1, facecolor=style.BLS)
        axes.add_patch(self.bar)
        axes.text(0, 1.2, "time with compressions", va="bottom", fontsize=_LABEL, color=style.INK)
        for percent in cpr.asked_fractions():
            axes.plot([percent, percent], [-0.15, 1.15], color=style.INK, linewidth=1.2, zorder=4)
            axes.text(
                percent,
                -0.25,
                f"{percent:g} %",
                ha="center",
                va="top",
                fontsize=_LABEL,
                color=style.INK,
            )
        self.animated.append(self.bar)

    def show(self, course: Sawtooth) -> None:  # type: ignore[override]
        self.line.set_data(course.seconds / 60, course.mmhg)
        for kind, bands in self.pauses.items():
            bands.set_verts([_band(part) for part in course.stretches if part.kind == kind])
        self.bar.set_width(100 * course.fraction)


def _band(part: Stretch) -> list[tuple[float, float]]:
    start, end = part.start / 60, part.end / 60
    return [(start, 0), (end, 0), (end, _TOP), (start, _TOP)]


def _title(axes: Axes, text: str) -> None:
    axes.set_title(text, loc="left", fontsize=_LABEL, color=style.INK, fontweight="bold")


def _shock(axes: Axes) -> None:
    """How long crews pause before a shock, and what went with a long pause (X06)."""
    median, odds = cpr.shock_pause()
    long, short = odds.seconds_compared
    _title(axes, "Pause before a shock")
    axes.set(xlim=(0, 30), ylim=(0, 3.5), xticks=[0, 10, 20, 30])
    axes.set_xlabel("seconds", fontsize=_LABEL)
    axes.plot(list(median.ends), [2.5, 2.5], color=style.DEFIBRILLATION, linewidth=6)
    axes.plot(median.value, 2.5, "o", color=style.INK, markersize=6)
    axes.text(
        0, 2.9, f"crews in a trial: median {median.value:g}", fontsize=_LABEL, color=style.INK
    )
    axes.axvspan(long, 30, ymax=0.55, facecolor=style.RULE)
    interval = f"({odds.low:g}–{odds.high:g})"
    text = (
        f"{long:g} s or more, not\nunder {short:g}: odds of\nsurvival × {odds.value:g}\n{interval}"
    )
    axes.text(0, 0.15, text, fontsize=_LABEL, color=style.INK, linespacing=1.1)


def _depth(axes: Axes) -> None:
    """How deep crews press, where survival was best, and what guidelines ask (X07)."""
    (mean, best), asked = cpr.depth_measured(), cpr.asked_depth()
    _title(axes, "Depth in adults")
    axes.set(xlim=(36, 64), ylim=(0, 3), xticks=[40, 50, 60])
    axes.set_xlabel("mm", fontsize=_LABEL)
    axes.plot(list(best.ends), [1.9, 1.9], color=style.BLS, linewidth=6)
    axes.plot(best.value, 1.9, "o", color=style.INK, markersize=6)
    axes.text(36.5, 2.35, f"best survival at {best.value:g}", fontsize=_LABEL, color=style.INK)
    axes.plot(list(asked), [0.85, 0.85], color=style.INK, linewidth=2, marker="|", markersize=8)
    axes.text(sum(asked) / 2, 1.05, "asked for", ha="center", fontsize=_LABEL, color=style.INK)
    axes.plot(mean.value, 0.25, "^", color=style.INK, markersize=7)
    axes.text(
        mean.value + 1.2,
        0.25,
        f"crews' mean {mean.value:g}",
        va="center",
        fontsize=_LABEL,
        color=style.INK,
    )


def _fatigue(axes: Axes) -> None:
    """How soon people tire: two studies that do not agree (X08)."""
    minutes, later = cpr.fatigue()
    _title(axes, "Tiring: two studies disagree")
    axes.set(xlim=(0.4, 5.6), ylim=(0, 175), xticks=[1, 2, 3, 4, 5])
    axes.set_xlabel("minute of pressing", fontsize=_LABEL)
    for minute, percent in enumerate((one.value for one in minutes), start=1):
        axes.add_patch(Rectangle((minute - 0.32, 0), 0.64, percent, facecolor=style.BLS))
        axes.text(
            minute, percent + 3, f"{percent:.0f}", ha="center", fontsize=_LABEL, color=style.INK
        )
    told = (
        f"{minutes[0].year}, bars: % correct\n"
        f"{later.year}: {later.value:g} {later.unit} worse in 2 min"
    )
    axes.text(0.5, 172, told, va="top", fontsize=_LABEL, color=style.INK, linespacing=1.1)


def plot_published_effects() -> Plot:
    """What was measured of the pause before a shock, of depth, and of tiring."""
    figure = style.new_figure(2.6)
    for draw, axes in zip((_shock, _depth, _fatigue), figure.subplots(1, 3), strict=True):
        draw(style.quiet(axes, keep="bottom"))
    return Plot(figure, _published_alt())


def _published_alt() -> str:
    median, odds = cpr.shock_pause()
    long, short = odds.seconds_compared
    (mean, best), asked = cpr.depth_measured(), cpr.asked_depth()
    minutes, later = cpr.fatigue()
    correct = ", ".join(f"{one.value:.0f}" for one in minutes)
    return (
        f"Three published measurements. Pause before a shock: median {median.value:g} s; at "
        f"{long:g} s or more against under {short:g} s the odds of survival are multiplied by "
        f"{odds.value:g} ({odds.low:g} to {odds.high:g}). Depth in adults: mean {mean.value:g} "
        f"mm, best survival at {best.value:g} mm ({best.low:g} to {best.high:g}), asked for "
        f"{asked[0]:g} to {asked[1]:g}. Tiring: {minutes[0].year}, per cent correct minute by "
        f"minute {correct}; {later.year}, {later.value:g} {later.unit} worse in two minutes."
    )


class TapsPicture(Picture):
    """The rate from tap to tap, the range asked for as a band, pauses in grey."""

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        self.figure = style.new_figure(2.1 if narrow else 2.6, narrow=narrow)
        self.axes = style.quiet(self.figure.subplots(), keep="bottom left")
        self.axes.set(xlim=(0, 1), ylim=(60, 180), yticks=range(60, 181, 20), xticks=[])
        self.axes.set_xlabel("seconds", fontsize=_LABEL, color=style.INK)
        self.axes.set_title(
            "Rate from tap to tap, a minute", loc="left", fontsize=style.TEXT, color=style.INK
        )
        least, most = cpr.asked_rate()
        self.axes.axhspan(least, most, facecolor=style.BLS, alpha=0.18, zorder=0)
        self.axes.text(
            0.99,
            most + 2,
            f"asked for: {least:g} to {most:g}",
            transform=self.axes.get_yaxis_transform(),
            ha="right",
            va="bottom",
            fontsize=_LABEL,
            color=style.INK,
        )
        # The scale of time fits what was tapped, so its numbers move too.
        self.ticks = [
            self.axes.text(
                0,
                -0.03,
                "",
                transform=self.axes.get_xaxis_transform(),
                ha="center",
                va="top",
                fontsize=_LABEL,
                color=style.INK,
            )
            for _ in range(_TICKS + 1)
        ]
        self.axes.xaxis.labelpad = 18
        self.pauses = PolyCollection([], facecolors=style.RULE)
        self.axes.add_collection(self.pauses)
        (self.line,) = self.axes.plot([], [], color=style.BLS, linewidth=1)
        (self.dots,) = self.axes.plot([], [], ".", color=style.BLS, markersize=5)
        (self.mean,) = self.axes.plot([], [], color=style.INK, linewidth=1.5, linestyle=(0, (5, 3)))
        self.animated += [self.pauses, self.line, self.dots, self.mean, *self.ticks]

    def show(self, score: Score | None) -> None:  # type: ignore[override]
        """Draw a score; nothing but the band where there is none yet."""
        self._fit(score.seconds if score else _TICKS)
        times, rates = _broken(score) if score else (np.empty(0), np.empty(0))
        for part in (self.line, self.dots):
            part.set_data(times, np.clip(rates, 61, 179))
        self.mean.set_data([0, score.seconds] if score else [], [score.rate] * 2 if score else [])
        self.pauses.set_verts(_gaps(score) if score else [])
        for tick in self.ticks:
            tick.set_visible(score is not None)

    def _fit(self, seconds: float) -> None:
        """As long as the trial, with a number at each of a few even steps."""
        step = next(s for s in _STEPS if seconds <= _TICKS * s or s == _STEPS[-1])
        self.axes.set_xlim(0, seconds * 1.01)
        for place, tick in enumerate(self.ticks):
            at = place * step
            tick.set(x=at, text=f"{at:g}" if at <= seconds else "")


def _broken(score: Score) -> tuple[Floats, Floats]:
    """Times and rates with a hole at each pause, so that no line leads across it."""
    places = np.searchsorted(score.times, score.pause_ends)
    return np.insert(score.times, places, np.nan), np.insert(score.rates, places, np.nan)


def _gaps(score: Score) -> list[list[tuple[float, float]]]:
    """One band for each pause: it ends an ordinary interval before the tap that ends it."""
    ends = score.pause_ends
    return [
        [(end - pause, 60), (end, 60), (end, 180), (end - pause, 180)]
        for end, pause in zip(ends, score.pauses, strict=True)
    ]


def plot_hands_only() -> Plot:
    """Compression-only against conventional CPR: every comparison that was read.

    Odds ratios and risk ratios share the axis, each named: for survival below 20 % the two
    differ little.
    """
    rows = outcome.hands_only()
    figure = style.new_figure(2.8)
    axes = style.quiet(figure.subplots(), keep="bottom")
    axes.set(xscale="log", xlim=(0.05, 3.4), ylim=(len(rows) - 0.35, -0.75))
    axes.set_xticks([0.7, 1, 1.5, 2, 3], ["0.7", "1", "1.5", "2", "3"])
    axes.minorticks_off()
    axes.plot([1, 1], [-0.5, len(rows) - 0.4], color=style.INK, linewidth=1)
    axes.set_xlabel(
        "ratio of survival, compression-only to conventional (1: no difference)",
        fontsize=_LABEL,
        color=style.INK,
    )
    for place, row in enumerate(rows):
        _ratio(axes, place, row)
    return Plot(figure, _hands_only_alt(rows))


def _ratio(axes: Axes, place: int, row: Study) -> None:
    name = f"{row.study} {row.year}, {row.design}"
    axes.text(0.052, place - 0.08, name, fontweight="bold", fontsize=_LABEL, va="bottom")
    told = textwrap.fill(f"{row.population}; {row.measure}", 60)
    axes.text(0.052, place, told, fontsize=_LABEL, va="top", linespacing=1.05)
    axes.plot(
        list(row.ends),
        [place - 0.3] * 2,
        color=style.LAY,
        linewidth=3,
        solid_capstyle="butt",
    )
    axes.plot(row.estimate, place - 0.3, "D", color=style.INK, markersize=6)


def _hands_only_alt(rows: Sequence[Study]) -> str:
    told = [
        f"{row.study} {row.year} ({row.population}): {row.measure} "
        f"{row.estimate:g}, {row.low:g} to {row.high:g}"
        for row in rows
    ]
    return f"Survival with compression-only against conventional CPR. {'; '.join(told)}."
