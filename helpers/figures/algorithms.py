"""The algorithms of advanced life support as flowcharts, laid out from their data."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Patch, Polygon

from helpers.domain import algorithms
from helpers.domain.algorithms import Action, Algorithm, Edge, Place
from helpers.domain.errors import DomainError
from helpers.figures import flow, style
from helpers.figures.flow import Arrow, Box, Chart, Line, Tree
from helpers.figures.picture import Picture, Plot

Detail = Literal["titles", "ways", "actions"]
#: What a part is at most high, in pixels: one screen of a small laptop.
HIGH = 640.0
_COLORS = {
    "treatment": style.BLS,
    "check": style.DEFIBRILLATION,
    "end": style.HOSPITAL,
}
_MARKS = {"agreed": "", "councils differ": " ≠", "not settled": " ?"}
_KEY = "≠ councils differ; ? this edition is not settled or was not read; ° for clinicians."
_MARGIN, _TITLE, _FOOT = 14.0, 30.0, 32.0
_SIDE, _HEAD = 6.0, 28.0
_UNITS = ((86_400, "d"), (3600, "h"), (60, "min"), (1, "s"))


def plot_algorithm(name: str, edition: str, part: int = 1) -> Plot:
    """An algorithm of one edition as a flowchart, with what is done in each box and by whom.

    Args:
        name: for example ``adult_arrest``.
        edition: for example ``AHA 2025``.
        part: which of its parts, where it is too large for one screen.

    Raises:
        ValueError: for an algorithm or an edition that there is not; the nearest is named.
        DomainError: for a part that there is not.
    """
    algorithm = algorithms.load(name, edition)
    charts = parts_of(name, edition)
    if not 1 <= part <= len(charts):
        raise DomainError(f"{algorithm.title}, {edition}, has {len(charts)} parts, from 1.")
    return Plot(_figure(algorithm, charts, part), _told(algorithm, charts, part))


@functools.cache
def parts_of(name: str, edition: str) -> tuple[Chart, ...]:
    """The parts in which :func:`plot_algorithm` draws an algorithm."""
    width, high = style.WIDE * style.DPI - 2 * _MARGIN, HIGH - _TITLE - _FOOT
    algorithm = algorithms.load(name, edition)
    return charts(algorithm, width, high)


def charts(
    algorithm: Algorithm,
    width: float,
    height: float,
    differing: Collection[str] = (),
    *,
    detail: Detail = "actions",
) -> tuple[Chart, ...]:
    """An algorithm in parts that fit.

    Args:
        differing: places that are marked.
        detail: whether a box also says where its ways lead, and what is done in it.
    """
    tree = tree_of(algorithm)

    def said(name: str, is_whole: bool) -> Sequence[Line]:
        place = algorithm.places[name]
        mark = " · differs" if name in differing else ""
        head = f"{tree.numbers[name]} · {place.kind}"
        if not is_whole or detail == "titles":
            return ((f"{tree.numbers[name]} · {place.title}{mark}", True),)
        time = _time(place) if detail == "actions" else ""
        lines: list[Line] = [(f"{head}{time}{mark}", False), (place.title, True)]
        ways = _elsewhere(algorithm, tree, name)
        if detail == "ways":
            return (*lines, *([("; ".join(ways), False)] if ways else []))
        lines += [(f"• {line}", False) for line in actions_at(algorithm, name)]
        return (*lines, *((way, False) for way in ways))

    return flow.parts(tree, said, width, height)


@functools.lru_cache(maxsize=64)
def _tree(name: str, edition: str) -> Tree:
    algorithm = algorithms.load(name, edition)
    return flow.tree(algorithm.begin, [(e.origin, e.to, e.label) for e in algorithm.edges])


def tree_of(algorithm: Algorithm) -> Tree:
    """Its places in the order of their numbers."""
    return _tree(algorithm.name, algorithm.edition)


def actions_at(algorithm: Algorithm, place: str) -> tuple[str, ...]:
    """What is done in a place, when and by whom; the same for several rhythms is one line."""
    found: dict[tuple[str, str], list[Action]] = {}
    for action in algorithm.done_at(place):
        found.setdefault((action.do, action.role), []).append(action)
    return tuple(_line(alike) for alike in found.values())


def _line(alike: Sequence[Action]) -> str:
    one = alike[0]
    worst = max((action.standing for action in alike), key=list(_MARKS).index)
    when = algorithms.timing(one)
    words = f"{one.do}, {when}" if when else one.do
    clinicians = " °" if any(action.for_clinicians for action in alike) else ""
    return f"{words} ({one.role}){_MARKS[worst]}{clinicians}"


def _elsewhere(algorithm: Algorithm, tree: Tree, place: str) -> tuple[str, ...]:
    """The ways that are no lines, and where an end leads on."""
    lines = []
    for edge in algorithm.out_of(place):
        if edge.to not in tree.children[place]:
            lines.append(f"{_label(edge)}→ {tree.numbers[edge.to]}")
    return tuple(dict.fromkeys([*lines, *_leads_on(algorithm, place)]))


def ways_from(algorithm: Algorithm, place: str) -> tuple[str, ...]:
    """All ways out of a place, each with what must be found and the number of its box."""
    numbers = tree_of(algorithm).numbers
    ways = [f"{_label(edge)}→ {numbers[edge.to]}" for edge in algorithm.out_of(place)]
    return tuple(dict.fromkeys([*ways, *_leads_on(algorithm, place)]))


def _leads_on(algorithm: Algorithm, place: str) -> tuple[str, ...]:
    """Where an end leads on: the algorithm that begins there."""
    leads_to = algorithm.places[place].leads_to
    return (f"→ {algorithms.load(leads_to, algorithm.edition).title}",) if leads_to else ()


def _label(edge: Edge) -> str:
    return f"{edge.label} " if edge.label else "then "


def _time(place: Place) -> str:
    for seconds, unit in _UNITS:
        if place.seconds and place.seconds >= seconds and place.seconds % seconds == 0:
            return f" · {place.seconds // seconds} {unit}"
    return ""


# -- drawing -----------------------------------------------------------------------------------


def _figure(algorithm: Algorithm, charts: Sequence[Chart], part: int) -> Figure:
    chart = charts[part - 1]
    of = f", part {part} of {len(charts)}" if len(charts) > 1 else ""
    title = f"{algorithm.title}: {algorithm.edition}{of}"
    width, height = style.WIDE * style.DPI, chart.height + _TITLE + _FOOT
    figure = style.new_figure(height / style.DPI)
    axes = paper(figure, width, height)
    axes.text(_MARGIN, 8, title, fontsize=style.TEXT + 1, va="top", weight="bold")
    draw(axes, chart, tree_of(algorithm), algorithm, at=(_MARGIN, _TITLE))
    lines = flow.wrapped(_KEY, chart.width, False)
    for number, line in enumerate(lines):
        y = height - _FOOT + 6 + number * flow.LINE
        axes.text(_MARGIN, y, line, fontsize=style.TEXT, va="top", color=style.FAINT)
    return figure


def paper(figure: Figure, width: float, height: float) -> Axes:
    """Axes over a whole figure in its pixels, with y downwards."""
    figure.set_layout_engine("none")
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.set_axis_off()
    return axes


def draw(
    axes: Axes,
    chart: Chart,
    tree: Tree,
    algorithm: Algorithm,
    *,
    at: tuple[float, float],
    differing: Collection[str] = (),
) -> None:
    """Draw a part with its upper left corner at some place."""
    for arrow in chart.arrows:
        _arrow(axes, _moved(arrow, at))
    for box in chart.boxes.values():
        moved = dataclasses.replace(box, x=box.x + at[0], y=box.y + at[1])
        _box(axes, moved, algorithm.places[box.name].kind, box.name in differing)


def _moved(arrow: Arrow, at: tuple[float, float]) -> Arrow:
    points = tuple((x + at[0], y + at[1]) for x, y in arrow.points)
    return dataclasses.replace(arrow, points=points)


def _box(axes: Axes, box: Box, kind: str, is_marked: bool) -> None:
    shape = _shape(box, kind)
    color = style.ALS if is_marked else _COLORS[kind]
    shape.set(
        facecolor=(*to_rgb(_COLORS[kind]), 0.10 if box.is_whole else 0.0),
        edgecolor=color,
        linewidth=3.0 if is_marked else 1.5,
        linestyle="-" if box.is_whole else (0, (4, 2)),
        gid=box.name,
    )
    axes.add_patch(shape)
    for number, (line, is_bold) in enumerate(box.lines):
        axes.text(
            box.x + flow.PAD,
            box.y + flow.PAD + (number + 0.5) * flow.LINE,
            line,
            fontsize=style.TEXT,
            va="center_baseline",
            weight="bold" if is_bold else "normal",
            color=style.FAINT if not number and not is_bold and not is_marked else style.INK,
            gid=box.name,
        )


def _shape(box: Box, kind: str) -> Patch:
    """A box of a treatment has corners, one of a check cut corners, and an end round ones."""
    x, y, width, height = box.x, box.y, box.width, box.height
    if kind == "check":
        cut = flow.PAD
        left, right, top, bottom = x, x + width, y, y + height
        corners = [(left + cut, top), (right - cut, top), (right, top + cut), (right, bottom - cut)]
        corners += [(right - cut, bottom), (left + cut, bottom), (left, bottom - cut)]
        return Polygon([*corners, (left, top + cut)])
    round_by = 14.0 if kind == "end" else 0.0
    boxstyle = f"round,pad=0,rounding_size={round_by}" if round_by else "square,pad=0"
    return FancyBboxPatch((x, y), width, height, boxstyle=boxstyle)


def _arrow(axes: Axes, arrow: Arrow) -> None:
    (x0, y0), (_, split), (x, _), (_, end) = arrow.points
    middle = end - flow.ARROW - 2
    top = middle - len(arrow.lines) * flow.LINE if arrow.lines else end
    axes.plot([x0, x0, x, x], [y0, split, split, top], color=style.FAINT, linewidth=1.2)
    for number, line in enumerate(arrow.lines):
        y = top + (number + 0.5) * flow.LINE
        axes.text(
            x, y, line, fontsize=style.TEXT, ha="center", va="center_baseline", style="italic",
            gid=f"{arrow.origin} → {arrow.to}",
        )  # fmt: skip
    axes.annotate(
        "",
        (x, end),
        (x, middle if arrow.lines else split),
        arrowprops={"arrowstyle": "-|>", "color": style.FAINT, "shrinkA": 0, "shrinkB": 0},
    )


class FlowPicture(Picture):
    """One part of an algorithm after another; boxes that another edition has otherwise marked."""

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        self.figure = style.new_figure(3.4 if narrow else 3.7, narrow=narrow)
        self.size = self.figure.get_size_inches() * style.DPI
        self._image = paper(self.figure, *self.size).imshow(
            np.zeros((2, 2, 4), dtype=np.uint8),
            extent=(0, self.size[0], self.size[1], 0),
            aspect="auto",
            interpolation="nearest",
        )
        self.animated = [self._image]

    def charts(self, algorithm: Algorithm, differing: Collection[str] = ()) -> tuple[Chart, ...]:
        """The parts of an algorithm that fit here."""
        width, height = self.size - (2 * _SIDE, _HEAD)
        detail: Detail = "titles" if self.narrow else "ways"
        return charts(algorithm, width, height, differing, detail=detail)

    def show(self, **drawn: Any) -> None:
        """Draw a part of an edition; the last one where there are fewer."""
        edition, differing = drawn["edition"], drawn["differing"]
        algorithm = algorithms.load(drawn["name"], edition)
        found = self.charts(algorithm, differing)
        part = min(drawn["part"], len(found))
        size = tuple(self.size / style.DPI)
        figure = Figure(figsize=size, dpi=self.figure.dpi, facecolor=style.PAPER)
        axes = paper(figure, *self.size)
        title = f"{edition}: part {part} of {len(found)}"
        axes.text(_SIDE, 6, title, fontsize=style.TEXT, va="top", color=style.FAINT)
        tree = tree_of(algorithm)
        at = (_SIDE, _HEAD)
        draw(axes, found[part - 1], tree, algorithm, at=at, differing=differing)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        self._image.set_data(np.asarray(canvas.buffer_rgba()))


# -- in words ----------------------------------------------------------------------------------


def _told(algorithm: Algorithm, charts: Sequence[Chart], part: int) -> str:
    of = f" Part {part} of {len(charts)}." if len(charts) > 1 else ""
    boxes = charts[part - 1].boxes
    tree = tree_of(algorithm)
    lines = [f"Flowchart: {algorithm.title}, {algorithm.edition}.{of}"]
    lines += [_place_told(algorithm, tree, name, boxes[name]) for name in _ordered(tree, boxes)]
    return "\n".join([*lines, _KEY])


def _ordered(tree: Tree, names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: tree.numbers[name])


def _place_told(algorithm: Algorithm, tree: Tree, name: str, box: Box) -> str:
    place = algorithm.places[name]
    said = f"{tree.numbers[name]}, {place.kind}{_time(place)}: {place.title}."
    if not box.is_whole:
        return said
    ways = ways_from(algorithm, name)
    done = "; ".join(actions_at(algorithm, name))
    then = f" Then: {'; '.join(ways)}." if ways else ""
    return f"{said} {done}.{then}" if done else f"{said}{then}"
