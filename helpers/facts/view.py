"""A table as a reader sees it: chosen columns in words, as text and as HTML."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Mapping, Sequence

import pandas as pd

Rows = Sequence[Mapping[str, str]]

_NOTE_WIDTH = 100
_TEXT_WIDTH = 44  # characters a cell may take in the text form before it is folded


class TableView:
    """Rows of text. A notebook shows the HTML form; a page without one, and nbval, the text.

    Args:
        rows: text by heading.
        caption: what the table is, one sentence above it.
        note: what is said below it, such as the sources.
    """

    def __init__(self, rows: Rows, caption: str = "", note: str = "") -> None:
        self.rows, self.caption, self.note = [dict(row) for row in rows], caption, note

    def __repr__(self) -> str:
        note = textwrap.fill(self.note, _NOTE_WIDTH, break_long_words=False)
        return "\n".join(filter(None, (self.caption, _text(self.rows), note and f"\n{note}")))

    def _repr_html_(self) -> str:
        note = f"<p><small>{html.escape(self.note)}</small></p>" if self.note else ""
        return html_table(self.rows, self.caption) + note


def view(table: pd.DataFrame, columns: Mapping[str, str], caption: str = "") -> TableView:
    """The named columns of a table under readable names, in the order given.

    A table of facts names the sources of its rows below it, unless they are a column.

    Args:
        columns: the heading a reader sees, by column name.
        caption: what the table is, one sentence.
    """
    rows = [
        {heading: as_text(row[name]) for name, heading in columns.items()}
        for row in table.to_dict("records")
    ]
    return TableView(rows, caption, "" if "source" in columns else _sources(table))


def _sources(table: pd.DataFrame) -> str:
    """Where the rows come from: the original works, and what was read instead of them."""
    read, seen = _keys(table, "source"), _keys(table, "via")
    parts = [f"Sources: {', '.join(read)}" if read else "", f"seen in {', '.join(seen)}"]
    return f"{'; '.join(parts[: 1 + bool(seen)])}." if read else ""


def _keys(table: pd.DataFrame, column: str) -> list[str]:
    cells = [] if column not in table else list(table[column])
    keys = [key for cell in cells for key in (cell if isinstance(cell, tuple) else (cell,))]
    return list(dict.fromkeys(key for key in map(as_text, keys) if key))


def as_text(value: object) -> str:
    """A cell as a reader expects it: no NaN, no ``5.0``, lists joined by commas."""
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.10g}"
    return f"{value:,}" if isinstance(value, int) and value >= 10_000 else str(value)


def html_table(rows: Rows, caption: str = "") -> str:
    """Rows of text as an HTML table; every cell is escaped, nothing in it is ever run."""
    if not rows:
        return "<p>Nothing fits.</p>"
    title = f"<caption>{html.escape(caption)}</caption>" if caption else ""
    head = "".join(_html_cell("th", name, ' scope="col"') for name in rows[0])
    lines = ("".join(_html_cell("td", cell) for cell in row.values()) for row in rows)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _html_cell(tag: str, text: str, attributes: str = "") -> str:
    # JupyterLab sets tables to the right; words read better from the left.
    return f'<{tag}{attributes} style="text-align:left">{html.escape(text)}</{tag}>'


def _text(rows: Rows) -> str:
    if not rows:
        return "Nothing fits."
    folded = [dict(zip(rows[0], rows[0], strict=True)), *rows]
    cells = [[textwrap.wrap(c, _TEXT_WIDTH) or [""] for c in row.values()] for row in folded]
    widths = [max(len(line) for row in cells for line in row[i]) for i in range(len(rows[0]))]
    lines: list[str] = []
    for row in cells:
        for n in range(max(map(len, row))):
            parts = [
                (c[n] if n < len(c) else "").ljust(w) for c, w in zip(row, widths, strict=True)
            ]
            lines.append("  ".join(parts).rstrip())
    rule = "  ".join("-" * width for width in widths)
    head = max(len(cell) for cell in cells[0])
    return "\n".join([*lines[:head], rule, *lines[head:]])
