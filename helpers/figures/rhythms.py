"""Heart rhythms on ECG paper: 25 mm a second, 10 mm a millivolt."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from helpers.domain import rhythms
from helpers.domain.rhythms import Strip
from helpers.domain.waves import Signal
from helpers.facts.recordings import Recording
from helpers.figures import style
from helpers.figures.picture import Plot

#: The paper of an ECG is red the world over; it stands for no concept.
SMALL, LARGE = "#F7DEDA", "#EDB9B0"
MOST = 1.6  # millivolts above and below the line; a strip higher than both runs off the paper
_SQUARE = (0.04, 0.1)  # seconds and millivolts of a small square: 1 mm by 1 mm
_TALL = 4.0  # millivolts above and below, beyond which even a tall recording runs off
_EDGE = 0.03  # millivolts between a strip and the edge of its paper
SCALE = "one large square: 0.2 s and 0.5 mV"


def paper(axes: Axes, start: float, seconds: float, most: float = MOST) -> Axes:
    """Small and large squares, true to their shape: a second is as long as 2.5 mV are high.

    Args:
        start: seconds at the left edge.
        seconds: how much of a strip the paper holds.
        most: millivolts above and below the line.
    """
    style.quiet(axes)
    axes.set(xlim=(start, start + seconds), ylim=(-most, most), aspect=_SQUARE[0] / _SQUARE[1])
    for step, color, width in ((1, SMALL, 0.5), (5, LARGE, 0.8)):
        down = _steps(start, start + seconds, step * _SQUARE[0])
        across = _steps(-most, most, step * _SQUARE[1])
        lines = [[(x, -most), (x, most)] for x in down]
        lines += [[(start, y), (start + seconds, y)] for y in across]
        axes.add_collection(LineCollection(lines, colors=color, linewidths=width, zorder=0))
    return axes


def _steps(least: float, most: float, step: float) -> np.ndarray:
    """Multiples of a step between two ends, counted from 0 so that squares never shift."""
    return step * np.arange(np.ceil(least / step - 1e-9), np.floor(most / step + 1e-9) + 1)


def trace(axes: Axes) -> Line2D:
    """An empty line of ECG on its paper."""
    (line,) = axes.plot([], [], color=style.INK, linewidth=1.1, solid_joinstyle="round", zorder=3)
    return line


def lay(lines: Sequence[Line2D], strip: Strip | Recording, most: float = 0.0) -> None:
    """Draw a strip on its lines of paper, one after the other.

    A strip that would run off the paper is moved up or down as a whole, as one turns the knob
    of a recorder: heights are read from squares, not from the edge.

    Args:
        most: millivolts of paper above and below the line, where the axes hold more than paper.
    """
    time = np.arange(strip.signal.size) / strip.sampling_rate
    drawn = strip.signal + moved(strip.signal, (most or _on(lines[0]).get_ylim()[1]) - _EDGE)
    for line in lines:
        left, right = _on(line).get_xlim()
        here = (time >= left - 0.02) & (time <= right + 0.02)
        line.set_data(time[here], drawn[here])


def _on(line: Line2D) -> Axes:
    """The paper on which a line is drawn."""
    assert isinstance(line.axes, Axes)
    return line.axes


def moved(signal: Signal, most: float) -> float:
    """By how many millivolts; a strip higher than the paper loses as much above as below."""
    high, low = float(signal.max()), float(signal.min())
    if high - low > 2 * most:
        return -(high + low) / 2
    return min(0.0, most - high) + max(0.0, -most - low)


def plot_rhythms(names: Sequence[str], seed: int = 1) -> Plot:
    """Six seconds of each of these rhythms, with what a textbook says of it.

    Raises:
        ValueError: for an unknown rhythm.
    """
    kinds = [rhythms.rhythm(name) for name in names]
    figure = style.new_figure(1.98 * len(names) + 0.3)
    rows = np.atleast_1d(figure.subplots(len(names), 1))
    strips = [rhythms.strip(name, seed, seconds=6.0) for name in names]
    for axes, kind, strip in zip(rows, kinds, strips, strict=True):
        paper(axes, 0.0, 6.0, most=1.3)
        axes.set_title(
            f"{kind.name[0].upper()}{kind.name[1:]}",
            loc="left",
            color=style.INK,
            fontsize=style.TEXT + 1,
            fontweight="bold",
        )
        words = textwrap.fill(kind.picture, 98)
        axes.text(0, -1.38, words, va="top", color=style.INK, fontsize=style.TEXT)
        lay([trace(axes)], strip)
    rows[-1].text(6.0, -1.95, SCALE, ha="right", va="top", color=style.FAINT, fontsize=style.TEXT)
    told = "; ".join(_alt(kind, strip) for kind, strip in zip(kinds, strips, strict=True))
    return Plot(figure, f"Six seconds of each rhythm on ECG paper, {SCALE}. {told}")


def plot_strip(strip: Strip, title: str, seconds: float) -> Plot:
    """The first seconds of one strip on its paper."""
    figure = style.new_figure(style.WIDE * 2 * MOST * _SQUARE[0] / (_SQUARE[1] * seconds))
    axes = figure.subplots()
    paper(axes, 0.0, seconds)
    lay([trace(axes)], strip)
    return Plot(figure, f"{title}: {seconds:g} s of {strip.rhythm} on ECG paper, {SCALE}.")


def plot_recording(recording: Recording, words: str = "") -> Plot:
    """A piece of a real recording on ECG paper, as high as the piece needs, within reason.

    Args:
        recording: what was read of a file.
        words: lines that stand below the paper.
    """
    height = float(np.ptp(recording.signal))
    most = float(np.clip(0.5 * np.ceil(height) + 0.1, MOST, _TALL))
    seconds = recording.seconds
    tall = style.WIDE * 2 * most * _SQUARE[0] / (_SQUARE[1] * seconds)
    figure = style.new_figure(tall + 0.3 + 0.2 * len(words.splitlines()))
    axes = paper(figure.subplots(), 0.0, seconds, most)
    what = f"{recording.name}, lead {recording.lead}, from second {recording.start:g}"
    axes.set_title(f"{what} ({SCALE})", loc="left", color=style.INK, fontsize=style.TEXT)
    axes.text(0, -most - 0.1, words, va="top", color=style.INK, fontsize=style.TEXT)
    lay([trace(axes)], recording)
    return Plot(
        figure,
        f"{seconds:g} s of the recording {what}, on ECG paper, {SCALE}; "
        f"{height:.1f} mV from the lowest to the highest. {' '.join(words.split())}".strip(),
    )


def plot_first_lines() -> Plot:
    """The four lines that an AED must tell apart: two to shock, a flat one, an ordinary one."""
    return plot_rhythms(
        (
            "coarse ventricular fibrillation",
            "rapid ventricular tachycardia",
            "asystole",
            "sinus rhythm",
        ),
        seed=3,
    )


def plot_orderly_lines() -> Plot:
    """Five lines that have an order, and that an AED should leave alone."""
    return plot_rhythms(
        (
            "atrial fibrillation",
            "supraventricular tachycardia",
            "premature ventricular beats",
            "idioventricular rhythm",
            "complete heart block",
        ),
        seed=11,
    )


def _alt(kind: rhythms.Rhythm, strip: Strip) -> str:
    rate = "" if np.isnan(strip.rate) else f", {strip.rate:.0f} a minute"
    return f"{kind.name}{rate}: {kind.picture}"
