"""Where the report's template is: beside the lessons, or inside the installed wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def template() -> Path:
    """The notebook that every cohort's report is made from.

    Raises:
        FileNotFoundError: if neither the checkout nor the installation has one.
    """
    for folder in (_PACKAGE.parent / "notebooks", _PACKAGE / "_notebooks"):
        file = folder / "reports" / "cohort_report.ipynb"
        if file.is_file():
            return file
    raise FileNotFoundError(
        "The template of the reports was not found. Install the project again: pip install -e ."
    )
