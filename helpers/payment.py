"""``python -m helpers.payment IN OUT``: a file of run sheets in, the same with its levels out.

IN is a CSV file as any spreadsheet saves it, or an Excel workbook (.xlsx); its columns are those
of ``run_sheets`` in ``data/README.md`` from ``date`` to ``loaded_miles``, and ``sheet``. OUT is a
comma-separated table in UTF-8. Nothing is written where anything is wrong.
Teaching, and no advice on a bill.

Exit codes: 0 written, 1 something is wrong with a file, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from helpers.cohort.raw_tables import RawTable, read_csv
from helpers.cohort.workbook import read_xlsx
from helpers.domain.payment import NOTHING, UNDECIDED, TableError, classify_table, levels
from helpers.domain.payment.table import NEEDED, assumed
from helpers.facts.files import write

_PROMISE = "Medicare's rules, for teaching; no advice on a bill."
_ABOUT = (
    "The level of each run sheet, with its rule. Needed columns: "
    f"{', '.join(NEEDED)}; others and all words: data/README.md. {_PROMISE}"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A letter that the terminal's encoding does not have must not end what is done.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    parser = argparse.ArgumentParser(prog="python -m helpers.payment", description=_ABOUT)
    parser.add_argument("run_sheets", metavar="IN", type=Path, help="the run sheets, CSV or .xlsx")
    parser.add_argument("levels", metavar="OUT", type=Path, help="where to write, a CSV file")
    options = parser.parse_args(arguments)
    if options.run_sheets.resolve() == options.levels.resolve():
        parser.error("IN and OUT are one file; name another for OUT")
    try:
        sheets = _read(options.run_sheets)
        if sheets.problems:
            raise TableError([str(problem) for problem in sheets.problems])
        table = pd.DataFrame(sheets.columns, dtype="object")
        told = classify_table(table, sheets.file, sheets.numbers)
        write(options.levels, told.to_csv(index=False, lineterminator="\n").encode("utf-8"))
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{options.levels}: {_counted(told)}")
    if left := assumed(sheets.columns):
        print(f"Columns that are not in the file, and what was taken: {left}.")
    return 0


def _read(file: Path) -> RawTable:
    return read_xlsx(file) if file.suffix.lower() == ".xlsx" else read_csv(file)


def _counted(told: pd.DataFrame) -> str:
    """How many run sheets got which answer."""
    many = told["level"].value_counts()
    order = [one for one in (*levels(), NOTHING, UNDECIDED) if one in many.index]
    each = ", ".join(f"{many[one]} {one}" for one in order)
    return f"{len(told)} run sheet{'s' * (len(told) != 1)} ({each}). {_PROMISE}"


if __name__ == "__main__":
    sys.exit(main())
