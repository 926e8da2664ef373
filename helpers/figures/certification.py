"""Cards: on a counter at a border, and on a line of years."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.text import Text

from helpers.domain.certification import (
    ACCEPTED,
    ASK,
    REFUSED,
    Answer,
    Held,
    card,
    in_words,
    issuers,
    pathway,
    renewals,
)
from helpers.facts import short, with_sign
from helpers.figures import style
from helpers.figures.picture import Picture

#: From left to right: what the card does at the border, and how that looks without color.
_ZONES = {REFUSED: "✗", ASK: "?", ACCEPTED: "✓"}
_LEVELS = {"basic": style.BLS, "advanced": style.ALS}  # other kinds have no color of their own
Span = tuple[date, date]
At = Callable[[date, Span], float]
_SLOTS, _TICKS = 4, 6
_TILE, _LINE, _GAP = 0.58, 0.17, 0.12  # inches: a card, a line of text, between two cards
_ROUND = "round,pad=0,rounding_size=0.06"
_WOOD = "#F1EEE6"  # the counter; no concept has this color
_PLAIN: dict[str, Any] = {"fontsize": style.TEXT - 1.2, "color": style.INK, "linespacing": 1.25}
_BOLD: dict[str, Any] = {"fontsize": style.TEXT + 0.5, "color": style.INK, "fontweight": "bold"}


class CounterPicture(Picture):
    """A counter at a border: each card lies where the rule that was read puts it.

    In a narrow window the cards lie one below the other, each with its answer on it, and sign and
    reasons have no room: whoever shows it there says them beside it.
    """

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        self._width = style.NARROW if narrow else style.BESIDE
        self._letters = 56 if narrow else 104
        self.height = 2.38 if narrow else 5.04
        self.figure = style.new_figure(self.height, narrow=narrow)
        self.figure.set_layout_engine("none")  # every place is given in inches
        axes = style.quiet(self.figure.add_axes((0, 0, 1, 1)))
        axes.set(xlim=(0, self._width), ylim=(self.height, 0))
        self._zone = (self._width - 0.16) / (1 if narrow else len(_ZONES))
        self._sign = _Sign(axes, _PLAIN if narrow else _BOLD)
        self._top = Rectangle(
            (0.08, 0), self._width - 0.16, 1, facecolor=_WOOD, edgecolor=style.RULE
        )
        axes.add_patch(self._top)
        self._lines = [] if narrow else [self._line(axes, place) for place in (1, 2)]
        self._heads = [] if narrow else [self._head(axes, place) for place in range(len(_ZONES))]
        self._cards = [_Tile(axes, self._zone - 0.12, narrow=narrow) for _ in range(_SLOTS)]
        self.animated += [*self._sign.artists, self._top, *self._lines, *self._heads]
        for tile in self._cards:
            self.animated += tile.artists

    def _line(self, axes: Axes, place: int) -> Line2D:
        x = 0.08 + self._zone * place
        return axes.plot([x, x], [0, 1], color=style.FAINT, linestyle=(0, (4, 3)), lw=1.4)[0]

    def _head(self, axes: Axes, place: int) -> Text:
        middle = 0.08 + self._zone * (place + 0.5)
        words = _stamp([*_ZONES][place])
        return axes.text(middle, 0, words, ha="center", va="center", **_BOLD)

    def show(self, answers: Sequence[Answer], role: str, where: str) -> None:  # type: ignore[override]
        """Lay the cards of a wallet on the counter."""
        words = "" if self.narrow else sign(answers, role, where)
        top = self._sign.show(f"{role[0].upper()}{role[1:]}, {where}", words, self._letters)
        self._top.set(y=top, height=self.height - 0.06 - top)
        for line in self._lines:
            line.set_ydata([top, self.height - 0.06])
        for head in self._heads:
            head.set_y(top + 0.17)
        for tile in self._cards[len(answers) :]:
            tile.hide()
        y = top + (0.3 if self._heads else 0.08)
        for tile, answer, why in zip(self._cards, answers, reasons(answers), strict=False):
            zone = 0 if self.narrow else [*_ZONES].index(answer.verdict)
            y = tile.show(answer, 0.14 + self._zone * zone, y)
            if self.narrow:
                y += 0.05
            else:
                y = tile.tell(textwrap.wrap(why, self._letters), zone, y)
        #: Where the last line ends; the counter must be longer.
        self.bottom = y


class _Sign:
    """The sign above the counter: who, where, and the rule that was read."""

    def __init__(self, axes: Axes, title: dict[str, Any]) -> None:
        self._title = axes.text(0.1, 0.12, "", va="top", **{**title, "fontweight": "bold"})
        self._rule = axes.text(0.1, 0.36, "", va="top", **_PLAIN)
        self.artists = [self._title, self._rule]

    def show(self, title: str, rule: str, letters: int) -> float:
        """Write it; where it ends."""
        lines = textwrap.wrap(rule, letters)
        self._title.set_text(title)
        self._rule.set_text("\n".join(lines))
        return 0.36 + _LINE * len(lines) + 0.08 * bool(lines)


class _Tile:
    """A card with its name, its issuer and its last day, and below it what is said of it."""

    def __init__(self, axes: Axes, width: float, *, narrow: bool) -> None:
        self._width, self._narrow = width, narrow
        self._high = _TILE - _LINE if narrow else _TILE
        self._paper = FancyBboxPatch((0, 0), width, self._high, boxstyle=_ROUND)
        self._paper.set_facecolor(style.PAPER)
        self._paper.set_edgecolor(style.INK)
        self._stripe = Rectangle((0, 0), 0.1, self._high - 0.12, edgecolor=style.PAPER, linewidth=0)
        for patch in (self._paper, self._stripe):
            axes.add_patch(patch)
        self._lines = [axes.text(0, 0, "", va="center", **_PLAIN) for _ in range(3)]
        self._lines[0].set_fontweight("bold")
        self._verdict = axes.text(0, 0, "", va="center", ha="right", **_PLAIN)
        self._verdict.set_fontweight("bold")
        self._why = axes.text(0, 0, "", va="top", **_PLAIN)
        self._why.set_bbox({"facecolor": _WOOD, "edgecolor": "none", "pad": 1})  # over the border
        self.artists = [self._paper, self._stripe, *self._lines, self._verdict, self._why]

    def hide(self) -> None:
        """No card lies there."""
        for artist in self.artists:
            artist.set_visible(False)

    def show(self, answer: Answer, x: float, y: float) -> float:
        """Lay a card down; where it ends."""
        for artist in self.artists:
            artist.set_visible(True)
        color = _LEVELS.get(card(answer.card).kind, style.NO_CARE)
        self._paper.set_x(x)
        self._paper.set_y(y)
        self._paper.set_linestyle((0, (4, 2)) if answer.verdict == ASK else "solid")
        self._paper.set_linewidth(2.2 if answer.verdict == ACCEPTED else 1.0)
        self._stripe.set(x=x + 0.06, y=y + 0.06, facecolor=color, hatch=style.HATCHES[color])
        lines = _on_card(answer, 29)
        if self._narrow:
            lines = (answer.card, _until(answer), "")
        for place, (text, words) in enumerate(zip(self._lines, lines, strict=True)):
            text.set_position((x + 0.24, y + 0.12 + _LINE * place))
            text.set_text(words)
        self._verdict.set_position((x + self._width - 0.1, y + 0.12 + _LINE))
        self._verdict.set_text(_stamp(answer.verdict) if self._narrow else "")
        return y + self._high

    def tell(self, lines: Sequence[str], zone: int, y: float) -> float:
        """Write what is said of it below it, on its side of the counter; where that ends."""
        side = ("left", "center", "right")[zone]
        left = self._paper.get_x()
        x = {"left": left, "center": left + self._width / 2, "right": left + self._width}[side]
        self._why.set(x=x, y=y + 0.05, ha=side, text="\n".join(lines))
        return y + 0.05 + _LINE * len(lines) + _GAP


class YearsPicture(Picture):
    """Each card as a bar from its first day to its last, with the rule that says so."""

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__(narrow=narrow)
        self._width = style.NARROW if narrow else style.BESIDE
        self._letters = 56 if narrow else 104
        self._row = 1.0 if narrow else 0.95
        height = 0.42 + self._row * _SLOTS
        self.figure = style.new_figure(height, narrow=narrow)
        self.figure.set_layout_engine("none")  # every place is given in inches
        axes = style.quiet(self.figure.add_axes((0, 0, 1, 1)))
        axes.set(xlim=(0, self._width), ylim=(height, 0))
        self._bottom = height - 0.3
        self._years = [self._year(axes) for _ in range(_TICKS)]
        self._bars = [
            _Bar(axes, place * self._row, self._width, narrow=narrow) for place in range(_SLOTS)
        ]
        for line, text in self._years:
            self.animated += [line, text]
        for bar in self._bars:
            self.animated += bar.artists

    def _year(self, axes: Axes) -> tuple[Line2D, Text]:
        line = axes.plot([0, 0], [0.06, self._bottom], color=style.RULE, lw=1, zorder=0)[0]
        text = axes.text(0, self._bottom + 0.15, "", ha="center", va="center", **_PLAIN)
        return line, text

    def show(self, cards: Sequence[Held]) -> None:  # type: ignore[override]
        """Draw the cards of a wallet, the first to end on top, and those without a day last."""
        order = sorted(cards, key=lambda one: one.last_day if one.is_known else date.max)
        days = [day for one in cards for day in _ends(one)]
        first = min(days).year if days else 2026
        last = max(days).year + 1 if days else 2027
        step = -(-(last - first) // (_TICKS - 1))
        span = (date(first, 1, 1), date(first + step * (_TICKS - 1), 1, 1))
        if step == 1:
            span = (span[0], date(last, 1, 1))
        for place, (line, text) in enumerate(self._years):
            year = first + step * place
            x = self._at(date(year, 1, 1), span)
            is_shown = x <= self._width
            line.set(xdata=[x, x], visible=is_shown)
            text.set(x=x, text=f"{year}", visible=is_shown)
        for bar, one in zip(self._bars, [*order, *[None] * _SLOTS], strict=False):
            if one is None:
                bar.hide()
            else:
                bar.show(one, self._at, span, self._letters)

    def _at(self, day: date, span: Span) -> float:
        share = (day - span[0]).days / (span[1] - span[0]).days
        return 0.25 + share * (self._width - 0.5)


class _Bar:
    """A card's time, with its name, its last day and its rule."""

    def __init__(self, axes: Axes, top: float, width: float, *, narrow: bool) -> None:
        self._narrow = narrow
        self._y = top + 0.26
        self._name = axes.text(0.1, top + 0.13, "", va="center", **_BOLD)
        self._until = axes.text(width - 0.1, top + 0.13, "", va="center", ha="right", **_PLAIN)
        self._bar = Rectangle((0, self._y), 1, 0.16, edgecolor=style.PAPER, linewidth=0)
        axes.add_patch(self._bar)
        self._marks = axes.plot([], [], "|", color=style.INK, markersize=11, mew=1.6)[0]
        self._rule = axes.text(0.1, top + 0.47, "", va="top", **_PLAIN)
        # Over the lines of the years.
        self._rule.set_bbox({"facecolor": style.PAPER, "edgecolor": "none", "pad": 1})
        self.artists = [self._bar, self._marks, self._name, self._until, self._rule]

    def hide(self) -> None:
        """No card is drawn there."""
        for artist in self.artists:
            artist.set_visible(False)

    def show(self, one: Held, at: At, span: Span, letters: int) -> None:
        """Draw a card on the line of years; one without a last day stays open."""
        for artist in self.artists:
            artist.set_visible(True)
        rule, last = card(one.card), one.last_day if one.is_known else None
        color = _LEVELS.get(rule.kind, style.NO_CARE)
        left = at(one.issued or last or span[0], span)
        self._bar.set(x=left, width=max(0.04, at(last or span[1], span) - left))
        self._bar.set(
            facecolor=color if last else "none", hatch=style.HATCHES[color] if last else ""
        )
        self._bar.set(edgecolor=style.PAPER if last else color, linewidth=0 if last else 1.4)
        self._bar.set(linestyle="solid" if last else (0, (4, 2)))
        soon = [last - timedelta(days=days) for days in renewals.REMIND_DAYS] if last else []
        self._marks.set_data([at(day, span) for day in soon], [self._y + 0.08] * len(soon))
        self._name.set_text(one.card)
        until = f"until {in_words(last)}" if last else "last day not known here"
        self._until.set_text("" if self._narrow else until)
        said = with_sign(rule.rule, rule.confidence)
        if self._narrow:  # a long name leaves no room beside it
            said = f"{until[0].upper()}{until[1:]}. {said}"
        self._rule.set_text("\n".join(textwrap.wrap(said, letters)))


