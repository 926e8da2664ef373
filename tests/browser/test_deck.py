"""A lesson on a wall, in a real browser: every screen of every deck, by key."""

from __future__ import annotations

import importlib.util
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from helpers.lessons import shelf
from helpers.lessons.deck import pdf, serve
from helpers.lessons.deck.serve import Decks
from tests.browser import steps

pytestmark = pytest.mark.browser

LESSONS = [file.stem for file in shelf.notebooks()]
WALL, SMALL = {"width": 1920, "height": 1080}, {"width": 1280, "height": 720}
NOW = ".deck-now"
#: Screens that differ in what a screen reader meets; all of them in one deck, apps in each.
KINDS = ("h1", ".deck-asked", ".deck-given table", ".deck-stored", ".ls-app, .ls-quiz")
SAMPLE = ("03_the_aed",)
GRAVE = ("critical", "serious")

# Each screen that is cut, empty or too small, in words; lengths are those of a wall of 1920.
_LOOK = """() => {
  const u = Math.min(innerWidth / 1920, innerHeight / 1080);
  const found = [];
  for (const screen of document.querySelectorAll('.deck-screen')) {
    const body = screen.querySelector('.deck-body');
    const down = body.scrollHeight - body.clientHeight;
    const over = Math.max(down, body.scrollWidth - body.clientWidth);
    if (over > 3) found.push(`${screen.id}: cut by ${Math.round(over / u)}`);
    const box = body.getBoundingClientRect();
    if (!box.width || !body.querySelector('img, svg, canvas') && !body.textContent.trim()) {
      found.push(`${screen.id}: empty`);
    }
    const walker = document.createTreeWalker(screen, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const [at, text] = [walker.currentNode.parentElement, walker.currentNode.textContent.trim()];
      if (!text || at.closest('[hidden], .deck-wait, option')) continue;
      const seen = at.getBoundingClientRect();
      const size = parseFloat(getComputedStyle(at).fontSize) / u;
      if (seen.width > 2 && seen.height > 2 && size < 23.9) {
        found.push(`${screen.id}: ${size.toFixed(1)} pixels: ${text.slice(0, 30)}`);
      }
    }
    for (const image of body.querySelectorAll('.deck-stored img')) {
      const scale = image.getBoundingClientRect().width / u / 740;
      if (14 * scale < 23.9) found.push(`${screen.id}: a picture at ${scale.toFixed(2)}`);
    }
  }
  return found;
}"""


