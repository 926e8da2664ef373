"""A learner's answers: each kept the moment it is given.

They lie in the user's data folder, or in the folder that the variable ``LIFE_SUPPORT_DATA``
names, and nowhere else; on a school's hub in the database that ``CURRICULUM_DATABASE`` names.
Without a name nothing personal is kept: the learner is a random id of this store, until
:meth:`Store.call_me` gives it the id of a class. What an answer is stands in
``helpers.course.answer``; how a store keeps it, in ``answers_sql``, ``answers_file`` and ``hub``.
"""

from __future__ import annotations

import csv
import errno
import importlib.util
import io
import os
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from helpers.course.answer import (
    DATABASE,
    VARIABLE,
    Answer,
    Given,
    NotKept,
    NotWritten,
    Store,
    is_anothers,
    seed_of,
)
from helpers.course.answers_file import FileStore
from helpers.course.identity import is_chosen
from helpers.course.ids import clean_id
from helpers.course.questions import questions
from helpers.facts.files import write

try:
    from helpers.course.answers_sql import SqlStore
except ImportError:  # a browser's Python has neither SQLAlchemy nor a database of its own
    _HAS_DATABASE = False
else:
    _HAS_DATABASE = True

__all__ = [
    "COLUMNS",
    "DATABASE",
    "VARIABLE",
    "Answer",
    "Given",
    "NotKept",
    "NotWritten",
    "Progress",
    "Store",
    "as_csv",
    "clean_id",
    "data_folder",
    "export",
    "export_name",
    "keys",
    "lessons_met",
    "progress",
    "seed_of",
    "store",
]

#: The columns of an export, as ``helpers.cohort`` reads them.
COLUMNS = (
    *("learner_id", "question_id", "question_version", "variant_seed"),
    *("attempt", "option_id", "answered_at"),
)
_APP = "life-support"
_UNFIT = re.compile(r"[^\w.@+-]")


def store(folder: Path | None = None) -> Store:
    """Where answers are kept; this is the one place where that is chosen.

    Args:
        folder: of a store on this computer, whatever else is set.
    """
    place = folder or data_folder()
    address = os.environ.get(DATABASE)
    if address and folder is None and sys.platform != "emscripten" and _HAS_DATABASE:
        from helpers.course.hub.store import HubStore

        return HubStore(address, place)
    if sys.platform != "emscripten" and _HAS_DATABASE and _has("platformdirs"):
        return SqlStore(place / "answers.sqlite3")
    return FileStore(place / "answers.jsonl")


def data_folder() -> Path:
    """The folder of this learner's answers; it need not exist yet."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    if sys.platform != "emscripten" and _has("platformdirs"):
        from platformdirs import user_data_path

        return user_data_path(_APP, appauthor=False)
    return Path.cwd() / f".{_APP}"


def _has(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):
        return False


@dataclass(frozen=True)
class Progress:
    """How far a learner has come with some questions."""

    asked: int
    answered: int
    right: int
    right_at_first: int

    def __str__(self) -> str:
        if not self.answered:
            return f"{self.asked} questions, none answered yet"
        return (
            f"{self.answered} of {self.asked} answered, {self.right} right, "
            f"{self.right_at_first} of them at the first try"
        )


def lessons_met(kept: Store) -> set[str]:
    """The lessons in which a learner has answered anything; none where nothing can be kept."""
    try:
        return {answer.lesson for answer in kept.answers()}
    except NotKept:
        return set()


def progress(answers: Iterable[Answer], right: dict[str, str]) -> Progress:
    """How far some answers have come.

    Args:
        answers: a learner's answers, in any order.
        right: the right option of each question that counts, by question id.
    """
    mine = [answer for answer in answers if answer.question_id in right]
    hits = [answer for answer in mine if answer.option_id == right[answer.question_id]]
    return Progress(
        asked=len(right),
        answered=len({answer.question_id for answer in mine}),
        right=len({answer.question_id for answer in hits}),
        right_at_first=len({answer.question_id for answer in hits if answer.attempt == 1}),
    )


def keys(lesson: str | None = None, form: str | None = None) -> dict[str, str]:
    """The right option of each question of a lesson and a form, by question id."""
    return {question.id: question.right[0].id for question in questions(lesson, form)}


def as_csv(answers: Iterable[Answer]) -> str:
    """Answers in the format of a class, see ``data/cohorts/README.md``."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for answer in answers:
        row = {name: getattr(answer, name) for name in COLUMNS}
        writer.writerow({**row, "variant_seed": _or_empty(answer.variant_seed)})
    return out.getvalue()


