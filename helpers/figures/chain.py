"""The chain of survival, drawn: a strip for the head of a lesson, and an edition large."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import FancyBboxPatch

from helpers.domain import chain
from helpers.facts.nearest import known
from helpers.figures import style
from helpers.figures.picture import Plot

_COLORS = {"BLS": style.BLS, "ALS": style.ALS, "BLS and ALS": style.DEFIBRILLATION}
_LETTERS = 11  # a line of a name inside a link


def chain_strip(lit: Sequence[str]) -> Plot:
    """The newest chain in one row; the links of a lesson are lit and say so.

    Raises:
        ValueError: for a link that the chain does not have.
    """
    table = chain.links(chain.NEWEST)
    names = list(table["link"])
    for name in lit:
        known(name, names, f"link of {chain.NEWEST}")
    tells = 0 < len(lit) < len(names)  # whether some links say that they are this lesson's
    figure = style.new_figure(1.2 if tells else 1.0)
    axes = _paper(figure.subplots(), len(names), 0.92 if tells else 0.58)
    for place, (name, level) in enumerate(zip(names, table["level"], strict=True)):
        _link(axes, place, name, _color(level), is_lit=name in lit)
        if name in lit and tells:
            axes.text(place, -0.73, "this lesson", ha="center", va="center", fontsize=style.TEXT)
    return Plot(figure, _said(names, lit))


def plot_chain(name: str = chain.NEWEST) -> Plot:
    """One edition of the chain, with who forges each link.

    Raises:
        ValueError: for a chain that is not in the table, or whose links were not read; the
            nearest is named.
    """
    known(name, [one.chain for one in chain.editions()], "chain")
    table = chain.links(name)
    figure = style.new_figure(2.5)
    axes = _paper(figure.subplots(), len(table), 1.6)
    rows = zip(table["link"], table["level"], table["who"], strict=True)
    for place, (link, level, who) in enumerate(rows):
        _link(axes, place, link, _color(level), is_lit=True)
        axes.text(place, -0.65, textwrap.fill(who, 16), ha="center", va="top", fontsize=style.TEXT)
    told = "; ".join(
        f"{link}: {who}" for link, who in zip(table["link"], table["who"], strict=True)
    )
    axes.set_title(f"The chain of survival: {name}", fontsize=style.TEXT + 2, loc="left")
    return Plot(figure, f"The chain of survival, {name}, in order, with who forges each: {told}.")


def _color(level: str) -> str:
    return _COLORS.get(level, style.HOSPITAL)


def _said(names: Iterable[str], lit: Sequence[str]) -> str:
    names = list(names)
    if not lit:
        return f"Chain of survival: {', '.join(names)}. This lesson stands beside it."
    if set(lit) == set(names):
        return f"Chain of survival: {', '.join(names)}. This lesson is about the whole chain."
    shown = [f"{name} (this lesson)" if name in lit else name for name in names]
    return f"Chain of survival: {', '.join(shown)}."


def _paper(axes: Axes, links: int, below: float) -> Axes:
    style.quiet(axes)
    axes.set(xlim=(-0.54, links - 0.46), ylim=(-below, 0.58))
    return axes


def _link(axes: Axes, place: int, name: str, color: str, *, is_lit: bool) -> None:
    """One link: a ring, held to the one before it, its name inside."""
    edge = color if is_lit else style.NO_CARE
    if place:
        axes.plot([place - 0.55, place - 0.45], [0, 0], color=style.FAINT, linewidth=5, zorder=3)
    ring = FancyBboxPatch(
        (place - 0.47, -0.5),
        0.94,
        1.0,
        boxstyle="round,pad=0,rounding_size=0.2",
        mutation_aspect=1.5,
        facecolor=(*to_rgb(color), 0.16) if is_lit else "none",
        edgecolor=edge,
        linewidth=3.5 if is_lit else 1.5,
    )
    axes.add_patch(ring)
    axes.text(
        place,
        0,
        "\n".join(textwrap.wrap(name, _LETTERS, break_long_words=False, break_on_hyphens=False)),
        ha="center",
        va="center",
        fontsize=style.TEXT,
        color=style.INK if is_lit else style.FAINT,
    )