@pytest.fixture(scope="module")
def decks(chromium: str) -> Iterator[Decks]:
    """All decks, served once."""
    if importlib.util.find_spec("voila") is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("voila is not installed")
        pytest.skip("voila is not installed")
    with serve.served() as running:
        yield running


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A window the size of a wall, for which there is no host but this one."""
    made = browser.new_context(viewport=WALL)
    others: list[str] = []

    def only_here(route: object) -> None:
        address = route.request.url  # type: ignore[attr-defined]
        if urlsplit(address).hostname in ("127.0.0.1", None):
            route.continue_()  # type: ignore[attr-defined]
        else:
            others.append(address)
            route.abort()  # type: ignore[attr-defined]

    made.route("**/*", only_here)
    yield made
    made.close()
    assert others == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    page = context.new_page()
    page.on("pageerror", lambda error: print(f"the page says: {error}"))
    return page


def open_deck(page: Page, decks: Decks, lesson: str, *, apps: bool = True) -> None:
    page.goto(decks.address(lesson), wait_until="commit")
    page.wait_for_selector(NOW)
    if apps:
        wait_for_apps(page)


def wait_for_apps(page: Page) -> None:
    page.wait_for_selector("#deck[data-ready]", state="attached", timeout=120_000)


def place(page: Page) -> str:
    return str(page.locator(NOW).get_attribute("id"))


# A clicker's key until nothing is left: an answer is shown first, then the next screen.
_WALK = """() => {
  const at = () => [...document.querySelectorAll('.deck-now')].map(one => one.id).join(' and ');
  const press = () => document.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown' }));
  const seen = [at()];
  for (;;) {
    press();
    if (at() === seen.at(-1)) press();
    if (at() === seen.at(-1)) return seen;
    seen.push(at());
  }
}"""


def walk(page: Page) -> list[str]:
    """Go on by key until nothing is left; the screens that were seen."""
    return list(page.evaluate(_WALK))


def go_to(page: Page, selector: str) -> None:
    """Show the first screen that has this."""
    found = page.locator(f".deck-screen:has({selector})").first.get_attribute("id")
    page.evaluate("id => show(screens.findIndex(one => one.id === id))", found)


def grave(page: Page) -> list[str]:
    return [str(found) for found in steps.axe(page, "body") if found.impact in GRAVE]


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_screen_of_a_deck_is_reached_whole_and_readable(
    page: Page, decks: Decks, lesson: str
) -> None:
    open_deck(page, decks, lesson)
    way = walk(page)
    page.keyboard.press("e")
    aside = walk(page)
    everything = page.evaluate("() => screens.map(screen => screen.id)")
    assert [*way, *aside] == everything
    assert page.locator(".deck-error").count() == 0
    for size in (WALL, SMALL):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.wait_for_timeout(700)
        assert page.evaluate(_LOOK) == []
    for kind in KINDS if lesson in SAMPLE else KINDS[-1:]:
        if page.locator(f".deck-screen:has({kind})").count():
            go_to(page, kind)
            assert grave(page) == [], kind


def test_an_app_is_moved_keeps_its_keys_and_gives_them_back(page: Page, decks: Decks) -> None:
    open_deck(page, decks, "00_start_here")
    go_to(page, "[role=slider]")
    here, picture = place(page), page.locator(f"{NOW} img.ls-picture")
    before = picture.get_attribute("src")
    page.locator(f"{NOW} [role=slider]").focus()
    page.keyboard.press("ArrowRight")
    expect(picture).not_to_have_attribute("src", str(before))
    assert place(page) == here
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    assert place(page) != here


def test_a_screen_that_is_not_shown_keeps_its_width_and_apps_follow_the_window(
    page: Page, decks: Decks
) -> None:
    open_deck(page, decks, "00_start_here")
    picture = page.locator("img.ls-picture").first
    wide = picture.evaluate("one => one.getBoundingClientRect().width")
    assert wide > 1300  # shown or not
    page.set_viewport_size(SMALL)  # type: ignore[arg-type]
    page.wait_for_timeout(700)
    small = picture.evaluate("one => one.getBoundingClientRect().width")
    assert small == pytest.approx(wide * 2 / 3, rel=0.03)


def test_hands_are_counted_the_answer_follows_and_nothing_is_kept(page: Page, decks: Decks) -> None:
    open_deck(page, decks, "00_start_here")
    page.locator(".deck-lead", has_text="Check yourself").first.evaluate(
        "one => show(screens.indexOf(one.closest('.deck-screen')))"
    )
    here = place(page)
    for key in ("1", "1", "2", "Shift+Digit1"):
        page.keyboard.press(key)
    page.locator(f"{NOW} input").nth(2).fill("7")
    expect(page.locator(f"{NOW} .deck-count")).to_contain_text("9 hands")
    page.keyboard.press("Escape")
    assert page.locator(f"{NOW} .deck-told:visible").count() == 0
    page.keyboard.press("PageDown")
    assert place(page) == here
    assert page.locator(f"{NOW} li[data-right] .deck-told:visible").count() == 1
    page.keyboard.press("PageDown")
    assert place(page) != here
    assert not [file for file in (decks.folder / "answers").rglob("*") if file.is_file()]


def test_the_notes_window_is_in_step_also_after_a_reload(page: Page, decks: Decks) -> None:
    open_deck(page, decks, "03_the_aed", apps=False)
    page.wait_for_selector(".deck-screen:focus")
    with page.expect_popup() as opened:
        page.keyboard.press("n")
    notes = opened.value
    expect(notes.locator("#heading")).to_have_text("The AED")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    where = re.compile(r"screen 5 of")
    expect(notes.locator("#where")).to_have_text(where)
    here = place(page)
    page.reload(wait_until="commit")
    page.wait_for_selector(f"#{here}{NOW}")
    expect(notes.locator("#where")).to_have_text(where)
    notes.keyboard.press("PageUp")
    expect(notes.locator("#where")).to_have_text(re.compile(r"screen 4 of"))
    assert place(page) != here
    expect(notes.locator("#next")).not_to_be_empty()
    assert grave(notes) == []


def test_a_killed_kernel_is_told_and_the_screens_go_on(page: Page, decks: Decks) -> None:
    before = kernels(decks)
    open_deck(page, decks, "00_start_here")
    for kernel in kernels(decks) - before:
        os.kill(kernel, signal.SIGKILL)
    expect(page.locator("#deck-said")).to_contain_text("The apps have stopped", timeout=30_000)
    here = place(page)
    page.keyboard.press("ArrowRight")
    assert place(page) != here
    page.reload(wait_until="commit")
    wait_for_apps(page)


def test_a_failed_start_is_told_after_half_a_minute(page: Page, decks: Decks) -> None:
    page.clock.install()
    page.route("**/voila.js*", lambda route: route.abort())
    open_deck(page, decks, "00_start_here", apps=False)
    page.wait_for_selector("#deck-bar")
    page.wait_for_selector(".deck-screen:focus")
    page.clock.fast_forward(31_000)
    expect(page.locator("#deck-said")).to_contain_text("have not started within 30 seconds")
    page.keyboard.press("ArrowRight")
    assert place(page) == "s2"


def test_the_index_leads_to_a_section_and_to_the_other_lessons(page: Page, decks: Decks) -> None:
    open_deck(page, decks, "00_start_here", apps=False)
    page.wait_for_selector(".deck-screen:focus")
    page.keyboard.press("g")
    assert grave(page) == []
    page.get_by_role("link", name="BLS and ALS").click()
    expect(page.locator(f"{NOW} h2")).to_have_text("BLS and ALS")
    page.keyboard.press("g")
    page.get_by_role("link", name="All lessons").click()
    expect(page.get_by_role("listitem")).to_have_count(len(LESSONS))
    assert grave(page) == []


def test_a_printed_deck_has_a_page_for_each_screen_and_answer(
    page: Page, decks: Decks, tmp_path: Path
) -> None:
    open_deck(page, decks, "00_start_here", apps=False)
    page.wait_for_selector(".deck-screen:focus")
    wanted = page.evaluate(
        "() => screens.length + document.querySelectorAll('.deck-asked:not([data-waits])').length"
    )
    [file] = pdf.write(["00_start_here"], tmp_path)
    content = file.read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", content)) == wanted


def kernels(decks: Decks) -> set[int]:
    """The processes of the kernels that run now."""
    told = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(decks.process.pid)], capture_output=True, text=True
    ).stdout
    return {int(line) for line in told.split()}
