"""The tables as a Data Package: ``datapackage.json``, for readers other than this project.

It is written from the schemas and repeats them in the words of the standard
(https://specs.frictionlessdata.io/data-package/), so that it cannot drift.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from helpers.facts.loader import table_names
from helpers.facts.location import data_dir
from helpers.facts.schema import Field, ForeignKey, Schema, read_schema

Node = dict[str, object]

_LICENSE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


def data_package(folder: Path | None = None) -> str:
    """The whole text of ``data/datapackage.json``."""
    folder = folder or data_dir()
    package: Node = {
        "name": "life-support-curriculum",
        "title": "The tables of the life support curriculum",
        "profile": "data-package",
        "licenses": [_LICENSE],
        "resources": [
            _resource(read_schema(folder / "schemas" / f"{name}.toml"))
            for name in table_names(folder)
        ],
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _resource(schema: Schema) -> Node:
    return {
        "name": schema.name,
        "title": schema.title,
        "description": schema.description,
        "path": f"{schema.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": dict(_schema(schema)),
    }


def _schema(schema: Schema) -> Iterator[tuple[str, object]]:
    yield "fields", [dict(_field(one)) for one in schema.fields]
    yield "missingValues", [""]
    if schema.primary_key:
        yield "primaryKey", list(schema.primary_key)
    if schema.unique_keys:
        yield "uniqueKeys", [list(group) for group in schema.unique_keys]
    if schema.foreign_keys:
        yield "foreignKeys", [_foreign_key(key, schema) for key in schema.foreign_keys]
    if schema.rising:
        yield "rising", [list(group) for group in schema.rising]


def _foreign_key(key: ForeignKey, schema: Schema) -> Node:
    # The standard leaves the name empty where a key leads to its own table.
    table = "" if key.table == schema.name else key.table
    return {"fields": list(key.fields), "reference": {"resource": table, "fields": list(key.to)}}


def _field(field: Field) -> Iterator[tuple[str, object]]:
    yield "name", field.name
    yield "type", field.type
    for name, text in (("title", field.title), ("description", field.description)):
        if text:
            yield name, text
    if field.type == "boolean":
        yield "trueValues", list(field.true_values)
        yield "falseValues", list(field.false_values)
    if field.type == "list":
        yield "delimiter", field.delimiter
    if field.choices:
        yield "choices", list(field.choices)
    if field.references:
        yield "references", ".".join(field.references)
    constraints = dict(_constraints(field))
    if constraints:
        yield "constraints", constraints


def _constraints(field: Field) -> Iterator[tuple[str, object]]:
    if field.required:
        yield "required", True
    if field.unique:
        yield "unique", True
    if field.minimum is not None:
        yield "minimum", field.minimum
    if field.maximum is not None:
        yield "maximum", field.maximum
    if field.enum:
        yield "enum", list(field.enum)
    if field.pattern:
        yield "pattern", field.pattern
