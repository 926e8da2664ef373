"""What a learner meets: each lesson in a real JupyterLab, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from helpers.domain import drill
from helpers.domain.drill import NO_SHOCK, SHOCK
from helpers.lessons import shelf
from tests.browser import steps
from tests.browser.server import DARK, LIGHT, Lab

pytestmark = pytest.mark.browser

LESSONS = [file.stem for file in shelf.notebooks()]
APP = ".ls-app"
#: What the project draws: texts with the drawn chain, tables, pictures, apps, questions.
DRAWN = ".jp-OutputArea-output, .jp-MarkdownOutput"
#: axe-core's graver kinds; what is lighter is for the eye to judge.
GRAVE = ("critical", "serious")
#: Apps for the tests that need no whole lesson.
TOYS = (
    "from helpers.apps.aed import shock_drill_app\n"
    "from helpers.apps.glossary import glossary_app\n"
    "from helpers.apps.survival import fading_hundred_app, models_app",
    "fading_hundred_app(guess='late_shock')",
    "models_app()",
    "glossary_app()",
    "shock_drill_app()",
)
HUNDRED, MODELS, GLOSSARY, DRILL = range(4)

# Numbers everything in an app at which Tab has to stop, in the order in which it stands there;
# the first has the focus then. The options of one question are one stop.
_STOPS = """root => {
  const wanted = 'button:not(:disabled), select, input:not(:disabled), textarea, summary, a[href],'
    + ' [role=slider], [tabindex="0"]';
  const groups = new Map();
  let stops = 0;
  for (const one of root.querySelectorAll(wanted)) {
    if (!one.checkVisibility() || one.closest('[aria-hidden=true]')) continue;
    const name = one.type === 'radio' ? one.name : '';
    if (!groups.has(name) || !name) {
      if (stops === 0) one.focus();
      groups.set(name, stops++);
    }
    one.dataset.stop = groups.get(name);
  }
  return stops;
}"""
_AT = "root => root.contains(document.activeElement) ? document.activeElement.dataset.stop : null"
# Within a date Tab goes on to the day, the year and the calendar.
_DATES = "root => [...root.querySelectorAll('input[type=date]')].map(one => one.dataset.stop)"
_MORE_IN_A_DATE = 3


def run(page: Page, lab: Lab, name: str) -> None:
    """Open a lesson, run it to its end without an error, and unfold its evidence."""
    steps.open_lesson(page, lab, name, alone=True)
    steps.attach_all_cells(page)
    assert steps.run_all(page) == []
    steps.unfold(page)


def picture(app: Locator) -> str:
    """The address of an app's picture; it changes with the picture."""
    return str(app.locator("img.ls-picture").get_attribute("src"))


def grave(page: Page) -> list[str]:
    """What axe finds in the lesson in front, but for what JupyterLab itself leaves out.

    A picture without controls carries its words in its output's metadata, and JupyterLab makes
    an image of it that has none; that they are there is a rule of the lessons
    (``helpers.lessons.rules.alternative_text``).
    """
    return [
        str(found)
        for found in steps.axe(page, DRAWN)
        if found.impact in GRAVE
        and not (found.rule == "image-alt" and all(map(_is_static, found.targets)))
    ]


def _is_static(target: str) -> bool:
    """Whether it is a picture of JupyterLab's own, however axe names the only one."""
    return ".jp-RenderedImage" in target or target == ".jp-mod-unconfined"


def skip_guesses(page: Page) -> None:
    skip = page.get_by_role("button", name="Go on without a guess")
    for left in range(skip.count(), 0, -1):
        skip.first.press("Enter")
        expect(skip).to_have_count(left - 1)  # an answered question takes its buttons away


