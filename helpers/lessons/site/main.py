"""The command that builds the site, and what it says."""

from __future__ import annotations

import sys
from pathlib import Path

from platformdirs import user_cache_path

from helpers.lessons.site import kernel, make


def run(
    root: Path,
    out: Path,
    pyodide: Path | None = None,
    cache: Path | None = None,
    *,
    decks: bool = False,
) -> int:
    """Build the site and say where it is; 0, or 1 with a sentence that says what is missing."""
    try:
        runtime = kernel.from_folder(pyodide) if pyodide else kernel.public()
        print(make.make(root, out, runtime, cache or wheels_dir(), decks=decks))
    except kernel.SiteError as error:
        print(error, file=sys.stderr)
        return 1
    if not decks:
        print("It has no decks as PDF files; `make site DECKS=1` prints them too.")
    print(f"Serve that folder with any web server: python -m http.server -d {out}")
    return 0


def wheels_dir() -> Path:
    """Where fetched wheels are kept, outside of any checkout."""
    return user_cache_path("life-support", appauthor=False) / "wheels"
