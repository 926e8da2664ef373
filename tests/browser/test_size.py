"""Every app fits one screen of a small laptop: controls, picture and result seen together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from helpers.facts import load
from tests.apps.sweep import apps
from tests.browser import steps
from tests.browser.server import Lab

pytestmark = pytest.mark.browser

HIGH, NARROW = 640, 560  # CSS pixels: what JupyterLab leaves to a cell; a narrow window
LAPTOP: ViewportSize = {"width": 1366, "height": 768}
PROSE = 14  # pixels of the text around an app
#: For the guess of each app that has one; the others are shown without.
GUESSES = {str(row["app"]): str(row["guess_id"]) for row in load("guesses").to_dict("records")}
#: By app: a slider, and the key that moves it to where the domain refuses it.
REFUSED = {
    "fading_hundred_app": (2, "Home"),
    "models_app": (3, "Home"),
    "worth_of_a_minute_app": (3, "Home"),
    "ratio_app": (0, "End"),
}

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
_STANDS_ALONE = """() => {
  const image = document.querySelector('.jp-RenderedImage img');
  return image.getBoundingClientRect().width / image.naturalWidth;
}"""


def _sources() -> list[str]:
    """A notebook of every app: with its guess where it has one."""
    imports = "\n".join(f"from {make.__module__} import {name}" for name, make in apps().items())
    cells = []
    for name in apps():
        guess = repr(GUESSES[name]) if name in GUESSES else None
        cells.append(f"{name}(guess={guess})" if guess else f"{name}()")
    return [imports, *cells, "from helpers.figures import plot_fall\nplot_fall()"]


@pytest.fixture(scope="module")
def lesson(browser: Browser, lab: Lab) -> Iterator[Page]:
    """Every app in one notebook and one kernel, in a window of a small laptop."""
    steps.write_notebook(lab.root, *_sources(), name="sizes.ipynb")
    context = browser.new_context(viewport=LAPTOP)
    page = context.new_page()
    steps.open_lesson(page, lab, "sizes")
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


def resize(page: Page, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    at_rest(page)


def at_rest(page: Page) -> None:
    """Wait until nothing moves: pictures for another width come from the kernel, one by one."""
    before = None
    while before != (now := measure(page)):
        before = now
        page.wait_for_timeout(400)


def too_large(page: Page, what: str, state: str) -> list[str]:
    return [
        f"{name}, {state}: {size[what]:.0f} px high, {size['right']:.0f} px over its edge"
        for name, size in measure(page).items()
        if size[what] > HIGH or size["right"] > 1
    ]


def small_text(page: Page, prose: float, state: str) -> list[str]:
    """Pictures whose text is smaller than the prose: they are made for prose of 14 pixels."""
    return [
        f"{name}, {state}: text of {PROSE * size['scale']:.1f} px beside {prose:g} px"
        for name, size in measure(page).items()
        if size["scale"] and PROSE * size["scale"] < 0.98 * prose
    ]


def skip_guesses(page: Page) -> None:
    skips = page.get_by_role("button", name="Go on without a guess")
    for left in range(skips.count(), 0, -1):
        skips.first.click()
        expect(skips).to_have_count(left - 1)
    steps.settle(page)


def answer(page: Page) -> None:
    """Give each drill a first answer: what is said to it needs room too."""
    for presses in page.locator(".ls-presses").all():
        if presses.get_by_role("button").count():  # some have none at first
            presses.get_by_role("button").first.press("Enter")
    for choices in page.locator(".ls-choices").all():
        for question in range(2):  # what to do, and which rhythm; or which level, and which rule
            if choices.get_by_role("button").count() == 1:
                break  # judged already
            before = choices.locator(".ls-choices-asked").text_content() or ""
            choices.get_by_role("button").nth(question).press("Enter")
            expect(choices.locator(".ls-choices-asked")).not_to_have_text(before)
    at_rest(page)


def refuse(page: Page) -> None:
    """Bring each app that refuses something to refuse it."""
    for name, (place, key) in REFUSED.items():
        app = page.locator(".ls-app").nth(list(apps()).index(name))
        app.get_by_role("slider").nth(place).press(key)
        expect(app.get_by_role("alert")).to_be_visible()


def test_every_app_fits_in_every_state(lesson: Page) -> None:
    found = too_large(lesson, "height", "guess open")
    covered = [name for name in GUESSES if measure(lesson)[name]["scale"]]
    assert covered == []  # a quiet line stands there and no picture
    skip_guesses(lesson)
    found += too_large(lesson, "height", "guess folded")
    answer(lesson)
    found += too_large(lesson, "height", "a drill answered")
    found += small_text(lesson, PROSE, "on a small laptop")
    pictured = [size for size in measure(lesson).values() if size["scale"]]
    assert pictured and all(size["beside"] for size in pictured)

    lesson.evaluate("() => document.body.style.setProperty('--jp-content-font-size1', '21px')")
    at_rest(lesson)
    found += small_text(lesson, 1.5 * PROSE, "a larger font")
    lesson.evaluate("() => document.body.style.removeProperty('--jp-content-font-size1')")
    lesson.evaluate("() => window.jupyterapp.commands.execute('application:toggle-left-area')")
    # What the browser's zoom does to the page: fewer pixels, each of them larger.
    resize(lesson, {"width": LAPTOP["width"] * 2 // 3, "height": LAPTOP["height"] * 2 // 3})
    found += small_text(lesson, PROSE, "at 150 %")

    assert lesson.evaluate(_STANDS_ALONE) == 1  # a picture without controls scrolls instead

    resize(lesson, {"width": NARROW, "height": 900})
    found += too_large(lesson, "together", "in a narrow window")
    found += small_text(lesson, PROSE, "in a narrow window")
    refuse(lesson)
    found += too_large(lesson, "together", "refused, in a narrow window")
    resize(lesson, LAPTOP)
    found += too_large(lesson, "height", "refused")
    assert not found, "\n".join(found)
