"""The score of an arrest: a row a round of two minutes, a staff for each who plays it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.text import Text

from helpers.domain import score as domain
from helpers.domain.rhythms import Strip
from helpers.domain.score import Note, Round, Score, Sitting
from helpers.figures import rhythms, style
from helpers.figures.picture import Picture, Plot

ROWS = 5
_LEFT, _GAPS, _RIGHT = -84.0, -62.0, 127.0  # seconds at the ends, and where the longest gap begins
_HEAD, _STAFF, _FOOT = 16, 30, 42  # pixels of a row's heading, of a staff, of the axis
_BETWEEN, _TOP = 4, 3
_ABOVE = 100  # pixels of a strip above the sheet
_SECONDS = 6.0  # of a strip that is as wide as the sheet
_NOTES = 9.5  # pixels from the top of a staff to its notes
_STROKE = 2.0  # seconds from one stroke of the compressions to the next that is drawn
_FITS = 19.0  # seconds of a gap in which its own number can be read
_BOLT = Path([(0.1, 1), (-0.5, -0.1), (0, -0.1), (-0.2, -1), (0.5, 0.2), (0, 0.2), (0.1, 1)])

#: By name of a note: marker, color, its word, and its word where there is little room.
_LOOKS: dict[str, tuple[str | Path, str, str, str]] = {
    "shock": (_BOLT, style.DEFIBRILLATION, "shock", "shock"),
    "adrenaline": ("o", style.ALS, "adrenaline", "adr."),
    "antiarrhythmic": ("D", style.ALS, "amiodarone", "amio."),
    "line": ("v", style.INK, "line", "line"),
    "airway": ("s", style.BLS, "airway", "airway"),
    "pulse": ("P", style.HOSPITAL, "a pulse is back", "pulse"),
}
_COUNTED = ("shock", "adrenaline", "antiarrhythmic")


def height_of(rows: int, staffs: int) -> int:
    """Pixels of a sheet."""
    return _TOP + rows * (_HEAD + staffs * _STAFF + _BETWEEN) + _FOOT


class Sheet:
    """Rows and staffs on one pair of axes, one pixel high for each step of y.

    Attributes:
        artists: all that :meth:`write` changes.
    """

    def __init__(self, axes: Axes, rows: int, staffs: int, *, narrow: bool) -> None:
        self.axes, self.rows, self.staffs, self.narrow = axes, rows, staffs, narrow
        style.quiet(axes, keep="bottom")
        axes.set(xlim=(_LEFT, _RIGHT), ylim=(height_of(rows, staffs) - _FOOT - _TOP, -_TOP))
        axes.set_xticks([-60, 0, 30, 60, 90, 120])
        axes.set_xlabel("seconds before and after hands are back", fontsize=style.TEXT, labelpad=1)
        axes.spines["bottom"].set_bounds(-60, 120)
        self.lines = LineCollection([], colors=style.RULE, linewidths=0.8, zorder=1)
        self.strokes = LineCollection([], colors=style.BLS, linewidths=1.3, zorder=2)
        self.gaps = PolyCollection([], facecolors=style.INK, zorder=3)
        for part in (self.lines, self.strokes, self.gaps):
            axes.add_collection(part)
        self.marks = {name: self._mark(name) for name in _LOOKS}
        self.texts: list[Text] = [self._text() for _ in range(rows * (1 + 8 * staffs))]
        self.artists = [self.lines, self.strokes, self.gaps, *self.marks.values(), *self.texts]
        self._used = 0

    def _mark(self, name: str) -> Line2D:
        marker, color, _, _ = _LOOKS[name]
        size = 17 if name == "shock" else 8.5
        (mark,) = self.axes.plot(
            [],
            [],
            linestyle="none",
            marker=marker,
            markersize=size,
            color=color,
            markeredgecolor=style.DEFIBRILLATION if name == "shock" else style.INK,
            zorder=5,
        )
        return mark

    def _text(self) -> Text:
        return self.axes.text(0, 0, "", fontsize=style.TEXT, va="center", zorder=6)

    def write(
        self, scores: Sequence[Score], labels: Sequence[str], *, to_come: bool = False
    ) -> None:
        """Draw one score a staff.

        Args:
            labels: the name of each staff, short.
            to_come: whether rounds that were not played yet have their empty lines.
        """
        self._used = 0
        self._segments: dict[str, list[list[tuple[float, float]]]] = {"lines": [], "strokes": []}
        self._black: list[list[tuple[float, float]]] = []
        self._points: dict[str, list[tuple[float, float]]] = {name: [] for name in _LOOKS}
        for row in range(self.rows):
            there = [one for one in scores if len(one.rounds) > row]
            if there:
                self._row(row, [one.rounds[row] for one in there], labels)
            elif to_come:
                self._say(f"Round {row + 1}", _LEFT, self._top(row) + _HEAD / 2, color=style.FAINT)
                for place in range(self.staffs):
                    self._empty(self._top(row) + _HEAD + place * _STAFF)
        self.lines.set_segments(self._segments["lines"])
        self.strokes.set_segments(self._segments["strokes"])
        self.gaps.set_verts(self._black)
        for name, mark in self.marks.items():
            mark.set_data(
                *zip(*self._points[name], strict=True) if self._points[name] else ((), ())
            )
        for text in self.texts[self._used :]:
            text.set_text("")

    def _row(self, row: int, rounds: Sequence[Round], labels: Sequence[str]) -> None:
        top = self._top(row)
        word = "" if self.narrow else "Round "
        told = f"{word}{rounds[0].number}, from {clock(rounds[0].looked)}: {_seen(rounds[0])}"
        self._say(told, _LEFT, top + _HEAD / 2)
        for place, one in enumerate(rounds):
            self._staff(one, labels[place], top + _HEAD + place * _STAFF)

    def _top(self, row: int) -> float:
        return row * (_HEAD + self.staffs * _STAFF + _BETWEEN)

    def _empty(self, top: float) -> None:
        for line in (3, _NOTES, 16):
            self._segments["lines"].append([(_GAPS + 2, top + line), (120, top + line)])
        self._segments["lines"].append([(0, top + 1), (0, top + _STAFF - 3)])

    def _staff(self, one: Round, label: str, top: float) -> None:
        self._empty(top)
        self._say(label, _LEFT, top + _STAFF / 2 - 1)
        free = 2.0  # where the next note may stand, so that no label lies on another
        for note in sorted(one.notes, key=lambda note: note.second):
            at = note.second - one.second
            if note.kind == "gap":
                self._gap(note, at, top, is_told=at + note.seconds >= 0 or not self.narrow)
            elif note.kind == "compressions":
                self._strokes(at, note.seconds, top)
            else:
                free = self._note(note, at, free, top)

    def _gap(self, note: Note, at: float, top: float, *, is_told: bool) -> None:
        left, right = max(at, _GAPS), at + note.seconds
        above, below = top + 1, top + _STAFF - 3
        self._black.append([(left, above), (right, above), (right, below), (left, below)])
        if not is_told:
            return
        told, middle = f"{note.seconds:.0f} s", top + _STAFF / 2 - 1
        if right - left >= _FITS:
            told += " without hands" * (not self.narrow and right - left > 50)
            self._say(told, (left + right) / 2 - 1.5, middle, color=style.PAPER, ha="center")
        else:
            self._say(told, left - 1.5, middle, ha="right", paper=True)

    def _strokes(self, at: float, seconds: float, top: float) -> None:
        strokes = []
        begin, end = max(at, _GAPS), at + seconds
        count = int((end - begin) // _STROKE)
        for place in range(count):
            x = begin + (place + 0.5) * _STROKE
            strokes.append([(x, top + 20), (x, top + _STAFF - 4)])
        self._segments["strokes"] += strokes

    def _note(self, note: Note, at: float, free: float, top: float) -> float:
        *_, word, short = _LOOKS[note.name]
        told = short if self.narrow else word
        if note.name in _COUNTED:
            told = f"{told} {note.number}"
        a_pixel = (_RIGHT - _LEFT) / (style.NARROW if self.narrow else style.BESIDE) / style.DPI
        width = ((8.2 if note.name == "adrenaline" else 7.2) * len(told) + 9) * a_pixel
        # A shock falls at the end of its gap; its word stands beside it.
        is_shock = note.name == "shock"
        x = at if is_shock else min(max(at, free), 121 - width)
        self._points[note.name].append((x - (9 * a_pixel if is_shock else 0), top + _NOTES))
        left = max(x, 0) + (3 if is_shock else 8) * a_pixel
        heavy = "bold" if note.name == "adrenaline" else "normal"
        self._say(told, left, top + _NOTES, paper=True, weight=heavy)
        return left + width + 8 * a_pixel

    def _say(
        self,
        words: str,
        x: float,
        y: float,
        *,
        color: str = style.INK,
        ha: str = "left",
        weight: str = "normal",
        paper: bool = False,
    ) -> None:
        text = self.texts[self._used]
        self._used += 1
        text.set(text=words, x=x, y=y, color=color, ha=ha, fontweight=weight)
        text.set_bbox(
            {"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.5} if paper else None
        )


class ScorePicture(Picture):
    """One case under two councils, five rounds."""

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        self.figure = style.new_figure(height_of(ROWS, 2) / style.DPI, narrow=narrow)
        self.sheet = Sheet(_axes(self.figure, height_of(ROWS, 2)), ROWS, 2, narrow=narrow)
        self.animated += self.sheet.artists

    def show(self, scores: Sequence[Score]) -> None:  # type: ignore[override]
        """Write both."""
        self.sheet.write(scores, [label(one.title, narrow=self.narrow) for one in scores])


def _axes(figure: object, pixels: int, above: int = 0) -> Axes:
    """Axes over the whole width, with the place for the numbers below them."""
    figure.set_layout_engine("none")  # type: ignore[attr-defined]
    whole = pixels + above
    bottom, high = _FOOT / whole, (pixels - _FOOT) / whole
    axes: Axes = figure.add_axes((0.012, bottom, 0.985, high))  # type: ignore[attr-defined]
    return axes


def label(title: str, *, narrow: bool = False) -> str:
    """The name of a staff, short: a council's without its year."""
    council = title.rsplit(" ", 1)[0] if title[-4:].isdigit() else title
    return council.split("/")[0] if narrow else council


