"""Every lesson alive in a browser tab: whole, asking nobody else, and remembering answers.

One server, one browser and one learner for all; the next lesson starts while one is tested.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from helpers.lessons import shelf
from tests.browser import pyodide, site, steps
from tests.browser.site import Site
from tests.browser.test_lessons import DRAWN, GRAVE, skip_guesses

pytestmark = pytest.mark.browser

LESSONS = [file.stem for file in shelf.notebooks()]
APP, QUIZ = ".ls-app", ".ls-quiz"
COUNT = (
    "from helpers.course import answers as _a\n"
    "print(len(_a.store().answers()), _a.store().file.parent.parent)"
)
_SHOWN = """app => [...app.querySelectorAll('img.ls-picture, .ls-table, .ls-status, canvas')]
  .map(one => one.src || (one.toDataURL ? one.toDataURL() : one.innerHTML)).join()"""


def runtime() -> Path:
    """A folder with a whole Pyodide. Without one a test is skipped; in CI it fails."""
    from helpers.lessons.site.main import wheels_dir

    try:
        return pyodide.folder(wheels_dir().parent)
    except pyodide.NoPyodide as error:
        told = f"{error}; nothing is known about lessons in a browser's Python"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(told)
        pytest.skip(told)


@pytest.fixture(scope="module")
def served(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The whole site with its own Pyodide, on a plain web server."""
    from helpers.lessons.site import main

    made = os.environ.get("SITE")  # one that is built already, while tests are written
    out = Path(made) if made else tmp_path_factory.mktemp("site")
    assert made or main.run(Path(__file__).parents[2], out, runtime()) == 0
    with site.served(out) as running:
        yield running


@pytest.fixture(scope="module")
def learner(chromium: str, served: Site) -> Iterator[BrowserContext]:
    """One learner, who comes back for each lesson."""
    with site.walled_browser(chromium, served) as browser:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.set_default_timeout(60_000)
        yield context


class Ahead:
    """Opens the lesson that is asked for, and the one after it already."""

    def __init__(self, learner: BrowserContext, served: Site) -> None:
        self._learner, self._served = learner, served
        self._open: dict[str, Page] = {}

    def lesson(self, name: str) -> Page:
        after = LESSONS[LESSONS.index(name) + 1 :][:1]
        for one in (name, *after):
            if one not in self._open:
                self._open[one] = self._learner.new_page()
                self._open[one].goto(self._served.live(one))
        return self._open.pop(name)


@pytest.fixture(scope="module")
def ahead(learner: BrowserContext, served: Site) -> Ahead:
    return Ahead(learner, served)


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_lives_in_a_tab(name: str, ahead: Ahead, served: Site) -> None:
    began = time.monotonic()
    page = ahead.lesson(name)
    assert site.wait_until_alive(page) == []
    print(f"{name}: alive after {time.monotonic() - began:.0f} s")
    assert page.get_by_text("Error displaying widget").count() == 0
    steps.unfold(page)
    assert grave(page) == []
    skip_guesses(page)
    assert moves_something(page), "no control changes what is shown"
    before = int(site.ask(page, COUNT).split()[0])
    answer_something(page)
    expect(page.get_by_role("status").first).to_be_visible()
    assert int(site.ask(page, COUNT).split()[0]) == before + 1
    page.reload()
    kept, folder = site.ask(page, COUNT).split()
    assert (int(kept), folder) == (before + 1, "/drive")
    page.close()
    assert served.wall.asked == []


def grave(page: Page) -> list[str]:
    """What axe finds in what the project draws."""
    found = [one for where in (DRAWN, "#ls-bar") for one in steps.axe(page, where)]
    return [str(one) for one in found if one.impact in GRAVE]


def moves_something(page: Page) -> bool:
    """Whether some control of some app changes what that app shows."""
    for app in page.locator(f"{APP}:visible").all():
        for control in app.locator("[role=slider]:not([aria-disabled=true]):visible").all()[:2]:
            for key in ("ArrowRight", "ArrowLeft"):
                if changes(app, lambda c=control, k=key: c.press(k)):
                    return True
        for menu in app.locator("select:not([disabled]):visible").all()[:2]:
            if changes(app, lambda m=menu: m.select_option(index=1)):
                return True
        for press in app.locator("button:not([disabled]):visible").all()[:2]:
            if changes(app, lambda b=press: b.press("Enter")):
                return True
    return False


def changes(app: Locator, act: object) -> bool:
    before = app.evaluate(_SHOWN)
    assert callable(act)
    act()
    for _ in range(40):
        if app.evaluate(_SHOWN) != before:
            return True
        app.page.wait_for_timeout(100)
    return False


def answer_something(page: Page) -> None:
    """Answer the first question of the lesson that is open, by keyboard."""
    box = page.locator(f"{QUIZ} .ls-item, {QUIZ}").filter(has=page.get_by_role("radio")).last
    box.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    button = box.get_by_role("button", name="my answer").first
    expect(button).to_be_enabled()
    button.press("Enter")
    expect(box.locator(".ls-said, .ls-status").first).to_be_visible()
    page.wait_for_timeout(500)
