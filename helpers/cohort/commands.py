"""What the command line can do with a cohort; each command gives its exit code."""

from __future__ import annotations

import argparse
import glob
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from helpers.cohort import back
from helpers.cohort.collect import Collected
from helpers.cohort.example_rows import left_over
from helpers.cohort.exchange import pseudonymized
from helpers.cohort.folder import Cohort, Reading, read_cohort
from helpers.cohort.imports import import_files
from helpers.cohort.imports.sheets import read_sheet
from helpers.cohort.locate import find_cohort
from helpers.cohort.mapping import Meaning
from helpers.cohort.match import Roster
from helpers.cohort.new import new_cohort
from helpers.cohort.problems import Problem, told_lines
from helpers.cohort.results import COMPLETE, Results, summarize
from helpers.cohort.sources import Exports, exports, hub_export, is_address
from helpers.cohort.waiting import (
    collect_or_wait,
    has_roster,
    hub_waits,
    learners_of,
    no_longer_waits,
)
from helpers.facts.files import write

#: What can go into our column of a gradebook.
WHAT = ("complete", "hours", "stations", "answered")


_NO_CLASS = (
    "of a hub only what a class answered is collected, and the cohort cannot be read; look with: "
    "python -m helpers.cohort check"
)


def new(options: argparse.Namespace) -> int:
    """Ask for a class and write its folder."""
    folder = home(options.folder)
    new_cohort(folder, input, print)
    print(f"{folder} is written. Each file shows one example row; a roster that you import")
    print(f"takes them away:  python -m helpers.cohort import {folder} FILE")
    return 0


def check(options: argparse.Namespace) -> int:
    """Tell everything that is wrong with a cohort, and what is worth a look."""
    reading = read_cohort(home(options.folder))
    problems = [*reading.problems, *_examples(reading)]
    for line in told_lines(problems):
        print(line)
    if reading.notes:
        print("\nWorth a look, though it was read:")
        for line in told_lines(reading.notes):
            print(line)
    if problems:
        print(f"\n{len(problems)} to mend in {reading.name}.")
        return 1
    cohort = reading.cohort
    enrolled = 0 if cohort is None else len(cohort.enrolled)
    left = 0 if cohort is None else len(cohort.roster) - enrolled
    more = f", and {left} who {'has' if left == 1 else 'have'} withdrawn" if left else ""
    print(f"{reading.name} is right: {enrolled} learner{'' if enrolled == 1 else 's'}{more}.")
    return 0


def _examples(reading: Reading) -> list[Problem]:
    if reading.cohort is None:
        return []
    names = ("roster", "certifications", "answers", "hours", "skills")
    tables = {name: getattr(reading.cohort, name)[["learner_id"]] for name in names}
    return left_over({name: table.to_dict("records") for name, table in tables.items()})


def take(options: argparse.Namespace) -> int:
    """Take files of other programs into a cohort."""
    files = [file for name in options.files for file in found(name)]
    ask = None if options.yes else input
    return 0 if import_files(home(options.folder), files, ask=ask, say=print) else 1


def gather(options: argparse.Namespace) -> int:
    """Collect answers from files, folders, zips, stores and the database of a hub."""
    hubs = [name for name in options.files if is_address(name)]
    paths = [file for name in options.files if name not in hubs for file in found(name)]
    with tempfile.TemporaryDirectory() as place:
        sources = exports(paths, Path(place))
        read = [
            address
            for number, address in enumerate(hubs)
            if _from_hub(address, options.into, Path(place) / f"hub-{number}", sources)
        ]
        for line in sources.left:
            print(line, file=sys.stderr)
        failed = bool(sources.left) and not sources.files
        for several in (False, True):
            files = [
                f for f in sources.files if (options.several or f in sources.several) is several
            ]
            if files:
                done = collect_or_wait(files, home(options.into), several)
                failed |= bool(_collected(files, done, sources))
        for address in () if failed else read:
            no_longer_waits(find_cohort(home(options.into)), address)
        return 1 if failed else 0


def _from_hub(address: str, into: str, place: Path, sources: Exports) -> bool:
    """Whether it was read what a class answered on a hub; without a roster the hub waits."""
    folder = find_cohort(home(into))
    try:
        if not has_roster(folder):
            print(hub_waits(folder, address))
            return False
        cohort = read_cohort(folder).cohort
        if cohort is None:
            raise ValueError(_NO_CLASS)
        hub_export(address, learners_of(cohort), place, sources)
    except ValueError as problem:
        sources.left.append(str(problem))
        return False
    except ModuleNotFoundError as error:
        sources.left.append(f"{error.name} is missing: pip install 'life-support-curriculum[hub]'")
        return False
    return True


