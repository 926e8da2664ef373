"""What ``make present`` is asked for, and what it answers."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from helpers.lessons import shelf
from helpers.lessons.deck import pdf, serve, workspace
from helpers.lessons.deck.serve import PresentError


def run(options: argparse.Namespace, extra: Sequence[str] = ()) -> int:
    """Show or print a lesson; 0, or 1 with a sentence that says what is wrong."""
    try:
        lesson = serve.find(options.lesson) if options.lesson else ""
        if options.lab:
            return workspace.open_lab(lesson or shelf.notebooks()[0].stem, extra)
        if options.pdf:
            return _print(lesson, options.out or Path("decks"))
        return serve.present(lesson, extra, browser=not options.no_browser)
    except PresentError as error:
        print(error, file=sys.stderr)
        return 1


def _print(lesson: str, out: Path) -> int:
    lessons = [lesson] if lesson else [file.stem for file in shelf.notebooks()]
    for file in pdf.write(lessons, out):
        print(file, flush=True)
    return 0