def _or_empty(value: int | None) -> str:
    return "" if value is None else str(value)


def export_name(learner_id: str) -> str:
    """What an export is called: ``answers-E07.csv``; ``answers.csv`` where no id was chosen."""
    if not is_chosen(learner_id):
        return "answers.csv"
    # An id may hold what a file's name may not, or what a shell reads as its own.
    return f"answers-{_UNFIT.sub('-', learner_id)}.csv"


def export(file: Path | str | None = None, kept: Store | None = None) -> Path:
    """Write this learner's answers to a file, for an instructor or for oneself.

    It holds the answers of one id, and only its owner may read it. A file that is there is
    replaced if it is an earlier export of this learner, and else left alone.

    Args:
        file: where to; by default :func:`export_name` in the folder of the lesson.
        kept: where answers are kept; by default the store of this computer.

    Returns:
        The file's full path.

    Raises:
        NotKept: where the answers cannot be read.
        NotWritten: where the file cannot be written; it is then as it was before.
    """
    kept = kept or store()
    who, mine = kept.learner(), kept.answers()
    path = Path(file or export_name(who))
    try:
        path = path.expanduser().absolute()
        _refuse_other(path, who)
        write(path, as_csv(mine).encode(), 0o600)
    except (OSError, RuntimeError) as error:
        if isinstance(error, NotWritten):
            raise
        raise NotWritten(path, *_not_written(path, error)) from error
    return path


def _refuse_other(path: Path, who: str) -> None:
    """Refuse to write over, or through, what is not an earlier export of this learner."""
    elsewhere = "Rename it, or write to another name: answers.export('my-answers.csv')."
    if path.is_symlink():
        raise NotWritten(path, "it is a link, which may lead to somebody else's file", elsewhere)
    if not path.exists():
        return
    if is_anothers(path):
        raise NotWritten(path, "there is such a file, and it belongs to another user", elsewhere)
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        rows = csv.reader(stream)
        is_export = tuple(next(rows, ())) == COLUMNS
        ids = {row[0] for row in rows if row} if is_export else set()
    others = sorted(name for name in ids - {who} if is_chosen(name))
    if not is_export:
        raise NotWritten(path, "there is such a file, and it is no export of answers", elsewhere)
    if others:
        why = f"there is such a file, and it holds the answers of {', '.join(others)}"
        raise NotWritten(path, why, elsewhere)


def _not_written(path: Path, error: Exception) -> tuple[str, str]:
    """Why a file could not be written, and what to do."""
    elsewhere = "write to a folder of your own: answers.export('~/answers.csv')"
    code = error.errno if isinstance(error, OSError) else None
    why = (error.strerror if isinstance(error, OSError) else None) or str(error)
    if code in (errno.EACCES, errno.EPERM, errno.EROFS):
        if path.exists() and os.access(path.parent, os.W_OK):
            return f"it may be open in another program ({why})", f"Close it there, or {elsewhere}."
        return (
            f"you may not write in {path.parent} ({why})",
            f"Let it be written to, or {elsewhere}.",
        )
    if code in (errno.ENOSPC, errno.EDQUOT):
        return f"the disk is full ({why})", f"Make room, then write it again; or {elsewhere}."
    if code in (errno.ENOENT, errno.ENOTDIR, errno.EEXIST):
        return f"there is no folder {path.parent} ({why})", f"Make it, or {elsewhere}."
    if code == errno.EISDIR or path.is_dir():
        return "a folder has that name", f"Rename it, or {elsewhere}."
    return why, f"Look at the folder, or {elsewhere}."
