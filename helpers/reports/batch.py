"""Reports for many cohorts: only what changed, each whole or not at all, and an index."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.cohort import cohort_id, find_cohort
from helpers.cohort.about import FILE
from helpers.cohort.key import KeyFileError, key_file
from helpers.facts import files
from helpers.reports import workers
from helpers.reports.fingerprint import fingerprint
from helpers.reports.index import FAILED, KEPT, MADE, Entry, index_page
from helpers.reports.job import Job, JobResult
from helpers.reports.page import fingerprint_of, names_in, title_of
from helpers.reports.privacy import names_hidden, written
from helpers.reports.template import template

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


class OverviewError(OSError):
    """An overview that cannot be written, in words."""


def run(wish: Wish, tell: Callable[[Entry], None]) -> list[Entry]:
    """Make what is not up to date, and the index.

    What is made may be read by its owner only; a folder or a page without names that is there
    already keeps its permissions.

    Args:
        tell: is called with each cohort as soon as it is known what came of it.

    Returns:
        What came of each cohort, in the order asked for.

    Raises:
        UsageError: where two cohorts would have the same file, or the folder cannot be made.
        OverviewError: where the index cannot be written.
    """
    with _private():
        return _run(wish, tell)


@contextlib.contextmanager
def _private() -> Iterator[None]:
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def _run(wish: Wish, tell: Callable[[Entry], None]) -> list[Entry]:
    _make_folder(wish.out)
    found: dict[str, Entry] = {}

    def keep(entry: Entry) -> None:
        found[entry.name] = entry
        tell(entry)

    names, jobs = _jobs(wish, keep)
    for job, result in workers.run(jobs, wish.workers):
        keep(_kept(job, result, wish))
    entries = [found[name] for name in names]
    others, unlinked = _others(wish, entries)
    page = index_page(entries, others, wish.today, unlinked)
    try:
        _write(wish.out / INDEX, page, hidden=False)
    except OSError as error:
        told = f"the overview {wish.out / INDEX} cannot be written ({error.strerror or error})"
        raise OverviewError(told) from None
    return entries


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"--out {out}: the folder cannot be made ({error.strerror})") from None


def _write(file: Path, content: bytes, *, hidden: bool) -> None:
    """Write a page; one with names, even in the place of one without, for its owner only."""
    if not hidden and file.is_file():
        file.chmod(0o600)
    files.write(file, content)


def _jobs(wish: Wish, keep: Callable[[Entry], None]) -> tuple[list[str], list[Job]]:
    """The names of all cohorts, and the reports that have to be made."""
    names: list[str] = []
    jobs: list[Job] = []
    folders: dict[str, Path] = {}
    for cohort in dict.fromkeys(wish.cohorts):
        name = written(cohort)
        try:
            folder = find_cohort(cohort)
            name = _free_name(folder, folders)
            if name in names:
                continue  # the same folder, asked for twice
            job = _job(folder, wish)
        except (ValueError, OSError) as error:
            names.append(name)
            keep(Entry(name, FAILED, error=_why(error)))
            continue
        names.append(name)
        file = _file(name)
        if fingerprint_of(wish.out / file) == job.fingerprint:
            keep(Entry(name, KEPT, file))
        else:
            jobs.append(job)
    return names, jobs


def _why(error: ValueError | OSError) -> str:
    if isinstance(error, OSError):
        return f"its folder cannot be read ({error.strerror}); look at its permissions"
    return written(str(error))


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
    hidden = names_hidden(folder, wish.pseudonyms)
    if hidden:
        _keep_apart(folder, wish.out)
    mark = fingerprint(folder, wish.today, hidden, notebook)
    return Job(str(folder), wish.today, hidden, str(notebook), mark)


def _keep_apart(folder: Path, out: Path) -> None:
    """Refuse a key that would be passed on together with what it opens.

    Raises:
        KeyFileError: for a key in the folder of a cohort or in that of the reports.
    """
    file = key_file().resolve()
    apart = {folder.resolve(), out.resolve()}
    for place in file.parents:
        if place in apart or _is_cohort(place):
            raise KeyFileError(f"the key of the pseudonyms may not lie in {place}; move it away")


def _is_cohort(place: Path) -> bool:
    try:
        return any(name.lower() == FILE for name in os.listdir(place))
    except OSError:  # a folder that may only be passed through
        return os.path.lexists(place / FILE)


def _kept(job: Job, result: JobResult, wish: Wish) -> Entry:
    """Write the report, or tell why there is none; an older one stays where it is."""
    file, error = wish.out / _file(job.id), result.error
    if result.page is not None:
        try:
            _write(file, result.page, hidden=job.pseudonyms)
            return Entry(job.id, MADE, file.name)
        except OSError as fault:
            error = f"{file} cannot be written ({fault.strerror or fault})"
    older = file.name if file.is_file() else ""
    if older and job.pseudonyms and names_in(file):
        older = ""
        error += f"; an older report that may hold names is {file.name}: delete it"
    return Entry(job.id, FAILED, older, error, result.problems)


def _others(wish: Wish, entries: Sequence[Entry]) -> tuple[dict[str, str], int]:
    """Reports that an earlier run left in the folder, and how many more may hold names."""
    ours = {INDEX, *(_file(entry.name) for entry in entries)}
    found = (file for file in sorted(wish.out.glob("*.html")) if file.name not in ours)
    pages = [file for file in found if fingerprint_of(file)]
    linked = [file for file in pages if not (wish.pseudonyms and names_in(file))]
    return {file.name: title_of(file) for file in linked}, len(pages) - len(linked)


def _file(name: str) -> str:
    return f"{name}.html"
