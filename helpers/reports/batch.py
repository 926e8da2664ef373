"""Reports for many cohorts: only what changed, each whole or not at all, and an index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.cohort import cohort_id, find_cohort
from helpers.facts import files
from helpers.reports import workers
from helpers.reports.fingerprint import fingerprint
from helpers.reports.index import FAILED, KEPT, MADE, Entry, index_page
from helpers.reports.job import Job, Outcome
from helpers.reports.page import fingerprint_of, title_of
from helpers.reports.places import template

INDEX = "index.html"


@dataclass(frozen=True)
class Wish:
    """What a run was asked for.

    Attributes:
        out: the folder of the reports.
        today: as 2026-06-30.
    """

    cohorts: tuple[str, ...]
    out: Path
    today: str
    pseudonyms: bool = False
    workers: int = 2


class UsageError(Exception):
    """A run that cannot begin, in words."""


def run(wish: Wish, tell: Callable[[Entry], None]) -> list[Entry]:
    """Make what is not up to date, and the index.

    Args:
        tell: is called with each cohort as soon as it is known what came of it.

    Returns:
        What came of each cohort, in the order asked for.

    Raises:
        UsageError: where two cohorts would have the same file, or the folder cannot be made.
    """
    _make_folder(wish.out)
    found: dict[str, Entry] = {}

    def keep(entry: Entry) -> None:
        found[entry.name] = entry
        tell(entry)

    names, jobs = _jobs(wish, keep)
    for job, outcome in workers.run(jobs, wish.workers):
        keep(_kept(job, outcome, wish))
    entries = [found[name] for name in names]
    files.write(wish.out / INDEX, index_page(entries, _others(wish.out, entries), wish.today))
    return entries


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"--out {out}: the folder cannot be made ({error.strerror})") from None


def _jobs(wish: Wish, keep: Callable[[Entry], None]) -> tuple[list[str], list[Job]]:
    """The names of all cohorts, and the reports that have to be made."""
    names: list[str] = []
    jobs: list[Job] = []
    folders: dict[str, Path] = {}
    for cohort in dict.fromkeys(wish.cohorts):
        try:
            folder = find_cohort(cohort)
            name = _free_name(folder, folders)
        except ValueError as error:
            names.append(cohort)
            keep(Entry(cohort, FAILED, error=str(error)))
            continue
        if name in names:
            continue  # the same folder, asked for twice
        names.append(name)
        job = _job(folder, wish)
        file = _file(name)
        if fingerprint_of(wish.out / file) == job.fingerprint:
            keep(Entry(name, KEPT, file))
        else:
            jobs.append(job)
    return names, jobs


def _free_name(folder: Path, folders: dict[str, Path]) -> str:
    """The cohort's id, if no other cohort of this run and no page of ours has its file.

    Raises:
        UsageError: if one has; small and capital letters may be the same to a disk.
        ValueError: if the folder's name cannot be an id.
    """
    name = cohort_id(folder)
    if _file(name).lower() == INDEX:
        raise ValueError("a cohort cannot be called index; the overview has that name")
    other = folders.setdefault(name.lower(), folder)
    if other != folder:
        raise UsageError(f"{other} and {folder} would both be written to {_file(name)}")
    return name


def _job(folder: Path, wish: Wish) -> Job:
    notebook = template()
    mark = fingerprint(folder, wish.today, wish.pseudonyms, notebook)
    return Job(str(folder), wish.today, wish.pseudonyms, str(notebook), mark)


def _kept(job: Job, outcome: Outcome, wish: Wish) -> Entry:
    """Write the report, or tell why there is none; an older one stays where it is."""
    file = wish.out / _file(job.id)
    if outcome.page is not None:
        files.write(file, outcome.page)
        return Entry(job.id, MADE, file.name)
    problems = outcome.problems
    if wish.pseudonyms:
        problems = tuple(_without_names(row) for row in problems)
    older = file.name if file.is_file() else ""
    return Entry(job.id, FAILED, older, outcome.error, problems)


def _without_names(problem: dict[str, str]) -> dict[str, str]:
    """A problem without what was read, which may be a name."""
    return {key: value for key, value in problem.items() if key in ("File", "Row", "Column")}


def _others(out: Path, entries: Sequence[Entry]) -> dict[str, str]:
    """Reports that an earlier run left in the folder."""
    ours = {INDEX, *(entry.file for entry in entries)}
    found = (file for file in sorted(out.glob("*.html")) if file.name not in ours)
    return {file.name: title_of(file) for file in found if fingerprint_of(file)}


def _file(name: str) -> str:
    return f"{name}.html"
