"""What an instructor prints: pages on two papers, nothing from another host, axe clean."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from helpers.lessons import guide, notes, sheet, shelf
from helpers.lessons.guide import pdf
from tests.browser import steps

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / guide.FOLDER
LESSONS = {file.stem for file in shelf.notebooks(ROOT / "notebooks")}
_POINTS = {"A4": (595, 842), "Letter": (612, 792)}
_MOST_PAGES = 20  # of a guide: what one takes along


def _sheets(page: Page, file: Path, paper: str) -> int:
    page.goto(file.as_uri())
    return len(PdfReader(io.BytesIO(page.pdf(format=paper))).pages)


@pytest.mark.parametrize("paper", pdf.PAPERS)
def test_handouts_are_one_page_cards_one_a_station_and_guides_not_too_long(
    page: Page, paper: str
) -> None:
    counts = {
        file.name: _sheets(page, file, paper)
        for file in guide.to_print(ROOT)
        if paper == "Letter" or file.stem not in LESSONS  # guides: on the shorter paper alone
    }
    assert counts.pop("index.html") == 1
    for file in shelf.notebooks(ROOT / "notebooks"):
        stations = notes.notes_of(sheet.read_sheet(file)).stations
        assert counts.pop(f"{file.stem}-handout.html") == 1, file.stem
        assert counts.pop(f"{file.stem}-cards.html", 0) == len(stations), file.stem
        assert 3 <= counts.pop(f"{file.stem}.html", 3) <= _MOST_PAGES, file.stem
    assert counts == {}


@pytest.mark.parametrize("paper", pdf.PAPERS)
def test_the_command_prints_on_the_paper_that_is_asked_for(
    chromium: str, tmp_path: Path, paper: str
) -> None:
    (made,) = pdf.print_all([FOLDER / "03_the_aed-handout.html"], tmp_path, paper)
    [sheet] = PdfReader(made).pages
    assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == _POINTS[paper]


@pytest.mark.parametrize("name", ["index", "03_the_aed", "02_basic_life_support-cards"])
def test_a_page_asks_no_other_host_and_axe_finds_nothing(page: Page, name: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((FOLDER / f"{name}.html").as_uri())
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert [str(found) for found in steps.axe(page, "body")] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
