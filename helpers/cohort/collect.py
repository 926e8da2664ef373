"""Exported answers gathered into a class: whole or not at all, and as often as one likes.

An answer is itself: learner, question, version, seed, option and moment. So a file that is
collected twice adds nothing, and two exports of one learner from two computers become one row
of attempts, numbered by time.
"""

from __future__ import annotations

import csv
import io
import os
import stat
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from helpers.cohort.checks import Checker
from helpers.cohort.folder import leaves_folder, read_cohort
from helpers.cohort.formats import ANSWERS, FORMATS, ROSTER
from helpers.cohort.locate import find_cohort
from helpers.cohort.problems import Problem, Refused
from helpers.cohort.raw_tables import RawTable, clean, read_csv
from helpers.cohort.table import empty, typed
from helpers.cohort.whose import Whose
from helpers.course.questions import bank
from helpers.facts.files import held, write

FILE = f"{ANSWERS.name}.csv"
_COLUMNS = tuple(column.name for column in ANSWERS.columns)
_MOST_BYTES = 20_000_000  # an export of a whole course has some 100 KB
_LONGEST = 1_000  # characters in a cell; ours have under 60
_Group = tuple[str, str, int, int | None]


class NotCollected(OSError):
    """The cohort's answers could not be written; they are as they were before."""


@dataclass(frozen=True)
class Row:
    """One answer of a file: as it is written, and what it is compared by."""

    texts: tuple[str, ...]
    group: _Group
    option: str
    moment: pd.Timestamp
    attempt: int
    file: str

    @property
    def identity(self) -> tuple[object, ...]:
        """What makes it this answer and no other; the attempt is only counted."""
        return (*self.group, self.option, self.moment)

    def numbered(self, attempt: int) -> Row:
        """The same answer as another attempt."""
        place = _COLUMNS.index("attempt")
        texts = (*self.texts[:place], str(attempt), *self.texts[place + 1 :])
        return replace(self, texts=texts, attempt=attempt)


@dataclass(frozen=True)
class Collected:
    """What was done.

    Attributes:
        added: answers that the class did not have, by the name of the file.
        known: answers that it had, by the name of the file.
        conflicts: attempts that two files tell differently, and what became of them; ids that
            were taken for those of the roster.
        problems: why a file was not collected; nothing of it was.
    """

    added: Mapping[str, int]
    known: Mapping[str, int]
    conflicts: tuple[str, ...]
    problems: tuple[Problem, ...]


def collect(files: Sequence[Path], into: str | Path, several: bool = False) -> Collected:
    """Gather exported answers into a cohort's answers.csv.

    Args:
        files: exports, as :func:`helpers.course.answers.export` writes them.
        into: the cohort, found as :func:`helpers.cohort.locate.find_cohort` finds it.
        several: whether one file may hold the answers of several learners.

    Raises:
        ValueError: where there is no such cohort, or its own files have problems.
        TimeoutError: where another program holds the cohort.
        NotCollected: where the cohort's file cannot be written; it is then as it was.
    """
    folder = find_cohort(into)
    with held(folder):
        return _collect(list(dict.fromkeys(files)), folder, several)


def _collect(files: Sequence[Path], folder: Path, several: bool) -> Collected:
    named = _named(folder)
    target = _target(named)
    through = named if leaves_folder(named) else None
    reading = read_cohort(folder, through=through)
    if reading.cohort is None:
        told = "; ".join(_told(reading.problems, through)[:3])
        raise ValueError(f"the cohort has problems of its own, mend them first: {told}")
    rows = list(_rows(read_csv(target), target.name)) if target.exists() else []
    before, known = len(rows), {row.identity for row in rows}
    added: dict[str, int] = defaultdict(int)
    repeated: dict[str, int] = defaultdict(int)
    problems: list[Problem] = []
    whose = Whose(reading.cohort.roster)
    for file in files:
        found, wrong = _export(file, whose, several)
        problems += wrong
        for row in found:
            (repeated if row.identity in known else added)[str(file)] += 1
            if row.identity not in known:
                known.add(row.identity)
                rows.append(row)
    rows, conflicts = _numbered(rows)
    if len(rows) > before:
        _write(target, rows)
    lines = (*whose.lines(), *conflicts)
    return Collected(dict(added), dict(repeated), lines, tuple(problems))


def _named(folder: Path) -> Path:
    return next((path for path in folder.iterdir() if path.name.lower() == FILE), folder / FILE)


def _target(named: Path) -> Path:
    """The file that holds the cohort's answers; where that is a link, what it leads to.

    A report refuses every link that leaves a cohort's folder, since whoever can put a link there
    need not be one who may read what it leads to, and a report may show its lines. Collecting is
    done by hand, into one file, and a class may keep that file in a folder that several share.
    So here, and only for this file, a link is followed if whoever runs this made it; what it
    leads to is written only if it reads as the answers of this class, and is never quoted.

    Raises:
        ValueError: for a link to nowhere, or a link out of the folder that somebody else made.
    """
    if not named.is_symlink():
        return named
    # The file itself is replaced in one step, and the link stays one: others read the file too.
    if not named.exists():
        raise ValueError(f"{named} is a link to a file that is not there; mend or remove it")
    if leaves_folder(named) and not _is_ours(named):
        raise ValueError(f"{named} is a link out of its folder that somebody else made; remove it")
    return named.resolve()