def _collected(files: Sequence[Path], done: Collected, sources: Exports) -> int:
    bad = {problem.file for problem in done.problems}
    for name in dict.fromkeys(map(str, files)):
        shown = sources.shown[name]
        if name in bad:
            print(f"{shown}: nothing was collected", file=sys.stderr)
        elif name in done.added or name in done.known:
            added, known = done.added.get(name, 0), done.known.get(name, 0)
            print(f"{shown}: {added} answers collected, {known} were there already")
    for line in done.conflicts:
        print(sources.names(line))
    told = [replace(problem, file=sources.names(problem.file)) for problem in done.problems]
    for line in told_lines(told):
        print(line, file=sys.stderr)
    return len(bad)


def give_back(options: argparse.Namespace) -> int:
    """Fill our column of an exported gradebook."""
    results, cohort = _results(options, hidden=False)
    file = home(options.gradebook)
    sheet = read_sheet(file)
    known = [one.part(sheet.kind, sheet.headings) for one in cohort.about.imports]
    fitting = [one for one in known if one is not None]
    if not fitting:
        raise ValueError(f"import {file.name} first: cohort.toml does not know whose its rows are")
    meaning: Meaning = fitting[-1]
    column = back.heading(sheet, options.column)
    points = options.points if options.points else sheet.points.get(column)
    values = _values(results, options.what, points)
    roster = Roster(
        {"learner_id": str(i), "name": str(n), "email": str(e)}
        for i, n, e in cohort.roster[["learner_id", "name", "email"]].itertuples(index=False)
    )
    done = back.fill(file, column, values, roster, meaning, over_a_station=options.over_a_station)
    target = home(options.out) if options.out else file.with_name(f"{file.stem}-filled.csv")
    if target.exists() and target.resolve() == file.resolve():
        raise ValueError("the gradebook that was exported is kept; name another file with --out")
    write(target, done.content)
    for line in told_lines(done.told):
        print(line)
    if options.what == "complete" and not values:
        print(f"nobody is complete yet: {target} is {file.name} as it was")
        return 0
    print(f"{target}: {done.filled} cells of {column!r} filled in, nothing else changed")
    return 0


def _values(results: Results, what: str, points: float | None) -> dict[str, str]:
    """What goes into the cell of each learner who has not withdrawn.

    Raises:
        ValueError: where it is not known what a completed course is worth.
    """
    table = results.completion[results.completion["withdrawn_on"].isna()]
    ids = [str(learner) for learner in table["learner_id"]]
    if what == "complete":
        if points is None:
            raise ValueError("say with --points how many points a completed course is worth")
        done = [status == COMPLETE for status in table["status"]]
        return {who: f"{points:g}" for who, is_done in zip(ids, done, strict=True) if is_done}
    name = {
        "hours": "hours_counted",
        "stations": "stations_passed",
        "answered": "posttest_answered",
    }
    return {who: f"{float(n):g}" for who, n in zip(ids, table[name[what]], strict=True)}


def spread(options: argparse.Namespace) -> int:
    """Write the tables of a report as CSV and XLSX."""
    results, cohort = _results(options, hidden=True)
    folder = home(options.out)
    tables = back.tables(results)
    for name, table in tables.items():
        write(folder / f"{cohort.id}-{name}.csv", back.as_csv(table))
    write(folder / f"{cohort.id}.xlsx", back.as_xlsx(tables))
    print(f"{folder}: {len(tables)} tables as CSV, and all of them in {cohort.id}.xlsx")
    return 0


def renew(options: argparse.Namespace) -> int:
    """Write the days on which cards expire as a calendar."""
    results, _ = _results(options, hidden=True)
    target = home(options.out)
    write(target, back.renewals(results.cards, results.today).encode())
    print(f"{target}: {int((results.cards['expires'] >= results.today).sum())} cards")
    return 0


def _results(options: argparse.Namespace, *, hidden: bool) -> tuple[Results, Cohort]:
    """A cohort summed up, under pseudonyms where it says so.

    Raises:
        ValueError: where it has problems.
    """
    reading = read_cohort(home(options.folder))
    if reading.cohort is None:
        first = "; ".join(list(told_lines(reading.problems))[:3])
        raise ValueError(f"the cohort has problems, mend them first: {first}")
    cohort = reading.cohort
    if hidden and cohort.about.pseudonyms:
        cohort = pseudonymized(cohort)
    return summarize(cohort, date.fromisoformat(options.today)), cohort


def found(name: str) -> list[Path]:
    """The files that an argument means; a file that really has a star in its name comes first.

    Raises:
        ValueError: where a pattern fits no file.
    """
    path = home(name)
    if path.exists() or not glob.has_magic(name):
        return [path]
    # The lock of a workbook that is open is nobody's file.
    files = [f for f in sorted(map(Path, glob.glob(str(path)))) if f.name[:2] != "~$"]
    if not files:
        raise ValueError(f"no file fits {name!r}; look at the folder's name and the ending")
    return files


def home(name: str) -> Path:
    """The path, a ``~`` at its beginning read as the home.

    Raises:
        ValueError: where there is no such home.
    """
    try:
        return Path(name).expanduser()
    except RuntimeError:
        raise ValueError(f"{name!r}: there is no such home; write the whole path") from None


__all__ = ["WHAT", "check", "gather", "give_back", "new", "renew", "spread", "take"]
