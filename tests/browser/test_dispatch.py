"""The hundred calls in a real JupyterLab: a call opens by keyboard, by button and by pointing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from helpers.domain import dispatch
from helpers.figures.dispatch import HundredCallsPicture
from helpers.figures.picture import Painter
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
            "dispatch",
            "from helpers.apps.dispatch import calls_app, queue_app",
            "calls_app()",
            "queue_app()",
        )
        assert steps.run_all(page) == []
        yield page


def test_a_call_opens_by_its_number_and_by_what_became_of_it(page: Page) -> None:
    app = page.locator(".ls-app").nth(0)
    app.get_by_role("slider", name="Call to read (number)").press("ArrowRight")
    expect(app.get_by_role("status").first).to_contain_text("Call 2, psychiatric")
    app.get_by_role("button", name="Next missed").press("Enter")
    expect(app.get_by_role("status").first).to_contain_text("No ALS was sent, and it was needed")
    app.get_by_role("slider", name="ALS goes from (points)").press("Home")
    expect(app.locator(".ls-status")).to_contain_text("Missed: 0 of 22")
    expect(app.get_by_role("button", name="Next missed")).to_be_disabled()


def test_pointing_at_a_call_in_the_picture_opens_it(page: Page) -> None:
    app = page.locator(".ls-app").nth(0)
    picture = HundredCallsPicture()
    picture.show(threshold=3)
    Painter(picture).png()  # which lays it out as the app's
    x, y = picture.axes.transData.transform(picture.places[4])
    image = app.locator("img.ls-picture")
    wide, high = picture.figure.get_size_inches() * picture.figure.dpi
    image.scroll_into_view_if_needed()
    box = image.bounding_box()
    assert box is not None
    scale = box["width"] / wide
    image.click(position={"x": x * scale, "y": (high - y) * scale})
    expect(app.get_by_role("status").first).to_contain_text(dispatch.calls()[4].story)
    expect(app.get_by_role("slider", name="Call to read (number)")).to_have_attribute(
        "aria-valuetext", "5"
    )


def test_the_queue_moves_by_keyboard(page: Page) -> None:
    app = page.locator(".ls-app").nth(1)
    before = app.locator(".ls-status").text_content()
    app.get_by_role("slider", name="ALS crews").press("ArrowRight")
    expect(app.locator(".ls-status")).not_to_have_text(before or "")


def test_axe_finds_nothing_grave(page: Page) -> None:
    assert [f"{f}" for f in steps.axe(page, ".ls-app") if f.impact in GRAVE] == []
