"""The first cell of a report: what was asked for is checked, and the cohort is read.

papermill only warns of a misspelt parameter, and would make the report of the default cohort
under the name of another one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from helpers.cohort import (
    Cohort,
    Problem,
    Results,
    problem_table,
    pseudonymized,
    read_cohort,
    summarize,
)
from helpers.cohort.cell_values import parse
from helpers.cohort.problems import Wrong
from helpers.facts.nearest import known

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


def opened(namespace: Mapping[str, object]) -> Report:
    """The report's content, from the names that a notebook has been given.

    Args:
        namespace: the notebook's ``globals()``, in its first cell after the parameters.

    Raises:
        ReportError: in words, for a name or a value that makes no sense and for a cohort that
            cannot be read.
    """
    return read(checked(namespace))


def checked(namespace: Mapping[str, object]) -> Parameters:
    """The parameters of a report.

    Raises:
        ReportError: for an unknown name (the nearest right one is named) or a wrong value.
    """
    names = [field.name for field in fields(Parameters)]
    for name, value in namespace.items():
        if isinstance(value, _PLAIN) and not _THEIRS.fullmatch(name):
            try:
                known(name, names, "parameter")
            except ValueError as error:
                raise ReportError(str(error)) from None
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
        return parse(str(value), _DAY)  # type: ignore[return-value]
    except Wrong as error:
        raise ReportError(f"today: {value!r} was read; {error}") from None


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
    reading = read_cohort(parameters.cohort)
    if reading.cohort is None:
        lines = [
            f"the cohort {reading.name} cannot be read:",
            *map(_line, problem_table(reading.problems).rows),
        ]
        raise ReportError("\n".join(lines), reading.problems)
    hidden = parameters.pseudonyms or reading.cohort.about.pseudonyms
    cohort = _hidden(reading.cohort) if hidden else reading.cohort
    # A note repeats what stands in the files, and that may be a name.
    notes = () if hidden else reading.notes
    return Report(summarize(cohort, parameters.today), hidden, notes)


def _line(problem: dict[str, str]) -> str:
    row = f", row {problem['Row']}" if problem["Row"] else ""
    column = f", column {problem['Column']}" if problem["Column"] else ""
    read = f"{problem['Read']} was read; " if problem["Read"] else ""
    return f"{problem['File']}{row}{column}: {read}{problem['What to do']}"


def _hidden(cohort: Cohort) -> Cohort:
    """The cohort without names; an instructor's or assessor's id may also be one."""
    hidden = pseudonymized(cohort)
    instructors = tuple(
        replace(instructor, id=f"Instructor {place}")
        for place, instructor in enumerate(cohort.about.instructors, start=1)
    )
    return replace(hidden, about=replace(hidden.about, instructors=instructors))
