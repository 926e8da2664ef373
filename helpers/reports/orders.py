"""What a run has to make: each cohort read once, and only what is not up to date."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from helpers.cohort import problem_table
from helpers.cohort.about import FILE
from helpers.cohort.key import KeyFileError, key_file, lent, office_key
from helpers.facts.files import digest
from helpers.reports import parcel
from helpers.reports.fingerprint import fingerprint, of_code
from helpers.reports.index import FAILED, KEPT, Entry
from helpers.reports.job import COHORT, LEARNER, PROGRAMME, Job
from helpers.reports.opening import ReportError, learners
from helpers.reports.parcel import Parcel, unpacked
from helpers.reports.privacy import names_hidden, written
from helpers.reports.template import template

INDEX = "index.html"
_LONGEST = 230  # bytes; 255 is what disks hold, the ending and what is half-written included
Keep = Callable[[Entry], None]


class UsageError(Exception):
    """A run that cannot begin, in words."""


@dataclass(frozen=True)
class Wish:
    """What a run was asked for.

    Attributes:
        cohorts: their names, folders or addresses.
        out: the folder of the reports.
        today: as 2026-06-30.
        scheduler: the address of a Dask cluster's scheduler; empty makes the reports here.
        kind: cohort makes one report a cohort, learner one a learner, programme one for all.
    """

    cohorts: tuple[str, ...]
    out: Path
    today: str
    pseudonyms: bool = False
    workers: int = 2
    scheduler: str = ""
    kind: str = COHORT


def file_of(name: str) -> str:
    """The name of a report's file."""
    return f"{name}.html"


def places(wish: Wish, keep: Keep) -> tuple[list[str], dict[str, str]]:
    """The names of all cohorts in the order asked for, and where those are that can be read.

    Raises:
        UsageError: where two cohorts would have the same file.
    """
    names: list[str] = []
    found: dict[str, str] = {}
    for cohort in dict.fromkeys(wish.cohorts):
        name = written(parcel.shown(cohort))
        try:
            where = parcel.place(cohort)
            name = _free_name(where, found)
            if name in found:
                continue  # the same folder, asked for twice
            found[name] = where
        except (ValueError, OSError) as error:
            keep(Entry(name, FAILED, error=_why(error)))
        names.append(name)
    return names, found


def jobs(wish: Wish, found: dict[str, str], current: Callable[[str], str], keep: Keep) -> Jobs:
    """The reports that have to be made; each cohort is read when its turn comes.

    Args:
        current: the fingerprint of the report that is there under a name of a file.
    """
    notebook = template(wish.kind).read_bytes()
    if wish.kind == PROGRAMME:
        yield from _not_current(_programme(wish, found, notebook, keep), current, keep)
        return
    for name, where in found.items():
        try:
            job = _job(parcel.read(where), where, wish, notebook)
            own = _learners(job) if wish.kind == LEARNER else [job]
        except ReportError as error:
            problems = tuple(problem_table(error.problems).rows)
            keep(Entry(name, FAILED, error="its files hold problems", problems=problems))
            continue
        except (ValueError, OSError) as error:
            keep(Entry(name, FAILED, error=_why(error)))
            continue
        yield from _not_current(own, current, keep)


def _not_current(found: Iterable[Job], current: Callable[[str], str], keep: Keep) -> Jobs:
    """The reports that are not up to date; the others are told."""
    for job in found:
        file = file_of(job.id)
        if current(file) == job.fingerprint:
            keep(Entry(job.id, KEPT, file))
        else:
            yield job


Jobs = Iterator[Job]


def _why(error: ValueError | OSError) -> str:
    if isinstance(error, OSError):
        return f"its folder cannot be read ({error.strerror}); look at its permissions"
    return written(str(error))


