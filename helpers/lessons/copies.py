"""The learner's working copies: made, renewed while untouched, and never overwritten.

A copy opens without outputs, so that nothing is told before it is asked. ``.editions.json``
beside the copies remembers which edition each file was copied from. Editions are told apart by
what stands in their cells: a copy that was only run and saved is untouched, since its outputs
come again, and one in which a word was typed, a cell moved or a picture pasted is the learner's
own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from helpers.facts import files
from helpers.lessons import shelf

_MANIFEST = ".editions.json"
_FORMAT = 2
# Until format 2 an edition was known by the bytes of the lesson, outputs and all.
_BYTES = "bytes:"


class Outcome(Enum):
    """What became of one lesson."""

    NEW = "new"
    CURRENT = "current"
    RENEWED = "renewed"
    YOURS = "yours"
    BESIDE = "beside"


@dataclass(frozen=True)
class Copy:
    """One lesson's working copy after :func:`make_copies`.

    Attributes:
        file: the learner's copy.
        beside: where the new edition lies, if the copy was changed and an edition is new.
    """

    file: Path
    outcome: Outcome
    beside: Path | None = None

    def sentence(self) -> str:
        """What a learner needs to be told; empty where there is nothing to tell."""
        name = self.file.name
        if self.outcome is Outcome.RENEWED:
            return f"{name}: you had not changed it, so it is now the new edition."
        if self.outcome is Outcome.BESIDE and self.beside:
            return f"{name}: yours stays as it is; a new edition lies beside it: {self.beside.name}"
        return ""


def make_copies(to: Path, lessons: Iterable[Path] | None = None) -> list[Copy]:
    """Bring the folder of working copies up to date.

    Args:
        to: the learner's folder; made if it is missing.
        lessons: the notebooks to copy; by default all that are written.

    Raises:
        OSError: if the folder cannot be written; what was there is unharmed.
    """
    editions = _read_manifest(to)
    copies = []
    for lesson in shelf.notebooks() if lessons is None else lessons:
        copies.append(_copy(lesson, to / lesson.name, editions))
        # After each lesson: an interruption leaves at most one copy in doubt, and doubt keeps it.
        _write_manifest(to, editions)
    return copies


def _copy(lesson: Path, target: Path, editions: dict[str, str]) -> Copy:
    content = lesson.read_bytes()
    known = editions.get(target.name)
    outcome = _place(content, target, editions)
    edition = edition_of(content)
    if outcome is not Outcome.YOURS or known in (edition, _BYTES + files.digest(content)):
        return Copy(target, outcome)
    beside = target.with_name(f"{target.stem}.new-edition.ipynb")
    if _place(content, beside, editions) is Outcome.YOURS:
        # The earlier new edition was worked on too; each further one gets a name of its own.
        beside = target.with_name(f"{target.stem}.new-edition-{edition[:8]}.ipynb")
        _place(content, beside, editions)
    editions[target.name] = edition
    return Copy(target, Outcome.BESIDE, beside)


def _place(content: bytes, target: Path, editions: dict[str, str]) -> Outcome:
    """Write an edition, unless a file stands there that is somebody's work."""
    edition = edition_of(content)
    outcome = _standing(target, edition, editions.get(target.name))
    if outcome in (Outcome.NEW, Outcome.RENEWED):
        files.write(target, without_outputs(content))
    if outcome is not Outcome.YOURS:
        editions[target.name] = edition
    return outcome


def _standing(target: Path, edition: str, copied: str | None) -> Outcome:
    if not target.exists():
        return Outcome.NEW
    content = target.read_bytes()
    if copied == _BYTES + files.digest(content):
        return Outcome.RENEWED  # it is as it was copied then, with outputs
    found = edition_of(content)
    if found == edition:
        return Outcome.CURRENT
    return Outcome.RENEWED if found == copied else Outcome.YOURS


def without_outputs(content: bytes) -> bytes:
    """A lesson as a learner first sees it: not run yet."""
    lesson = _notebook(content)
    if lesson is None:
        return content
    lesson.get("metadata", {}).pop("widgets", None)
    for cell in lesson["cells"]:
        if cell.get("cell_type") == "code":
            cell.update(outputs=[], execution_count=None)
    return (json.dumps(lesson, indent=1, ensure_ascii=False) + "\n").encode()


def edition_of(content: bytes) -> str:
    """What tells one edition from another: the digest of what stands in its cells.

    Outputs, counts and what JupyterLab remembers of a cell (whether it is folded) are no part of
    it, nor are empty cells, which a key pressed at the end of a lesson leaves behind.
    """
    lesson = _notebook(content)
    if lesson is None:
        return files.digest(content)
    cells = [
        (cell.get("cell_type"), "".join(cell.get("source", "")), cell.get("attachments") or {})
        for cell in lesson["cells"]
    ]
    held = [cell for cell in cells if cell[1].strip() or cell[2]]
    return files.digest(json.dumps(held, sort_keys=True).encode())


def _notebook(content: bytes) -> dict[str, Any] | None:
    """The notebook; nothing where a file is none."""
    try:
        found = json.loads(content)
        is_notebook = all(isinstance(cell, dict) for cell in found["cells"])
    except (ValueError, KeyError, TypeError):
        return None
    return found if is_notebook else None


def _read_manifest(folder: Path) -> dict[str, str]:
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        before = _BYTES if manifest["format"] == 1 else ""
        return {name: before + edition for name, edition in manifest["editions"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        # Missing or damaged: every copy counts as the learner's own, and none is lost.
        return {}


def _write_manifest(folder: Path, editions: dict[str, str]) -> None:
    manifest = {"format": _FORMAT, "editions": editions}
    content = json.dumps(manifest, indent=1, sort_keys=True) + "\n"
    files.write(folder / _MANIFEST, content.encode())
