"""A cohort's folder: found, read and checked as a whole, with everything that is wrong in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers.cohort.about import FILE, About, read_about
from helpers.cohort.checks import Checker
from helpers.cohort.formats import FORMATS, Format
from helpers.cohort.locate import find_cohort
from helpers.cohort.problems import Problem, Refused
from helpers.cohort.raw_tables import RawTable, read_csv
from helpers.cohort.strangers import is_table, known_names, names_of, strangers
from helpers.cohort.table import empty, typed
from helpers.cohort.workbook import read_xlsx
from helpers.course.forms import PARALLEL, order
from helpers.course.questions import Question, bank


@dataclass(frozen=True, eq=False)
class Cohort:
    """A class that was read without problems.

    The tables have the columns of their formats, the row numbers of their files as index,
    dates as ``datetime.date``, and these columns besides:
    certifications: ``expires`` filled by the issuer's rule where it was empty (``computed``);
    skills: ``result`` is pass or fail throughout, ``score_percent`` holds the scores.

    Attributes:
        id: the folder's name.
        about: what cohort.toml says.
        turned: the learners whom the lessons give the two forms the other way round, by their ids
            in the class, whatever they are called here.
    """

    id: str
    about: About
    roster: pd.DataFrame
    certifications: pd.DataFrame
    answers: pd.DataFrame
    hours: pd.DataFrame
    skills: pd.DataFrame
    turned: frozenset[str] = frozenset()

    @property
    def enrolled(self) -> pd.DataFrame:
        """The learners of the roster who have not withdrawn, in its order."""
        return self.roster[self.roster["withdrawn_on"].isna()]


@dataclass(frozen=True, eq=False)
class Reading:
    """What came of reading a cohort.

    Attributes:
        name: the folder's name, or what was asked for where there is no such folder.
        cohort: ``None`` where there are problems.
        problems: everything that has to be mended, in the order of the files.
        notes: what was read all the same and is worth a look.
    """

    name: str
    cohort: Cohort | None
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()


def read_cohort(
    name: str | Path,
    caller: Path | None = None,
    questions: Mapping[str, Question] | None = None,
    through: Path | None = None,
) -> Reading:
    """Read a cohort, or tell everything that is wrong with it; it raises nothing of its own.

    Args:
        name: where it is, as for :func:`helpers.cohort.find_cohort`.
        caller: the caller's folder, by default the working directory.
        questions: the bank that the answers refer to, by default the project's.
        through: a file of the cohort that may be a link out of its folder. Its problems quote
            what it leads to: they are not to be shown.
    """
    try:
        folder = find_cohort(name, caller)
    except ValueError as error:
        return Reading(str(name), None, (Problem(str(name), str(error)),))
    return _read(folder, bank() if questions is None else questions, through)


def leaves_folder(path: Path) -> bool:
    """Whether a file is a link that leads out of its folder, or to nowhere."""
    if not path.is_symlink():
        return False
    try:
        return not path.resolve(strict=True).is_relative_to(path.parent.resolve(strict=True))
    except (OSError, RuntimeError):  # nothing there, or a circle
        return True


def contents(folder: Path) -> tuple[list[Path], list[Path]]:
    """The files of a folder that are read, and others that are named where they look alike.

    Whatever else lies in the folder (films, photographs) is in neither list.

    Raises:
        OSError: where the folder cannot be read.
    """
    found = [path for path in sorted(folder.iterdir()) if path.is_symlink() or path.is_file()]
    read = [path for path in found if path.name.lower() in known_names()]
    alike = [path for path in found if is_table(path.name.lower())]
    return read, [path for path in alike if path not in read]


def _read(folder: Path, questions: Mapping[str, Question], through: Path | None) -> Reading:
    files, problems = _files(folder, through)
    unread, notes = strangers(files.values())
    problems += unread
    about, wrong = _about(files)
    problems += wrong
    tables, names = {}, {}
    for form in FORMATS:
        tables[form.name], names[form.name], wrong = _table(form, files)
        problems += wrong
    found = Checker(tables, names, questions, about).run()
    told, noted = _in_order([*problems, *found.problems]), _in_order([*notes, *found.notes])
    if told or about is None:
        return Reading(folder.name, None, told, noted)
    turned = frozenset(one for one in tables["roster"]["learner_id"] if order(one) != PARALLEL)
    return Reading(folder.name, Cohort(folder.name, about, **tables, turned=turned), (), noted)


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """By file, in the order in which the formats are described, and by row."""
    names = ["cohort", *(form.name for form in FORMATS)]
    places = {name: place for place, name in enumerate(names)}

    def place(problem: Problem) -> tuple[int, int]:
        stem = problem.file.rpartition(".")[0].lower()
        return places.get(stem, len(places)), problem.row or 0

    return tuple(sorted(problems, key=place))


def _files(folder: Path, through: Path | None) -> tuple[dict[str, Path], list[Problem]]:
    """The files of a folder by their names in lower case, and those that cannot be told apart."""
    files: dict[str, Path] = {}
    problems: list[Problem] = []
    try:
        paths = sorted(folder.iterdir())
        problems += [problem for path in paths if (problem := _unreadable(path, through))]
        bad = {problem.file for problem in problems}
        found = [path for path in paths if path.name not in bad and path.is_file()]
    except OSError as error:
        remedy = f"the folder cannot be read ({error.strerror}); look at its permissions"
        return {}, [Problem(folder.name, remedy)]
    for path in found:
        other = files.setdefault(path.name.lower(), path)
        if other is not path:
            remedy = f"{other.name} stands beside it; keep the one that is right"
            problems.append(Problem(path.name, remedy))
    return files, problems


def _unreadable(path: Path, through: Path | None) -> Problem | None:
    """Why a file of one of our names cannot be taken: it is a folder, or a link that leaves."""
    if path.name.lower() not in known_names():
        return None
    if path.is_symlink() and not path.exists():
        return Problem(path.name, "this is a link that leads nowhere; put the file in its place")
    if not path.is_file():
        return Problem(path.name, "this is no file; put the file in its place")
    # Whoever may put a link here need not be one who may read what it leads to.
    if path.name != getattr(through, "name", None) and leaves_folder(path):
        remedy = "this link leaves the cohort's folder; put the file in its place"
        return Problem(path.name, remedy)
    return None


def _about(files: Mapping[str, Path]) -> tuple[About | None, list[Problem]]:
    if FILE not in files:
        return None, [Problem(FILE, "there is no such file; every cohort needs one")]
    return read_about(files[FILE])


def _table(form: Format, files: Mapping[str, Path]) -> tuple[pd.DataFrame, str, list[Problem]]:
    """A cohort's table, the name of its file, and what is wrong in it."""
    found = [files[name] for name in names_of(form) if name in files]
    name = found[0].name if found else f"{form.name}.csv"
    if len(found) > 1:
        remedy = f"{found[1].name} stands beside it; keep the one that is right"
        return empty(form), name, [Problem(name, remedy)]
    if not found:
        missing = Problem(name, "there is no such file; every cohort needs one")
        return empty(form), name, [missing] if form.required else []
    try:
        table, problems = typed(_sheet(found[0]), form)
    except Refused as error:
        return empty(form), name, [error.problem]
    if form.required and table.empty:
        problems.append(Problem(name, "the file holds no row; add one for each learner"))
    return table, name, problems


def _sheet(file: Path) -> RawTable:
    return read_xlsx(file) if file.suffix.lower() == ".xlsx" else read_csv(file)
