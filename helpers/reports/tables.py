"""Pieces of a report: HTML for the page, text for everything else. Every cell is escaped."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from helpers.facts import TableView

Row = Mapping[str, str]

# Letters up to which a cell is kept on one line: dates and counts; names at the head of a row.
_SHORT, _NAME = 16, 26
# Rows and letters up to which a table is not parted between pages: a third of one at the most.
_WHOLE, _MOST_LETTERS = 9, 900
_DAY = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")  # would else be broken at a hyphen


@dataclass(frozen=True)
class Piece:
    """A part of a page in two forms; a notebook takes the one it can show."""

    html: str
    text: str

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html

    def __add__(self, other: Piece) -> Piece:
        return Piece(self.html + other.html, f"{self.text}\n\n{other.text}")


def paragraph(text: str, kind: str = "", lead: str = "") -> Piece:
    """A paragraph; ``kind`` is a class of the style sheet, ``lead`` stands out before the text."""
    bold = f"<strong>{html.escape(lead)}</strong>" if lead else ""
    return Piece(f"<p{_class(kind)}>{bold}{html.escape(text)}</p>", lead + text)


def listed(items: Iterable[str]) -> Piece:
    """Sentences as a list."""
    found = list(items)
    lines = "".join(f"<li>{html.escape(item)}</li>" for item in found)
    return Piece(f"<ul>{lines}</ul>", "\n".join(f"- {item}" for item in found))


def lines_to_sign(words: Sequence[str]) -> Piece:
    """A line for each of some people to write on."""
    lines = "".join(f"<li>{html.escape(word)}</li>" for word in words)
    return Piece(
        f'<ul class="sign" aria-label="To be signed">{lines}</ul>',
        "\n".join(f"{word}: ______________" for word in words),
    )


def heading(text: str, level: int) -> Piece:
    """A heading of a level from 1 to 6."""
    return Piece(f"<h{level}>{html.escape(text)}</h{level}>", text)


def in_halves(piece: Piece) -> Piece:
    """A long and narrow piece, which stands in two columns on paper."""
    return Piece(f'<div class="halves">{piece.html}</div>', piece.text)


def joined(pieces: Iterable[Piece]) -> Piece:
    """Pieces one below the other."""
    found = list(pieces)
    return Piece("".join(p.html for p in found), "\n\n".join(p.text for p in found))


def table(
    rows: Sequence[Row],
    caption: str,
    *,
    numbers: Collection[str] = (),
    kinds: Sequence[str] = (),
    keep: Collection[str] = (),
    quiet: bool = False,
) -> Piece:
    """Rows as a table with a caption; the first column heads each row.

    Columns without any content are left out.

    Args:
        numbers: columns that are set to the right.
        kinds: a class of the style sheet for each row.
        keep: columns that stay even without content.
        quiet: whether the caption is only for those who cannot see that a heading says the same.
    """
    if not rows:
        return Piece("", "")
    names = [name for name in rows[0] if name in keep or any(row[name] for row in rows)]
    head = "".join(_cell("th", name, name in numbers, "col") for name in names)
    lines = [_line(row, names, numbers) for row in rows]
    body = "".join(
        f"<tr{_class(kind)}>{line}</tr>"
        for line, kind in zip(lines, kinds or [""] * len(rows), strict=True)
    )
    letters = sum(len(row[name]) for row in rows for name in names)
    short = _class("short" if len(rows) <= _WHOLE and letters <= _MOST_LETTERS else "")
    title = f"<caption{_class('quiet' if quiet else '')}>{html.escape(caption)}</caption>"
    text = TableView([{name: row[name] for name in names} for row in rows], caption)
    return Piece(
        f"<table{short}>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>",
        repr(text),
    )


def _line(row: Row, names: Sequence[str], numbers: Collection[str]) -> str:
    first, *others = names
    cells = "".join(_cell("td", row[name], name in numbers) for name in others)
    return _cell("th", row[first], first in numbers, "row") + cells


def _cell(tag: str, text: str, number: bool, scope: str = "") -> str:
    heads = f' scope="{scope}"' if scope else ""
    whole = len(text) <= (_NAME if scope == "row" else _SHORT)
    kinds = " ".join(["number"] * number + ["whole"] * whole)
    shown = _DAY.sub(r'<span class="whole">\g<0></span>', html.escape(text))
    return f"<{tag}{heads}{_class(kinds)}>{shown}</{tag}>"


def _class(name: str) -> str:
    return f' class="{html.escape(name)}"' if name else ""
