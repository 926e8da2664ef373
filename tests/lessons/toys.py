"""A small lesson that keeps every rule, for tests that break it in one place."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

from helpers.lessons import sheet
from helpers.lessons.sheet import Sheet

NAME = "01_chain_of_survival"
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

Node = dict[str, Any]


def markdown(source: str, *tags: str, **more: Any) -> Node:
    return {
        "cell_type": "markdown",
        "id": f"m{zlib.crc32(source.encode())}",
        "metadata": {"tags": list(tags)} if tags else {},
        "source": source,
        **more,
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
_PLACES = range(13)
HEADER, OVERVIEW, BEFORE, SETUP, WARM_UP, ESSAY, CODE, CLAIM, CHECK, QUIZ = _PLACES[:10]
SUMMARY, NEXT, SOURCES = _PLACES[10:]


def good_cells() -> list[Node]:
    """The cells of a lesson without a fault, as `make notebooks` would leave them."""
    essay = "Every minute without help makes it less likely that the heart can be started. " * 6
    # What prints stands in for the questions, so that the toy runs at once.
    setup = "from builtins import print as quiz\nfrom builtins import print as warm_up\nimport math"
    return [
        markdown("# Toy\n\nLesson 2 of 13 · about 20 minutes", sheet.HEADER),
        markdown("## Overview\n\nYou will see why minutes matter."),
        markdown("## Before you start\n\nNothing is needed. Go to [the end](#Check-yourself)."),
        code(setup, count=1),
        code(f'warm_up("{NAME}")', printed(f"{NAME}\n"), count=2),
        markdown(
            f"## Why minutes matter\n\n{essay}\n\nAfter 5.2 minutes less is left [LARSEN1993]."
        ),
        code("print(math.floor(5.2), 5.20)", printed("5 5.20\n"), count=3),
        markdown("## Claim to check\n\nIt depends."),
        markdown("## Check yourself\n\nWhat would you do first?"),
        code(f'quiz("{NAME}")', printed(f"{NAME}\n"), count=4),
        markdown("## Summary\n\nMinutes matter."),
        markdown("## Next\n\n- This was the last lesson.", sheet.NEXT),
        markdown("## Sources\n\n- **[LARSEN1993]** A reference.", sheet.SOURCES),
    ]


def page(*cells: Node, name: str = NAME, size: int = 0, **metadata: Any) -> Sheet:
    return Sheet(name, {**notebook(*cells), "metadata": metadata}, size)


def write(folder: Path, *cells: Node, name: str = NAME) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.ipynb"
    file.write_text(json.dumps(notebook(*cells)), encoding="utf-8")
    return file
