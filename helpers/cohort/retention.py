"""Classes that are over for longer than their records are kept, told and, if asked for, deleted.

How long that is, the office knows: its law, its body, its contract. No number stands here.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from helpers.cohort.about import FILE, read_about
from helpers.cohort.folder import contents, leaves_folder
from helpers.cohort.forget import without_reports
from helpers.cohort.locate import find_cohort
from helpers.cohort.waiting import FOLDER, what_waits
from helpers.facts.files import held


@dataclass(frozen=True)
class Over:
    """A class whose time has come.

    Attributes:
        end: its last day.
        kept_until: the last day on which its records are kept.
    """

    folder: Path
    end: date
    kept_until: date


def over(cohorts: Iterable[str | Path], years: int, today: date) -> Iterator[Over]:
    """The classes whose records were to be kept until a day before ``today``.

    Raises:
        ValueError: where there is no such cohort, or its cohort.toml cannot be read.
    """
    for cohort in cohorts:
        folder = find_cohort(cohort)
        about, _ = read_about(folder / FILE)
        if about is None:
            raise ValueError(f"{folder.name}: {FILE} cannot be read; nobody knows how old it is")
        if (last := _later(about.end, years)) < today:
            yield Over(folder, about.end, last)


def delete(one: Over, reports: Path | None = None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Delete a class's tables, the answers that wait for its roster, and its reports.

    Returns:
        The names of what is gone, and of what is no file of ours and is left to the office.

    Raises:
        OSError: where a file cannot be deleted.
    """
    with held(one.folder):
        gone = []
        for file in contents(one.folder)[0]:
            if not leaves_folder(file):
                file.unlink()
                gone.append(file.name)
        waiting = what_waits(one.folder)
        for file in (*waiting.files, *waiting.notes, *waiting.halves):
            file.unlink()
            gone.append(f"{FOLDER}/{file.name}")
        place = one.folder / FOLDER
        if place.is_dir() and not place.is_symlink() and not waiting.others:
            place.rmdir()
    gone += without_reports(one.folder, reports) if reports else ()
    others = {file.relative_to(one.folder).as_posix() for file in waiting.others}
    beside = {file.name for file in one.folder.iterdir()} - ({FOLDER} if others else set())
    left = tuple(sorted(beside | others))
    if not left:
        one.folder.rmdir()
    return tuple(gone), left


def _later(day: date, years: int) -> date:
    """The same day, years later; for 29 February the last of that month."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def add_retention(commands: Any) -> None:
    """Add the command to those of the cohorts."""
    words = "tell the classes that ended longer ago than their records are kept"
    parser = commands.add_parser("retention", help=words, description=words)
    parser.add_argument("folders", nargs="+", metavar="COHORT")
    parser.add_argument("--years", type=int, required=True, help="how long records are kept")
    parser.add_argument("--reports", type=Path, metavar="DIR", help="where their reports are")
    parser.add_argument("--delete", action="store_true", help="delete them, and do not only tell")
    parser.add_argument("--today", default=date.today().isoformat())
    parser.set_defaults(run=run_retention)


def run_retention(options: argparse.Namespace) -> int:
    """Do it and say what was done; 1 where something is left to be deleted."""
    found = list(over(options.folders, options.years, date.fromisoformat(options.today)))
    left = 0
    for one in found:
        print(f"{one.folder.name}: ended {one.end}, kept until {one.kept_until}")
        if not options.delete:
            left += 1
            continue
        gone, others = delete(one, options.reports)
        print(f"  deleted: {', '.join(gone)}")
        for name in others:
            print(f"  {one.folder / name} is no file of ours; delete it", file=sys.stderr)
        left += bool(others)
    if not found:
        print(f"No class here ended more than {options.years} years ago.")
    if found and not options.delete:
        print("Nothing was deleted; add --delete for that, and --reports for their reports.")
    return 1 if left else 0
