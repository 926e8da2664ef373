"""Everything that a report is made from, as one number: what has not changed is not made anew."""

from __future__ import annotations

import functools
import hashlib
import hmac
import os
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from helpers.cohort.folder import contents, leaves_folder
from helpers.cohort.key import office_key
from helpers.facts import data_dir

_LARGEST = 100_000_000  # bytes; no file of a class that is read has more
_PACKAGE = Path(__file__).resolve().parents[1]
_OURS = ("facts", "domain", "course", "cohort", "figures", "reports")
_CODE = (".py", ".j2", ".css", ".json")
_PACKAGES = ("ipython", "matplotlib", "nbconvert", "numpy", "pandas", "papermill", "pillow")


def fingerprint(folder: Path, today: str, pseudonyms: bool, template: Path) -> str:
    """64 hexadecimal digits for a cohort's files, the parameters, the template and the code.

    Of the folder it covers the files that are read, and the names of those that look alike,
    since a report tells of them.

    Args:
        pseudonyms: whether names are hidden; then it covers the office's key as well.

    Raises:
        OSError: where the folder cannot be read.
        KeyFileError: where names are hidden and the key cannot be had.
    """
    digest = hashlib.sha256()
    # The folder's name is the cohort's id and stands in the report.
    for part in (folder.name, today, str(pseudonyms), _of_code()):
        _add(digest, part.encode())
    if pseudonyms:
        _add(digest, hmac.digest(office_key(), b"fingerprint", "sha256"))
    _add_files(digest, [template], template.parent)
    read, alike = contents(folder)
    _add_files(digest, read, folder)
    for file in alike:
        _add(digest, os.fsencode(file.name))
    return digest.hexdigest()


@functools.cache
def _of_code() -> str:
    """The code, the tables and the packages, which are the same for every report of a run."""
    digest = hashlib.sha256()
    for name in _PACKAGES:
        _add(digest, f"{name} {version(name)}".encode())
    code = (file for name in _OURS for file in (_PACKAGE / name).rglob("*"))
    _add_files(digest, (file for file in code if file.suffix in _CODE), _PACKAGE)
    tables = data_dir()
    _add_files(digest, [*tables.glob("*.csv"), *tables.glob("*/*.toml")], tables)
    return digest.hexdigest()


def _add_files(digest: hashlib._Hash, files: Iterable[Path], root: Path) -> None:
    for file in sorted(files):
        _add(digest, os.fsencode(file.relative_to(root).as_posix()))
        _add(digest, _state(file))


def _state(file: Path) -> bytes:
    """The digest of a file's content; where it is not read, why not."""
    try:
        if leaves_folder(file):
            return b"a link"
        if not file.is_file():
            return b"no file"
        size = file.stat().st_size
        if size > _LARGEST:
            return f"{size} bytes".encode()  # the report will refuse it
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest()
    except OSError as error:  # the report will say it; here it is only another state
        return str(error).encode("utf-8", "backslashreplace")


def _add(digest: hashlib._Hash, part: bytes) -> None:
    # With its length, so that no two lists of parts come to the same bytes.
    digest.update(len(part).to_bytes(8))
    digest.update(part)
