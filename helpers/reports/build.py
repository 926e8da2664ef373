"""One report: the template with its parameters, run by papermill, as one page of HTML."""

from __future__ import annotations

import contextlib
import logging
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import papermill
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from helpers.cohort import problem_table
from helpers.cohort.key import KeyFileError, lent
from helpers.reports import engine
from helpers.reports.fingerprint import of_code
from helpers.reports.job import LEARNER, PROGRAMME, Job, JobResult
from helpers.reports.opening import ReportError
from helpers.reports.page import page
from helpers.reports.parcel import unpacked
from helpers.reports.privacy import written

engine.register()


class _Failed(Exception):
    """A notebook that came to no end; what ended it is the cause, where that is known."""


def build(job: Job, room: Path | None = None, engine_name: str | None = engine.NAME) -> JobResult:
    """Make one report; whatever goes wrong is told and nothing is raised.

    Args:
        room: a folder, not there yet, in which the cohort is unpacked; it is taken away again.
        engine_name: papermill's; ``None`` is its own.
    """
    if job.code not in ("", of_code()):
        return JobResult(error=_OTHER_CODE)
    title = f"{job.id}: {job.kind} report for {job.today}"
    try:
        with _room(room) as place, _unpacked(job, place) as folders, lent(job.key):
            notebook = _executed(job, folders, place, engine_name)
        made = page(notebook, title, job.fingerprint, hidden=job.pseudonyms)
    except _Failed as error:
        return _failed(error.__cause__ or error, job)
    except MemoryError:
        return JobResult(error=_TOO_LARGE)
    except Exception as error:
        return JobResult(error=_words(error, job))
    return JobResult(made)


_TOO_LARGE = "it needs more memory than a report may take; is a file far too large?"
_OTHER_CODE = (
    "the machine that should make it has another version of this program; install the same on all"
)


@contextlib.contextmanager
def _room(room: Path | None) -> Iterator[Path]:
    """A folder for this report alone, taken away whatever comes of it."""
    if room is None:
        with tempfile.TemporaryDirectory(prefix="report-") as folder:
            yield Path(folder)
        return
    room.mkdir(mode=0o700)
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


@contextlib.contextmanager
def _unpacked(job: Job, room: Path) -> Iterator[list[Path]]:
    """The folders of a report's cohorts; several have a room each."""
    with contextlib.ExitStack() as stack:
        places = [room, *(room / str(number) for number in range(len(job.beside)))]
        parcels = (job.parcel, *job.beside)
        pairs = zip(parcels, places, strict=True)
        yield [stack.enter_context(unpacked(parcel, place)) for parcel, place in pairs]


def _values(job: Job, folders: list[Path]) -> dict[str, Any]:
    """The parameters of the notebook."""
    found: dict[str, Any] = {"today": job.today, "pseudonyms": job.pseudonyms}
    if job.kind == PROGRAMME:
        return {"cohorts": [str(folder) for folder in folders], **found}
    found["cohort"] = str(folders[0])
    return {**found, "learner": job.learner} if job.kind == LEARNER else found


def _executed(job: Job, folders: list[Path], room: Path, engine_name: str | None) -> NotebookNode:
    """The notebook with its outputs; it is written nowhere."""
    template = room / "report.ipynb"
    template.write_bytes(job.template)
    told: list[BaseException] = []
    ours: dict[str, Any] = {"told": told.append} if engine_name == engine.NAME else {}
    # papermill says in passing that it changes the format, which is of no interest here.
    logging.getLogger("papermill").setLevel(logging.ERROR)
    try:
        notebook: NotebookNode = papermill.execute_notebook(
            _plain(template),
            None,
            _values(job, folders),
            engine_name=engine_name,
            progress_bar=False,
            **ours,
        )
    except PapermillExecutionError as error:
        # What papermill raises is a text; what failed is an object, with its problems.
        raise _Failed(f"{error.ename}: {error.evalue}") from (told[0] if told else None)
    return notebook


def _plain(file: Path) -> str:
    """A path for papermill, which would fill in what stands in braces."""
    return str(file).replace("{", "{{").replace("}", "}}")


def _failed(error: BaseException, job: Job) -> JobResult:
    """A broken cohort is told by its problems; anything else by what failed."""
    if isinstance(error, MemoryError):
        return JobResult(error=_TOO_LARGE)
    if isinstance(error, KeyFileError):
        return JobResult(error=str(error))
    if not isinstance(error, ReportError):
        return JobResult(error=_words(error, job))
    if not error.problems:
        return JobResult(error=str(error))
    rows = problem_table(error.problems).rows
    return JobResult(error="its files hold problems", problems=tuple(rows))


def _words(error: BaseException, job: Job) -> str:
    """What went wrong; only its kind where its words may repeat a name."""
    kind = type(error).__name__
    if job.pseudonyms or job.key is not None:
        return f"{kind}: its words are kept back, since names are hidden"
    return written(str(error) if isinstance(error, _Failed) else f"{kind}: {error}")
