"""The facts of the curriculum: read, checked and cited from the tables in ``data/``.

``load("survival_models")`` gives a checked table, ``records("survival_models", Model)`` its rows
as instances of a dataclass, and ``cite("LARSEN1993")`` a reference in words.
Whatever is wrong with a table is a :class:`FactError` that names file, row and column.
"""

from helpers.facts.citation import cite, confidence_legend, sources_of
from helpers.facts.dictionary import dictionary
from helpers.facts.errors import FactError
from helpers.facts.loader import load, table_names
from helpers.facts.places import data_dir
from helpers.facts.records import records
from helpers.facts.schema import Column, Schema, read_schema
from helpers.facts.view import TableView, html_table, view

__all__ = [
    "Column",
    "FactError",
    "Schema",
    "TableView",
    "cite",
    "confidence_legend",
    "data_dir",
    "dictionary",
    "html_table",
    "load",
    "read_schema",
    "records",
    "sources_of",
    "table_names",
    "view",
]
