"""A wallet in a real JupyterLab: cards by keyboard, a file whose place is told, room for it all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from helpers.domain.certification import renewals
from tests.browser import steps
from tests.browser.server import DARK, LIGHT, Lab

pytestmark = pytest.mark.browser

GRAVE = ("critical", "serious")
HIGH = 640  # CSS pixels that JupyterLab leaves for a cell on a laptop


@pytest.fixture(scope="module")
def page(browser: Browser, lab: Lab) -> Iterator[Page]:
    """The three apps in one notebook."""
    with steps.window(browser) as page:
        steps.open_cells(
            page,
            lab,
            "certification",
            "from helpers.apps.certification import pathway_app, renewals_app, wallet_app",
            "wallet_app()",
            "pathway_app()",
            "renewals_app()",
        )
        assert steps.run_all(page) == []
        yield page


def test_a_card_is_taken_out_and_another_put_in_by_keyboard(page: Page) -> None:
    app = page.locator(".ls-app").nth(0)
    app.get_by_role("button", name="Take out").press("Enter")
    expect(app.locator(".ls-status")).to_contain_text("Accepted: 0 of 3")
    app.get_by_label("Card in your wallet").select_option("NRP")
    app.get_by_label("Day of issue").fill("2026-02-03")
    app.get_by_role("button", name="Put in").press("Enter")
    expect(app.locator(".ls-status")).to_contain_text("Ask the employer: 1")
    expect(app.get_by_role("button", name="Change days")).to_be_enabled()
    app.get_by_label("Card in your wallet").select_option("ATLS")
    expect(app.get_by_role("button", name="Full: take one out")).to_be_disabled()
    app.get_by_label("The day at the counter").focus()
    page.keyboard.type("01022040", delay=500)  # slower than the kernel answers
    expect(app.get_by_label("The day at the counter")).to_have_value("2040-01-02")
    expect(app.locator(".ls-status")).to_contain_text("Refused: 3")


def test_the_calendar_is_saved_beside_the_lesson_and_its_place_fits(page: Page, lab: Lab) -> None:
    app, file = page.locator(".ls-app").nth(2), lab.root / renewals.FILE
    app.get_by_role("button", name="Save for my calendar").press("Enter")
    expect(app.locator(".ls-status")).to_contain_text(str(file))
    assert file.read_bytes().count(b"BEGIN:VEVENT") == 3
    for width in (560, 1366):
        page.set_viewport_size({"width": width, "height": 768})
        steps.settle(page)
        page.wait_for_timeout(500)
        top = app.locator(".ls-controls").bounding_box()
        end = app.locator(".ls-status").bounding_box()
        assert top and end and end["y"] + end["height"] - top["y"] <= HIGH


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_axe_finds_nothing_grave(page: Page, theme: str) -> None:
    steps.set_theme(page, theme)
    assert [f"{f}" for f in steps.axe(page, ".ls-app") if f.impact in GRAVE] == []
