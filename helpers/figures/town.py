"""A field of a thousand arrests under two policies, and the model beside what was published."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.figure import Figure

from helpers.domain import town as towns
from helpers.domain.interval import Interval
from helpers.domain.town import NOTHING, Comparison, Field, Model, Policy, Score, Town
from helpers.figures import style
from helpers.figures.picture import Picture, Plot

DOTS = 1000
MILLION = 1_000_000
_ALIVE, _DEAD = style.INK, "#C9C9C4"
_GAINED, _LOST = style.HOSPITAL, style.ALS


class _Dots:
    """The field: the living filled; those who change are ringed, gained or crossed, lost."""

    def __init__(self, axes: Any, *, narrow: bool) -> None:
        columns = 50
        down, across = np.divmod(np.arange(DOTS), columns)
        style.quiet(axes).set(
            xlim=(-1, columns), ylim=(DOTS / columns - 0.2, -0.8), aspect="equal", anchor="NW"
        )
        size = 8 if narrow else 26
        self._across, self._down = across, down
        self.dots = axes.scatter(across, down, s=size, linewidths=0, zorder=1)
        ring = {"linewidths": 1.3 if narrow else 1.8, "zorder": 2}
        self.gained = axes.scatter(
            [], [], s=3.2 * size, marker="o", facecolor="none", edgecolor=_GAINED, **ring
        )
        self.lost = axes.scatter(
            [], [], s=3.2 * size, marker="s", facecolor="none", edgecolor=_LOST, **ring
        )
        self.artists = [self.dots, self.gained, self.lost]

    def show(self, before: npt.NDArray[np.bool_], after: npt.NDArray[np.bool_]) -> None:
        self.dots.set_facecolor([_ALIVE if alive else _DEAD for alive in after])
        for artist, who in ((self.gained, after & ~before), (self.lost, before & ~after)):
            artist.set_offsets(np.column_stack([self._across[who], self._down[who]]))


class _Answer:
    """The points of the long run with their interval, on a line that has nothing at its middle."""

    def __init__(self, axes: Any, *, narrow: bool) -> None:
        style.quiet(axes, keep="bottom")
        self.axes, self.reach = axes, 3.0
        axes.set(xlim=(-self.reach, self.reach), ylim=(0, 1), yticks=[])
        axes.set_xticks(range(-3, 4), [f"{tick:+d}" if tick else "0" for tick in range(-3, 4)])
        axes.axvline(0, ymax=0.62, color=style.FAINT, linewidth=1)
        unit = "points of survival" if narrow else "percentage points of survival, of all arrests"
        axes.set_xlabel(unit, fontsize=style.TEXT)
        (self.line,) = axes.plot([], [], color=style.INK, linewidth=5, solid_capstyle="butt")
        (self.dot,) = axes.plot([], [], "D", color=style.INK, markersize=7)
        self.word = axes.text(
            0, 0.78, "", ha="center", fontsize=style.TEXT, color=style.INK, fontweight="bold"
        )
        self.artists = [self.line, self.dot, self.word]

    def show(self, points: float, low: float, high: float) -> None:
        ends = np.clip([low, high], -self.reach, self.reach)
        self.line.set_data(ends, [0.4, 0.4])
        self.dot.set_data([np.clip(points, -self.reach, self.reach)], [0.4])
        beyond = " (beyond the line)" if abs(points) > self.reach else ""
        half = 0.5 * self.reach
        words = f"{_signed(points)} ({_signed(low)} to {_signed(high)}){beyond}"
        self.word.set(text=words, x=float(np.clip(points, -half, half)))


class TownPicture(Picture):
    """A thousand arrests; ringed, whom the policy changes; below, what a long run says."""

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        self.figure, self._dots, self._answer = _drawn(narrow=narrow)
        self.animated = [*self._dots.artists, *self._answer.artists]

    def show(  # type: ignore[override]
        self,
        before: npt.NDArray[np.bool_],
        after: npt.NDArray[np.bool_],
        points: float,
        low: float,
        high: float,
    ) -> None:
        self._dots.show(before, after)
        self._answer.show(points, low, high)


def _drawn(*, narrow: bool | None) -> tuple[Figure, _Dots, _Answer]:
    small = bool(narrow)
    figure = style.new_figure(2.95 if small else 4.35, narrow=narrow)
    ratio = {"height_ratios": [1.7, 0.3, 0.8] if small else [3.4, 0.3, 0.7]}
    field, key, answer = figure.subplots(3, 1, gridspec_kw=ratio)
    _key(style.quiet(key), narrow=small)
    return figure, _Dots(field, narrow=small), _Answer(answer, narrow=small)


def _key(axes: Any, *, narrow: bool) -> None:
    axes.set(xlim=(0, 100), ylim=(0, 1))
    marks = (
        ("o", _ALIVE, "none", "home" if narrow else "went home"),
        ("o", "none", _GAINED, "only with it"),
        ("s", "none", _LOST, "only without"),
        ("o", _DEAD, "none", "died"),
    )
    places = (2, 20, 52, 85) if narrow else (2, 26, 52, 80)
    for x, (marker, face, edge, word) in zip(places, marks, strict=True):
        size = 85 if face == "none" else 30
        axes.scatter(
            [x], [0.5], s=size, marker=marker, facecolor=face, edgecolor=edge, linewidths=1.8
        )
        axes.text(
            x + (3.5 if narrow else 2.5),
            0.5,
            word,
            va="center",
            fontsize=style.TEXT,
            color=style.INK,
        )


def plot_town(
    policy: Policy,
    other: Policy = NOTHING,
    *,
    town: Town | None = None,
    model: str = "opals",
    arrests: int = MILLION,
    seed: int = 1,
) -> Plot:
    """A thousand arrests under two policies, and what a million say.

    Which dot changes is chance; the answer below, with its interval, is that of the long run.

    Raises:
        DomainError: for a policy that cannot be.
    """
    here, choice = town or towns.town(), Model(model)
    seen = towns.field(here, policy, other, DOTS, seed, choice)
    found = towns.compare(here, policy, other, arrests, seed, choice)
    figure, dots, answer = _drawn(narrow=None)
    dots.show(seen.before, seen.after)
    answer.show(found.points, *found.interval)
    return Plot(figure, f"{told(seen, found)} What ALS adds: {towns.MODELS[model]}.")


def told(seen: Field, found: Comparison) -> str:
    """What the picture shows, in words."""
    return (
        f"Of {len(seen.after):,} arrests {int(seen.after.sum())} went home; "
        f"{int(seen.gained.sum())} only with the policy, {int(seen.lost.sum())} only without. "
        f"Which ones is chance. In {found.arrests:,} arrests: {in_points(found)}; with a good "
        f"brain outcome {_points(found.well_points, found.well_interval)}."
    )


def in_points(found: Comparison) -> str:
    """The answer of a run, with its interval."""
    return _points(found.points, found.interval)


def _points(points: float, interval: Interval) -> str:
    low, high = interval
    return f"{_signed(points)} points ({_signed(low)} to {_signed(high)})"


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


# -- the scorecard -----------------------------------------------------------------------------

_VERDICT_MARKS = {"agrees": ("o", style.HOSPITAL), "expected to differ": ("X", style.ALS)}
_USES = {"fitted": "set to it", "input": "built in", "held out": "left out of the fit"}


def plot_scorecard(
    scores: Sequence[Score] | None = None, *, use: str = "held out", rows: int = 12
) -> Plot:
    """Every published outcome beside the model's number, the worst miss first.

    Args:
        scores: of the domain's scorecard; by default it is worked out anew.
        use: which outcomes: ``held out``, ``fitted`` or ``input``.
        rows: how many are drawn; the others are nearer to what was published.
    """
    every = towns.scorecard() if scores is None else scores
    told = [one for one in every if one.found is not None and one.target.use == use]
    shown = told[:rows]
    figure = style.new_figure(0.9 + 0.43 * len(shown))
    axes = style.quiet(figure.subplots(), keep="bottom")
    axes.axvspan(-1, 1, color=style.RULE, alpha=0.6, linewidth=0)
    axes.axvline(0, color=style.FAINT, linewidth=1)
    for row, score in enumerate(shown):
        _row(axes, row, score)
    axes.set(xlim=(-14.5, 10.5), ylim=(len(shown) - 0.3, -0.8), xticks=range(-4, 5))
    axes.spines["bottom"].set_bounds(-4, 4)
    axes.set_xlabel(
        "the model, in tolerances from what was published; gray: within", fontsize=style.TEXT
    )
    hits = sum(one.hit for one in told)
    said = "; ".join(_said(one) for one in shown)
    return Plot(
        figure,
        f"The town against published outcomes that were {_USES[use]}, misses first: {hits} of "
        f"{len(told)} within the tolerance. {said}.",
    )


def _row(axes: Any, row: int, score: Score) -> None:
    target, found = score.target, score.found
    assert found is not None and target.tolerance
    off = float(np.clip((found - target.value) / target.tolerance, -4, 4))
    marker, color = _VERDICT_MARKS[target.verdict]
    axes.plot([0, off], [row, row], color=color, linewidth=1.5)
    axes.plot(off, row, marker, color=color, markersize=9)
    words = textwrap.shorten(f"{target.study}: {_what(score)}", 82, placeholder=" …")
    label = "\n".join(textwrap.wrap(words, 46))
    axes.text(-14.5, row, label, va="center", fontsize=style.TEXT, color=style.INK)
    number = f"{target.value:g}, model {found:.3g}".replace("-", "−")
    axes.text(4.4, row, number, va="center", fontsize=style.TEXT, color=style.INK)


def _what(score: Score) -> str:
    """What was found; and the model where it is not the usual one."""
    name = score.target.model
    return score.target.what + ("" if name == "opals" else f" ({name.capitalize()})")


def _said(score: Score) -> str:
    target = score.target
    return (
        f"{target.study} {target.years}, {_what(score)}: {target.value:g} {target.unit} published, "
        f"{score.found:.3g} in the model, {target.verdict}"
    )