def clock(seconds: float) -> str:
    """Minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"


def spelled(rhythm: str) -> str:
    """A rhythm as this course spells it; the algorithms keep the spelling of their council."""
    return rhythm.replace("organised", "organized")


def _seen(one: Round) -> str:
    rhythm = spelled(one.rhythm)
    if one.pulse:
        return f"{rhythm}, and a pulse"
    return f"{rhythm}, no pulse" if rhythm == "organized rhythm" else rhythm


def plot_score(case: str, editions: Sequence[str], pause: float = 10.0) -> Plot:
    """One case as it is written under two editions.

    Raises:
        ValueError: for a case or an edition that there is not.
    """
    scores = [domain.write(domain.case(case).found, edition, pause) for edition in editions]
    picture = ScorePicture()
    picture.show(scores)
    told = " ".join(in_words(one) for one in scores)
    return Plot(picture.figure, f"The score of an arrest, {case}. {told}")


def in_words(score: Score) -> str:
    """A score for whoever does not see it: its rows, each with its notes and their seconds."""
    rows = "; ".join(f"round {one.number}: {', '.join(_told(one))}" for one in score.rounds)
    return f"{score.title}: {rows}."


def _told(one: Round) -> Iterator[str]:
    yield _seen(one)
    for note in sorted(one.notes, key=lambda note: note.second):
        if note.kind == "gap":
            yield f"{note.seconds:.0f} s without hands"
        elif note.kind != "compressions":
            number = f" {note.number}" if note.name in _COUNTED else ""
            yield f"{_LOOKS[note.name][2]}{number} at {clock(note.second)}"


class LedPicture(Picture):
    """What is on the monitor, and the score as far as a learner has led the case."""

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        high = height_of(domain.ROUNDS, 1)
        whole = high + _ABOVE
        self.figure = style.new_figure(whole / style.DPI, narrow=narrow)
        self.sheet = Sheet(_axes(self.figure, high, _ABOVE), domain.ROUNDS, 1, narrow=narrow)
        wide = self.figure.get_figwidth() * style.DPI
        seconds = _SECONDS * (style.NARROW / style.BESIDE if narrow else 1)
        box = (0.012, (high + 6) / whole, 0.976, (_ABOVE - 8) / whole)
        paper = self.figure.add_axes(box)
        most = seconds * (_ABOVE - 8) / (0.976 * wide) / 0.4 / 2
        rhythms.paper(paper, 0.0, seconds, most=most)
        self.line = rhythms.trace(paper)
        words = "The monitor shows nothing yet."
        self.nothing = paper.text(seconds / 2, 0, words, ha="center", fontsize=style.TEXT)
        self.animated += [*self.sheet.artists, self.line, self.nothing]

    def show(self, sitting: Sitting, strip: Strip | None) -> None:  # type: ignore[override]
        """Draw the strip of the last look, and the one staff."""
        self.sheet.write([sitting.score], [sitting.score.title], to_come=True)
        self.nothing.set_visible(strip is None)
        if strip is None:
            self.line.set_data([], [])
        else:
            rhythms.lay([self.line], strip)


class DebriefPicture(Picture):
    """What a learner led, above what the edition has."""

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        high = height_of(domain.ROUNDS, 2)
        self.figure = style.new_figure(high / style.DPI, narrow=narrow)
        self.sheet = Sheet(_axes(self.figure, high), domain.ROUNDS, 2, narrow=narrow)
        self.animated += self.sheet.artists

    def show(self, sitting: Sitting, strip: Strip | None) -> None:  # type: ignore[override]
        """Write both; the monitor is not shown any more."""
        scores = [one for one in (sitting.score, sitting.beside) if one]
        self.sheet.write(scores, [label(one.title, narrow=self.narrow) for one in scores])
