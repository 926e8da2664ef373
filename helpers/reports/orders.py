"""What a run has to make: each cohort read once, and only what is not up to date."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.cohort.about import FILE
from helpers.cohort.key import KeyFileError, key_file, office_key
from helpers.reports import parcel
from helpers.reports.fingerprint import fingerprint, of_code
from helpers.reports.index import FAILED, KEPT, Entry
from helpers.reports.job import Job
from helpers.reports.parcel import Parcel, unpacked
from helpers.reports.privacy import names_hidden, written
from helpers.reports.template import template

INDEX = "index.html"
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
    """

    cohorts: tuple[str, ...]
    out: Path
    today: str
    pseudonyms: bool = False
    workers: int = 2
    scheduler: str = ""


def file_of(name: str) -> str:
    """The name of a cohort's report."""
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
    notebook = template().read_bytes()
    for name, where in found.items():
        try:
            job = _job(parcel.read(where), where, wish, notebook)
        except (ValueError, OSError) as error:
            keep(Entry(name, FAILED, error=_why(error)))
            continue
        if current(file_of(name)) == job.fingerprint:
            keep(Entry(name, KEPT, file_of(name)))
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
    if file_of(name).lower() == INDEX:
        raise ValueError("a cohort cannot be called index; the overview has that name")
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
