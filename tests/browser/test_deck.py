"""A lesson on a wall, in a real browser: every screen of every deck, by key."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from helpers.lessons import shelf
from helpers.lessons.deck import pdf
from helpers.lessons.deck.serve import Decks
from tests.browser import steps
from tests.browser.decks import (
    NOW,
    SMALL,
    WALL,
    go_to,
    guess_all,
    kept,
    kernels,
    open_deck,
    place,
    resize,
    wait_for_apps,
    walk,
)

pytestmark = pytest.mark.browser

LESSONS = [file.stem for file in shelf.notebooks()]
FIRST = "00_start_here"
#: Screens that differ in what a screen reader meets.
KINDS = ("h1", ".deck-asked", ".deck-given table", ".deck-stored", ".ls-app, .ls-quiz")
GRAVE = ("critical", "serious")
Opened = Callable[..., Page]

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


def grave(page: Page) -> list[str]:
    return [str(found) for found in steps.axe(page, "body") if found.impact in GRAVE]


def test_hands_are_counted_the_answer_follows_and_nothing_is_kept(
    opened: Opened, decks: Decks
) -> None:
    page = opened(FIRST)
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
    assert kept(decks) == []


def test_an_app_is_moved_keeps_its_keys_and_gives_them_back(opened: Opened) -> None:
    page = opened(FIRST)
    guess_all(page)
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
    opened: Opened,
) -> None:
    page = opened(FIRST)
    guess_all(page)
    picture = page.locator("img.ls-picture").first
    wide = picture.evaluate("one => one.getBoundingClientRect().width")
    assert wide > 1300  # shown or not
    resize(page, SMALL)
    small = picture.evaluate("one => one.getBoundingClientRect().width")
    assert small == pytest.approx(wide * 2 / 3, rel=0.03)


def test_a_printed_deck_has_a_page_for_each_screen_and_answer(
    opened: Opened, tmp_path: Path
) -> None:
    page = opened(FIRST)
    wanted = page.evaluate(
        "() => screens.length + document.querySelectorAll('.deck-asked:not([data-waits])').length"
    )
    [file] = pdf.write(["00_start_here"], tmp_path)
    assert len(PdfReader(file).pages) == wanted


def test_the_index_leads_to_a_section_and_to_the_other_lessons(opened: Opened) -> None:
    page = opened(FIRST)
    page.keyboard.press("g")
    assert grave(page) == []
    page.get_by_role("link", name="BLS and ALS").click()
    expect(page.locator(f"{NOW} h2")).to_have_text("BLS and ALS")
    page.keyboard.press("g")
    page.get_by_role("link", name="All lessons").click()
    expect(page.get_by_role("listitem")).to_have_count(len(LESSONS))
    assert grave(page) == []
    page.go_back()


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_screen_of_a_deck_is_reached_whole_and_readable(opened: Opened, lesson: str) -> None:
    page = opened(lesson)
    guess_all(page)
    way = walk(page)
    page.keyboard.press("e")
    aside = walk(page)
    everything = page.evaluate("() => screens.map(screen => screen.id)")
    assert [*way, *aside] == everything
    assert page.locator(".deck-error").count() == 0
    for size in (WALL, SMALL):
        resize(page, size)
        assert page.evaluate(_LOOK) == [], size
    # Apps differ from deck to deck; what all decks have is looked at in some of them.
    for kind in {KINDS[LESSONS.index(lesson) % len(KINDS)], KINDS[-1]}:
        if page.locator(f".deck-screen:has({kind})").count():
            go_to(page, kind)
            assert grave(page) == [], kind


def test_the_notes_window_is_in_step_also_after_a_reload(wall: Page, decks: Decks) -> None:
    open_deck(wall, decks, "03_the_aed", apps=False)
    wall.wait_for_selector(".deck-screen:focus")
    with wall.expect_popup() as opened:
        wall.keyboard.press("n")
    notes = opened.value
    expect(notes.locator("#heading")).to_have_text("The AED")
    for _ in range(4):
        wall.keyboard.press("ArrowRight")
    where = re.compile(r"screen 5 of")
    expect(notes.locator("#where")).to_have_text(where)
    here = place(wall)
    wall.reload(wait_until="commit")
    wall.wait_for_selector(f"#{here}{NOW}")
    expect(notes.locator("#where")).to_have_text(where)
    notes.keyboard.press("PageUp")
    expect(notes.locator("#where")).to_have_text(re.compile(r"screen 4 of"))
    assert place(wall) != here
    expect(notes.locator("#next")).not_to_be_empty()
    assert grave(notes) == []


def test_a_killed_kernel_is_told_and_the_screens_go_on(wall: Page, decks: Decks) -> None:
    before = kernels(decks)
    open_deck(wall, decks, "00_start_here")
    for kernel in kernels(decks) - before:
        os.kill(kernel, signal.SIGKILL)
    expect(wall.locator("#deck-said")).to_contain_text("The apps have stopped", timeout=30_000)
    here = place(wall)
    wall.keyboard.press("ArrowRight")
    assert place(wall) != here
    wall.reload(wait_until="commit")
    wait_for_apps(wall)


def test_a_failed_start_is_told_after_half_a_minute(wall: Page, decks: Decks) -> None:
    wall.clock.install()
    wall.route("**/voila.js*", lambda route: route.abort())
    open_deck(wall, decks, "00_start_here", apps=False)
    wall.wait_for_selector("#deck-bar")
    wall.wait_for_selector(".deck-screen:focus")
    wall.clock.fast_forward(31_000)
    expect(wall.locator("#deck-said")).to_contain_text("have not started within 30 seconds")
    wall.keyboard.press("ArrowRight")
    assert place(wall) == "s2"
