"""A report in a browser: nothing is asked of any other host, nothing runs, and it prints."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page as Window
from pypdf import PdfReader

from helpers.cohort import cohort_names
from helpers.cohort.results import NO_RECORD
from helpers.reports import batch
from helpers.reports.batch import INDEX, Wish
from helpers.reports.job import COHORT, KINDS
from tests.browser.conftest import browser, chromium, page  # noqa: F401
from tests.reports.support import TODAY, small

pytestmark = pytest.mark.browser

EVIL = '"<script src=""https://evil.example/x.js""></script><img src=https://evil.example/y>"'


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of an example, of a cohort with an evil name, and of a broken one."""
    folder = tmp_path_factory.mktemp("reports")
    roster = f"learner_id,name,email,role\nL1,{EVIL},,\nL2,Bo,,\n"
    evil = small(folder, "evil", roster_csv=roster)
    broken = small(folder, "broken", roster_csv=f"learner_id,name,email,role\nL1,Bo,{EVIL},\n")
    asked = ("emt-2026-spring", str(evil), str(broken))
    for kind in KINDS:
        those = (*asked, *cohort_names()) if kind == COHORT else asked
        wish = Wish(tuple(dict.fromkeys(those)), folder / "out", TODAY, kind=kind)
        batch.run(wish, lambda entry: None)
    return folder / "out"


#: Every example, and a page of each other kind.
COHORTS = tuple(f"{name}.html" for name in cohort_names())
PAGES = (*COHORTS, "emt-2026-spring+E05.html", "programme.html")
#: Sheets of paper with their width and height between the margins, in pixels of the screen.
PAPERS = {"A4": (182, 273), "Letter": (188, 255)}


@pytest.mark.parametrize("name", ["emt-2026-spring.html", "evil.html", INDEX])
def test_no_other_host_is_asked_and_nothing_runs(name: str, out: Path, page: Window) -> None:  # noqa: F811
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto((out / name).as_uri(), wait_until="networkidle")
    assert [url for url in asked if not url.startswith("data:")] == [(out / name).as_uri()]
    assert said == []
    broken = "() => [...document.images].filter(i => !i.naturalWidth).length"
    assert page.evaluate(broken) == 0


@pytest.mark.parametrize("name", [*PAGES, INDEX])
def test_axe_finds_nothing(name: str, out: Path, page: Window) -> None:  # noqa: F811
    page.goto((out / name).as_uri())
    # The page forbids every script, its own included; axe is one.
    source = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.content())
    page.set_content(source)
    assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [1366, 390])
def test_nothing_sticks_out_of_the_window(
    name: str,
    width: int,
    out: Path,
    page: Window,  # noqa: F811
) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    page.goto((out / name).as_uri())
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def printed(page: Window, paper: str) -> list[str]:  # noqa: F811
    """What stands on each sheet that a page takes."""
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format=paper))).pages]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(
    ("name", "least", "most"),
    [*((name, 3, 7) for name in COHORTS), (PAGES[-2], 1, 2), (PAGES[-1], 1, 2), (INDEX, 1, 3)],
)
def test_it_prints_on_both_papers_and_leaves_no_sheet_over(
    name: str,
    least: int,
    most: int,
    paper: str,
    out: Path,
    page: Window,  # noqa: F811
) -> None:
    page.goto((out / name).as_uri())
    sheets = printed(page, paper)
    assert least <= len(sheets) <= most
    # The last words do not stand alone: there is a row of a table, or a paragraph, above them.
    above, words, _ = sheets[-1].partition(NO_RECORD[:20])
    assert name == INDEX or (words and len(above.split()) > 10)


@pytest.mark.parametrize("name", COHORTS)
@pytest.mark.parametrize("paper", PAPERS)
def test_what_decides_stands_on_one_sheet(name: str, paper: str, out: Path, page: Window) -> None:  # noqa: F811
    width, height = (round(side * 96 / 25.4) for side in PAPERS[paper])
    page.emulate_media(media="print")
    page.set_viewport_size({"width": width, "height": height})
    page.goto((out / name).as_uri())
    ends = page.evaluate("() => document.querySelector('.sign').getBoundingClientRect().bottom")
    assert height / 2 < ends <= height
    after = page.evaluate("() => getComputedStyle(document.querySelector('.sign')).breakAfter")
    assert after == "page"
