"""What lies in a folder of reports, for programs: ``manifest.json``.

It is a help, never the truth: a report that is there without a line in it, since a run was killed,
is known by its own head and end.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from helpers.reports.index import FAILED, Entry
from helpers.reports.page import counts_in, fingerprint_of, names_in

MANIFEST = "manifest.json"
_FORMAT = 1


def read(out: Path) -> dict[str, dict[str, Any]]:
    """What is known of each report, by the cohort's name; nothing where nobody can tell."""
    try:
        found = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        reports = found["reports"] if found["format"] == _FORMAT else {}
        return {str(name): dict(line) for name, line in reports.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def is_damaged(file: Path, known: Mapping[str, Any] | None) -> bool:
    """Whether a report is not the one that was written under its fingerprint."""
    if not known or known.get("fingerprint") != fingerprint_of(file):
        return False
    return known.get("sha256") != _digest(file)


def text(
    out: Path, before: Mapping[str, dict[str, Any]], entries: Sequence[Entry], today: str
) -> bytes:
    """The manifest after a run: its cohorts as they are now, the others as they were."""
    lines = {name: line for name, line in before.items() if (out / _file(line)).is_file()}
    for entry in entries:
        lines.pop(entry.name, None)
        if (line := _line(out, entry, today)) is not None:
            lines[entry.name] = line
    found = {"format": _FORMAT, "reports": dict(sorted(lines.items()))}
    return (json.dumps(found, indent=1, ensure_ascii=True) + "\n").encode()


def _line(out: Path, entry: Entry, today: str) -> dict[str, Any] | None:
    line: dict[str, Any] = {"state": entry.state, "run for": today}
    if entry.state == FAILED:
        line |= {"error": entry.error, "problems": len(entry.problems)}
    if not entry.file:
        return line
    file = out / entry.file
    hidden = not names_in(file)
    return line | {
        "file": entry.file,
        "fingerprint": fingerprint_of(file),
        "sha256": _digest(file),
        "names": "hidden" if hidden else "shown",
        **counts_in(file),
    }


def _file(line: Mapping[str, Any]) -> str:
    return str(line.get("file") or MANIFEST)


def _digest(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
