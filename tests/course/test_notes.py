"""Notes: one small file beside the answers, for its owner alone, and gone when asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.course import notes
from helpers.course.answer import VARIABLE, NotKept


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "data"))
    return tmp_path / "data"


def test_a_note_is_kept_for_next_time_and_replaced() -> None:
    assert notes.read("place") == ""
    assert notes.keep("place", "  hall,\n left ") == "hall, left"
    notes.keep("other", "ä")
    notes.keep("place", "gate")
    assert (notes.read("place"), notes.read("other")) == ("gate", "ä")
    notes.keep("place", "")
    assert notes.read("place") == "" and "place" not in notes.file().read_text("utf-8")


def test_only_its_owner_may_read_it() -> None:
    notes.keep("place", "gate")
    assert notes.file().stat().st_mode & 0o077 == 0


def test_all_is_forgotten_even_where_it_cannot_be_read() -> None:
    assert notes.forget() == 0
    notes.keep("a", "1")
    notes.keep("b", "2")
    assert notes.forget() == 2 and not notes.file().exists() and notes.read("a") == ""
    notes.file().write_text("{", encoding="utf-8")
    assert notes.forget() == 1 and not notes.file().exists()


def test_a_damaged_file_is_told_and_left_alone() -> None:
    for text in ("{", "[1]"):
        notes.keep("a", "1")
        notes.file().write_text(text, encoding="utf-8")
        with pytest.raises(NotKept, match="damaged"):
            notes.read("a")
        with pytest.raises(NotKept, match="damaged"):
            notes.keep("a", "2")
        assert notes.file().read_text("utf-8") == text
        notes.forget()


def test_what_is_too_long_is_refused_in_words() -> None:
    with pytest.raises(notes.NoteError, match="at most 300 characters; this one has 301"):
        notes.keep("a", "x" * 301)
    assert notes.read("a") == ""


def test_what_cannot_be_written_is_told_and_the_old_note_stays(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes.keep("a", "1")

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(notes, "write", full)
    with pytest.raises(NotKept, match="No space left"):
        notes.keep("a", "2")
    assert json.loads(notes.file().read_text("utf-8")) == {"a": "1"}
