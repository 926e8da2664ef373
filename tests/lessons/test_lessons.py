"""The lessons as they are committed: every rule kept, every generated part up to date."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.course import question_rules
from helpers.lessons import generated, normal, rules, sheet, shelf

ROOT = Path(__file__).resolve().parents[2]
LESSONS = shelf.notebooks(ROOT / "notebooks")
WRITTEN = [file.stem for file in LESSONS]


@pytest.mark.parametrize("file", LESSONS, ids=WRITTEN)
def test_a_lesson_keeps_the_rules(file: Path) -> None:
    problems = rules.check(file)
    assert not problems, "\n".join(map(str, problems))


@pytest.mark.parametrize("file", LESSONS, ids=WRITTEN)
def test_generated_cells_are_up_to_date(file: Path) -> None:
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    before = [sheet.text_of(cell["source"]) for cell in cells]
    generated.fill(file.stem, cells, WRITTEN)
    after = [sheet.text_of(cell["source"]) for cell in cells]
    assert before == after, "run `make notebooks`"


@pytest.mark.parametrize("file", LESSONS, ids=WRITTEN)
def test_a_lesson_is_in_its_normal_form(file: Path) -> None:
    content = file.read_bytes()
    assert normal.to_bytes(normal.normalise(file.stem, json.loads(content))) == content


def test_every_generated_document_is_up_to_date() -> None:
    documents = generated.documents(ROOT, WRITTEN)
    assert len(documents) == 3
    for file, text in documents.items():
        assert text == file.read_text(encoding="utf-8"), f"{file.name}: run `make notebooks`"


def test_every_lesson_that_is_written_has_the_questions_it_needs() -> None:
    assert [str(error) for error in question_rules.faults(WRITTEN)] == []


def test_every_notebook_has_a_place_in_the_reading_order() -> None:
    assert {file.name for file in (ROOT / "notebooks").glob("*.ipynb")} == {
        file.name for file in LESSONS
    }
    assert set(WRITTEN) <= {lesson.name for lesson in shelf.lessons()}