def not_reached_by_tab(page: Page) -> list[str]:
    """Apps and questions in which Tab does not stop at all that can be used, one by one."""
    found = []
    for root in page.locator(".ls-app, .ls-quiz").all():
        stops, reached = root.evaluate(_STOPS), [root.evaluate(_AT)]
        dates = root.evaluate(_DATES)
        for _ in range(stops - 1 + _MORE_IN_A_DATE * len(dates)):
            if reached[-1] == str(stops - 1):
                break
            page.keyboard.press("Tab")
            at = root.evaluate(_AT)
            if at != reached[-1] or at not in dates:
                reached.append(at)
        if stops and reached != [str(number) for number in range(stops)]:
            found.append(f"{root.inner_text()[:60]!r}: {reached} of {stops}")
    return found


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_runs_shows_its_apps_and_is_accessible(page: Page, lab: Lab, name: str) -> None:
    run(page, lab, name)
    for theme in (DARK, LIGHT):  # with the guesses open
        steps.set_theme(page, theme)
        assert grave(page) == []
    skip_guesses(page)
    apps = page.locator(APP)
    assert apps.count() > 0
    for app in apps.all():
        # A flowchart has the table of its boxes below it, and a monitor draws by itself.
        shown = ("img.ls-picture", ".ls-table", ".ls-scene-board", ".ls-ecg canvas")
        # A busy machine paints a picture a little after its guess is skipped.
        expect(app.locator(", ".join(f"{one}:visible" for one in shown)).first).to_be_visible()
        # A scene and the two people speak in lines of their own until their debrief.
        if app.locator(".ls-scene, .ls-two").count() == 0:
            assert app.locator(".ls-status").text_content()
        for image in app.locator("img.ls-picture:visible").all():
            assert len(str(image.get_attribute("alt"))) > 40
    assert page.get_by_text("Error displaying widget").count() == 0
    assert not_reached_by_tab(page) == []
    for theme in (DARK, LIGHT):
        steps.set_theme(page, theme)
        assert grave(page) == []


def test_a_lesson_does_not_grow_and_opens_again_with_its_pictures(page: Page, lab: Lab) -> None:
    name = "01_chain_of_survival"
    sizes = []
    run(page, lab, name)
    for _ in range(2):
        assert steps.run_all(page) == []
        # What the kernel has closed reaches the page a little later than the cells' ends.
        page.wait_for_timeout(2000)
        steps.save(page)
        page.wait_for_timeout(500)
        sizes.append((lab.root / f"{name}.ipynb").stat().st_size)
    assert sizes[-1] < 1.01 * sizes[0], sizes
    skip_guesses(page)
    steps.save(page)
    steps.restart_kernel(page)
    steps.open_lesson(page, lab, name, alone=True)
    image = page.locator(f"{APP} img.ls-picture:visible").first
    image.wait_for()
    assert page.get_by_text("Error displaying widget").count() == 0
    assert image.evaluate("image => image.naturalWidth") > 300


@pytest.fixture(scope="module")
def toy_page(browser: Browser, lab: Lab) -> Iterator[Page]:
    """One page and one kernel for all that follow."""
    steps.write_notebook(lab.root, *TOYS, name="toys.ipynb")
    with steps.window(browser) as page:
        steps.open_lesson(page, lab, "toys", alone=True)
        steps.attach_all_cells(page)
        yield page


@pytest.fixture
def toys(toy_page: Page) -> Page:
    """A few apps that nobody has used."""
    toy_page.set_viewport_size({"width": 1280, "height": 900})
    assert steps.run_all(toy_page) == []
    return toy_page


