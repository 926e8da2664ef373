"""Reports for many cohorts: only what changed, each whole or not at all, and an index."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from helpers.facts import files
from helpers.reports import manifest, orders, process
from helpers.reports.index import EARLIER, FAILED, KEPT, MADE, Entry, index_page
from helpers.reports.job import COHORT, Job, JobResult
from helpers.reports.manifest import MANIFEST
from helpers.reports.orders import INDEX, UsageError, Wish, file_of
from helpers.reports.page import about_in, counts_in, fingerprint_of, names_in, title_of
from helpers.reports.team import as_made, team

__all__ = ["INDEX", "MANIFEST", "OverviewError", "UsageError", "Wish", "run"]

#: What a run leaves that is killed while it writes: names of its own making, never a report.
_HALF = re.compile(r"\.[^/]+\.(html|json)\.[a-z0-9_]{8}")


class OverviewError(OSError):
    """An overview that cannot be written, in words."""


def run(wish: Wish, tell: Callable[[Entry], None]) -> list[Entry]:
    """Make what is not up to date, and the index.

    What is made may be read by its owner only; a folder or a page without names that is there
    already keeps its permissions. Two runs may share a folder: what one has made the other finds,
    and they write in turn.

    Args:
        tell: is called with each cohort as soon as it is known what came of it.

    Returns:
        What came of each cohort, in the order asked for.

    Raises:
        UsageError: where two cohorts would have the same file, or the folder cannot be made.
        NoCluster: where a cluster is asked for and does not answer.
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
        if entry.state == KEPT:
            file = wish.out / entry.file
            entry = replace(entry, counts=counts_in(file), about=about_in(file))
        found[entry.name] = entry
        tell(entry)

    names, places = orders.places(wish, keep)
    known = manifest.read(wish.out)
    if not wish.scheduler and wish.kind == COHORT and not places.keys() <= known.keys():
        process.prepare()  # while the first cohort is read: what was never made will be

    def current(file: str) -> str:
        damaged = manifest.is_damaged(wish.out / file, known.get(file.removesuffix(".html")))
        return "" if damaged else fingerprint_of(wish.out / file) or ""

    jobs = orders.jobs(wish, places, current, keep)
    first = next(jobs, None)
    if first is not None:  # else no process is begun for nothing
        with team(wish.workers, wish.scheduler) as submit:
            for job, result in as_made(_again(first, jobs), submit, _ahead(wish)):
                keep(_kept(job, result, wish, current))
    # A cohort's report has the cohort's name; other kinds follow in the order of being made.
    asked = [found[name] for name in names if name in found]
    entries = [*asked, *sorted(_rest(found, names), key=lambda entry: entry.name)]
    _write_overview(wish, entries)
    return entries


def _rest(found: dict[str, Entry], names: Sequence[str]) -> Iterator[Entry]:
    return (entry for name, entry in found.items() if name not in names)


def _again(first: Job, jobs: Iterator[Job]) -> Iterator[Job]:
    yield first
    yield from jobs


def _ahead(wish: Wish) -> int:
    """Reports under way at once: each process has one waiting, and no more lie in memory."""
    return 64 if wish.scheduler else 2 * wish.workers


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        with files.held(out):
            for file in out.iterdir():
                if _HALF.fullmatch(file.name) and file.is_file():
                    file.unlink()
    except OSError as error:
        why = error.strerror or error
        raise UsageError(f"--out {out}: the folder cannot be made ({why})") from None


def _write(file: Path, content: bytes, *, hidden: bool) -> None:
    """Write a page; one with names, even in the place of one without, for its owner only."""
    if not hidden and file.is_file():
        file.chmod(0o600)
    files.write(file, content)


def _kept(job: Job, result: JobResult, wish: Wish, current: Callable[[str], str]) -> Entry:
    """Write the report, or tell why there is none; an older one stays where it is."""
    file, error = wish.out / file_of(job.id), result.error
    if result.page is not None:
        try:
            with files.held(wish.out):
                # Another run may have been faster, with the very same.
                if current(file.name) != job.fingerprint:
                    _write(file, result.page, hidden=job.pseudonyms)
            return Entry(job.id, MADE, file.name, counts=counts_in(file), about=about_in(file))
        except OSError as fault:
            error = f"{file} cannot be written ({fault.strerror or fault})"
    older = file.name if file.is_file() else ""
    if older and job.pseudonyms and names_in(file):
        older = ""
        error += f"; an older report that may hold names is {file.name}: delete it"
    return Entry(job.id, FAILED, older, error, result.problems)


def _write_overview(wish: Wish, entries: Sequence[Entry]) -> None:
    overview = wish.out / INDEX
    try:
        with files.held(wish.out):
            lines = manifest.text(wish.out, manifest.read(wish.out), entries, wish.today)
            _write(wish.out / MANIFEST, lines, hidden=False)
            others, unlinked = _others(wish, entries)
            page = index_page(entries, others, wish.today, unlinked)
            _write(overview, page, hidden=False)
    except OSError as error:
        told = f"the overview {overview} cannot be written ({error.strerror or error})"
        raise OverviewError(told) from None


def _others(wish: Wish, entries: Sequence[Entry]) -> tuple[list[Entry], int]:
    """Reports that an earlier run left in the folder, and how many more may hold names."""
    ours = {INDEX, *(file_of(entry.name) for entry in entries)}
    found = (file for file in sorted(wish.out.glob("*.html")) if file.name not in ours)
    pages = [file for file in found if fingerprint_of(file)]
    linked = [file for file in pages if not (wish.pseudonyms and names_in(file))]
    told = [
        Entry(title_of(file), EARLIER, file.name, counts=counts_in(file), about=about_in(file))
        for file in linked
    ]
    return told, len(pages) - len(linked)
