"""One arrest on its clock: who is at work when, and where it is handed over."""

from __future__ import annotations

from typing import Any

from helpers.domain.shifts import Shift
from helpers.domain.shifts import shifts as in_order
from helpers.figures import style
from helpers.figures.picture import Plot

_COLORS = {
    "lay": style.LAY,
    "dispatch": style.DISPATCH,
    "BLS": style.BLS,
    "ALS": style.ALS,
    "hospital": style.HOSPITAL,
}


def plot_handovers() -> Plot:
    """A row a person or team, a bar for their minutes, a numbered mark for each hand-over."""
    shifts = in_order()
    figure = style.new_figure(3.3)
    axes = style.quiet(figure.subplots(), keep="bottom")
    for row, shift in enumerate(shifts):
        _bar(axes, row, shift)
    marks = _marks(shifts)
    for number, (minute, giver, taker, _) in enumerate(marks, 1):
        axes.plot([minute, minute], [giver, taker], color=style.INK, linewidth=1.5, zorder=3)
        axes.scatter([minute], [taker], s=330, color=style.INK, zorder=4)
        axes.text(
            minute, taker, str(number), color=style.PAPER, ha="center", va="center", zorder=5
        ).set_fontweight("bold")
    axes.set(xlim=(-17, 57), ylim=(len(shifts) - 0.4, -0.7), xticks=range(0, 60, 10))
    axes.spines["bottom"].set_bounds(0, 55)
    axes.set_xlabel("minutes from the collapse", fontsize=style.TEXT, x=0.6)
    return Plot(figure, _told(shifts, marks))


def _bar(axes: Any, row: int, shift: Shift) -> None:
    axes.barh(row, shift.ends - shift.begins, left=shift.begins, height=0.42, zorder=2).patches[
        0
    ].set(facecolor=_COLORS[shift.level], edgecolor="none")
    axes.text(-1, row, shift.who, ha="right", va="center", fontsize=style.TEXT, color=style.INK)
    axes.text(
        shift.begins + (1.2 if shift.begins < 40 else -1.2),
        row - 0.42,
        shift.does.split(";")[0],
        va="center",
        ha="left" if shift.begins < 40 else "right",
        fontsize=style.TEXT - 1,
        color=style.INK,
    )


def _marks(shifts: tuple[Shift, ...]) -> list[tuple[float, int, int, str]]:
    """Minute, row of who gives, row of who takes, and to whom; the call is the first."""
    lay, telecommunicator, emts, paramedics, hospital = shifts
    pairs = ((lay, telecommunicator), (lay, emts), (emts, paramedics), (paramedics, hospital))
    return [
        (taker.begins, shifts.index(giver), shifts.index(taker), taker.who)
        for giver, taker in pairs
    ]


def _told(shifts: tuple[Shift, ...], marks: list[tuple[float, int, int, str]]) -> str:
    bars = "; ".join(
        f"{one.who}, minute {one.begins:g} to {one.ends:g}: {one.does}" for one in shifts
    )
    handed = "; ".join(
        f"{number}, at minute {minute:g}, {_small(shifts[giver].who)} to {_small(who)}"
        for number, (minute, giver, _, who) in enumerate(marks, 1)
    )
    return f"One arrest on its clock. {bars}. Hand-overs: {handed}."


def _small(who: str) -> str:
    return f"{who[0].lower()}{who[1:]}"
