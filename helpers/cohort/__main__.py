"""The command line of the cohorts: ``python -m helpers.cohort collect FILE… --into COHORT``.

Exit codes: 0 everything was collected, 1 some file was not, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from helpers.cohort.collect import Collected, collect


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; its exit code."""
    parser = argparse.ArgumentParser(prog="python -m helpers.cohort")
    commands = parser.add_subparsers(required=True)
    gather = commands.add_parser(
        "collect", help="gather exported answers into a cohort; again and again, if you like"
    )
    gather.add_argument("files", nargs="+", type=Path, metavar="FILE", help="an answers.csv")
    gather.add_argument("--into", required=True, metavar="COHORT", help="its name or folder")
    options = parser.parse_args(arguments)
    try:
        done = collect(options.files, options.into)
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return _report(options.files, done)


def _report(files: Sequence[Path], done: Collected) -> int:
    for name in dict.fromkeys(map(str, files)):
        if name in {problem.file for problem in done.problems}:
            print(f"{name}: nothing was collected", file=sys.stderr)
        else:
            added, known = done.added.get(name, 0), done.known.get(name, 0)
            print(f"{name}: {added} answers collected, {known} were there already")
    for line in done.conflicts:
        print(line)
    for problem in done.problems:
        print(problem, file=sys.stderr)
    return 1 if done.problems else 0


if __name__ == "__main__":
    sys.exit(main())