def test_a_guess_and_a_control_need_only_the_keyboard(toys: Page) -> None:
    app = toys.locator(APP).nth(HUNDRED)
    slider = app.get_by_role("slider", name="Crew arrives and shocks (minutes)")
    slider.focus()
    toys.keyboard.press("ArrowRight")
    assert slider.get_attribute("aria-disabled") == "true"
    assert slider.get_attribute("aria-valuetext") == "5"
    app.locator(".ls-is-guess input").focus()
    toys.keyboard.type("30")
    toys.keyboard.press("Tab")
    toys.keyboard.press("Enter")
    app.get_by_text("You said 30 of 100. To see, set").wait_for()
    app.locator("[role=slider][aria-disabled=false]").first.wait_for()
    before = picture(app)
    slider.focus()
    for _ in range(5):
        toys.keyboard.press("ArrowRight")
        steps.settle(toys)
    app.get_by_text("Here it is: 30 of 100").wait_for()
    assert "alive: 30 of 100" in app.locator(".ls-status").inner_text()
    assert picture(app) != before
    assert slider.get_attribute("aria-valuetext") == "10"


def test_no_shortcut_of_jupyterlab_fires_from_an_app(toys: Page) -> None:
    kinds = [toys.locator(kind).count() for kind in (".jp-Cell", ".jp-CodeCell")]
    focusable = toys.locator(f"{APP} button:visible, {APP} [role=slider], {APP} input:visible")
    for element in focusable.all():
        if element.is_enabled():
            element.focus()
            for key in ("a", "b", "d", "d", "x", "m", "y"):
                toys.keyboard.press(key)
    toys.wait_for_timeout(300)
    assert [toys.locator(kind).count() for kind in (".jp-Cell", ".jp-CodeCell")] == kinds


def test_impossible_times_are_answered_beside_the_picture(toys: Page) -> None:
    app = toys.locator(APP).nth(MODELS)
    slider = app.get_by_role("slider", name="Advanced life support begins (minutes)")
    slider.focus()
    toys.keyboard.press("Home")
    app.get_by_role("alert").get_by_text("before the crew arrives").wait_for()
    toys.keyboard.press("End")
    app.get_by_role("alert").wait_for(state="hidden")


def test_the_glossary_answers_while_one_types(toys: Page) -> None:
    search = toys.get_by_label("Search the glossary")
    search.focus()
    toys.keyboard.type("rosc")
    toys.locator(APP).nth(GLOSSARY).locator("td").first.get_by_text("ROSC").wait_for()


def test_saving_by_keyboard_works_from_inside_an_app(toys: Page, lab: Lab) -> None:
    file = lab.root / "toys.ipynb"
    before = file.stat().st_mtime_ns
    toys.locator(f"{APP} [role=slider]").last.focus()
    toys.keyboard.press("Control+s")
    for _ in range(100):  # for ten seconds
        if file.stat().st_mtime_ns > before:
            return
        toys.wait_for_timeout(100)
    pytest.fail("nothing was saved")


def test_a_narrow_window_gets_the_narrow_picture(toys: Page) -> None:
    toys.set_viewport_size({"width": 520, "height": 900})
    skip_guesses(toys)
    image = toys.locator(f"{APP} img.ls-picture").first
    image.scroll_into_view_if_needed()
    toys.wait_for_function(
        "image => image.naturalWidth < 500 && image.clientWidth === image.naturalWidth",
        arg=image.element_handle(),
    )


def test_the_drill_is_played_by_keyboard_and_a_miss_comes_back(toys: Page) -> None:
    app = toys.locator(APP).nth(DRILL)
    status = app.locator(".ls-status")
    expect(status).to_contain_text("12 strips to go")
    first = picture(app)
    right = drill.begin(1).now.right  # so that the other button misses
    wrong = app.get_by_role("button", name=NO_SHOCK if right == SHOCK else SHOCK, exact=True)
    wrong.focus()
    toys.keyboard.press("Space")
    expect(status).to_contain_text("Missed, and it comes back")
    expect(status).to_contain_text("12 strips to go, 1 of them again")
    assert picture(app) != first
    expect(wrong).to_be_focused()  # whoever plays by keyboard goes on from there
    toys.keyboard.press("Shift+Tab" if right == SHOCK else "Tab")
    toys.keyboard.press("Enter")
    expect(status).to_contain_text("of 2 answers")
