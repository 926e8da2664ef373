"""A small lesson that keeps every rule, for tests that break it in one place."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

from helpers.lessons import depths, notes, sheet
from helpers.lessons.sheet import Sheet

NAME = "01_chain_of_survival"
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

Node = dict[str, Any]

#: A source as a built lesson cites it.
CITED = '([Larsen and others 1993](#Sources "LARSEN1993"))'
ASKS = ("warm_up", "pretest", "quiz", "posttest")
_FOLDED: Node = {"metadata": {depths.FOLDED: True}}


def markdown(source: str, *tags: str, **more: Any) -> Node:
    return {
        "cell_type": "markdown",
        "id": f"m{zlib.crc32(source.encode())}",
        "source": source,
        **{"metadata": {"tags": list(tags)} if tags else {}, **more},
    }


def code(source: str, *outputs: Node, count: int | None = None, **metadata: Any) -> Node:
    return {
        "cell_type": "code",
        "execution_count": count,
        "id": f"c{zlib.crc32(source.encode())}",
        "metadata": metadata,
        "outputs": list(outputs),
        "source": source,
    }


def printed(text: str, name: str = "stdout") -> Node:
    return {"output_type": "stream", "name": name, "text": text}


def shown(metadata: Node | None = None, **data: str) -> Node:
    """An output with data by type; ``__`` in a name stands for ``/``."""
    return {
        "output_type": "display_data",
        "data": {name.replace("__", "/"): value for name, value in data.items()},
        "metadata": metadata or {},
    }


def notebook(*cells: Node) -> Node:
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


#: Where each cell of the good lesson stands.
_PLACES = range(18)
HEADER, OVERVIEW, SETUP, WARM_UP, ESSAY, PRETEST, CODE, DUTY, FOLD, PROOF = _PLACES[:10]
CLAIM, CHECK, QUIZ, KNOW, AFTER, SUMMARY, NEXT, SOURCES = _PLACES[10:]

#: What the notes for instructors give to each section; the core's make the lesson's 40.
MINUTES = {OVERVIEW: 3, ESSAY: 25.5, DUTY: 4, CLAIM: 3, CHECK: 4, KNOW: 3, SUMMARY: 1.5}


def good_cells() -> list[Node]:
    """The cells of a lesson without a fault, as `make notebooks` would leave them."""
    essay = "Every minute without help makes it less likely that the heart can be started. " * 7
    # What prints stands in for the questions, so that the toy runs at once.
    asks = "".join(f"from builtins import print as {name}\n" for name in ASKS)
    line = printed(f"{NAME}\n")
    cells = [
        markdown("# Toy\n\nLesson 2 of 13 · about 20 minutes", sheet.HEADER),
        markdown("## Overview\n\nWhy do minutes matter? Go to [the end](#Check-yourself)."),
        code(f"{asks}import math", count=1),
        code(f'warm_up("{NAME}")', line, count=2),
        markdown(f"## Why minutes matter\n\n{essay}\n\nAfter 5.2 minutes less is left {CITED}."),
        code(f'pretest("{NAME}")', line, count=3),
        code('print("5 5.20")', printed("5 5.20\n"), count=4),
        markdown("## On duty: the next minute\n\nSomebody else presses now."),
        markdown("## Evidence: how anyone knows\n\nOne study.", **_FOLDED),
        markdown("### Evidence: one study\n\nIt is told whole."),
        markdown("## Claims to check\n\nIt depends."),
        markdown("## Check yourself\n\nWhat would you do first?"),
        code(f'quiz("{NAME}")', line, count=5),
        markdown("## What you know now\n\nHere are the others."),
        code(f'posttest("{NAME}")', line, count=6),
        markdown("## Summary\n\nMinutes matter."),
        markdown("## Next\n\n- This was the last lesson.", sheet.NEXT),
        markdown("## Sources\n\n- **[LARSEN1993]** A reference.", sheet.SOURCES),
    ]
    for place, minutes in MINUTES.items():
        note = {"minutes": minutes, "aim": "They see why.", "short": place == OVERVIEW}
        cells[place]["metadata"][notes.KEY] = note
    cells[HEADER]["metadata"][notes.KEY] = {"aim": "They begin sooner."}
    return cells


def page(*cells: Node, name: str = NAME, size: int = 0, **metadata: Any) -> Sheet:
    return Sheet(name, {**notebook(*cells), "metadata": metadata}, size)


def write(folder: Path, *cells: Node, name: str = NAME) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.ipynb"
    file.write_text(json.dumps(notebook(*cells)), encoding="utf-8")
    return file
