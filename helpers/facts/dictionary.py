"""The dictionary of all tables, written from their schemas so that it cannot drift."""

from __future__ import annotations

from pathlib import Path

from helpers.facts.citation import confidence_legend
from helpers.facts.loader import load, table_names
from helpers.facts.location import data_dir
from helpers.facts.schema import ANY, COMMON, Field, ForeignKey, Schema, read_schema

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

The tables are a Data Package: `datapackage.json`, written by the same command, describes \
them in the words of the standard [Table Schema](https://specs.frictionlessdata.io/table-schema/), \
and any program that knows it can read and check them (`frictionless validate \
data/datapackage.json`). Six properties are ours, because the standard cannot say them; only \
`helpers.facts` checks these:

| property | of | meaning |
|---|---|---|
| `facts` | a table | Whether it has the columns of a fact, named above; in a schema alone. |
| `uniqueKeys` | a table | Combinations of columns that may stand only once. |
| `rising` | a table | Two or three columns whose values must not decrease along a row. |
| `references` | a list | `table.column` where each item stands; `*`: any table of facts. |
| `choices` | a list | The items that may stand in it. |
| `views` | a table | Rows and columns under a name, as a lesson shows them; in a schema alone. |

A fact of several rows, `E02-1` and `E02-2`, is also named by what they share: `E02`.
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
    own = [one for one in schema.fields if not schema.is_facts or one.name not in COMMON]
    lines = [f"## {schema.title}", ""]
    lines += [f"`{schema.name}.csv`, {rows:,} rows. {schema.description}", ""]
    lines += ["| column | type | meaning |", "|---|---|---|"]
    lines += [f"| `{one.name}` | {_type(one)} | {_escape(one.description)} |" for one in own]
    keys = "".join(f"\n{_leads(key)}\n" for key in schema.foreign_keys)
    return "\n".join(lines) + "\n" + keys


def _leads(key: ForeignKey) -> str:
    return f"`{', '.join(key.fields)}` stands in `{key.table}.csv` as `{', '.join(key.to)}`."


def _type(field: Field) -> str:
    text = field.type
    if field.type == "boolean":
        text += f": {' or '.join((*field.true_values, *field.false_values))}"
    if field.enum or field.choices:
        text += " of: " if field.choices else ", one of: "
        text += ", ".join(field.enum or field.choices)
    if field.references:
        table, column = field.references
        text += f" of `{column}`" + (f" in `{table}.csv`" if table != ANY else "")
    if field.minimum is not None or field.maximum is not None:
        text += f" ({_bound(field.minimum)} to {_bound(field.maximum)})"
    return _escape(text + (", required" if field.required else ""))


def _bound(value: float | None) -> str:
    return "any" if value is None else f"{value:g}"


def _escape(text: str) -> str:
    return text.replace("|", "\\|")
