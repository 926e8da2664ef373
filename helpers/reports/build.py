"""One cohort's report: the template with its parameters, run, as one page of HTML."""

from __future__ import annotations

import logging
from typing import Any

from nbformat import NotebookNode
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook

from helpers.cohort import problem_table
from helpers.reports import kernels
from helpers.reports.job import Job, Outcome
from helpers.reports.opening import ReportError
from helpers.reports.page import page


def build(job: Job) -> Outcome:
    """Make one report; whatever goes wrong is told and nothing is raised."""
    try:
        notebook = kernels.run(_with_parameters(job))
    except kernels.CellError as error:
        return _failed(error, job)
    title = f"{job.id}: cohort report for {job.today}"
    return Outcome(page(notebook, title, job.fingerprint))


def _with_parameters(job: Job) -> NotebookNode:
    # papermill says in passing that it changes the format, which is of no interest here.
    logging.getLogger("papermill").setLevel(logging.ERROR)
    notebook = load_notebook_node(job.template)
    values: dict[str, Any] = {
        "cohort": job.folder,
        "today": job.today,
        "pseudonyms": job.pseudonyms,
    }
    return parameterize_notebook(notebook, values)


def _failed(error: kernels.CellError, job: Job) -> Outcome:
    """A broken cohort is told by its problems; anything else by the cell that failed."""
    cause = error.__cause__
    if not isinstance(cause, ReportError):
        return Outcome(error=str(error))
    if not cause.problems:
        return Outcome(error=str(cause))
    rows = problem_table(cause.problems).rows
    return Outcome(error="its files hold problems", problems=tuple(rows))
