"""Everything that a report is made from, as one number: what has not changed is not made anew."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from helpers.facts import data_dir

_PACKAGE = Path(__file__).resolve().parents[1]
_ROOMS = ("facts", "domain", "course", "cohort", "figures", "reports")
_CODE = (".py", ".j2", ".css", ".json")
_PACKAGES = ("ipython", "matplotlib", "nbconvert", "numpy", "pandas", "papermill", "pillow")


def fingerprint(folder: Path, today: str, pseudonyms: bool, template: Path) -> str:
    """64 hexadecimal digits for a cohort's files, the parameters, the template and the code."""
    digest = hashlib.sha256()
    # The folder's name is the cohort's id and stands in the report.
    for part in (folder.name, today, str(pseudonyms), _of_code()):
        _add(digest, part.encode())
    _add_files(digest, [template], template.parent)
    _add_files(digest, (file for file in folder.iterdir() if file.is_file()), folder)
    return digest.hexdigest()


@functools.cache
def _of_code() -> str:
    """The code, the tables and the packages, which are the same for every report of a run."""
    digest = hashlib.sha256()
    for name in _PACKAGES:
        _add(digest, f"{name} {version(name)}".encode())
    code = (file for room in _ROOMS for file in (_PACKAGE / room).rglob("*"))
    _add_files(digest, (file for file in code if file.suffix in _CODE), _PACKAGE)
    tables = data_dir()
    _add_files(digest, [*tables.glob("*.csv"), *tables.glob("schemas/*.toml")], tables)
    return digest.hexdigest()


def _add_files(digest: hashlib._Hash, files: Iterable[Path], root: Path) -> None:
    for file in sorted(files):
        _add(digest, file.relative_to(root).as_posix().encode())
        try:
            _add(digest, file.read_bytes())
        except OSError as error:  # the report will say it; here it is only another state
            _add(digest, str(error).encode())


def _add(digest: hashlib._Hash, part: bytes) -> None:
    # With its length, so that no two lists of parts come to the same bytes.
    digest.update(len(part).to_bytes(8))
    digest.update(part)
