"""The first cell of a report: what was asked for is checked, and the cohort is read.

papermill only warns of a misspelt parameter, and would make the report of the default cohort
under the name of another one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from helpers.cohort import (
    Problem,
    Reading,
    Results,
    find_cohort,
    problem_table,
    pseudonymized,
    read_cohort,
    summarize,
)
from helpers.cohort.cell_values import parse
from helpers.cohort.column import Column
from helpers.cohort.key import KeyFileError
from helpers.cohort.problems import Wrong
from helpers.facts.nearest import known
from helpers.reports.index import line_of
from helpers.reports.privacy import names_hidden, tellable, without_contents

_DAY = Column("today", "date")
# Names that IPython and editors keep for themselves in the same place.
_THEIRS = re.compile(r"_+|_i+|_[iod]h|_i?[0-9]+|__\w+__|_exit_code|In|Out")
#: What papermill can inject; whatever else has a name there was imported or defined.
_PLAIN = (str, int, float, bool, list, tuple, dict, type(None))


class ReportError(ValueError):
    """A report that cannot be made: wrong parameters, or a cohort with problems.

    Attributes:
        problems: those of the cohort's files.
    """

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        self.problems = problems
        super().__init__(message)


@dataclass(frozen=True)
class Parameters:
    """What a report can be asked for; the names of the ``parameters`` cell."""

    cohort: str
    today: date
    pseudonyms: bool


@dataclass(frozen=True)
class LearnerParameters(Parameters):
    """What a learner's report can be asked for."""

    learner: str


@dataclass(frozen=True)
class ProgrammeParameters:
    """What a programme's report can be asked for."""

    cohorts: tuple[str, ...]
    today: date
    pseudonyms: bool


@dataclass(frozen=True, eq=False)
class Report:
    """A cohort's results and what its report has to say besides.

    Attributes:
        pseudonyms: whether names have been replaced.
        notes: what is worth a look in the files.
    """

    results: Results
    pseudonyms: bool = False
    notes: tuple[Problem, ...] = ()


@dataclass(frozen=True, eq=False)
class LearnerReport:
    """One learner of a class.

    Attributes:
        report: the class.
        row: the learner's row of the completion table.
    """

    report: Report
    row: Mapping[str, Any]

    @property
    def id(self) -> str:
        """The learner's id, or pseudonym."""
        return str(self.row["learner_id"])


@dataclass(frozen=True, eq=False)
class ProgrammeReport:
    """Several classes of a programme.

    Attributes:
        reports: those that could be read, in the order of their last days.
        unread: the names of the others, each with how many problems its files hold.
    """

    today: date
    reports: tuple[Report, ...]
    unread: Mapping[str, int]


def opened(namespace: Mapping[str, object]) -> Report:
    """The report's content, from the names that a notebook has been given.

    Args:
        namespace: the notebook's ``globals()``, in its first cell after the parameters.

    Raises:
        ReportError: in words, for a name or a value that makes no sense and for a cohort that
            cannot be read.
    """
    return read(checked(namespace))


def opened_learner(namespace: Mapping[str, object]) -> LearnerReport:
    """The content of a learner's report, likewise.

    Raises:
        ReportError: as :func:`opened`, and for a learner who is not in the class.
    """
    _check_names(namespace, LearnerParameters)
    report = read(_parameters(namespace))
    # papermill makes a number of an id like 17.
    asked = str(namespace["learner"]).strip()
    rows = report.results.completion.to_dict("records")
    for row in rows:
        if row["learner_id"] == asked:
            return LearnerReport(report, {str(name): value for name, value in row.items()})
    told = "nobody in the class has this id" if asked else "write the learner's id"
    raise ReportError(f"learner: {asked!r} was read; {told}, as it stands in the roster")


