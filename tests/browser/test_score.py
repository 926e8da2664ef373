"""The score in a real JupyterLab: read after a guess, and a case led by keyboard to its debrief."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from helpers.domain import score
from tests.browser import steps
from tests.browser.server import DARK, LIGHT, Lab

pytestmark = pytest.mark.browser

HIGH = 640  # CSS pixels that JupyterLab leaves for a cell on a laptop
GRAVE = ("critical", "serious")
EDITION = "ERC/RCUK 2025"


@pytest.fixture(scope="module")
def page(browser: Browser, lab: Lab) -> Iterator[Page]:
    """Both apps in one notebook."""
    with steps.window(browser) as page:
        steps.write_notebook(
            lab.root,
            "from helpers.apps.score import conduct_app, score_app",
            f"conduct_app({EDITION!r})",
            "score_app(guess='first_epinephrine')",
            name="score.ipynb",
        )
        page.set_viewport_size({"width": 1366, "height": 768})
        steps.open_lesson(page, lab, "score")
        steps.attach_all_cells(page)
        yield page


@pytest.fixture
def app(page: Page) -> Locator:
    """A case that nobody has led yet."""
    assert steps.run_all(page) == []
    return page.locator(".ls-app").first


def pressed(app: Locator, name: str) -> None:
    """Press a button, reached by Tab from wherever the focus is."""
    page = app.page
    button = app.get_by_role("button", name=name, exact=True)
    expect(button).to_be_enabled()
    before = app.locator(".ls-status").inner_text()
    for _ in range(6):
        if button.evaluate("button => button === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(app.locator(".ls-status")).not_to_have_text(before, use_inner_text=True)


def chosen(app: Locator, name: str, words: str) -> None:
    """Choose in a list as a keyboard does, by its first letters."""
    box = app.get_by_role("combobox", name=name)
    box.focus()
    app.page.keyboard.type(words)
    expect(box.locator("option:checked")).to_have_text(words)


def say(app: Locator, deed: str) -> None:
    """One deed of a leader, all by keys."""
    if " > " not in deed:
        pressed(app, deed)
        return
    order, role = deed.split(" > ")
    chosen(app, "What is due now", score.orders()[order].words)
    chosen(app, "To whom", score.team()[role].words)
    pressed(app, "Say it")


def led(app: Locator, deeds: tuple[str, ...]) -> None:
    """Lead a case; what can be done next has the focus after each deed."""
    app.get_by_role("combobox", name="What is due now").focus()
    inside = "app => app.contains(document.activeElement) && document.activeElement !== app"
    for deed in deeds:
        say(app, deed)
        app.page.wait_for_timeout(60)
        assert app.evaluate(inside), f"the focus is gone after {deed!r}"


def test_a_case_is_led_by_keyboard_alone_to_its_debrief(page: Page, app: Locator) -> None:
    cells = page.locator(".jp-Cell").count()
    expect(app.locator(".ls-status")).to_contain_text("let the clock run to the next look")
    led(app, score.by_the_book(EDITION, 1))
    expect(app.locator(".ls-status")).to_contain_text("nothing missing, late or left open")
    expect(app.locator(".ls-table")).to_contain_text(f"Line by line, beside {EDITION}")
    again = app.get_by_role("button", name=score.AGAIN)
    expect(again).to_be_focused()
    page.keyboard.press("Enter")
    expect(app.locator(".ls-status")).to_contain_text("The team looks at you")
    assert page.locator(".jp-Cell").count() == cells  # no shortcut of JupyterLab went off


def test_a_debrief_fits_a_laptop_and_every_state_is_accessible(page: Page, app: Locator) -> None:
    found: list[str] = []
    press = score.deed("compressions", "compressions")
    for state, deeds in {
        "nothing said": (),
        "repeated": (press,),
        "debrief": (score.YES, *12 * (score.GO,)),
    }.items():
        for deed in deeds:
            if deed != score.GO or "Debrief" not in app.locator(".ls-status").inner_text():
                led(app, (deed,))
        found += too_high(page, app, state) + faults(page, state)
    expect(app.locator(".ls-table tr", has_text="Not said: A line")).to_have_count(1)
    assert found == []


def too_high(page: Page, app: Locator, state: str) -> list[str]:
    """What is higher than a laptop's screen, its table included, or wider than the window."""
    found = []
    for width in (560, 1366):
        page.set_viewport_size({"width": width, "height": 768})
        steps.settle(page)
        page.wait_for_timeout(500)
        size = app.bounding_box()
        over = app.evaluate("app => app.scrollWidth - app.clientWidth")
        high = size["height"] if size else 0
        if (width == 1366 and high > HIGH) or over > 1:
            found.append(f"{state}, {width}: {high:.0f} px high, {over} px over")
    return found


def faults(page: Page, state: str) -> list[str]:
    """Grave faults of both apps, in light and dark."""
    found = []
    for theme in (DARK, LIGHT):
        steps.set_theme(page, theme)
        found += [
            f"{state}, {theme}: {one}" for one in steps.axe(page, ".ls-app") if one.impact in GRAVE
        ]
    return found


def test_after_a_guess_the_focus_stays_with_the_app(page: Page, app: Locator) -> None:
    read = page.locator(".ls-app").nth(1)
    assert faults(page, "guess open") == []
    read.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    read.get_by_role("button", name="Commit my guess").press("Enter")
    expect(read.locator(".ls-status")).to_contain_text("AHA after the second shock, at 3:05")
    page.wait_for_timeout(200)
    assert read.evaluate("app => app.contains(document.activeElement)")
    assert faults(page, "guess made") == []
