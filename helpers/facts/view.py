"""A table as a reader sees it: chosen columns in words, as text and as HTML."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from helpers.facts import selection
from helpers.facts.cell_values import as_text
from helpers.facts.citation import explained, in_words, sources_of, with_sign
from helpers.facts.errors import FactError
from helpers.facts.loader import checked, load
from helpers.facts.nearest import known

Rows = Sequence[Mapping[str, str]]

_NOTE_WIDTH = 100
_TEXT_WIDTH = 44  # characters a cell may take in the text form before it is folded


class TableView:
    """Rows of text. A notebook shows the HTML form; a page without one, and nbval, the text.

    Args:
        rows: text by heading.
        caption: what the table is, one sentence above it.
        note: what is said below it, such as the sources, one line or more.
        sources: the keys of the works behind it, which an output carries unseen, so that the
            lesson's list of sources is complete.
    """

    def __init__(
        self, rows: Rows, caption: str = "", note: str = "", sources: Iterable[str] = ()
    ) -> None:
        self.rows, self.caption, self.note = [dict(row) for row in rows], caption, note
        self.sources = tuple(sources)

    def __repr__(self) -> str:
        lines = (
            textwrap.fill(line, _NOTE_WIDTH, break_long_words=False)
            for line in self.note.splitlines()
        )
        note = "\n".join(lines)
        return "\n".join(filter(None, (self.caption, _text(self.rows), note and f"\n{note}")))

    def _repr_html_(self) -> str:
        lines = "<br>".join(html.escape(line) for line in self.note.splitlines())
        return html_table(self.rows, self.caption) + (
            f"<p><small>{lines}</small></p>" * bool(lines)
        )

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, str], dict[str, object]]:
        data = {"text/plain": repr(self), "text/html": self._repr_html_()}
        return data, {"text/html": {"sources": list(self.sources)}} if self.sources else {}


def view(table: str, name: str, *, folder: Path | None = None) -> TableView:
    """The rows and columns of a table that its schema has under a name.

    Args:
        table: the table's name, for example ``"recognition"``.
        name: the view's name, for example ``"choking"``.
        folder: where the tables are; by default the project's ``data/``.

    Raises:
        FactError: for an unknown table or view; the nearest is named.
    """
    views = {one.name: one for one in checked(table, folder).schema.views}
    try:
        found = views[known(name, views, f"view of {table}")]
    except ValueError as error:
        raise FactError(str(error), file=f"{table}.toml") from None
    rows = load(table, folder).iloc[list(selection.places(found, checked(table, folder)))]
    return table_view(rows, dict(found.columns), found.caption)


def table_view(table: pd.DataFrame, columns: Mapping[str, str], caption: str = "") -> TableView:
    """The named columns of a table under readable names, in the order given.

    What is in doubt in a table of facts is said by a sign behind the first cell of its row; below
    stand what the signs mean and the sources in words.

    Args:
        columns: the heading a reader sees, by column name.
        caption: what the table is, one sentence.
    """
    rows = [
        {heading: as_text(row[name]) for name, heading in columns.items()}
        for row in table.to_dict("records")
    ]
    facts = table.assign(confidence="") if "confidence" not in table else table
    return fact_table(rows, facts, caption)


def fact_table(
    rows: Rows,
    facts: pd.DataFrame,
    caption: str = "",
    *,
    marks: Sequence[str] | None = None,
    note: str = "",
) -> TableView:
    """Rows that say in other words what some facts say, with their signs and sources.

    Args:
        rows: text by heading.
        facts: the rows of facts behind them, with ``source``, ``via`` and ``confidence``.
        marks: the confidence of each row; by default there is a fact for each.
        note: what else is said below.
    """
    shown = signed(rows, list(facts["confidence"]) if marks is None else marks)
    lines = "\n".join(filter(None, (note, note_of(facts))))
    return TableView(shown, caption, lines, sources_of(facts))


def signed(rows: Rows, marks: Sequence[str]) -> list[dict[str, str]]:
    """Rows with the sign of its doubt behind the first cell of each.

    Args:
        marks: the confidence of each row; none, where nothing is said of any.
    """
    found = [dict(row) for row in rows]
    for row, mark in zip(found, marks, strict=False):
        for first in tuple(row)[:1]:
            row[first] = with_sign(row[first], mark)
    return found


def note_of(table: pd.DataFrame) -> str:
    """What stands below rows of facts: the signs that occur in them, and their sources."""
    marks = table.get("confidence", ())
    return "\n".join(filter(None, (explained(marks), in_words(table))))


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
