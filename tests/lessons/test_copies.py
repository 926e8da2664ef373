"""A learner's work is never overwritten, and an untouched copy never grows old."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.facts import files
from helpers.lessons import copies
from helpers.lessons.copies import Outcome, make_copies


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    file = tmp_path / "notebooks" / "01_chain_of_survival.ipynb"
    file.parent.mkdir()
    file.write_text("edition 1")
    return file


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return tmp_path / "my-lessons"


def outcome(mine: Path, lesson: Path) -> Outcome:
    return make_copies(mine, [lesson])[0].outcome


def texts(mine: Path) -> dict[str, str]:
    return {file.name: file.read_text() for file in mine.glob("*.ipynb")}


def test_the_first_call_copies_and_the_second_does_nothing(lesson: Path, mine: Path) -> None:
    assert outcome(mine, lesson) is Outcome.NEW
    before = (mine / lesson.name).stat().st_mtime_ns
    assert outcome(mine, lesson) is Outcome.CURRENT
    assert (mine / lesson.name).stat().st_mtime_ns == before
    assert texts(mine) == {lesson.name: "edition 1"}


def test_an_untouched_copy_becomes_the_new_edition(lesson: Path, mine: Path) -> None:
    make_copies(mine, [lesson])
    lesson.write_text("edition 2")
    (copy,) = make_copies(mine, [lesson])
    assert copy.outcome is Outcome.RENEWED
    assert texts(mine) == {lesson.name: "edition 2"}
    assert "you had not changed it" in copy.sentence()


def notebook(*sources: str, ran: bool = False, **more: Any) -> str:
    """A notebook of code cells, as committed: run."""
    output = {"output_type": "stream", "name": "stdout", "text": ["9 in 10"]}
    cells = [
        {
            "cell_type": "code",
            "id": f"c{n}",
            "metadata": {},
            "source": source,
            "outputs": [output] * (2 if ran else 1),
            "execution_count": n + (7 if ran else 0),
            **more,
        }
        for n, source in enumerate(sources, start=1)
    ]
    return json.dumps({"cells": cells, "metadata": {"widgets": {"x": 1}}, "nbformat": 4})


def test_a_copy_opens_without_outputs(lesson: Path, mine: Path) -> None:
    lesson.write_text(notebook("clock()", "quiz()"))
    make_copies(mine, [lesson])
    text = texts(mine)[lesson.name]
    assert "9 in 10" not in text and "widgets" not in text and text.endswith("}\n")
    cells = json.loads(text)["cells"]
    assert [cell["source"] for cell in cells] == ["clock()", "quiz()"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)
    assert "9 in 10" in lesson.read_text()


def test_a_copy_that_was_only_run_and_saved_is_untouched(lesson: Path, mine: Path) -> None:
    lesson.write_text(notebook("clock()", "quiz()"))
    make_copies(mine, [lesson])
    # JupyterLab saves lines as a list, remembers folds, and leaves an empty cell at the end.
    ran = notebook("clock()", "quiz()", "", ran=True, metadata={"collapsed": True})
    (mine / lesson.name).write_text(ran.replace('"clock()"', '["clo", "ck()"]'))
    kept = (mine / lesson.name).read_text()
    assert outcome(mine, lesson) is Outcome.CURRENT and texts(mine)[lesson.name] == kept
    lesson.write_text(notebook("clock()", "quiz()", "posttest()"))
    assert outcome(mine, lesson) is Outcome.RENEWED
    assert "posttest()" in texts(mine)[lesson.name]


def test_a_lesson_that_was_only_run_anew_is_no_new_edition(lesson: Path, mine: Path) -> None:
    lesson.write_text(notebook("clock()"))
    make_copies(mine, [lesson])
    (mine / lesson.name).write_text(notebook("clock()", "my note"))
    lesson.write_text(notebook("clock()", ran=True))
    assert outcome(mine, lesson) is Outcome.YOURS
    assert len(texts(mine)) == 1


@pytest.mark.parametrize(
    "work",
    [
        notebook("clock()  # I see", "quiz()"),
        notebook("clock()", "quiz()", "a note"),
        notebook("quiz()", "clock()"),
        notebook("clock()"),
        notebook("clock()", "quiz()", attachments={"a.png": {"image/png": "AAAA"}}),
        "no notebook any more",
    ],
)
def test_whatever_a_learner_did_in_a_cell_is_theirs(lesson: Path, mine: Path, work: str) -> None:
    lesson.write_text(notebook("clock()", "quiz()"))
    make_copies(mine, [lesson])
    (mine / lesson.name).write_text(work)
    lesson.write_text(notebook("clock()", "quiz()", "posttest()"))
    assert outcome(mine, lesson) is Outcome.BESIDE
    assert texts(mine)[lesson.name] == work


class TestTheFirstFormat:
    """Copies of a time when an edition was known by its bytes, outputs and all."""

    @pytest.fixture(autouse=True)
    def copied_then(self, lesson: Path, mine: Path) -> None:
        lesson.write_text(notebook("clock()"))
        mine.mkdir()
        (mine / lesson.name).write_bytes(lesson.read_bytes())
        manifest = {"format": 1, "editions": {lesson.name: files.digest(lesson.read_bytes())}}
        (mine / ".editions.json").write_text(json.dumps(manifest))

    @pytest.mark.parametrize("edition", [notebook("clock()"), notebook("clock()", "posttest()")])
    def test_an_untouched_copy_is_renewed(self, lesson: Path, mine: Path, edition: str) -> None:
        lesson.write_text(edition)
        assert outcome(mine, lesson) is Outcome.RENEWED
        assert "9 in 10" not in texts(mine)[lesson.name]
        assert outcome(mine, lesson) is Outcome.CURRENT

    def test_a_changed_one_stays_and_no_edition_that_is_not_new_lies_beside_it(
        self, lesson: Path, mine: Path
    ) -> None:
        work = notebook("clock()", "a note")
        (mine / lesson.name).write_text(work)
        assert outcome(mine, lesson) is Outcome.YOURS and texts(mine) == {lesson.name: work}
        lesson.write_text(notebook("clock()", "posttest()"))
        assert outcome(mine, lesson) is Outcome.BESIDE and texts(mine)[lesson.name] == work


def test_a_changed_copy_stays_and_the_new_edition_lies_beside_it(lesson: Path, mine: Path) -> None:
    make_copies(mine, [lesson])
    (mine / lesson.name).write_text("my answers")
    assert outcome(mine, lesson) is Outcome.YOURS
    lesson.write_text("edition 2")
    (copy,) = make_copies(mine, [lesson])
    assert copy.outcome is Outcome.BESIDE
    assert texts(mine) == {
        lesson.name: "my answers",
        "01_chain_of_survival.new-edition.ipynb": "edition 2",
    }
    assert "01_chain_of_survival.new-edition.ipynb" in copy.sentence()


def test_the_new_edition_is_told_once(lesson: Path, mine: Path) -> None:
    make_copies(mine, [lesson])
    (mine / lesson.name).write_text("my answers")
    lesson.write_text("edition 2")
    make_copies(mine, [lesson])
    (copy,) = make_copies(mine, [lesson])
    assert copy.outcome is Outcome.YOURS
    assert copy.sentence() == ""


def test_editions_do_not_pile_up_while_nobody_opens_them(lesson: Path, mine: Path) -> None:
    make_copies(mine, [lesson])
    (mine / lesson.name).write_text("my answers")
    for edition in range(2, 6):
        lesson.write_text(f"edition {edition}")
        make_copies(mine, [lesson])
    assert sorted(texts(mine).values()) == ["edition 5", "my answers"]


def test_a_new_edition_that_was_worked_on_stays_too(lesson: Path, mine: Path) -> None:
    make_copies(mine, [lesson])
    (mine / lesson.name).write_text("my answers")
    lesson.write_text("edition 2")
    make_copies(mine, [lesson])
    (mine / "01_chain_of_survival.new-edition.ipynb").write_text("my second answers")
    lesson.write_text("edition 3")
    (copy,) = make_copies(mine, [lesson])
    assert copy.beside is not None
    assert files.digest(b"edition 3")[:8] in copy.beside.name
    assert sorted(texts(mine).values()) == ["edition 3", "my answers", "my second answers"]


def test_a_deleted_copy_is_made_again(lesson: Path, mine: Path) -> None:
    make_copies(mine, [lesson])
    (mine / lesson.name).unlink()
    assert outcome(mine, lesson) is Outcome.NEW


@pytest.mark.parametrize(
    "damage", ["", "no JSON", "[]", '{"editions": 3}', '{"format": 1, "editions": 3}', None]
)
def test_with_a_damaged_manifest_nothing_is_lost(
    damage: str | None, lesson: Path, mine: Path
) -> None:
    make_copies(mine, [lesson])
    (mine / lesson.name).write_text("my answers")
    manifest = mine / ".editions.json"
    manifest.unlink() if damage is None else manifest.write_text(damage)
    lesson.write_text("edition 2")
    assert outcome(mine, lesson) is Outcome.BESIDE
    assert sorted(texts(mine).values()) == ["edition 2", "my answers"]


def test_after_an_interrupted_call_a_doubtful_copy_is_kept(
    lesson: Path, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_copies(mine, [lesson])
    lesson.write_text("edition 2")
    monkeypatch.setattr(
        copies, "_write_manifest", lambda *_: (_ for _ in ()).throw(OSError("full"))
    )
    with pytest.raises(OSError, match="full"):
        make_copies(mine, [lesson])
    monkeypatch.undo()
    lesson.write_text("edition 3")
    # The copy holds edition 2 and the manifest says 1: doubtful, so it is kept.
    assert outcome(mine, lesson) is Outcome.BESIDE
    assert sorted(texts(mine).values()) == ["edition 2", "edition 3"]


def test_the_manifest_names_the_edition_of_each_copy(lesson: Path, mine: Path) -> None:
    make_copies(mine, [lesson])
    manifest = json.loads((mine / ".editions.json").read_text())
    assert manifest["editions"] == {lesson.name: files.digest(b"edition 1")}


_ACTIONS = st.lists(st.sampled_from(["edition", "work", "delete", "renew", "lose manifest"]))


@given(actions=_ACTIONS)
def test_no_work_is_ever_lost(actions: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever happens in whatever order, what the learner last wrote is there."""
    root = tmp_path_factory.mktemp("property")
    lesson, mine = root / "01_x.ipynb", root / "mine"
    lesson.write_text("edition 0")
    work = None
    for number, action in enumerate(actions):
        if action == "edition":
            lesson.write_text(f"edition {number}")
        elif action == "work":
            mine.mkdir(exist_ok=True)
            work = f"work {number}"
            (mine / lesson.name).write_text(work)
        elif action == "delete":
            (mine / lesson.name).unlink(missing_ok=True)
            work = None
        elif action == "lose manifest":
            (mine / ".editions.json").unlink(missing_ok=True)
        else:
            make_copies(mine, [lesson])
            assert lesson.read_text() in texts(mine).values() or work
        if work:
            assert texts(mine)[lesson.name] == work


def test_a_file_appears_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "lesson.ipynb"
    file.write_text("old")

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(files.os, "replace", fail)
    with pytest.raises(OSError, match="full"):
        files.write(file, b"new")
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_keeps_who_may_read_it(tmp_path: Path) -> None:
    file = tmp_path / "lesson.ipynb"
    file.write_text("old")
    file.chmod(0o644)
    files.write(file, b"new")
    assert file.stat().st_mode & 0o777 == 0o644
