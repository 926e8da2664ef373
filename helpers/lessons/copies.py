"""The learner's working copies: made, renewed while untouched, and never overwritten.

``.editions.json`` beside the copies remembers which edition each file was copied from. A copy
whose bytes are still that edition's is untouched. Any other is the learner's own, also where
it was only run and saved: its outputs may be what they want to keep.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from helpers.facts import files
from helpers.lessons import shelf

_MANIFEST = ".editions.json"
_FORMAT = 1


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
    if outcome is not Outcome.YOURS or known == files.digest(content):
        return Copy(target, outcome)
    beside = target.with_name(f"{target.stem}.new-edition.ipynb")
    if _place(content, beside, editions) is Outcome.YOURS:
        # The earlier new edition was worked on too; each further one gets a name of its own.
        beside = target.with_name(f"{target.stem}.new-edition-{files.digest(content)[:8]}.ipynb")
        _place(content, beside, editions)
    editions[target.name] = files.digest(content)
    return Copy(target, Outcome.BESIDE, beside)


def _place(content: bytes, target: Path, editions: dict[str, str]) -> Outcome:
    """Write an edition, unless a file stands there that is somebody's work."""
    edition = files.digest(content)
    outcome = _standing(target, edition, editions.get(target.name))
    if outcome in (Outcome.NEW, Outcome.RENEWED):
        files.write(target, content)
    if outcome is not Outcome.YOURS:
        editions[target.name] = edition
    return outcome


def _standing(target: Path, edition: str, copied: str | None) -> Outcome:
    if not target.exists():
        return Outcome.NEW
    found = files.digest(target.read_bytes())
    if found == edition:
        return Outcome.CURRENT
    return Outcome.RENEWED if found == copied else Outcome.YOURS


def _read_manifest(folder: Path) -> dict[str, str]:
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        return dict(manifest["editions"])
    except (OSError, ValueError, KeyError, TypeError):
        # Missing or damaged: every copy counts as the learner's own, and none is lost.
        return {}


def _write_manifest(folder: Path, editions: dict[str, str]) -> None:
    manifest = {"format": _FORMAT, "editions": editions}
    content = json.dumps(manifest, indent=1, sort_keys=True) + "\n"
    files.write(folder / _MANIFEST, content.encode())
