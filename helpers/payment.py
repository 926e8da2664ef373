"""``python -m helpers.payment IN OUT``: a file of run sheets in, the same with its levels out.

Both are comma-separated tables in UTF-8; the columns are those of ``run_sheets`` in
``data/README.md`` from ``sheet`` to ``loaded_miles``. Nothing is written where anything is wrong.
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

from helpers.domain.payment import classify_table
from helpers.facts.csv_rows import read_rows
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
        header, rows = read_rows(options.run_sheets)
        table = pd.DataFrame([cells for _, cells in rows], columns=header, dtype="object")
        numbers = [number for number, _ in rows]
        told = classify_table(table, options.run_sheets.name, numbers)
        write(options.levels, told.to_csv(index=False, lineterminator="\n").encode("utf-8"))
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{options.levels}: {len(told)} run sheets")
    return 0


if __name__ == "__main__":
    sys.exit(main())
