"""Doses and algorithms in a real JupyterLab: by keyboard, and readable for everybody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from helpers.domain import doses
from tests.browser import steps
from tests.browser.server import Lab

pytestmark = pytest.mark.browser

GRAVE = ("critical", "serious")


@pytest.fixture(scope="module")
def page(browser: Browser, lab: Lab) -> Iterator[Page]:
    """Both apps in one notebook."""
    with steps.window(browser) as page:
        steps.open_cells(
            page,
            lab,
            "doses",
            "from helpers.apps.algorithms import algorithm_app\n"
            "from helpers.apps.doses import dose_app",
            "algorithm_app()",
            "dose_app()",
        )
        assert steps.run_all(page) == []
        yield page


def test_two_steps_are_answered_by_keyboard_alone(page: Page) -> None:
    app, cells = page.locator(".ls-app").nth(1), page.locator(".jp-Cell").count()
    card = doses.begin(1).drill.now
    assert card is not None
    field = app.get_by_role("textbox", name="Dose (mg)")
    field.focus()
    page.keyboard.type(f"{10 * card.patient.milligrams:g}")
    page.keyboard.press("Enter")
    status = app.locator(".ls-status")
    expect(status).to_contain_text("Ten times too much")
    expect(app.get_by_role("textbox", name="Volume (mL)")).to_be_focused()
    page.keyboard.type(f"{card.patient.milliliters:g}")
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Right. ")
    expect(app.get_by_role("textbox", name="Dose (mg)")).to_have_value("")
    assert page.locator(".jp-Cell").count() == cells  # no shortcut of JupyterLab went off


def test_another_edition_is_laid_beside_by_keyboard(page: Page) -> None:
    app = page.locator(".ls-app").nth(0)
    app.get_by_role("combobox", name="Beside it").select_option("ERC/RCUK 2025")
    expect(app.locator(".ls-table")).to_contain_text("first adrenaline")
    expect(app.locator(".ls-status")).to_contain_text("lines of difference")
    assert "ERC/RCUK 2025" in (app.locator("img.ls-picture").get_attribute("alt") or "")


def test_nothing_of_them_is_a_barrier(page: Page) -> None:
    assert [f"{f}" for f in steps.axe(page, ".ls-app") if f.impact in GRAVE] == []
