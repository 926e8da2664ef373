"""What is generated from the tables is as they say now, without running a lesson."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.lessons import generated, sheet, shelf

ROOT = Path(__file__).resolve().parents[2]
FILES = shelf.notebooks(ROOT / "notebooks")
WRITTEN = [file.stem for file in FILES]
TAGS = (sheet.NEXT, sheet.MAP, sheet.PATHS)


@pytest.mark.parametrize("file", FILES, ids=WRITTEN)
def test_a_lesson_sends_its_readers_where_their_paths_lead(file: Path) -> None:
    for cell in sheet.read_sheet(file).cells:
        for tag in set(TAGS) & set(cell.tags):
            assert cell.source == generated.text(tag, file.stem, WRITTEN, []), (
                "run `make notebooks`"
            )


def test_the_readme_lists_the_lessons_that_stand() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme == generated.with_lesson_list(readme, WRITTEN), "run `make notebooks`"
