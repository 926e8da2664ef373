"""Whether a report may name anybody, decided once, and what may be said where it may not.

The decision comes before anything is read of the class but cohort.toml. Where it cannot be
known what the class asks for, names are hidden: shown by mistake, they cannot be taken back.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from helpers import cohort
from helpers.cohort import Problem
from helpers.cohort.about import FILE, read_about
from helpers.cohort.folder import contents, leaves_folder
from helpers.cohort.formats import FORMATS, INSTRUCTOR_KEYS, KEYS

_KEPT_BACK = "look at this place; what was read there is kept back, since names are hidden"


def names_hidden(folder: Path, asked: bool) -> bool:
    """Whether pseudonyms stand in the place of names.

    Args:
        asked: by an option of the command or a parameter of the notebook.

    Returns:
        True as well where the class's cohort.toml asks for it, or cannot be read.
    """
    if asked:
        return True
    try:
        files = [file for file in contents(folder)[0] if file.name.lower() == FILE]
    except OSError:
        return True
    if len(files) != 1 or leaves_folder(files[0]):
        return True
    about, _ = read_about(files[0])
    return about is None or about.pseudonyms


def tellable(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems in letters that can be written: a file's name need not be UTF-8."""
    return tuple(
        replace(one, file=written(one.file), remedy=written(one.remedy), hint=written(one.hint))
        for one in problems
    )


def written(text: str) -> str:
    """Some text with what is no UTF-8 written as its code."""
    return text.encode("utf-8", "backslashreplace").decode()


def without_contents(problems: Iterable[Problem], cohort_id: str) -> tuple[Problem, ...]:
    """Problems without anything that was read: no cell, no heading, no name of a strange file.

    Args:
        cohort_id: the folder's name, which is no secret.
    """
    names = {f"{form.name}{end}" for form in FORMATS for end in (".csv", ".xlsx")}
    return tuple(_bare(problem, {FILE, cohort_id, *names}) for problem in problems)


def _bare(problem: Problem, files: set[str]) -> Problem:
    known = problem.file in files or problem.file.lower() in files
    # In a roster without headings its first learner stands in their place.
    column = problem.column if problem.column in _columns() else None
    remedy = problem.remedy if problem.remedy in _sentences() else _KEPT_BACK
    return Problem(problem.file if known else "another file", remedy, problem.row, column)


@functools.cache
def _columns() -> frozenset[str]:
    tables = (column for form in FORMATS for column in form.columns)
    return frozenset(column.name for column in (*tables, *KEYS, *INSTRUCTOR_KEYS))


@functools.cache
def _sentences() -> frozenset[str]:
    """The sentences that stand in the code which reads a class: they hold nothing of its files."""
    code = (file.read_bytes() for file in Path(cohort.__file__).parent.glob("*.py"))
    nodes = (node for source in code for node in ast.walk(ast.parse(source)))
    texts = (node.value for node in nodes if isinstance(node, ast.Constant))
    return frozenset(text for text in texts if isinstance(text, str) and " " in text)
