"""The command line of the cohorts: ``python -m helpers.cohort collect FILE… --into COHORT``.

A star or a ``~`` that a shell hands over as it is means what it means elsewhere.
Exit codes: 0 everything was collected, 1 some file was not, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import glob
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from helpers.cohort.collect import Collected, collect
from helpers.cohort.forget_command import add_forget, run_forget


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A letter that the terminal's encoding does not have must not end what is done.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    parser = argparse.ArgumentParser(prog="python -m helpers.cohort")
    commands = parser.add_subparsers(required=True)
    gather = commands.add_parser(
        "collect", help="gather exported answers into a cohort; again and again, if you like"
    )
    gather.add_argument("files", nargs="+", metavar="FILE", help="an answers.csv, or answers-*.csv")
    gather.add_argument("--into", required=True, metavar="COHORT", help="its name or folder")
    gather.add_argument(
        "--several", action="store_true", help="a file may hold the answers of several learners"
    )
    add_forget(commands)
    options = parser.parse_args(arguments)
    try:
        if "learner" in options:
            return run_forget(options)
        files = [file for name in options.files for file in _files(name)]
        done = collect(files, _home(options.into), options.several)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(error, file=sys.stderr)
        return 1
    return _report(files, done)


def _files(name: str) -> list[Path]:
    """The files that an argument means; a file that really has a star in its name comes first.

    Raises:
        ValueError: where a pattern fits no file.
    """
    path = _home(name)
    if path.exists() or not glob.has_magic(name):
        return [path]
    found = sorted(map(Path, glob.glob(str(path))))
    if not found:
        raise ValueError(f"no file fits {name!r}; look at the folder's name and the ending")
    return found


def _home(name: str) -> Path:
    """The path, a ``~`` at its beginning read as the home.

    Raises:
        ValueError: where there is no such home.
    """
    try:
        return Path(name).expanduser()
    except RuntimeError:
        raise ValueError(f"{name!r}: there is no such home; write the whole path") from None


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
