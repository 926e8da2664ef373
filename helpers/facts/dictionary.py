"""The dictionary of all tables, written from their schemas so that it cannot drift."""

from __future__ import annotations

from pathlib import Path

from helpers.facts.citation import confidence_legend
from helpers.facts.loader import load, table_names
from helpers.facts.places import data_dir
from helpers.facts.schema import Column, Schema, read_schema

_INTRODUCTION = """\
# The tables

Every number in the lessons stands in one of these tables, with its source and with a mark \
that says how far it can be trusted. This page is written by `make notebooks` from \
`data/schemas/`; change a schema, not this page.

`confidence` says how a row is known: {legend}

Each table of facts also has `fact_id` (first) and `source`, `via`, `confidence`, \
`reviewed_by`, `reviewed_on` (last). `source` names the original work, `via` the page that \
repeats it where the original was not read. `reviewed_by` stays empty until a clinician has \
checked the row.
"""


def dictionary(folder: Path | None = None) -> str:
    """The whole text of ``data/README.md`` up to its hand-written part on cohorts."""
    folder = folder or data_dir()
    parts = [_INTRODUCTION.format(legend=confidence_legend())]
    for name in table_names(folder):
        schema = read_schema(folder / "schemas" / f"{name}.toml")
        parts.append(_section(schema, len(load(name, folder))))
    return "\n".join(parts)


def _section(schema: Schema, rows: int) -> str:
    own = [c for c in schema.columns if not schema.is_facts or c.name not in _COMMON]
    lines = [f"## {schema.title}", "", f"`{schema.name}.csv`, {rows} rows. {schema.about}", ""]
    lines += ["| column | kind | meaning |", "|---|---|---|"]
    lines += [f"| `{c.name}` | {_kind(c)} | {_escape(c.about)} |" for c in own]
    return "\n".join(lines) + "\n"


def _kind(column: Column) -> str:
    text = column.kind
    if column.choices:
        text += ": " + ", ".join(column.choices)
    if column.least is not None or column.greatest is not None:
        text += f" ({_bound(column.least)} to {_bound(column.greatest)})"
    return _escape(text + (", required" if column.required else ""))


def _bound(value: float | None) -> str:
    return "any" if value is None else f"{value:g}"


def _escape(text: str) -> str:
    return text.replace("|", "\\|")


_COMMON = {"fact_id", "source", "via", "confidence", "reviewed_by", "reviewed_on"}
