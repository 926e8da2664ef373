"""Everything that a report is made from, as one number: what has not changed is not made anew."""

from __future__ import annotations

import functools
import hashlib
import hmac
import os
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from helpers.facts import data_dir
from helpers.reports.parcel import Parcel

_PACKAGE = Path(__file__).resolve().parents[1]
_OURS = ("facts", "domain", "course", "cohort", "figures", "reports")
_CODE = (".py", ".j2", ".css", ".json")
_PACKAGES = ("ipython", "matplotlib", "nbconvert", "numpy", "pandas", "papermill", "pillow")


def fingerprint(
    parcel: Parcel,
    today: str,
    key: bytes | None,
    template: bytes,
    learner: str = "",
    beside: Iterable[Parcel] = (),
) -> str:
    """64 hexadecimal digits for a cohort's files, the parameters, the template and the code.

    Of the folder it covers the files that are read, and the names of those that look alike,
    since a report tells of them.

    Args:
        key: the office's, where names are hidden; then it is covered as well.
        learner: whose report it is, where it is a learner's.
        beside: further cohorts that it is made from.
    """
    digest = hashlib.sha256()
    # The folder's name is the cohort's id and stands in the report.
    for part in (parcel.id, today, str(key is not None), of_code(), learner):
        _add(digest, part.encode())
    if key is not None:
        _add(digest, hmac.digest(key, b"fingerprint", "sha256"))
    _add(digest, template)
    _add_parcel(digest, parcel)
    for other in beside:
        _add(digest, other.id.encode())
        _add_parcel(digest, other)
    return digest.hexdigest()


def _add_parcel(digest: hashlib._Hash, parcel: Parcel) -> None:
    _add(digest, str(len(parcel.files)).encode())
    for file in sorted(parcel.files, key=lambda file: file.name):
        _add(digest, os.fsencode(file.name))
        _add(digest, f"{file.kind} {file.size}".encode())
        _add(digest, hashlib.sha256(file.content).digest())


@functools.cache
def of_code() -> str:
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
        _add(digest, file.read_bytes())


def _add(digest: hashlib._Hash, part: bytes) -> None:
    # With its length, so that no two lists of parts come to the same bytes.
    digest.update(len(part).to_bytes(8))
    digest.update(part)
