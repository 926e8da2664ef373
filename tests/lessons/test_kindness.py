"""What lessons owe a reader who has lost somebody, and one who ranks the minutes."""

from __future__ import annotations

import pytest

from helpers.lessons import sheet, shelf

HUNDRED = "fading_hundred_app("
PRICES = 'view("survival_models", "larsen")'
FATHER = 'scene_app("bedroom")'


def read(name: str) -> sheet.Sheet:
    (file,) = [one for one in shelf.notebooks() if one.stem == name]
    return sheet.read_sheet(file)


@pytest.fixture(scope="module")
def page() -> sheet.Sheet:
    return read("01_chain_of_survival")


@pytest.mark.parametrize(
    ("lesson", "app", "said"),
    [
        ("01_chain_of_survival", HUNDRED, "lost somebody"),
        ("02_basic_life_support", FATHER, "lived through"),
    ],
)
def test_who_has_lost_somebody_is_told_before_it_and_can_go_round_it(
    lesson: str, app: str, said: str
) -> None:
    page = read(lesson)
    at = next(cell.index for cell in page.code if cell.source.startswith(app))
    section = page.cells[at].section
    names = [heading.text for heading in page.headings if heading.level == 2]
    around = sheet.anchor(names[names.index(section) + 1])
    before = " ".join(p.text for p in page.written() if p.section == section and p.cell < at)
    assert said in before
    assert f"](#{around})" in before


def test_the_smallest_number_is_called_no_ranking_where_it_stands(page: sheet.Sheet) -> None:
    """Beside the table of prices, where those land who went round the hundred."""
    at = next(cell.index for cell in page.code if cell.source.startswith(HUNDRED))
    prices = next(cell.index for cell in page.code if cell.source == PRICES)
    section = page.cells[prices].section
    names = [heading.text for heading in page.headings if heading.level == 2]
    assert names.index(section) == names.index(page.cells[at].section) + 1
    after = " ".join(p.text for p in page.written() if p.section == section and p.cell > prices)
    assert "no ranking" in after
    assert "may come last" in after


def test_flat_first_minutes_are_never_left_without_their_warning(page: sheet.Sheet) -> None:
    """Gold's flat four minutes run to the crew: whoever is there begins at once."""
    flat = [c.source for c in page.markdown if "fall" in c.source and "first minutes" in c.source]
    flat += [c.source for c in page.markdown if "minute 4" in c.source]
    assert flat
    assert all("begins at once" in text for text in flat)
