"""Where answers come from: a file, a folder, a zip, a store in a file, the database of a hub."""

from __future__ import annotations

import csv
import shutil
import sqlite3
import zipfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from helpers.course.answers import COLUMNS, as_csv

_MOST_FILES = 5_000
_MOST_BYTES = 20_000_000  # of one export; see helpers.cohort.collect
_HEAD = b"SQLite format 3\x00"
_SEEN = ("learner_id", "question_id")


@dataclass
class Exports:
    """The exports that were found.

    Attributes:
        files: as they can be collected; unpacked ones lie in a folder for the time being.
        shown: what each is called in a sentence.
        left: what was not taken, and why.
        several: files that hold several learners by their nature.
    """

    files: list[Path] = field(default_factory=list)
    shown: dict[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    several: set[Path] = field(default_factory=set)

    def add(self, file: Path, shown: str) -> None:
        """Take a file."""
        self.files.append(file)
        self.shown[str(file)] = shown

    def names(self, text: str) -> str:
        """A sentence with the files called as somebody knows them."""
        for real, shown in self.shown.items():
            text = text.replace(real, shown)
        return text


def exports(paths: Sequence[Path], place: Path) -> Exports:
    """The exports in some files, folders, zips and stores.

    Args:
        place: an empty folder for what has to be unpacked.
    """
    found = Exports()
    for number, path in enumerate(dict.fromkeys(paths)):
        inner = place / str(number)
        if path.is_dir():
            _folder(path, path.name, inner, found)
        elif _is_store(path):
            _store(path, inner, found)
        elif zipfile.is_zipfile(path):
            _zip(path, inner, found)
        else:
            found.add(path, str(path))
    return found


def _folder(folder: Path, shown: str, place: Path, found: Exports) -> None:
    """Every export below a folder; a learning-management system makes a folder a learner."""
    try:
        paths = sorted(path for path in folder.rglob("*") if _is_plain(path, folder))
    except OSError as error:
        found.left.append(f"{shown}: the folder cannot be read ({error.strerror})")
        return
    if len(paths) > _MOST_FILES:
        found.left.append(f"{shown}: holds more than {_MOST_FILES:,} files; is it the right one?")
        return
    before = len(found.files)
    for number, path in enumerate(paths):
        name = f"{shown}/{path.relative_to(folder).as_posix()}"
        if path.suffix.lower() == ".zip" and zipfile.is_zipfile(path):
            _zip(path, place / f"in-{number}", found, name)
        elif path.suffix.lower() == ".csv" and _is_export(path):
            found.add(path, name)
        elif path.suffix.lower() == ".csv":
            found.left.append(f"{name}: no export of answers; left out")
    if len(found.files) == before:
        found.left.append(f"{shown}: holds no export of answers")


def _is_plain(path: Path, folder: Path) -> bool:
    """Whether a path is a file of its own, neither hidden nor a link to somewhere else."""
    parts = path.relative_to(folder).parts
    hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
    return not hidden and not path.is_symlink() and path.is_file()


def _is_export(path: Path) -> bool:
    with path.open("rb") as stream:
        head = stream.read(600).replace(b"\x00", b"")  # two bytes a letter, in UTF-16
    first = head.decode("utf-8", "replace").lstrip("\ufeff").splitlines()[:1]
    return bool(first) and all(name in first[0] for name in _SEEN)


def _zip(path: Path, place: Path, found: Exports, shown: str = "") -> None:
    """Unpack the CSV files of a zip, under names of our own."""
    shown = shown or path.name
    home = place / "zip"
    try:
        with zipfile.ZipFile(path) as archive:
            parts = [part for part in archive.infolist() if _is_wanted(part.filename)]
            if len(parts) > _MOST_FILES:
                found.left.append(f"{shown}: holds more than {_MOST_FILES:,} files; left out")
                return
            for number, part in enumerate(parts):
                _part(archive, part, home / f"{number}.csv", f"{shown}/{part.filename}", found)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        found.left.append(f"{shown}: the zip cannot be unpacked ({error}); unpack it yourself")
        return
    if not parts:
        found.left.append(f"{shown}: holds no CSV file")


def _is_wanted(name: str) -> bool:
    path = PurePosixPath(name)
    hidden = any(part.startswith((".", "__MACOSX")) and part != ".." for part in path.parts)
    return path.suffix.lower() == ".csv" and not hidden


def _part(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, target: Path, shown: str, found: Exports
) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(part) as stream:
        content = stream.read(_MOST_BYTES + 1)  # its header may lie about its size
    if len(content) > _MOST_BYTES:
        found.left.append(f"{shown}: far too large for an export; left out")
        return
    target.write_bytes(content)
    if _is_export(target):
        found.add(target, shown)
    else:
        found.left.append(f"{shown}: no export of answers; left out")


def _is_store(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(len(_HEAD)) == _HEAD
    except OSError:
        return False


def _store(path: Path, place: Path, found: Exports) -> None:
    """The answers of every learner in a store, read and left as it is."""
    target = place / "store.csv"
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows(_answers(path, place))
    except (sqlite3.Error, OSError) as error:
        found.left.append(f"{path}: this is no store of answers that can be read ({error})")
        return
    found.add(target, str(path))
    found.several.add(target)


def _answers(path: Path, place: Path) -> Iterator[tuple[object, ...]]:
    # From a copy with its log: reading a store in use must neither wait for it nor hold it.
    copy = place / "copy.sqlite3"
    shutil.copyfile(path, copy)
    log = path.with_name(f"{path.name}-wal")
    if log.exists():
        shutil.copyfile(log, copy.with_name(f"{copy.name}-wal"))
    connection = sqlite3.connect(copy)
    try:
        names = ", ".join(COLUMNS)
        yield from connection.execute(f"SELECT {names} FROM answers ORDER BY place")
    finally:
        connection.close()


def is_address(text: str) -> bool:
    """Whether somebody named a database and no file."""
    return "://" in text and text.lower().startswith(("postgres", "cockroach", "mysql", "sqlite"))


def hub_place(address: str) -> str:
    """The database of an address in words, without login and password.

    Raises:
        ValueError: for an address that is none.
        ModuleNotFoundError: without the extra ``hub``.
    """
    from helpers.course.hub import reading

    return reading.place_of(address)


def hub_export(address: str, learners: Collection[str], place: Path, found: Exports) -> None:
    """The answers that the learners of a class gave on a hub; nobody else's are taken.

    Args:
        address: of the database, with an instructor's login.
        place: an empty folder for what is read.

    Raises:
        ValueError: with what is wrong with the address, the login or the network.
        ModuleNotFoundError: without the extra ``hub``.
    """
    from helpers.course.hub import reading

    target = place / "hub.csv"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(as_csv(reading.answers_of(address, learners)), "utf-8", newline="\n")
    found.add(target, reading.place_of(address))
    found.several.add(target)