def _free_name(where: str, found: dict[str, str]) -> str:
    """The cohort's id, if no other cohort of this run and no page of ours has its file.

    Raises:
        UsageError: if one has; small and capital letters may be the same to a disk.
        ValueError: if the folder's name cannot be an id.
    """
    name = parcel.name_of(where)
    if name.lower() in ("index", PROGRAMME):
        raise ValueError(f"a cohort cannot be called {name}; another page has that name")
    for other, place in found.items():
        if other.lower() == name.lower() and place != where:
            told = f"{parcel.shown(place)} and {parcel.shown(where)}"
            raise UsageError(f"{told} would both be written to {file_of(name)}")
    return name


def _job(read: Parcel, where: str, wish: Wish, notebook: bytes) -> Job:
    hidden = wish.pseudonyms or _asks_to_hide(read)
    if hidden:
        _keep_apart([wish.out] if parcel.is_url(where) else [Path(where), wish.out])
    key = office_key() if hidden else None
    mark = fingerprint(read, wish.today, key, notebook)
    return Job(read, wish.today, hidden, notebook, mark, of_code(), key)


def _learners(job: Job) -> list[Job]:
    """A report for each learner of a cohort who has not withdrawn.

    Raises:
        ReportError: for a cohort that cannot be read.
    """
    with (
        tempfile.TemporaryDirectory(prefix="report-") as room,
        unpacked(job.parcel, Path(room)) as folder,
        lent(job.key),
    ):
        ids = learners(folder, job.pseudonyms)
    return [
        replace(
            job,
            kind=LEARNER,
            learner=one,
            name=_name(job.parcel.id, one),
            fingerprint=fingerprint(job.parcel, job.today, job.key, job.template, one),
        )
        for one in ids
    ]


def _name(cohort: str, learner: str) -> str:
    """What a learner's report is called: a name that stays in its folder, whatever the id is."""
    # No cohort's id holds a plus, no file's name a slash, and no disk a name of any length.
    name = f"{cohort}+{learner.replace('/', '%2F')}"
    return name if len(name.encode()) <= _LONGEST else f"{cohort}+{digest(learner.encode())[:32]}"


def _programme(wish: Wish, found: dict[str, str], notebook: bytes, keep: Keep) -> Jobs:
    """One report for all cohorts; those that cannot be fetched are told and left out."""
    read: list[tuple[Parcel, str]] = []
    for name, where in found.items():
        try:
            read.append((parcel.read(where), where))
        except (ValueError, OSError) as error:
            keep(Entry(name, FAILED, error=_why(error)))
    if not read:
        return
    try:
        own = [_job(one, where, wish, notebook) for one, where in read]
    except (ValueError, OSError) as error:
        keep(Entry(PROGRAMME, FAILED, error=_why(error)))
        return
    key = next((job.key for job in own if job.key is not None), None)
    first, *rest = (one for one, _ in read)
    yield Job(
        first,
        wish.today,
        all(job.pseudonyms for job in own),
        notebook,
        fingerprint(first, wish.today, key, notebook, "", rest),
        of_code(),
        key,
        kind=PROGRAMME,
        beside=tuple(rest),
        name=PROGRAMME,
    )


def _asks_to_hide(read: Parcel) -> bool:
    with (
        tempfile.TemporaryDirectory(prefix="report-") as room,
        unpacked(parcel.about_only(read), Path(room)) as folder,
    ):
        return names_hidden(folder, False)


def _keep_apart(folders: Sequence[Path]) -> None:
    """Refuse a key that would be passed on together with what it opens.

    Raises:
        KeyFileError: for a key in the folder of a cohort or in that of the reports.
    """
    file = key_file().resolve()
    apart = {folder.resolve() for folder in folders}
    for place in file.parents:
        if place in apart or _is_cohort(place):
            raise KeyFileError(f"the key of the pseudonyms may not lie in {place}; move it away")


def _is_cohort(place: Path) -> bool:
    try:
        return any(name.lower() == FILE for name in os.listdir(place))
    except OSError:  # a folder that may only be passed through
        return os.path.lexists(place / FILE)
