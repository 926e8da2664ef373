"""The facts of the curriculum: read, checked and cited from the tables in ``data/``.

``load("survival_models")`` gives a checked table, ``records("survival_models", Model)`` its rows
as instances of a dataclass, and ``cite("LARSEN1993")`` a reference in words.
Whatever is wrong with a table is a :class:`FactError` that names file, row and column.
"""

from helpers.facts.citation import (
    SIGNS,
    cite,
    confidence_legend,
    explained,
    short,
    sign_legend,
    sources_of,
    weakest,
    with_sign,
)
from helpers.facts.dictionary import dictionary
from helpers.facts.errors import FactError
from helpers.facts.loader import checked, faults, load, table_names
from helpers.facts.location import data_dir
from helpers.facts.package import data_package
from helpers.facts.records import records
from helpers.facts.schema import Field, Schema, read_schema
from helpers.facts.view import TableView, fact_table, html_table, note_of, signed, table_view, view

__all__ = [
    "SIGNS",
    "FactError",
    "Field",
    "Schema",
    "TableView",
    "checked",
    "cite",
    "confidence_legend",
    "data_dir",
    "data_package",
    "dictionary",
    "explained",
    "fact_table",
    "faults",
    "html_table",
    "load",
    "note_of",
    "read_schema",
    "records",
    "short",
    "sign_legend",
    "signed",
    "sources_of",
    "table_names",
    "table_view",
    "view",
    "weakest",
    "with_sign",
]
