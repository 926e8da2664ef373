"""One form for every executed lesson, so that a second run changes no byte."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any

from helpers.lessons.sheet import text_of

LARGEST = 512_000  # bytes, 500 KB; GitHub shows nothing of a much larger notebook
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"

Node = dict[str, Any]

_MIME_TYPES = ("text/plain", "text/html", "image/png", "image/svg+xml")
_CELL_METADATA = (
    "tags",
    "jupyter",
    "slideshow",
    "editable",
    "deletable",
    "jp-MarkdownHeadingCollapsed",
    "instructor",  # notes for instructors; helpers.lessons.notes reads them
)
_ADDRESS = re.compile(r"\bat 0x[0-9a-f]{6,}\b")
_CELL_ID = re.compile(r"^[a-zA-Z0-9_-]{1,64}$")
_NOTEBOOK_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    # Without the version: a newer Python alone shall not change a lesson.
    "language_info": {"name": "python"},
}


class CellProblem(ValueError):
    """A cell whose outputs a lesson cannot keep; ``cell`` is its place from 0."""

    def __init__(self, cell: int, message: str) -> None:
        self.cell = cell
        super().__init__(message)


def normalise(name: str, notebook: Node) -> Node:
    """The same notebook with only what a reader sees and what stays the same.

    Raises:
        CellProblem: for an output that changes at every run or that a page cannot show.
    """
    taken: set[str] = set()
    cells, count = [], 0
    for index, cell in enumerate(notebook["cells"]):
        is_code = cell["cell_type"] == "code"
        count += is_code
        plain = _cell(cell, _cell_id(name, cell, taken))
        if is_code:
            plain["execution_count"] = count
            plain["outputs"] = _outputs(cell.get("outputs", ()), index, count)
        cells.append(plain)
    return {"cells": cells, "metadata": _NOTEBOOK_METADATA, "nbformat": 4, "nbformat_minor": 5}


def to_bytes(notebook: Node) -> bytes:
    """The notebook as it is kept on disk: sorted keys, one line of text a line."""
    kept = {**notebook, "cells": [_in_lines(cell) for cell in notebook["cells"]]}
    text = json.dumps(kept, indent=1, sort_keys=True, ensure_ascii=False)
    return f"{text}\n".encode()


def _cell(cell: Node, cell_id: str) -> Node:
    metadata = cell.get("metadata", {})
    plain = {
        "cell_type": cell["cell_type"],
        "id": cell_id,
        "metadata": {key: metadata[key] for key in _CELL_METADATA if key in metadata},
        "source": text_of(cell["source"]),
    }
    if cell.get("attachments"):
        plain["attachments"] = cell["attachments"]
    return plain


def _cell_id(name: str, cell: Node, taken: set[str]) -> str:
    """The cell's own id if it has one; else one that depends on its text alone."""
    found = str(cell.get("id", ""))
    if not _CELL_ID.match(found) or found in taken:
        seed = f"{name}\n{text_of(cell['source'])}\n{len(taken)}"
        found = hashlib.sha256(seed.encode()).hexdigest()[:8]
    taken.add(found)
    return found


def _outputs(outputs: Iterable[Node], index: int, count: int) -> list[Node]:
    kept: list[Node] = []
    streams: dict[str, Node] = {}
    for output in outputs:
        if output["output_type"] == "stream":
            _add_stream(output, streams, kept, index)
        else:
            kept.append(_shown(output, index, count))
    return kept


def _add_stream(output: Node, streams: dict[str, Node], kept: list[Node], index: int) -> None:
    """One stream an output: how printed lines were cut into messages is chance."""
    text = text_of(output["text"])
    if output["name"] != "stdout":
        raise CellProblem(index, f"something was written to {output['name']}: {text.strip()}")
    _refuse_address(text, index)
    if "stdout" not in streams:
        streams["stdout"] = {"name": "stdout", "output_type": "stream", "text": ""}
        kept.append(streams["stdout"])
    streams["stdout"]["text"] += text


def _shown(output: Node, index: int, count: int) -> Node:
    if output["output_type"] not in ("display_data", "execute_result"):
        raise CellProblem(index, f"an output of the kind {output['output_type']} cannot be kept")
    data = {mime: value for mime, value in output["data"].items() if mime != WIDGET_VIEW}
    foreign = [mime for mime in data if mime not in _MIME_TYPES]
    if foreign or not data:
        found = foreign[0] if foreign else "a widget and nothing else"
        raise CellProblem(
            index, f"its output is {found}; a static page shows only {', '.join(_MIME_TYPES)}"
        )
    for mime, value in data.items():
        if mime.startswith("text/"):
            _refuse_address(text_of(value), index)
    metadata = output.get("metadata", {})
    plain = {
        "data": {mime: _value(mime, value) for mime, value in data.items()},
        "metadata": {mime: metadata[mime] for mime in data if metadata.get(mime)},
        "output_type": output["output_type"],
    }
    if plain["output_type"] == "execute_result":
        plain["execution_count"] = count
    return plain


def _value(mime: str, value: str | list[str]) -> str:
    # Jupyter ends a PNG's text with a line end in some versions and not in others.
    return text_of(value).strip() if mime == "image/png" else text_of(value)


def _refuse_address(text: str, index: int) -> None:
    found = _ADDRESS.search(text)
    if found:
        raise CellProblem(
            index, f"its output names an address in memory ({found[0]}), new at every run"
        )


def _in_lines(cell: Node) -> Node:
    split = {**cell, "source": cell["source"].splitlines(keepends=True)}
    if "outputs" in cell:
        split["outputs"] = [_output_in_lines(output) for output in cell["outputs"]]
    return split


def _output_in_lines(output: Node) -> Node:
    if "text" in output:
        return {**output, "text": output["text"].splitlines(keepends=True)}
    data = {
        mime: value if mime == "image/png" else value.splitlines(keepends=True)
        for mime, value in output["data"].items()
    }
    return {**output, "data": data}
