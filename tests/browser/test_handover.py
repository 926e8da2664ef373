"""Handing over in a real JupyterLab: by keyboard, with the clock and without."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from helpers.domain import handover
from tests.browser import steps
from tests.browser.boards import begin, clock, key_of
from tests.browser.server import Lab

pytestmark = pytest.mark.browser

NAMES = tuple(handover.HANDOVERS)
HIGH = 640  # CSS pixels that JupyterLab leaves for a cell on a laptop
GRAVE = ("critical", "serious")


@pytest.fixture(scope="module")
def page(browser: Browser, lab: Lab) -> Iterator[Page]:
    """One page and one kernel for all four."""
    with steps.window(browser) as page:
        cells = (f"handover_app({name!r})" for name in NAMES)
        steps.open_cells(
            page, lab, "handovers", "from helpers.apps.handover import handover_app", *cells
        )
        yield page


def key(action: str, seed: int = 1) -> str:
    return key_of(action, handover.begin("call", seed).choices)


def say(page: Page, app: Locator, *keys: str) -> None:
    for one in keys:
        page.keyboard.press(one)
        expect(app.locator("[aria-disabled=true]")).to_have_count(0)


def test_a_hand_over_is_said_by_keyboard_alone(page: Page) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    assert steps.run_all(page) == []
    app = page.locator(".ls-app").first
    cells = page.locator(".jp-Cell").count()
    begin(app)
    say(page, app, key("where"), key("done"))
    expect(app.locator(".ls-scene-end")).to_contain_text("That is all")
    page.keyboard.press("e")
    expect(app.locator(".ls-status")).to_contain_text("1 asked back")
    assert app.locator(".ls-table tbody tr").count() == 3
    expect(app.locator(".ls-table")).to_contain_text("Had to be asked back")
    assert page.locator(".jp-Cell").count() == cells  # no shortcut of JupyterLab went off
    begin(app)  # another case
    expect(app.locator(".ls-scene-opening")).to_contain_text("a teammate")


def test_who_asks_for_no_movement_has_no_clock(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    try:
        assert steps.run_all(page) == []
        app = page.locator(".ls-app").first
        assert app.get_by_label("Without a clock").is_checked()
        begin(app)
        page.wait_for_timeout(2500)
        assert clock(app) == 0
        say(page, app, key("where"), key("what"), key("done"))
        page.keyboard.press("e")
        expect(app.locator(".ls-status")).to_contain_text("nothing asked back")
    finally:
        page.emulate_media(reduced_motion="no-preference")


def too_high(page: Page, state: str) -> list[str]:
    """Hand-overs that are higher than a laptop's screen, or wider than the window."""
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


def test_every_hand_over_fits_a_laptop_and_is_accessible(page: Page) -> None:
    assert steps.run_all(page) == []
    apps = page.locator(".ls-app").all()
    found = too_high(page, "before")
    for app in apps:
        app.get_by_label("Without a clock").check()
        begin(app)
        say(page, app, "1", "2", "3")
    found += too_high(page, "running")
    assert [f"{f}" for f in steps.axe(page, ".ls-app") if f.impact in GRAVE] == []
    for app in apps:
        app.locator(".ls-scene-end").press("Enter")
        expect(app.locator(".ls-table")).to_be_visible()
    found += too_high(page, "debrief")
    assert found == [], "\n".join(found)
