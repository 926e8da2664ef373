"""Files of a folder that look like a cohort's and are not read, with what to do about each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from helpers.cohort.about import FILE
from helpers.cohort.formats import FORMATS, Format
from helpers.cohort.problems import Problem
from helpers.facts.nearest import nearest

_TEXTS = (".csv", ".tsv", ".tab", ".txt")  # what the reader of CSV takes under the name of CSV
_WORKBOOKS = (".xls", ".xlsm", ".xlsb", ".xltx", ".ods", ".fods", ".ots", ".numbers", ".gsheet")
_PACKED = (".gz", ".zip", ".bz2", ".xz", ".7z", ".zst")
# What a browser or a person adds to the name of one more copy.
_COPY = re.compile(
    r"(^copy of |[ _.-]*\(\d+\)|[ _-]+(copy|kopie|copia|copie|final|new|old|v?\d+)\b)+",
    re.IGNORECASE,
)
#: The table, beside those of a cohort, of what logs of shifts brought; see ``imports.earlier``.
IMPORTED = "imported"
_FORMS = {form.name: form for form in FORMATS}


def known_names() -> tuple[str, ...]:
    """The names of the files that a cohort may have."""
    return (FILE, *(name for form in FORMATS for name in names_of(form)), f"{IMPORTED}.csv")


def names_of(form: Format) -> tuple[str, ...]:
    """The names that the file of a table may have."""
    return (f"{form.name}.csv", f"{form.name}.xlsx") if form.xlsx else (f"{form.name}.csv",)


def is_table(name: str) -> bool:
    """Whether a file's name, in lower case, ends as those of tables and settings do."""
    return bool(_endings(name))


def strangers(paths: Iterable[Path]) -> tuple[list[Problem], list[Problem]]:
    """Problems for files that look like a cohort's, and notes for other tables."""
    problems, notes = [], []
    for path in paths:
        name = path.name.lower()
        if name in known_names() or name.startswith((".", "~$")):
            continue
        endings = _endings(name)
        if not endings:
            continue
        if meant := _meant(name.removesuffix("".join(endings)), endings):
            problems.append(_advice(path.name, endings, meant))
        else:
            notes.append(Problem(path.name, "this file is not part of a cohort and is not read"))
    return problems, notes


def _endings(name: str) -> list[str]:
    """The endings of a name, such as ``.csv`` and ``.gz``, if they are those of tables."""
    tables = (*_TEXTS, ".xlsx", *_WORKBOOKS, ".toml")
    suffixes = Path(name).suffixes[-2:]
    if not suffixes:
        return []
    if suffixes[-1] in _PACKED:
        inner = suffixes[:-1] if suffixes[0] in tables else []
        return [*inner, suffixes[-1]]
    return suffixes[-1:] if suffixes[-1] in tables else []


def _meant(stem: str, endings: list[str]) -> str:
    """The name of the table, or ``cohort``, that a file was probably meant to be."""
    names = ["cohort"] if endings[0] == ".toml" else list(_FORMS)
    bare = " ".join(_COPY.sub(" ", stem).split()).strip(" _-.")
    return nearest(bare, names, alike=0.75)


def _advice(name: str, endings: list[str], meant: str) -> Problem:
    """What to do with a file, so that it can be read afterwards."""
    if meant == "cohort":
        return Problem(name, _RENAME, hint=f"was {FILE} meant?")
    right = names_of(_FORMS[meant])
    ending = endings[-1]
    if ending in _PACKED:
        remedy = "this file is packed and not read; unpack it"
    elif ending in _TEXTS or f"{meant}{ending}" in right:
        right = (f"{meant}{ending}",) if ending == ".xlsx" else right[:1]
        remedy = _RENAME
    elif _FORMS[meant].xlsx:
        remedy = "this kind of file is not read; open it and save it as XLSX or CSV UTF-8"
    else:
        remedy = "this kind of file is not read; open it and save it as CSV UTF-8"
    return Problem(name, remedy, hint=f"was {' or '.join(right)} meant?")


_RENAME = "this file is not read; rename it, or take it out if it is a copy"
