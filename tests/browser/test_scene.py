"""Sixty seconds in a real JupyterLab: played by keyboard, with the clock and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from helpers.domain import scenes
from tests.browser import steps
from tests.browser.server import Lab

pytestmark = pytest.mark.browser

_CELLS = ("from helpers.apps.scene import scene_app", "scene = scene_app('bus_stop')\nscene")


@pytest.fixture
def scene(page: Page, lab: Lab) -> Locator:
    """The scene at the bus stop on a page of its own."""
    steps.write_notebook(lab.root, *_CELLS, name="scene.ipynb")
    steps.open_lesson(page, lab, "scene", alone=True)
    assert steps.run_all(page) == []
    return page.locator(".ls-app")


def key(action: str, seed: int = 1) -> str:
    choices = scenes.script("bus_stop", seed).choices
    return next(choice.key for choice in choices if choice.action == action)


def begin(scene: Locator) -> None:
    button = scene.get_by_role("button", name=re.compile("Begin|Another time"))
    button.focus()
    button.press("Enter")
    expect(scene.locator(".ls-scene-board")).to_be_focused()


def clock(scene: Locator) -> int:
    return int(scene.locator(".ls-scene-clock").inner_text().split()[0])


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


def test_a_kernel_that_is_gone_is_told(page: Page, scene: Locator) -> None:
    steps.shut_down_kernel(page)
    begin(scene)
    page.keyboard.press("1")
    expect(scene.locator(".ls-scene-newest")).to_contain_text("No kernel", timeout=15_000)


@pytest.mark.parametrize("width", [1366, 620])
def test_it_fits_a_laptop_and_is_accessible(page: Page, scene: Locator, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    grave = ("critical", "serious")

    def look() -> None:
        assert [f"{f}" for f in steps.axe(page, ".ls-app") if f.impact in grave] == []
        box = scene.bounding_box()
        assert box and box["height"] <= 640, box

    look()
    begin(scene)
    for action in ("shout", "look", "pulse", "side"):
        page.keyboard.press(key(action))
        expect(scene.locator("[aria-disabled=true]")).to_have_count(0)
    look()
    page.keyboard.press("e")
    expect(scene.locator(".ls-table")).to_be_visible()
    look()