def _is_ours(link: Path) -> bool:
    # Windows lets nobody but an administrator, or a developer by choice, make a link.
    return not hasattr(os, "geteuid") or link.lstat().st_uid == os.geteuid()


def _told(problems: Iterable[Problem], through: Path | None) -> list[str]:
    """The problems in words; those of a file outside the folder without a word of that file."""
    told = [
        f"{problem.file}: what this link leads to does not read as answers of this class"
        if through is not None and problem.file == through.name
        else str(problem)
        for problem in problems
    ]
    return list(dict.fromkeys(told))


def _write(target: Path, rows: Iterable[Row]) -> None:
    try:
        write(target, _text(rows).encode())
    except OSError as error:
        raise NotCollected(
            f"nothing was collected: {target} cannot be written ({error.strerror or error}) and "
            "is as it was; see that there is room on the disk, that you may write there and that "
            "no program has it open, then collect again"
        ) from error


def _export(file: Path, whose: Whose, several: bool) -> tuple[list[Row], list[Problem]]:
    """The rows of an export; or none, and everything that is wrong in it."""
    name = str(file)
    try:
        sheet = whose.named(_sheet(file))
        table, problems = typed(sheet, ANSWERS)
        tables = {form.name: empty(form) for form in FORMATS}
        tables |= {ROSTER.name: whose.roster[list(tables[ROSTER.name])], ANSWERS.name: table}
        names = {form.name: form.name for form in FORMATS} | {ANSWERS.name: name}
        found = Checker(tables, names, bank(), None).run()
        told = [replace(problem, file=name) for problem in problems]
        told += [problem for problem in found.problems if problem.file == name]
        told += [] if several else _several(name, table)
        return ([], told) if told else (list(_rows(sheet, name)), [])
    except Refused as error:
        return [], [replace(error.problem, file=name)]


def _sheet(file: Path) -> RawTable:
    """A file handed in, read as far as it can be an export.

    Raises:
        Refused: for what is no file, is too large, or holds a cell too long to be any of ours.
    """
    try:
        found = file.stat()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        remedy = f"the file cannot be opened ({why}); look at its name and its permissions"
        raise Refused(Problem(file.name, remedy)) from None
    if not stat.S_ISREG(found.st_mode):
        raise Refused(Problem(file.name, "this is no file; name the exports themselves"))
    if found.st_size > _MOST_BYTES:
        remedy = f"the file is larger than {_MOST_BYTES // 1_000_000} MB; is it an export?"
        raise Refused(Problem(file.name, remedy))
    sheet = read_csv(file)
    for name, cells in sheet.columns.items():
        for row, cell in zip(sheet.numbers, cells, strict=True):
            if len(cell) > _LONGEST:  # before anything compares it or brings it into one form
                remedy = f"the cell holds {len(cell):,} characters; no answer has so many"
                raise Refused(Problem(file.name, remedy, row, name, cell[:_LONGEST]))
    return sheet


def _several(name: str, table: pd.DataFrame) -> list[Problem]:
    """An export holds one learner; with more, somebody may have handed in another's answers."""
    ids = sorted(set(map(str, table["learner_id"].dropna())))
    if len(ids) < 2:
        return []
    shown = ", ".join(ids[:5]) + (f" and {len(ids) - 5} more" if len(ids) > 5 else "")
    remedy = f"the file holds answers of more than one learner ({shown}); see whose it is"
    return [Problem(name, remedy, hint="if it is meant so, collect it with --several")]


def _rows(sheet: RawTable, name: str) -> Iterator[Row]:
    """The rows of a file that was checked, their texts as they stand there."""
    table, _ = typed(sheet, ANSWERS)
    absent = [""] * len(sheet.numbers)  # a column that is not needed
    texts = zip(
        *([clean(cell) for cell in sheet.columns.get(c, absent)] for c in _COLUMNS), strict=True
    )
    for cells, values in zip(texts, table.to_dict("records"), strict=True):
        seed = values["variant_seed"]
        group = (
            str(values["learner_id"]),
            str(values["question_id"]),
            int(values["question_version"]),
            None if pd.isna(seed) else int(seed),
        )
        moment, attempt = values["answered_at"], int(values["attempt"])
        yield Row(cells, group, str(values["option_id"]), moment, attempt, name)


def _numbered(rows: Iterable[Row]) -> tuple[list[Row], list[str]]:
    """The rows, those that claim one attempt between them numbered by time; what was told."""
    groups: dict[_Group, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.group].append(row)
    done: list[Row] = []
    conflicts: list[str] = []
    for group, mine in groups.items():
        if len({row.attempt for row in mine}) < len(mine):
            conflicts.append(_conflict(group, mine))
            in_time = sorted(mine, key=lambda row: (row.moment, row.attempt))
            mine = [row.numbered(number) for number, row in enumerate(in_time, start=1)]
        done += mine
    return done, conflicts


def _conflict(group: _Group, rows: Sequence[Row]) -> str:
    files = " and ".join(dict.fromkeys(row.file for row in rows))
    options = ", ".join(f"{row.option} ({row.texts[-1]})" for row in rows)
    return (
        f"{group[0]}, {group[1]}: {files} tell the same attempt differently: {options}. "
        "All are kept, numbered by time."
    )


def _text(rows: Iterable[Row]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(row.texts for row in rows)
    return out.getvalue()
