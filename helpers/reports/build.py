"""One cohort's report: the template with its parameters, run, as one page of HTML."""

from __future__ import annotations

import logging
from typing import Any

from nbformat import NotebookNode
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook

from helpers.cohort import problem_table
from helpers.cohort.key import KeyFileError
from helpers.reports import kernels
from helpers.reports.job import Job, JobResult
from helpers.reports.opening import ReportError
from helpers.reports.page import page
from helpers.reports.privacy import written


def build(job: Job) -> JobResult:
    """Make one report; whatever goes wrong is told and nothing is raised."""
    title = f"{job.id}: cohort report for {job.today}"
    try:
        notebook = kernels.run(_with_parameters(job))
        made = page(notebook, title, job.fingerprint, hidden=job.pseudonyms)
    except kernels.CellError as error:
        return _failed(error, job)
    except MemoryError:
        return JobResult(error=_TOO_LARGE)
    except Exception as error:
        return JobResult(error=_words(error, job))
    return JobResult(made)


_TOO_LARGE = "it needs more memory than a report may take; is a file far too large?"


def _with_parameters(job: Job) -> NotebookNode:
    # papermill says in passing that it changes the format, which is of no interest here.
    logging.getLogger("papermill").setLevel(logging.ERROR)
    notebook = load_notebook_node(job.template)
    values: dict[str, Any] = {
        "cohort": job.folder,
        "today": job.today,
        "pseudonyms": job.pseudonyms,
    }
    filled: NotebookNode = parameterize_notebook(notebook, values)
    return filled


def _failed(error: kernels.CellError, job: Job) -> JobResult:
    """A broken cohort is told by its problems; anything else by the cell that failed."""
    cause = error.__cause__
    if isinstance(cause, MemoryError):
        return JobResult(error=_TOO_LARGE)
    if isinstance(cause, KeyFileError):
        return JobResult(error=str(cause))
    if not isinstance(cause, ReportError):
        return JobResult(error=_words(error, job))
    if not cause.problems:
        return JobResult(error=str(cause))
    rows = problem_table(cause.problems).rows
    return JobResult(error="its files hold problems", problems=tuple(rows))


def _words(error: Exception, job: Job) -> str:
    """What went wrong; only its kind where its words may repeat a name."""
    if not job.pseudonyms:
        return written(str(error) or type(error).__name__)
    cause = error.__cause__ if isinstance(error, kernels.CellError) else error
    return f"{type(cause).__name__}: its words are kept back, since names are hidden"
