"""Imported once, in the process that the others are copies of: everything a report needs.

It makes a small page of a small notebook, so that what is read at the first use (the templates of
the page, the fonts, the questions) is there as well.
"""

# ruff: noqa: E402 - what must not be imported is said before anything is
from __future__ import annotations

import contextlib
import gc
import sys

# jsonschema would read the whole grammar of web addresses, where it is installed. That takes half
# of the time until the first report, and no notebook is held against it.
_GRAMMAR = "rfc3987_syntax"
sys.modules.setdefault(_GRAMMAR, None)  # type: ignore[arg-type]

from nbformat.v4 import new_code_cell, new_notebook

from helpers.course.questions import bank
from helpers.facts import load
from helpers.figures import cohort as pictures
from helpers.reports import build, managed, opening, sections, shell
from helpers.reports.page import page

if sys.modules[_GRAMMAR] is None:
    del sys.modules[_GRAMMAR]

# Named, so that nothing here looks unused: importing them is what this module is for.
LOADED = (build, managed, opening, pictures, sections)


def _warm() -> None:
    bank()
    for name in ("lessons", "sources", "training_hours"):
        load(name)
    notebook = new_notebook(cells=[new_code_cell("1")])
    with shell.fresh() as running:
        running.run(notebook.cells[0])
    page(notebook, "warm", "0" * 64, hidden=False)


# What fails here fails in a report again, and is told there.
with contextlib.suppress(Exception):
    _warm()
gc.collect()
gc.freeze()
