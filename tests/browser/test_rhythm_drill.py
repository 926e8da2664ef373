"""The drill of rhythms in a real JupyterLab: by keyboard alone, told to a screen reader."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import steps
from tests.browser.server import Lab

pytestmark = pytest.mark.browser

_CELLS = ("from helpers.apps.rhythm_drill import rhythm_drill_app", "rhythm_drill_app()")


@pytest.fixture
def app(page: Page, lab: Lab) -> Locator:
    """The drill on a page of its own."""
    steps.run_cells(page, lab, "rhythm_drill", *_CELLS)
    shown = page.locator(".ls-app")
    expect(shown.locator(".ls-choices-button").first).to_be_visible()
    return shown


def asked(app: Locator) -> Locator:
    return app.locator(".ls-choices-asked")


def test_it_is_played_by_keyboard_and_keeps_its_place(page: Page, app: Locator) -> None:
    cells = page.locator(".jp-Cell").count()
    card = app.locator(".ls-choices-told")
    expect(card).to_have_role("status")
    expect(card).to_contain_text("Pulse: ")
    app.get_by_role("button").first.focus()
    page.keyboard.press("1")
    expect(asked(app)).to_have_text("Which rhythm?")
    page.keyboard.press("2")
    expect(asked(app)).to_have_text("And now?")
    expect(app.locator(".ls-status")).to_contain_text("What to do: ")
    page.keyboard.press("2")
    expect(app.locator(".ls-status")).to_contain_text("Rhythms named rightly")
    assert ", called " in (app.locator("img.ls-picture").get_attribute("alt") or "")
    for key in ("a", "b", "x"):  # JupyterLab's own, which would change the notebook
        page.keyboard.press(key)
    page.keyboard.press("1")
    expect(asked(app)).to_have_text("What do you do?")
    assert page.locator(".jp-Cell").count() == cells
    # A button that is pressed by Enter hands the focus to the group, not to the page.
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(asked(app)).to_have_text("Which rhythm?")
    page.keyboard.press("1")
    expect(asked(app)).to_have_text("And now?")


def test_a_screen_reader_and_a_page_without_a_kernel_are_told(page: Page, app: Locator) -> None:
    grave = ("critical", "serious")
    assert [f"{f}" for f in steps.axe(page, ".ls-app") if f.impact in grave] == []
    assert app.get_by_role("group", name="What do you do?").count() == 1
    assert "QRS?" in (app.locator("img.ls-picture").get_attribute("alt") or "")
    steps.shut_down_kernel(page)
    app.get_by_role("button").first.click()
    expect(app.locator(".ls-choices-note")).to_contain_text("No kernel", timeout=15_000)
