"""A lesson that was run, saved and opened again the next day, before anything is run."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.server import Lab

pytestmark = pytest.mark.browser

_APPS = (
    "from helpers.apps.arrest import arrest_clock_app\nfrom helpers.apps.scope import who_may_app",
    "arrest_clock_app()",
    "arrest_clock_app(guess='shock_or_crew')",
    "who_may_app()",
)
# ipywidgets puts its broken link before each part that no kernel answers.
_BEFORE = """() => [...document.querySelectorAll('.jupyter-widgets-disconnected')]
  .map(part => getComputedStyle(part, '::before'))
  .filter(before => before.content !== 'none' && before.display !== 'none')
  .map(before => before.content)"""


def test_pictures_stand_under_one_quiet_line(lab: Lab, page: Page) -> None:
    steps.run_cells(page, lab, "reopened", *_APPS)
    assert page.evaluate(_BEFORE) == []  # nothing is said while a kernel answers
    shown = page.locator(".ls-picture:visible").count()
    steps.save(page)
    steps.shut_down_kernel(page)
    steps.open_lesson(page, lab, "reopened", alone=True)
    expect(page.locator(".ls-picture:visible")).to_have_count(shown)
    expect(page.locator(".ls-table:visible")).to_have_count(1)
    assert page.evaluate(_BEFORE) == ['"Run this lesson to use its apps."']
    assert page.locator(".ls-controls:visible, .ls-app button:visible").count() == 0
    assert page.get_by_text("Error displaying widget").count() == 0
    assert steps.run_all(page) == []
    assert page.evaluate(_BEFORE) == []
    expect(page.locator(".ls-controls:visible")).to_have_count(3)
