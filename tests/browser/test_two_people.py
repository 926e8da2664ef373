"""Same strip, two people, in a real JupyterLab: felt and decided by keyboard, and in words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from helpers.domain import two_people
from helpers.domain.two_people import Person
from tests.browser import steps
from tests.browser.server import DARK, LIGHT, Lab

pytestmark = pytest.mark.browser

HIGH = 640  # CSS pixels that JupyterLab leaves for a cell on a laptop
GRAVE = ("critical", "serious")
STRONG = "an ordinary strip"
PEOPLE = two_people.begin(STRONG).people


@pytest.fixture(scope="module")
def page(browser: Browser, lab: Lab) -> Iterator[Page]:
    """One page and one kernel."""
    with steps.window(browser) as page:
        opened(page, lab)
        yield page


def opened(page: Page, lab: Lab) -> None:
    steps.open_cells(
        page,
        lab,
        "two",
        "from helpers.apps.two_people import two_people_app\nfrom helpers.apps.reading import *",
        f"two_people_app({STRONG!r})",
        "reading_app('any', 'alone')",
    )


@pytest.fixture
def app(page: Page) -> Locator:
    """Two people nobody has touched yet."""
    page.set_viewport_size({"width": 1366, "height": 768})
    assert steps.run_all(page) == []
    return page.locator(".ls-app").first


def feel(app: Locator, side: int) -> None:
    one = app.locator(".ls-two-one").nth(side)
    button = one.get_by_role("button", name="Feel for a pulse")
    expect(button).to_be_enabled()
    button.press("Enter")
    expect(one.get_by_role("button", name="Yes")).to_be_focused()


def key(person: Person) -> str:
    return str(two_people.ACTIONS.index(person.action) + 1)


def seen(app: Locator, side: int) -> float:
    """How much was under the fingers at most, in two seconds."""
    beat = app.locator(".ls-two-one").nth(side).locator(".ls-two-beat")
    found = 0.0
    for _ in range(25):
        found = max(found, float(beat.evaluate("one => one.style.opacity || '0'")))
        app.page.wait_for_timeout(60)
    return found


def test_two_people_are_seen_to_by_keyboard_alone(page: Page, app: Locator) -> None:
    cells = page.locator(".jp-Cell").count()
    for side, person in enumerate(PEOPLE):
        feel(app, side)
        assert (seen(app, side) > 0.3) == person.has_pulse  # both have the same beats above
        page.keyboard.press("y" if person.has_pulse else "n")
        expect(app.locator(".ls-two-action").first).to_be_focused()
        page.keyboard.press(key(person))
    expect(app.locator(".ls-status")).to_contain_text("Done right: 2 of 2")
    expect(app.get_by_role("button", name="Two other people")).to_be_focused()
    for side, person in enumerate(PEOPLE):
        one = app.locator(".ls-two-one").nth(side)
        expect(one).to_contain_text(person.state_in_words)
        expect(one.locator(".ls-two-under")).to_be_visible()
    assert page.locator(".jp-Cell").count() == cells  # no shortcut of JupyterLab went off
    page.keyboard.press("Enter")
    expect(app.locator(".ls-two-title")).to_contain_text("ventricular tachycardia")
    expect(app.get_by_role("button", name="Feel for a pulse").first).to_be_focused()


def test_after_ten_seconds_the_hand_is_lifted_and_nothing_more_is_felt(
    page: Page, app: Locator
) -> None:
    side = [person.has_pulse for person in PEOPLE].index(True)
    feel(app, side)
    one = app.locator(".ls-two-one").nth(side)
    expect(one.locator(".ls-two-told")).to_contain_text("Ten seconds are over", timeout=13_000)
    assert seen(app, side) == 0
    page.keyboard.press("u")
    expect(one.locator(".ls-two-told")).to_contain_text("unsure, after 10.0 s")


def test_who_asks_for_no_movement_feels_in_words_and_without_a_clock(
    page: Page, app: Locator
) -> None:
    page.emulate_media(reduced_motion="reduce")
    try:
        assert steps.run_all(page) == []
        assert app.get_by_label("Without a clock, in words").is_checked()
        for side, person in enumerate(PEOPLE):
            feel(app, side)
            told = app.locator(".ls-two-one").nth(side).locator(".ls-two-told")
            expect(told).to_contain_text("a clear beat" if person.has_pulse else "nothing comes")
            assert seen(app, side) == 0
            page.keyboard.press("y" if person.has_pulse else "n")
            expect(app.locator(".ls-two-action").first).to_be_focused()
            page.keyboard.press(key(person))
        expect(app.locator(".ls-status")).to_contain_text("The hand took: no clock, no clock")
    finally:
        page.emulate_media(reduced_motion="no-preference")


def test_every_state_fits_a_laptop_and_is_accessible(page: Page, app: Locator) -> None:
    found: list[str] = []
    for side, person in enumerate(PEOPLE):
        found += too_high(page, app, f"{side}, before")
        feel(app, side)
        found += too_high(page, app, f"{side}, feeling")
        page.keyboard.press("y" if person.has_pulse else "n")
        expect(app.locator(".ls-two-action").first).to_be_focused()
        found += too_high(page, app, f"{side}, felt")
        for theme in (DARK, LIGHT):
            steps.set_theme(page, theme)
            found += [str(f) for f in steps.axe(page, ".ls-app") if f.impact in GRAVE]
        # A theme's change may take the focus, as its menu does.
        app.locator(".ls-two-action").first.press(key(person))
    expect(app.locator(".ls-status")).to_contain_text("Done right")
    found += too_high(page, app, "debrief")
    found += [str(f) for f in steps.axe(page, ".ls-app") if f.impact in GRAVE]
    assert found == []


def too_high(page: Page, app: Locator, state: str) -> list[str]:
    """What is higher than a laptop's screen without its small remark, or wider than the window."""
    found = []
    for width in (560, 1366):
        page.set_viewport_size({"width": width, "height": 768})
        steps.settle(page)
        high = app.evaluate(
            "app => app.querySelector('.ls-status').getBoundingClientRect().bottom"
            " - app.getBoundingClientRect().top"
        )
        over = app.evaluate("app => app.scrollWidth - app.clientWidth")
        if high > HIGH or over > 1:
            found.append(f"{state}, {width}: {high:.0f} px high, {over} px over")
    return found


def test_the_steps_are_answered_by_keyboard_and_the_focus_stays(page: Page, app: Locator) -> None:
    reading = page.locator(".ls-app").nth(1)
    for _ in range(5):
        before = reading.locator(".ls-table").inner_text()
        first = reading.locator(".ls-presses button").first
        first.focus()
        first.press("Enter")
        expect(reading.locator(".ls-table")).not_to_have_text(before, use_inner_text=True)
        expect(first).to_be_focused()
    found = [str(f) for f in steps.axe(page, ".ls-app") if f.impact in GRAVE]
    assert found == []


def test_a_kernel_that_is_gone_is_told(page: Page, lab: Lab, app: Locator) -> None:
    steps.shut_down_kernel(page)
    try:
        feel(app, 0)
        page.keyboard.press("n")
        expect(app.get_by_role("alert").first).to_contain_text("No kernel", timeout=15_000)
    finally:
        opened(page, lab)