def opened_programme(namespace: Mapping[str, object]) -> ProgrammeReport:
    """The content of a programme's report, likewise; a cohort that cannot be read is named.

    Raises:
        ReportError: in words, for wrong parameters, and where no cohort can be read.
    """
    _check_names(namespace, ProgrammeParameters)
    today, hidden = _day(namespace["today"]), _yes(namespace["pseudonyms"])
    asked = namespace["cohorts"]
    if not isinstance(asked, list | tuple) or not asked:
        raise ReportError(f"cohorts: {asked!r} was read; write a list of names or folders")
    found, unread = [], {}
    for cohort in map(_cohort, asked):
        try:
            found.append(read(Parameters(cohort, today, hidden)))
        except ReportError as error:
            unread[Path(cohort).name] = len(error.problems)
    if not found:
        raise ReportError(f"no cohort can be read: {', '.join(unread)}")
    found.sort(key=lambda one: (one.results.cohort.about.end, one.results.cohort.id))
    return ProgrammeReport(today, tuple(found), unread)


def learners(folder: Path, pseudonyms: bool) -> list[str]:
    """The ids, or pseudonyms, of a cohort's learners who have not withdrawn.

    Raises:
        ReportError: for a cohort that cannot be read; it carries all problems.
    """
    report = read(Parameters(str(folder), date.today(), pseudonyms))
    return [str(one) for one in report.results.cohort.enrolled["learner_id"]]


def checked(namespace: Mapping[str, object]) -> Parameters:
    """The parameters of a report.

    Raises:
        ReportError: for an unknown name (the nearest right one is named) or a wrong value.
    """
    _check_names(namespace, Parameters)
    return _parameters(namespace)


def _check_names(namespace: Mapping[str, object], kind: type) -> None:
    names = [field.name for field in fields(kind)]
    for name, value in namespace.items():
        if isinstance(value, _PLAIN) and not _THEIRS.fullmatch(name):
            try:
                known(name, names, "parameter")
            except ValueError as error:
                raise ReportError(str(error)) from None


def _parameters(namespace: Mapping[str, object]) -> Parameters:
    return Parameters(
        _cohort(namespace["cohort"]), _day(namespace["today"]), _yes(namespace["pseudonyms"])
    )


def _cohort(value: object) -> str:
    # papermill makes a number of a name like 2026.
    if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
        return str(value).strip()
    raise ReportError(f"cohort: {value!r} was read; write the cohort's name or its folder")


def _day(value: object) -> date:
    if value == "":
        return date.today()
    try:
        day = parse(str(value), _DAY)
    except Wrong as error:
        raise ReportError(f"today: {value!r} was read; {error}") from None
    if not isinstance(day, date):  # what a class file means by an empty cell
        raise ReportError(f"today: {value!r} was read; it must be a date such as 2026-03-31")
    return day


def _yes(value: object) -> bool:
    if isinstance(value, bool):
        return value
    # Never guessed: names shown by mistake cannot be taken back.
    raise ReportError(f"pseudonyms: {value!r} was read; write True or False")


def read(parameters: Parameters) -> Report:
    """The content of a report.

    Raises:
        ReportError: for a cohort that cannot be read; it carries all problems.
    """
    try:
        folder = find_cohort(parameters.cohort)
    except ValueError as error:
        raise ReportError(str(error)) from None
    if not names_hidden(folder, parameters.pseudonyms):
        reading = read_cohort(folder)
        return Report(_results(reading, parameters.today), False, tellable(reading.notes))
    try:
        return _without_names(folder, parameters.today)
    except (ReportError, KeyFileError, MemoryError):
        raise
    except Exception as error:
        # Its words may repeat what stands in a cell.
        kind = type(error).__name__
        raise ReportError(f"{kind}: its words are kept back, since names are hidden") from None


def _without_names(folder: Path, today: date) -> Report:
    reading = read_cohort(folder)
    if reading.cohort is None:
        told = without_contents(reading.problems, folder.name)
        return Report(_results(replace(reading, problems=told), today), True)
    hidden = replace(reading, cohort=pseudonymized(reading.cohort))
    # A note repeats what stands in the files, and that may be a name.
    return Report(_results(hidden, today), True)


def _results(reading: Reading, today: date) -> Results:
    if reading.cohort is not None:
        return summarize(reading.cohort, today)
    told = tellable(reading.problems)
    lines = map(line_of, problem_table(told).rows)
    raise ReportError("\n".join([f"the cohort {reading.name} cannot be read:", *lines]), told)
