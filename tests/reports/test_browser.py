"""A report in a browser: nothing is asked of any other host, nothing runs, and it prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page as Window

from helpers.reports import batch
from helpers.reports.batch import INDEX, Wish
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
    batch.run(Wish(asked, folder / "out", TODAY), lambda entry: None)
    return folder / "out"


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


@pytest.mark.parametrize("name", ["emt-2026-spring.html", INDEX])
def test_axe_finds_nothing(name: str, out: Path, page: Window) -> None:  # noqa: F811
    page.goto((out / name).as_uri())
    # The page forbids every script, its own included; axe is one.
    source = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.content())
    page.set_content(source)
    assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_sticks_out_of_the_window(width: int, out: Path, page: Window) -> None:  # noqa: F811
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((out / "emt-2026-spring.html").as_uri())
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_prints_on_both_papers(paper: str, out: Path, page: Window) -> None:  # noqa: F811
    page.goto((out / "emt-2026-spring.html").as_uri())
    printed = page.pdf(format=paper)
    pages = len(re.findall(rb"/Type\s*/Page\b", printed))
    assert 5 <= pages <= 12
