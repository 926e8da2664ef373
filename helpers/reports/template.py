"""Where the report's template is: beside the lessons, or inside the installed wheel."""

from __future__ import annotations

from pathlib import Path

from helpers.reports.job import COHORT

_PACKAGE = Path(__file__).resolve().parents[1]


def template(kind: str = COHORT) -> Path:
    """The notebook that every report of a kind is made from.

    Args:
        kind: cohort, learner or programme.

    Raises:
        FileNotFoundError: if neither the checkout nor the installation has one.
    """
    for folder in (_PACKAGE.parent / "notebooks", _PACKAGE / "_notebooks"):
        file = folder / "reports" / f"{kind}_report.ipynb"
        if file.is_file():
            return file
    raise FileNotFoundError(
        "The template of the reports was not found. Install the project again: pip install -e ."
    )
