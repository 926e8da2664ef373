"""What a learner meets: each lesson in a real JupyterLab, with the keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from helpers.domain import drill
from helpers.domain.drill import NO_SHOCK, SHOCK
from helpers.lessons import shelf
from tests.browser import steps
from tests.browser.server import DARK, Lab

pytestmark = pytest.mark.browser

LESSONS = [file.stem for file in shelf.notebooks()]
APP = ".ls-app"
DRILL = 3  # of the apps of lesson 03: before it come the view of an AED and two scenes
#: axe-core's graver kinds; what is lighter is for the eye to judge.
GRAVE = ("critical", "serious")


def run(page: Page, lab: Lab, name: str) -> None:
    """Open a lesson, run it to its end without an error, and unfold its evidence."""
    steps.open_lesson(page, lab, name, alone=True)
    assert steps.run_all(page) == []
    steps.unfold(page)


def picture(page: Page, place: int = 0) -> str:
    """The address of an app's picture; it changes with the picture."""
    return str(page.locator(f"{APP} img.ls-picture").nth(place).get_attribute("src"))


def grave(page: Page, selector: str) -> list[str]:
    return [str(found) for found in steps.axe(page, selector) if found.impact in GRAVE]


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_runs_shows_its_apps_and_is_accessible(page: Page, lab: Lab, name: str) -> None:
    run(page, lab, name)
    assert grave(page, APP) == []  # with the questions open
    skip = page.get_by_role("button", name="Go on without a guess")
    for left in range(skip.count(), 0, -1):
        skip.first.click()
        expect(skip).to_have_count(left - 1)  # an answered question takes its buttons away
    apps = page.locator(APP)
    assert apps.count() > 0
    for place in range(apps.count()):
        app = apps.nth(place)
        assert app.locator("img.ls-picture:visible, .ls-table:visible").count() == 1
        assert app.locator(".ls-status").text_content()
        for image in app.locator("img.ls-picture:visible").all():
            assert len(str(image.get_attribute("alt"))) > 40
    assert page.get_by_text("Error displaying widget").count() == 0
    steps.set_theme(page, DARK)
    assert grave(page, APP) == []


def test_a_guess_and_a_control_need_only_the_keyboard(page: Page, lab: Lab) -> None:
    run(page, lab, "01_chain_of_survival")
    app = page.locator(APP).first
    slider = app.get_by_role("slider", name="Crew arrives and shocks (minutes)")
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert slider.get_attribute("aria-disabled") == "true"
    assert slider.get_attribute("aria-valuetext") == "5"
    app.locator(".ls-is-guess input").focus()
    page.keyboard.type("30")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    app.get_by_text("You said 30 of 100. To see, set").wait_for()
    app.locator("[role=slider][aria-disabled=false]").first.wait_for()
    before = picture(page)
    slider.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
        steps.settle(page)
    app.get_by_text("Here it is: 30 of 100").wait_for()
    assert "alive: 30 of 100" in app.locator(".ls-status").inner_text()
    assert picture(page) != before
    assert slider.get_attribute("aria-valuetext") == "10"


def test_no_shortcut_of_jupyterlab_fires_from_an_app(page: Page, lab: Lab) -> None:
    run(page, lab, "01_chain_of_survival")
    cells = page.locator(".jp-Cell").count()
    focusable = page.locator(f"{APP} button:visible, {APP} [role=slider], {APP} input:visible")
    for element in focusable.all():
        if element.is_enabled():
            element.focus()
            for key in ("a", "b", "d", "d", "x", "m", "y"):
                page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert page.locator(".jp-Cell").count() == cells


def test_impossible_times_are_answered_beside_the_picture(page: Page, lab: Lab) -> None:
    run(page, lab, "01_chain_of_survival")
    app = page.locator(APP).nth(1)
    slider = app.get_by_role("slider", name="Advanced life support begins (minutes)")
    slider.focus()
    page.keyboard.press("Home")
    app.get_by_role("alert").get_by_text("before the crew arrives").wait_for()
    page.keyboard.press("End")
    app.get_by_role("alert").wait_for(state="hidden")


def test_the_glossary_answers_while_one_types(page: Page, lab: Lab) -> None:
    run(page, lab, "00_start_here")
    search = page.get_by_label("Search the glossary")
    app = page.locator(APP, has=search)
    search.focus()
    page.keyboard.type("rosc")
    app.locator("td").first.get_by_text("ROSC").wait_for()


def test_a_lesson_run_again_and_again_does_not_grow(page: Page, lab: Lab) -> None:
    name = "01_chain_of_survival"
    sizes = []
    run(page, lab, name)
    for _ in range(3):
        assert steps.run_all(page) == []
        # What the kernel has closed reaches the page a little later than the cells' ends.
        page.wait_for_timeout(2000)
        steps.save(page)
        page.wait_for_timeout(500)
        sizes.append((lab.root / f"{name}.ipynb").stat().st_size)
    assert sizes[-1] < 1.02 * sizes[0]


def test_saving_by_keyboard_works_from_inside_an_app(page: Page, lab: Lab) -> None:
    name = "01_chain_of_survival"
    run(page, lab, name)
    file = lab.root / f"{name}.ipynb"
    before = file.stat().st_mtime_ns
    page.locator(f"{APP} [role=slider]").last.focus()
    page.keyboard.press("Control+s")
    page.wait_for_timeout(1500)
    assert file.stat().st_mtime_ns > before


def test_a_saved_lesson_opens_again_with_its_pictures(page: Page, lab: Lab) -> None:
    name = "01_chain_of_survival"
    run(page, lab, name)
    steps.save(page)
    steps.restart_kernel(page)
    steps.open_lesson(page, lab, name, alone=True)
    page.locator(f"{APP} img.ls-picture").first.wait_for()
    assert page.get_by_text("Error displaying widget").count() == 0
    assert page.locator(f"{APP} img.ls-picture").first.evaluate("image => image.naturalWidth") > 300


def test_a_narrow_window_gets_the_narrow_picture(page: Page, lab: Lab) -> None:
    page.set_viewport_size({"width": 520, "height": 900})
    run(page, lab, "01_chain_of_survival")
    image = page.locator(f"{APP} img.ls-picture").first
    image.scroll_into_view_if_needed()
    page.wait_for_function(
        "image => image.naturalWidth < 500 && image.clientWidth === image.naturalWidth",
        arg=image.element_handle(),
    )


def test_the_drill_is_played_by_keyboard_and_a_miss_comes_back(page: Page, lab: Lab) -> None:
    run(page, lab, "03_the_aed")
    app = page.locator(APP).nth(DRILL)
    status = app.locator(".ls-status")
    expect(status).to_contain_text("12 strips to go")
    first = picture(page, DRILL)
    right = drill.begin(1).now.right  # so that the other button misses
    wrong = app.get_by_role("button", name=NO_SHOCK if right == SHOCK else SHOCK, exact=True)
    wrong.focus()
    page.keyboard.press("Space")
    expect(status).to_contain_text("Missed, and it comes back")
    expect(status).to_contain_text("12 strips to go, 1 of them again")
    assert picture(page, DRILL) != first
    expect(wrong).to_be_focused()  # whoever plays by keyboard goes on from there
    page.keyboard.press("Shift+Tab" if right == SHOCK else "Tab")
    page.keyboard.press("Enter")
    expect(status).to_contain_text("of 2 answers")
