"""Every lesson alive in a browser tab: whole, asking nobody else, and remembering answers.

A learner comes from the landing page by keyboard. Python starts once, as it takes most of the
time; then the lessons follow each other in that tab. Each begins with a clean sheet: no widget,
no name and no module of the project is left from the lesson before. At the end a new page with a
Python of its own finds the answers of all of them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from helpers.lessons import shelf
from helpers.lessons.site import kernel
from tests.absent import leave
from tests.browser import firefox, pyodide, site, steps
from tests.browser.conftest import EXPECTED_WITHIN
from tests.browser.site import Site
from tests.browser.test_lessons import DRAWN, GRAVE, skip_guesses

pytestmark = pytest.mark.browser

LESSONS = [file.stem for file in shelf.notebooks()]
APP, QUIZ = ".ls-app", ".ls-quiz"
KEPT = "Your answers stay in this browser."
COUNT = (
    "from helpers.course import answers as _a\n"
    "print(len(_a.store().answers()), _a.store().file.parent.parent)"
)
_SHOWN = """app => [...app.querySelectorAll('img.ls-picture, .ls-table, .ls-status, canvas')]
  .map(one => one.src || (one.toDataURL ? one.toDataURL() : one.innerHTML)).join()"""
_WIDE = """() => [document.body, ...document.querySelectorAll('#ls-bar, .ls-app, .ls-quiz')]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1)
  .map(one => one.innerText.slice(0, 60))"""
_RUNNING = "() => document.getAnimations().filter(one => one.playState === 'running').length"
_SLIDER = f"{APP} [role=slider]:not([aria-disabled=true])"
_SLIDER_APP = f"document.querySelector({_SLIDER!r}).closest({APP!r})"
_SKIP = """[...document.querySelectorAll('button')]
  .filter(one => one.innerText.includes('Go on without a guess')).forEach(one => one.click())"""
_CHOOSE = f"document.querySelector('{QUIZ} input[type=radio]').click()"
_CHECK = f"""(() => {{
  const button = [...document.querySelectorAll('{QUIZ} button:not(:disabled)')]
    .find(one => one.innerText.includes('my answer'));
  button?.click();
  return Boolean(button);
}})()"""
_AT = "wanted => document.activeElement?.matches(wanted) ?? false"


def runtime() -> Path:
    """A folder with a whole Pyodide. Without one a test is skipped; in CI it fails."""
    from helpers.lessons.site.main import wheels_dir

    try:
        return pyodide.folder(wheels_dir().parent)
    except pyodide.NoPyodide as error:
        leave("BROWSER", f"{error}; nothing is known about lessons in a browser's Python")


@pytest.fixture(scope="module")
def served(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The whole site with its own Pyodide, on a plain web server."""
    from helpers.lessons.site import main

    made = os.environ.get("SITE")  # one that is built already, while tests are written
    out = Path(made) if made else tmp_path_factory.mktemp("site")
    assert made or main.run(Path(__file__).parents[2], out, runtime()) == 0
    with site.served(out) as running:
        yield running


@pytest.fixture(scope="module")
def learner(chromium: str, served: Site) -> Iterator[BrowserContext]:
    """One learner's browser."""
    with site.walled_browser(chromium, served) as browser:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.set_default_timeout(60_000)
        expect.set_options(timeout=60_000)  # Python draws several times slower in a browser
        yield context
        expect.set_options(timeout=EXPECTED_WITHIN)


def test_a_page_fetches_ahead_what_the_live_lesson_loads(
    learner: BrowserContext, served: Site
) -> None:
    page = learner.new_page()
    page.goto(f"{served.url}/lessons/{LESSONS[0]}.html")
    page.wait_for_selector("link[rel=prefetch]", state="attached")
    links = page.locator("link[rel=prefetch]").all()
    files = [str(one.evaluate("one => one.href")).removeprefix(f"{served.url}/") for one in links]
    assert [one for one in files if not (served.folder / one).is_file()] == []
    names = {Path(one).name for one in files}
    assert {*kernel.CORE} <= names and any(one.startswith("life_support") for one in names)
    page.close()


