"""Every app fits one screen of a small laptop: controls, picture and result seen together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from helpers.facts import load
from tests.apps.sweep import apps, refused
from tests.browser import steps
from tests.browser.server import Lab

pytestmark = pytest.mark.browser

HIGH, WIDE, NARROW = 640, 1000, 560  # CSS pixels that JupyterLab leaves to a cell, and a window
PROSE = 14  # pixels of the text around an app
#: For the guess of each app that has one; the others are shown without.
GUESSES = {row.app: row.guess_id for row in load("guesses").itertuples()}
#: One setting that the domain refuses, by app: the control and the end that is refused.
REFUSALS = {app: control for app, control in refused()}

# Boxes of one app in CSS pixels, by cell; the text in a picture as it stands on the page.
_MEASURE = """() => [...document.querySelectorAll('.ls-app')].map(app => {
  const box = one => app.querySelector(one)?.getBoundingClientRect();
  const image = app.querySelector('img.ls-picture');
  const shown = image && image.offsetParent !== null;
  const whole = app.getBoundingClientRect();
  const top = box('.ls-controls').top, bottom = box('.ls-status').bottom;
  return {
    height: whole.height, width: whole.width, together: bottom - top,
    beside: app.querySelector('.ls-body').classList.contains('ls-beside'),
    scale: shown ? image.getBoundingClientRect().width / image.naturalWidth : null,
    right: Math.max(...[...app.querySelectorAll('.ls-control, img, .ls-table, .ls-status')]
      .map(one => one.getBoundingClientRect().right)) - whole.right,
  };
})"""


def _sources() -> list[str]:
    """A notebook of every app: with its guess where it has one."""
    imports = "\n".join(f"from {make.__module__} import {name}" for name, make in apps().items())
    cells = []
    for name in apps():
        guess = repr(GUESSES[name]) if name in GUESSES else None
        cells.append(f"{name}(guess={guess})" if guess else f"{name}()")
    return [imports, *cells]


@pytest.fixture(scope="module")
def lesson(browser: Browser, lab: Lab) -> Iterator[Page]:
    """Every app in one notebook and one kernel, in a window of a small laptop."""
    steps.write_notebook(lab.root, *_sources(), name="sizes.ipynb")
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    steps.open_lesson(page, lab, "sizes", alone=True)
    steps.attach_all_cells(page)
    assert steps.run_all(page) == []
    yield page
    steps.shut_down_kernels(page)
    context.close()


def measure(page: Page) -> dict[str, dict[str, Any]]:
    """What each app measures, by its name."""
    steps.settle(page)
    found = page.evaluate(_MEASURE)
    assert len(found) == len(apps())
    return dict(zip(apps(), found, strict=True))


def too_large(page: Page, what: str, state: str) -> list[str]:
    return [
        f"{name}, {state}: {size[what]:.0f} px"
        for name, size in measure(page).items()
        if size[what] > HIGH or size["right"] > 1
    ]


def test_every_app_fits_in_every_state(lesson: Page) -> None:
    found = too_large(lesson, "height", "guess open")
    skips = lesson.get_by_role("button", name="Go on without a guess")
    for left in range(skips.count(), 0, -1):
        skips.first.click()
        expect(skips).to_have_count(left - 1)
    found += too_large(lesson, "height", "guess folded")
    sizes = measure(lesson)
    pictured = {name: size for name, size in sizes.items() if size["scale"]}
    assert pictured and all(size["beside"] for size in pictured.values())
    found += [
        f"{n}: text of {PROSE * s['scale']:.1f} px"
        for n, s in pictured.items()
        if s["scale"] < 0.98
    ]
    assert found == []
