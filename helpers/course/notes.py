"""What a learner noted for themselves: a few words by name, on this computer and nowhere else.

They lie in one small file beside the answers. They are no answers: nothing exports them, no
instructor reads them. :func:`forget` deletes them all.
"""

from __future__ import annotations

import json
from pathlib import Path

from helpers.course.answer import NotKept, private
from helpers.course.answers import data_folder
from helpers.facts.files import write

#: More is no note; a field that takes everything would take a whole page by mistake.
LONGEST = 300


class NoteError(ValueError):
    """A note that is none, in words for whoever typed it."""


def file() -> Path:
    """Where they are kept; it need not exist yet."""
    return data_folder() / "notes.json"


def read(name: str) -> str:
    """A note; empty where there is none.

    Raises:
        NotKept: where the file cannot be read.
    """
    return _all().get(name, "")


def under(beginning: str) -> dict[str, str]:
    """All notes whose name begins so, by the rest of the name.

    Raises:
        NotKept: where the file cannot be read.
    """
    return {
        name.removeprefix(beginning): text
        for name, text in _all().items()
        if name.startswith(beginning)
    }


def keep(name: str, text: str) -> str:
    """Keep a note in the place of an earlier one of its name; empty text deletes it.

    Returns:
        The note as it is kept: on one line, without blanks at its ends.

    Raises:
        NoteError: for a text that is too long.
        NotKept: where it could not be written; what was kept before stays.
    """
    text = " ".join(text.split())
    if len(text) > LONGEST:
        raise NoteError(f"A note has at most {LONGEST} characters; this one has {len(text)}.")
    notes = {**_all(), name: text}
    _write({one: said for one, said in notes.items() if said})
    return text


def forget() -> int:
    """Delete all notes; how many they were.

    Raises:
        NotKept: where the file cannot be deleted.
    """
    try:
        count = len(_all())
    except NotKept:  # unreadable, and deleted all the same: that is what was asked for
        count = 1
    try:
        file().unlink(missing_ok=True)
    except OSError as error:
        raise NotKept(file(), error.strerror or error) from error
    return count


def _all() -> dict[str, str]:
    place = file()
    try:
        text = place.read_text(encoding="utf-8") if place.exists() else ""
        found = json.loads(text) if text.strip() else {}
    except OSError as error:
        raise NotKept(place, error.strerror or error) from error
    except ValueError as error:
        raise NotKept(place, "the file is damaged", _DAMAGED) from error
    if not isinstance(found, dict):
        raise NotKept(place, "the file is damaged", _DAMAGED)
    return {str(name): str(text) for name, text in found.items()}


_DAMAGED = "Give it another name: then a new one begins with your next note."


def _write(notes: dict[str, str]) -> None:
    place = file()
    try:
        private(place)
        write(place, json.dumps(notes, ensure_ascii=False, indent=1).encode(), 0o600)
    except OSError as error:
        raise NotKept(place, error.strerror or error) from error