@dataclass
class Tab:
    """The learner's tab: which lesson is open, whether it has run, how many answers are kept."""

    page: Page
    lesson: str
    has_run: bool = False
    answers: int = 0
    wrong: list[str] = field(default_factory=list)

    def turn_to(self, lesson: str) -> None:
        """Open a lesson with a clean sheet, and run it to its end without an error."""
        if lesson != self.lesson or not self.has_run:
            found = site.next_lesson(self.page, lesson)
            self.lesson, self.has_run = lesson, True
            assert found == []

    def kept(self) -> int:
        """How many answers Python finds, in the browser's own storage."""
        count, folder = site.ask(self.page, COUNT).split()
        assert folder == "/drive"
        return int(count)


@pytest.fixture(scope="module")
def tab(learner: BrowserContext, served: Site) -> Tab:
    """The first lesson, opened by keyboard alone, and alive."""
    page = learner.new_page()
    tab = Tab(page, LESSONS[0])
    page.on("pageerror", lambda error: tab.wrong.append(str(error)))
    page.goto(f"{served.url}/index.html")
    press_tab_until(page, f'a[href*="live/"][href*="{LESSONS[0]}"]', at_most=12)
    began = time.monotonic()
    page.keyboard.press("Enter")
    assert site.wait_until_alive(page) == []
    tab.has_run = True
    print(f"alive {time.monotonic() - began:.0f} s after the key was pressed")
    return tab


def press_tab_until(page: Page, wanted: str, at_most: int) -> None:
    """Go on by the Tab key alone."""
    for _ in range(at_most):
        page.keyboard.press("Tab")
        if page.evaluate(_AT, wanted):
            return
    where = page.evaluate("() => document.activeElement?.outerHTML.slice(0, 200)")
    pytest.fail(f"{wanted} is not reached in {at_most} steps; the focus is at {where}")


def test_a_question_is_answered_by_keyboard_alone(tab: Tab) -> None:
    before = tab.kept()
    press_tab_until(tab.page, f"{QUIZ} input[type=radio]", at_most=60)
    tab.page.keyboard.press("Space")
    press_tab_until(tab.page, f"{QUIZ} button:not(:disabled)", at_most=4)
    tab.page.keyboard.press("Enter")
    expect(tab.page.locator(f"{QUIZ} .ls-said, {QUIZ} .ls-status").first).to_be_visible()
    tab.answers = before + 1
    assert tab.kept() == tab.answers
    # The next question of the lesson's test is there, and nothing is chosen in it.
    asked = tab.page.locator(QUIZ).first
    expect(asked).to_contain_text("question 2 of")
    expect(asked.locator("input:checked")).to_have_count(0)


def test_a_live_lesson_is_told_in_its_order(tab: Tab) -> None:
    tree = tab.page.locator("body").aria_snapshot()
    told = [
        *('link "Back to the page"', f"status: Everything on this page is alive. {KEPT}"),
        *('button "Save my answers"', "- main", 'heading "Start here', 'heading "Overview'),
        *('heading "Check yourself', 'heading "Sources'),
    ]
    places = [tree.find(part) for part in told]
    assert -1 not in places and places == sorted(places), dict(zip(told, places, strict=True))


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_lives_in_a_tab(name: str, tab: Tab, served: Site) -> None:
    began = time.monotonic()
    tab.turn_to(name)
    ran = time.monotonic()
    page = tab.page
    assert page.get_by_text("Error displaying widget").count() == 0
    steps.unfold(page)
    assert grave(page) == []
    assert too_wide(page) == {}
    skip_guesses(page)
    assert restless(page) == []
    assert moves_something(page), "no control changes what is shown"
    tab.answers = tab.kept() + 1
    answer_something(page)
    assert tab.kept() == tab.answers
    assert tab.wrong == []
    assert served.wall.asked == []
    print(f"{name}: cells {ran - began:.0f} s, the rest {time.monotonic() - ran:.0f} s")