def _ends(one: Held) -> tuple[date, ...]:
    """The days of a card that are known, its first before its last."""
    last = one.last_day if one.is_known else None
    return tuple(day for day in (one.issued, last) if day is not None)


def _stamp(verdict: str) -> str:
    return f"{_ZONES[verdict]} {verdict}"


def _on_card(answer: Answer, letters: int) -> tuple[str, str, str]:
    """Three lines: a long name takes the place of the issuer, whose letters it has."""
    name = textwrap.wrap(answer.card, letters - 3)
    second = name[1] if len(name) > 1 else _issuer(answer.card, letters)
    return name[0], second, _until(answer)


def _issuer(name: str, letters: int) -> str:
    """A card's issuer; by the letters it is known by where its name has no room."""
    issuer = card(name).issuer
    if len(issuer) <= letters:
        return issuer
    return next(one.short for one in issuers() if one.issuer == issuer)


def _until(answer: Answer) -> str:
    return f"until {in_words(answer.expires)}" if answer.expires else "last day not known here"


def sign(answers: Sequence[Answer], role: str, where: str) -> str:
    """What stands above the counter: the first rule that was read on a card, with its source.

    Where there is none, what is typically asked for.
    """
    first = _first(answers)
    if first:
        said = ", ".join(dict.fromkeys(map(short, first.source)))
        return f"{first.rule} ({with_sign(said, first.confidence)})"
    asked = dict.fromkeys(one.asked for one in pathway(role, where) if one.fact_id)
    typical = f" Typically asked for: {'; '.join(asked)}." if asked else ""
    return f"No rule on these cards was read for this work there.{typical}"


def reasons(answers: Sequence[Answer]) -> tuple[str, ...]:
    """Why it comes out so, card by card; with another rule than the sign has, that rule."""
    first = _first(answers)
    return tuple(
        one.why
        if one.row is None or (first and one.rule == first.rule)
        else f"{one.rule} {one.why}"
        for one in answers
    )


def _first(answers: Sequence[Answer]) -> Answer | None:
    return next((one for one in answers if one.row), None)
