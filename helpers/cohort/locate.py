"""Where cohorts are, and what they may be called."""

from __future__ import annotations

import os
import re
from pathlib import Path

from helpers.cohort.about import FILE
from helpers.facts import data_dir
from helpers.facts.nearest import known

# A report is named after its cohort, so the name must be one that every system can write and
# that cannot leave the folder of the reports.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


def cohorts_dir() -> Path:
    """The folder of the project's own cohorts, ``data/cohorts``."""
    return data_dir() / "cohorts"


def cohort_names(folder: Path | None = None) -> tuple[str, ...]:
    """The names of all cohorts in a folder, by default :func:`cohorts_dir`, sorted."""
    return tuple(sorted(file.parent.name for file in (folder or cohorts_dir()).glob(f"*/{FILE}")))


def find_cohort(name: str | Path, caller: Path | None = None) -> Path:
    """The folder of a cohort.

    Args:
        name: an absolute path; a path from the caller's folder or from the project; or the
            name of a cohort in ``data/cohorts``. They are tried in this order.
        caller: the caller's folder, by default the working directory.

    Raises:
        ValueError: where there is none (the nearest name is given), and where the folder's
            name cannot be the id of a cohort.
    """
    places = [caller or Path.cwd(), data_dir().parent, cohorts_dir()]
    # An absolute path joined to any folder is itself.
    folders = [Path(os.path.abspath(place / name)) for place in places] if str(name) else []
    for sign in (FILE, ""):  # a folder that only has the name comes after a true cohort
        for folder in folders:
            if os.path.exists(folder / sign) and os.path.isdir(folder):
                return folder.with_name(cohort_id(folder))
    known(str(name), cohort_names(), "cohort")
    raise ValueError(f"there is no cohort {str(name)!r}")


def cohort_id(folder: Path) -> str:
    """The id of the cohort in a folder: the folder's name.

    Raises:
        ValueError: for a name that a file cannot safely be called by.
    """
    name = folder.name
    if not _ID.fullmatch(name) or _RESERVED.fullmatch(name) or name.endswith("."):
        raise ValueError(
            f"a cohort cannot be called {name!r}; rename its folder to at most 64 letters a to z, "
            "digits, hyphens, points and underscores, a letter or digit first"
        )
    return name
