"""The layout of a flowchart: a tree of boxes from top to bottom, cut into parts that fit.

Each box has a strip of its own, which its followers share; so no two can meet. A way that leads
to a box which stands elsewhere is no line: it is told in its box, with that one's number, as on
the councils' posters. All lengths are pixels, and y goes down.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from helpers.figures import style

LINE = 18.0  # from one line of text to the next
PAD = 7.0  # from the border of a box to its text
GAP = 10.0  # between two boxes
BEND = 7.0  # from a box to where its ways part
ARROW = 11.0  # from a label to the box below it
WIDEST = 640.0
_MORE = "its other ways stand in the other parts"

#: A line of text, and whether it is bold.
Line = tuple[str, bool]
#: What a box says in a part that only passes through it, and in its own.
Said = Callable[[str, bool], Sequence[Line]]


@dataclass(frozen=True)
class Tree:
    """Places in the order in which they are numbered, and the way by which each is reached.

    Attributes:
        children: of each place those that stand below it.
        labels: of each place below another what must be found to come to it.
        numbers: from 1, from top to bottom and from left to right.
    """

    root: str
    children: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]
    numbers: Mapping[str, int]

    def trunk(self, place: str) -> tuple[str, ...]:
        """From the root through a place to where the ways part below it."""
        found = [place]
        while found[0] != self.root:
            found.insert(0, next(up for up, below in self.children.items() if found[0] in below))
        while len(self.children[found[-1]]) == 1:
            found.append(self.children[found[-1]][0])
        return tuple(found)

    def below(self, place: str) -> tuple[str, ...]:
        """A place and all that stand below it."""
        return (place, *(one for child in self.children[place] for one in self.below(child)))


@dataclass(frozen=True)
class Box:
    """A box with its lines of text.

    Attributes:
        is_whole: whether it is told in full; not so where a part only passes through.
    """

    name: str
    x: float
    y: float
    width: float
    lines: tuple[Line, ...]
    is_whole: bool

    @property
    def height(self) -> float:
        """From its upper to its lower border."""
        return len(self.lines) * LINE + 2 * PAD

    @property
    def middle(self) -> float:
        """Of its width."""
        return self.x + self.width / 2


@dataclass(frozen=True)
class Arrow:
    """From one box to another below it; the label stands over the box that it leads to."""

    origin: str
    to: str
    points: tuple[tuple[float, float], ...]
    lines: tuple[str, ...]


@dataclass
class Chart:
    """A part of a flowchart, laid out."""

    width: float
    boxes: dict[str, Box] = field(default_factory=dict)
    arrows: list[Arrow] = field(default_factory=list)

    @property
    def height(self) -> float:
        """Of the whole part."""
        return max(box.y + box.height for box in self.boxes.values()) + GAP / 2


def tree(root: str, ways: Sequence[tuple[str, str, str]]) -> Tree:
    """The shortest way to each place, by steps.

    Args:
        ways: origin, destination and label of each.
    """
    children: dict[str, list[str]] = {root: []}
    labels: dict[str, list[str]] = {}
    parents: dict[str, str] = {}
    queue = [root]
    for place in queue:
        for origin, to, label in ways:
            if origin != place:
                continue
            if to not in children:
                children[to], labels[to], parents[to] = [], [], place
                children[place].append(to)
                queue.append(to)
            if parents.get(to) == place and label not in ("", *labels[to]):
                labels[to].append(label)
    order: list[str] = []
    stack = [root]
    while stack:
        order.append(stack.pop())
        stack += reversed(children[order[-1]])
    return Tree(
        root,
        {place: tuple(below) for place, below in children.items()},
        {place: ", or ".join(words) for place, words in labels.items()},
        {place: number for number, place in enumerate(order, start=1)},
    )


def parts(whole: Tree, said: Said, width: float, height: float) -> tuple[Chart, ...]:
    """As few parts as fit, each with the way from the root to what it shows.

    A part may be higher than ``height`` where ways never part: a box is never cut.
    """
    return tuple(_Cutting(whole, said, width, height).cut(whole.root))


@dataclass
class _Cutting:
    """A flowchart while it is cut.

    Attributes:
        told: what the parts so far tell in full.
    """

    whole: Tree
    said: Said
    width: float
    height: float
    told: set[str] = field(default_factory=set)

    def cut(self, place: str) -> list[Chart]:
        """The parts that show what stands below a place."""
        trunk = self.whole.trunk(place)
        found: list[Chart] = []
        shown: list[str] = []
        for branch in self.whole.children[trunk[-1]]:
            if self.fits(trunk, [*shown, branch]):
                shown.append(branch)
                continue
            found += self.keep(trunk, shown)
            shown = []
            if self.fits(trunk, [branch]) or not self.forks(branch):
                shown.append(branch)
            else:
                found += self.cut(branch)
        return found + self.keep(trunk, shown)

    def forks(self, place: str) -> bool:
        """Whether the ways part somewhere below a place."""
        return any(len(self.whole.children[one]) > 1 for one in self.whole.below(place))

    def fits(self, trunk: Sequence[str], branches: Sequence[str]) -> bool:
        chart = self.chart(trunk, branches)
        return chart is not None and chart.height <= self.height

    def keep(self, trunk: Sequence[str], branches: Sequence[str]) -> list[Chart]:
        """The part with some branches, unless there are none; what it tells is told."""
        if not branches:
            return []
        chart = self.chart(trunk, branches)
        if chart is None:
            raise ValueError(f"what stands below {branches[0]!r} is too wide for the picture")
        self.told |= chart.boxes.keys()
        return [chart]

    def chart(self, trunk: Sequence[str], branches: Sequence[str]) -> Chart | None:
        """The trunk with some branches; nothing where they do not fit beside one another."""
        shown = {*trunk, *(one for branch in branches for one in self.whole.below(branch))}
        own = shown - self.told
        said = {name: tuple(self.said(name, name in own)) for name in shown}
        if len(branches) < len(self.whole.children[trunk[-1]]):
            said[trunk[-1]] += ((_MORE, False),)
        laid = _Layout(self.whole, said, own, Chart(self.width))
        if laid.need(self.whole.root) > self.width:
            return None
        laid.place(self.whole.root, 0.0, 1.0, self.width)
        return laid.chart


@dataclass
class _Layout:
    """One part while it is laid out."""

    whole: Tree
    said: Mapping[str, Sequence[Line]]
    own: set[str]
    chart: Chart

    def kids(self, name: str) -> list[str]:
        return [one for one in self.whole.children[name] if one in self.said]

    def need(self, name: str) -> float:
        """The narrowest strip for a place and what stands below it."""
        words = [(word, bold) for text, bold in self.said[name] for word in text.split()]
        words += [(word, False) for word in self.whole.labels.get(name, "").split()]
        mine = max(width_of(word, bold) for word, bold in words) + 2 * PAD + GAP + 2
        return max(mine, sum(self.need(one) for one in self.kids(name)))

    def mass(self, name: str) -> float:
        """How much text stands in a strip: by it the width is shared."""
        mine = sum(len(text) for text, _ in self.said[name]) + 60.0
        return max(mine, sum(self.mass(one) for one in self.kids(name)))

    def place(self, name: str, left: float, top: float, strip: float) -> None:
        width = min(strip - GAP, WIDEST)
        lines = tuple(
            (line, bold)
            for text, bold in self.said[name]
            for line in wrapped(text, width - 2 * PAD, bold)
        )
        box = Box(name, left + (strip - width) / 2, top, width, lines, name in self.own)
        self.chart.boxes[name] = box
        kids = self.kids(name)
        if not kids:
            return
        strips = shared(strip, [self.need(one) for one in kids], [self.mass(one) for one in kids])
        labels = [
            wrapped(self.whole.labels[one], room - GAP, False) if self.whole.labels[one] else ()
            for one, room in zip(kids, strips, strict=True)
        ]
        split = box.y + box.height + BEND
        below = split + max(map(len, labels)) * LINE + ARROW + (4 if any(labels) else 0)
        for one, room, label in zip(kids, strips, labels, strict=True):
            self.place(one, left, below, room)
            x = self.chart.boxes[one].middle
            points = ((box.middle, split - BEND), (box.middle, split), (x, split), (x, below))
            self.chart.arrows.append(Arrow(name, one, points, tuple(label)))
            left += room


def shared(width: float, needs: Sequence[float], masses: Sequence[float]) -> list[float]:
    """A width for each: as much as it needs, and of the rest by its mass."""
    rest = width - sum(needs)
    total = sum(masses)
    return [need + rest * mass / total for need, mass in zip(needs, masses, strict=True)]


def wrapped(text: str, width: float, bold: bool) -> tuple[str, ...]:
    """A text in lines no wider than ``width``; a single word may be wider."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


@functools.lru_cache(maxsize=20_000)
def width_of(text: str, bold: bool) -> float:
    """How wide a text of the usual size is."""
    font = FontProperties(size=style.TEXT, weight="bold" if bold else "normal")
    width, _, _ = _renderer().get_text_width_height_descent(text, font, False)
    return float(width)


@functools.cache
def _renderer() -> RendererAgg:
    renderer: RendererAgg = FigureCanvasAgg(Figure(dpi=style.DPI)).get_renderer()
    return renderer


def names_in(charts: Iterable[Chart]) -> set[str]:
    """What some parts tell in full."""
    return {box.name for chart in charts for box in chart.boxes.values() if box.is_whole}
