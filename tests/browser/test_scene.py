"""Sixty seconds in a real JupyterLab: played by keyboard, with the clock and without."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from helpers.domain import scenes
from tests.browser import steps
from tests.browser.boards import begin, clock, key_of
from tests.browser.server import DARK, LIGHT, Lab

pytestmark = pytest.mark.browser

NAMES = scenes.names()
HIGH = 640  # CSS pixels that JupyterLab leaves for a cell on a laptop
GRAVE = ("critical", "serious")


@pytest.fixture(scope="module")
def page(browser: Browser, lab: Lab) -> Iterator[Page]:
    """One page and one kernel for all scenes."""
    with steps.window(browser) as page:
        open_scenes(page, lab)
        yield page


@pytest.fixture
def scene(page: Page) -> Locator:
    """The scene at the bus stop, not yet begun."""
    page.set_viewport_size({"width": 1366, "height": 768})
    assert steps.run_all(page) == []
    return page.locator(".ls-app").nth(NAMES.index("bus_stop"))


def open_scenes(page: Page, lab: Lab) -> None:
    cells = (f"scene_app({name!r})" for name in NAMES)
    steps.open_cells(page, lab, "scenes", "from helpers.apps.scene import scene_app", *cells)


def key(action: str, seed: int = 1) -> str:
    return key_of(action, scenes.script("bus_stop", seed).choices)


def test_a_scene_is_played_by_keyboard_alone(page: Page, scene: Locator) -> None:
    cells = page.locator(".jp-Cell").count()
    begin(scene)
    for action in ("shout", "look", "call", "press"):
        before = clock(scene)
        page.keyboard.press(key(action))
        expect(scene.locator(".ls-scene-clock")).not_to_have_text(f"{before} of 60 s")
        expect(scene.locator("[aria-disabled=true]")).to_have_count(0)
    said = scene.locator(".ls-scene-newest")
    expect(said).to_contain_text("Your hands are in the middle of the chest")
    page.keyboard.press("e")
    expect(scene.locator(".ls-status")).to_contain_text("Everything that counts was done")
    expect(scene.locator(".ls-scene-begin")).to_be_focused()
    assert scene.locator(".ls-table tbody tr").count() == 4
    assert page.locator(".jp-Cell").count() == cells  # no shortcut of JupyterLab went off
    begin(scene)  # another time: another order of the buttons
    expect(scene.locator(".ls-scene-action kbd").first).to_be_visible()
    assert clock(scene) <= 2 and scene.locator(".ls-status").inner_text() == ""


def test_time_runs_while_one_hesitates_and_stands_without_a_clock(
    page: Page, scene: Locator
) -> None:
    begin(scene)
    page.wait_for_timeout(2500)
    assert clock(scene) >= 2
    page.keyboard.press("e")
    expect(scene.locator(".ls-status")).to_contain_text("never")
    scene.get_by_label("Without a clock").check()
    begin(scene)
    page.wait_for_timeout(2500)
    assert clock(scene) == 0
    page.keyboard.press(key("side", 2))
    expect(scene.locator(".ls-scene-clock")).to_have_text("6 of 60 s")
    page.keyboard.press("e")
    expect(scene.locator(".ls-table")).to_contain_text("The gravest mistake of this minute")


def test_a_kernel_that_is_gone_is_told(page: Page, lab: Lab, scene: Locator) -> None:
    steps.shut_down_kernel(page)
    try:
        begin(scene)
        page.keyboard.press("1")
        expect(scene.locator(".ls-scene-newest")).to_contain_text("No kernel", timeout=15_000)
    finally:
        open_scenes(page, lab)


def too_high(page: Page, state: str) -> list[str]:
    """Scenes that are higher than a laptop's screen, or wider than the window."""
    found = []
    for width in (1366, 560):
        page.set_viewport_size({"width": width, "height": 768})
        steps.settle(page)
        for name, app in zip(NAMES, page.locator(".ls-app").all(), strict=True):
            high = app.evaluate("app => app.getBoundingClientRect().height")
            over = app.evaluate("app => app.scrollWidth - app.clientWidth")
            if high > HIGH or over > 1:
                found.append(f"{name}, {state}, {width}: {high:.0f} px high, {over} px over")
    page.set_viewport_size({"width": 1366, "height": 768})
    return found


def test_every_scene_fits_a_laptop_and_is_accessible(page: Page, scene: Locator) -> None:
    apps = page.locator(".ls-app").all()
    found = too_high(page, "before")
    for app in apps:
        app.get_by_label("Without a clock").check()
        begin(app)
        for digit in "123":
            page.keyboard.press(digit)
            expect(app.locator("[aria-disabled=true]")).to_have_count(0)
    found += too_high(page, "running")
    assert [f"{f}" for f in steps.axe(page, ".ls-app") if f.impact in GRAVE] == []
    for app in apps:
        app.locator(".ls-scene-end").press("Enter")
        expect(app.locator(".ls-table")).to_be_visible()
    found += too_high(page, "debrief")
    steps.set_theme(page, DARK)
    assert [f"{f}" for f in steps.axe(page, ".ls-app") if f.impact in GRAVE] == []
    steps.set_theme(page, LIGHT)
    assert found == [], "\n".join(found)