def test_after_a_reload_answers_are_known_saved_and_deleted(tab: Tab, served: Site) -> None:
    tab.turn_to(LESSONS[0])
    page = tab.page
    if not tab.answers:
        answer_something(page)
        tab.answers = tab.kept()
    page.goto(served.live(LESSONS[0]))
    page.reload()
    assert tab.kept() == tab.answers > 0
    assert site.wait_until_alive(page) == []
    page.get_by_label("Your id in a class").fill("E07")
    page.get_by_role("button", name="Use this id").last.click()  # of My answers, at the end
    expect(page.get_by_text("Your answers are kept under E07.").first).to_be_visible()
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save my answers").click()
    assert saving.value.suggested_filename == "answers-E07.csv"
    lines = saving.value.path().read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("learner_id,") and len(lines) == tab.answers + 1
    assert all(line.startswith("E07,") for line in lines[1:])
    page.get_by_label("Yes, delete these answers").check()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_text(f"{tab.answers} answers were deleted").first).to_be_visible()
    assert tab.kept() == 0
    page.get_by_role("button", name="Save my answers").click()
    expect(page.locator("#ls-bar")).to_contain_text("Nothing has been answered yet.")
    assert served.wall.asked == []
    # Nothing was typed, so nobody is asked whether to leave.
    page.on("dialog", lambda dialog: dialog.dismiss())
    with page.expect_event("close"):
        page.close(run_before_unload=True)


def test_a_lesson_that_was_changed_and_kept_comes_alive_and_can_be_had_as_it_was(
    learner: BrowserContext, served: Site
) -> None:
    page = learner.new_page()
    page.goto(served.live(LESSONS[7]))
    assert site.wait_until_alive(page) == []
    bar = page.get_by_role("button", name="Begin with the lesson as it was")
    expect(bar).to_be_hidden()
    # What a key or a double click does to a cell elsewhere is done to none here.
    paragraph = page.locator(".jp-MarkdownCell p").first
    paragraph.dblclick()
    page.locator(".jp-MarkdownCell h2").first.click()
    cells = page.locator(".jp-Cell").count()
    for key in ("x", "d", "d"):
        page.keyboard.press(key)
    expect(paragraph).to_be_visible()
    assert page.locator(".jp-Cell").count() == cells
    page.locator(".jp-CodeCell .cm-content").last.click()
    page.keyboard.type("# mine ")
    page.keyboard.press("Control+s")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    page.reload()
    assert site.wait_until_alive(page) == []
    assert page.get_by_text("Loading widget").count() == 0
    expect(page.get_by_text("# mine")).to_be_visible()
    bar.click()
    page.wait_for_function("() => !document.body.innerText.includes('# mine')")
    expect(page.locator("#ls-bar")).to_be_visible()
    page.close()


def test_a_live_lesson_opens_at_the_section_that_is_asked_for(
    learner: BrowserContext, served: Site
) -> None:
    page = learner.new_page()
    page.goto(f"{served.live(LESSONS[1])}&section=Sources")
    expect(page.get_by_role("heading", name="Sources")).to_be_in_viewport()
    page.close()


def test_over_plain_http_answers_can_be_saved_before_the_tab_is_closed(
    learner: BrowserContext, served: Site
) -> None:
    page = learner.new_page()
    page.goto(served.live(LESSONS[0]).replace("127.0.0.1", site.ANOTHER))
    expect(page.locator("#ls-bar")).to_contain_text("Save your answers before you close the tab.")
    assert site.wait_until_alive(page) == []
    steps.unfold(page)
    answer_something(page)
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    assert not page.is_closed()
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save my answers").click()
    assert len(saving.value.path().read_text(encoding="utf-8").splitlines()) == 2
    page.close()


