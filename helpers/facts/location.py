"""Where the tables are: beside the checkout's ``helpers/``, or inside the installed wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def data_dir() -> Path:
    """The folder that holds the tables, whatever the working directory is.

    Raises:
        FileNotFoundError: if neither the checkout nor the installation has one.
    """
    for folder in (_PACKAGE.parent / "data", _PACKAGE / "_data"):
        if (folder / "schemas").is_dir():
            return folder
    raise FileNotFoundError(
        "The tables of facts were not found. Install the project again: pip install -e ."
    )
