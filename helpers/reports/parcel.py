"""A cohort's files, read once, into memory: what is fingerprinted, sent, and unpacked elsewhere.

So a report is made from exactly what its fingerprint covers, and whoever makes it needs neither
the disk nor the address that the files came from.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from helpers.cohort import cohort_id, find_cohort
from helpers.cohort.about import FILE
from helpers.cohort.folder import contents, leaves_folder
from helpers.cohort.strangers import is_table, known_names

#: Bytes; no file of a class that is read has more.
LARGEST = 100_000_000
# What stands under a name: a file, one that is too large to be read, a folder, a link out of the
# folder or to nowhere; of a file that only looks like a cohort's, nothing but its name is known.
PLAIN, LARGE, FOLDER, LEAVES, NOWHERE, NAME = "file", "large", "folder", "leaves", "nowhere", "name"


class Unread(ValueError):
    """A cohort that cannot be read where it is, in words."""


@dataclass(frozen=True)
class Kept:
    """One file of a cohort; its content is nobody's business in a log."""

    name: str = field(repr=False)
    kind: str
    content: bytes = field(default=b"", repr=False)
    size: int = 0


@dataclass(frozen=True)
class Parcel:
    """A cohort's folder: its name, and the files that are read or named."""

    id: str
    files: tuple[Kept, ...] = ()


def is_url(where: str) -> bool:
    """Whether a cohort is somewhere that only an address leads to."""
    return "://" in where


def shown(where: str) -> str:
    """A cohort's place as it may be told: an address without what opens it."""
    if not is_url(where):
        return where
    parts = urlsplit(where)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def place(where: str) -> str:
    """The full path or the address of a cohort.

    Raises:
        ValueError: where there is no such folder; addresses are tried only when they are read.
    """
    return where.rstrip("/") if is_url(where) else str(find_cohort(where))


def name_of(found: str) -> str:
    """The id of the cohort at a place.

    Raises:
        ValueError: if the folder's name cannot be one.
    """
    return cohort_id(Path(urlsplit(found).path if is_url(found) else found))


def read(found: str) -> Parcel:
    """Read a cohort whole.

    Raises:
        Unread: for an address that cannot be read.
        OSError: for a folder or a file that cannot be read.
    """
    return _far(found) if is_url(found) else _near(Path(found))


def _near(folder: Path) -> Parcel:
    import fsspec

    disk = fsspec.filesystem("file")
    read, alike = contents(folder)
    files = [_kept(disk, file) for file in read]
    return Parcel(folder.name, (*files, *(Kept(file.name, NAME) for file in alike)))


def _kept(disk: Any, file: Path) -> Kept:
    if file.is_symlink() and not file.exists():
        return Kept(file.name, NOWHERE)
    if leaves_folder(file):
        return Kept(file.name, LEAVES)
    if not file.is_file():
        return Kept(file.name, FOLDER)
    size = file.stat().st_size
    if size > LARGEST:
        return Kept(file.name, LARGE, size=size)
    return Kept(file.name, PLAIN, disk.cat_file(str(file)), size)


def _far(url: str) -> Parcel:
    from fsspec.core import url_to_fs

    try:
        disk, path = url_to_fs(url)
        disk.invalidate_cache()
        found = sorted(disk.ls(path, detail=True), key=lambda entry: str(entry["name"]))
        files = [_fetched(disk, entry) for entry in found if entry["type"] == "file"]
    except FileNotFoundError:
        raise Unread(f"there is no folder at {shown(url)}") from None
    except Exception as error:  # each kind of storage has errors of its own
        why = type(error).__name__  # their words may repeat a key
        raise Unread(f"{shown(url)} cannot be read ({why})") from None
    return Parcel(name_of(url), tuple(file for file in files if file is not None))


def _fetched(disk: Any, entry: dict[str, Any]) -> Kept | None:
    name = str(entry["name"]).rpartition("/")[2]
    if name.lower() not in known_names():
        return Kept(name, NAME) if is_table(name.lower()) else None
    size = int(entry["size"] or 0)
    if size > LARGEST:
        return Kept(name, LARGE, size=size)
    return Kept(name, PLAIN, disk.cat_file(entry["name"]), size)


def about_only(parcel: Parcel) -> Parcel:
    """Only what says how the class wants its report."""
    files = tuple(file for file in parcel.files if file.name.lower() == FILE)
    return Parcel(parcel.id, files)


@contextlib.contextmanager
def unpacked(parcel: Parcel, room: Path) -> Iterator[Path]:
    """The cohort as a folder in ``room``, which nobody else may look into.

    Raises:
        OSError: where it cannot be written.
    """
    beside = room / "beside"
    folder = room / "cohort" / parcel.id
    for place in (beside, folder):
        place.mkdir(mode=0o700, parents=True)
    for file in parcel.files:
        _put(file, folder, beside)
    yield folder


def _put(file: Kept, folder: Path, beside: Path) -> None:
    target = folder / file.name
    if file.name in ("", ".", "..") or target.parent != folder or "\0" in file.name:
        raise OSError(f"{file.name!r} is no name of a file")
    if file.kind == FOLDER:
        target.mkdir()
    elif file.kind == NOWHERE:
        os.symlink(beside / "nowhere", target)
    elif file.kind == LEAVES:
        (beside / "elsewhere").touch()
        os.symlink(beside / "elsewhere", target)
    else:
        with target.open("xb") as stream:
            stream.write(file.content)
            if file.kind == LARGE:
                stream.truncate(file.size)  # a hole: the report will refuse it by its size