@pytest.mark.firefox
def test_a_lesson_lives_in_firefox(served: Site) -> None:
    program = firefox.find()
    if program is None:
        leave("BROWSER", "no Firefox is installed, so nothing is known about lessons in it")
    asked = len(served.wall.asked)
    with firefox.running(program, served.wall.server_address[1]) as window:
        window.goto(served.live(LESSONS[0]))
        window.wait(f"!!document.querySelector({site.ALIVE!r})", site.ALIVE_WITHIN / 1000)
        assert window.evaluate(f"({site.STATE})()") == []
        window.evaluate(_SKIP)
        window.wait(f"!!document.querySelector({_SLIDER!r})", 20)
        before = window.evaluate(f"({_SHOWN})({_SLIDER_APP})")
        window.evaluate(f"document.querySelector({_SLIDER!r}).focus()")
        window.press("\ue014")  # the right arrow
        window.wait(f"({_SHOWN})({_SLIDER_APP}) !== {before!r}", 30)
        window.evaluate(_CHOOSE)
        window.wait(_CHECK, 20)
        window.wait(f"({site.ASK})({COUNT!r}).then(told => told === '1 /drive')", 30)
        window.goto(served.live(LESSONS[0]))
        window.wait("!!document.querySelector('#ls-bar')?.dataset.begun", 300)
        assert window.evaluate(f"({site.ASK})({COUNT!r})") == "1 /drive"
    others = [
        one for one in served.wall.asked[asked:] if not any(h in one for h in firefox.ITS_OWN)
    ]
    assert others == []


def grave(page: Page) -> list[str]:
    """What axe finds in what the project draws, and still finds once all of it is there."""
    for _ in range(4):
        found = [one for where in (DRAWN, "#ls-bar") for one in steps.axe(page, where)]
        told = [str(one) for one in found if one.impact in GRAVE]
        if not told:
            break
        page.wait_for_timeout(3000)  # an app's names come after the app
    return told


def too_wide(page: Page) -> dict[int, list[str]]:
    """What does not fit into a phone's window, or into one of 1280 at 200 %."""
    found = {}
    for width in (320, 640):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(300)
        found[width] = page.evaluate(_WIDE)
    page.set_viewport_size({"width": 1280, "height": 900})
    return {width: what for width, what in found.items() if what}


def restless(page: Page) -> list[str]:
    """What moves by itself although the learner's computer asks for no movement."""
    page.emulate_media(reduced_motion="reduce")
    found = ["an animation"] if page.evaluate(_RUNNING) else []
    for app in page.locator(f"{APP}:has(canvas:visible)").all():
        app.locator("canvas:visible").last.scroll_into_view_if_needed()  # out of sight it rests
        # A picture may come late, and once; what sweeps goes on.
        if all(changes(app, lambda: None, tries=10) for _ in range(3)):
            found.append(app.inner_text()[:60])
    page.emulate_media(reduced_motion="no-preference")
    return found


def moves_something(page: Page) -> bool:
    """Whether some control of some app changes what that app shows."""
    for app in page.locator(f"{APP}:visible").all():
        if changes(app, lambda: None, tries=5):
            continue  # a monitor runs by itself, so that nothing could be told from it
        for control in app.locator("[role=slider]:not([aria-disabled=true]):visible").all()[:2]:
            for key in ("ArrowRight", "ArrowLeft"):
                if changes(app, lambda c=control, k=key: c.press(k)):
                    return True
        for menu in app.locator("select:not([disabled]):visible").all()[:2]:
            if changes(app, lambda m=menu: m.select_option(index=1)):
                return True
        for press in app.locator("button:not([disabled]):visible").all()[:2]:
            if changes(app, lambda b=press: b.press("Enter")):
                return True
    return False


def changes(app: Locator, act: Callable[[], object], tries: int = 40) -> bool:
    before = app.evaluate(_SHOWN)
    act()
    for _ in range(tries):
        if app.evaluate(_SHOWN) != before:
            return True
        app.page.wait_for_timeout(100)
    return False


def answer_something(page: Page) -> None:
    """Answer the last question of the lesson that is open, by keyboard."""
    box = page.locator(f"{QUIZ} .ls-item, {QUIZ}").filter(has=page.get_by_role("radio")).last
    box.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    button = box.get_by_role("button", name="my answer").first
    expect(button).to_be_enabled()
    button.press("Enter")
    expect(box.locator(".ls-said, .ls-status").first).to_be_visible()
    page.wait_for_timeout(500)
