"""From rows of text to a typed table, by the description of a format."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from helpers.cohort.cell_values import TEXTS, parse
from helpers.cohort.column import Column
from helpers.cohort.formats import Format
from helpers.cohort.problems import Problem, Wrong
from helpers.cohort.raw_tables import RawTable
from helpers.facts.nearest import nearest

_DTYPES = {
    "number": "float64",
    "hours": "float64",
    "integer": "Int64",
    "moment": "datetime64[us, UTC]",
}


def typed(sheet: RawTable, form: Format) -> tuple[pd.DataFrame, list[Problem]]:
    """The table that a sheet holds, and everything that is wrong in it.

    Returns:
        One row a row of the file, with the file's own row numbers as index. Dates are
        ``datetime.date``, moments UTC timestamps, text is text; what is empty or could not be
        read is missing.
    """
    problems = [*sheet.problems, *_header_problems(sheet, form)]
    columns = {}
    for column in form.columns:
        texts = sheet.columns.get(column.name)
        if texts is None:  # an optional column; a required one is told as missing
            nothing = "" if column.kind in TEXTS and not column.required else None
            values: list[object] = [nothing] * len(sheet.numbers)
        else:
            values, wrong = _parsed(sheet, column, texts)
            problems += wrong
        columns[column.name] = pd.Series(values, dtype=_DTYPES.get(column.kind, "object"))
    return pd.DataFrame(columns).set_axis(pd.Index(sheet.numbers, name="row")), problems


def empty(form: Format) -> pd.DataFrame:
    """The table of a file that is not there."""
    sheet = RawTable(form.name, [], {column.name: [] for column in form.columns})
    return typed(sheet, form)[0]


def _parsed(
    sheet: RawTable, column: Column, texts: Sequence[str]
) -> tuple[list[object], list[Problem]]:
    """Each distinct text is read once: a file of 100,000 rows holds few of them."""
    values: dict[str, object] = {}
    wrong: dict[str, Wrong] = {}
    for text in dict.fromkeys(texts):
        try:
            values[text] = parse(text, column)
        except Wrong as error:
            wrong[text] = error
    problems = [
        Problem(sheet.file, wrong[text].remedy, row, column.name, text, wrong[text].hint)
        for row, text in zip(sheet.numbers, texts, strict=True)
        if text in wrong
    ]
    return [values.get(text) for text in texts], problems


def _header_problems(sheet: RawTable, form: Format) -> list[Problem]:
    names = [column.name for column in form.columns]
    missing = [c.name for c in form.columns if c.required and c.name not in sheet.columns]
    problems = []
    for name in sheet.columns:
        if name not in names:
            near = nearest(name, [other for other in names if other not in sheet.columns])
            hint = f"did you mean {near}?" if near else f"known are {', '.join(names)}"
            remedy = "this column is not known; rename it or take it out"
            problems.append(Problem(sheet.file, remedy, 1, name, name, hint))
            missing = [other for other in missing if other != near]  # told once, not twice
    for name in missing:
        problems.append(Problem(sheet.file, "this column is missing; add it", 1, name))
    return problems
