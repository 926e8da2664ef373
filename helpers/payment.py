"""``python -m helpers.payment IN OUT``: a file of run sheets in, the same with its levels out.

IN is a CSV file as any spreadsheet saves it; its columns are those of ``run_sheets`` in
``data/README.md`` from ``date`` to ``loaded_miles``, and ``sheet``. OUT is a comma-separated table
in UTF-8. Nothing is written where anything is wrong.
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

from helpers.cohort.raw_tables import read_csv
from helpers.domain.payment import TableError, classify_table
from helpers.facts.files import write


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A letter that the terminal's encoding does not have must not end what is done.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    parser = argparse.ArgumentParser(prog="python -m helpers.payment")
    parser.add_argument("run_sheets", metavar="IN", type=Path, help="the run sheets, a CSV file")
    parser.add_argument("levels", metavar="OUT", type=Path, help="where to write, a CSV file")
    options = parser.parse_args(arguments)
    if options.run_sheets.resolve() == options.levels.resolve():
        parser.error("IN and OUT are one file; name another for OUT")
    try:
        sheets = read_csv(options.run_sheets)
        if sheets.problems:
            raise TableError([str(problem) for problem in sheets.problems])
        table = pd.DataFrame(sheets.columns, dtype="object")
        told = classify_table(table, sheets.file, sheets.numbers)
        write(options.levels, told.to_csv(index=False, lineterminator="\n").encode("utf-8"))
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{options.levels}: {len(told)} run sheets")
    return 0


if __name__ == "__main__":
    sys.exit(main())
