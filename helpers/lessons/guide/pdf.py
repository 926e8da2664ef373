"""``python -m helpers.lessons guide --pdf DIR``: the pages of ``docs/instructor`` as files."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from helpers.lessons.chromium import find_chromium

PAPERS = ("A4", "Letter")
_SECONDS = 120
_HEAD = "</head>"


class PrintError(RuntimeError):
    """A page that could not be printed, and what to do."""


def print_all(pages: Iterable[Path], to: Path, paper: str) -> list[Path]:
    """Print pages, each to a file of its name.

    Args:
        paper: one of :data:`PAPERS`.

    Raises:
        PrintError: where no browser is found, or it does not print; the message says what to do.
    """
    browser = find_chromium()
    if browser is None:
        raise PrintError(
            "No Chromium or Chrome was found. Name one in the variable CHROMIUM, "
            "or open docs/instructor/index.html in any browser and print from there."
        )
    to.mkdir(parents=True, exist_ok=True)
    return [_print(browser, page, to / f"{page.stem}.pdf", paper) for page in pages]


def _print(browser: str, page: Path, file: Path, paper: str) -> Path:
    """A copy is printed, beside its style: only there the paper has a size."""
    file.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="guide-") as folder:
        style = page.with_name("guide.css")
        shutil.copy(style, folder)
        sized = f"<style>@page {{ size: {paper}; }}</style>{_HEAD}"
        text = page.read_text(encoding="utf-8").replace(_HEAD, sized, 1)
        copy = Path(folder) / page.name
        copy.write_text(text, encoding="utf-8")
        told = _run([browser, *_options(folder), f"--print-to-pdf={file}", copy.as_uri()])
    if not file.is_file():
        raise PrintError(f"{page.name} was not printed by {browser}: {told.strip() or 'no word'}")
    return file


def _options(folder: str) -> list[str]:
    # Who is root has no sandbox, and Chromium then refuses to start.
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    quiet = ["--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer"]
    return [*quiet, f"--user-data-dir={folder}/browser", *as_root]


def _run(command: list[str]) -> str:
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return f"it took longer than {_SECONDS} seconds"
    return "\n".join(ran.stderr.splitlines()[-3:])
