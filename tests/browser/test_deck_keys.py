"""What the keys of a deck do where an app, a list or the evidence is in their way."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from helpers.lessons.deck.serve import Decks
from tests.browser.decks import NOW, SMALL, go_to, guess_all, open_deck, place, resize

pytestmark = pytest.mark.browser

FIRST, SECOND = "00_start_here", "02_basic_life_support"
Opened = Callable[..., Page]


def test_a_result_that_is_longer_than_the_wall_is_read_to_its_end_by_key(opened: Opened) -> None:
    page = opened(SECOND)
    resize(page, SMALL)
    # How large the type is depends on how long the scene was there: this low it is always cut.
    page.add_style_tag(content=".deck-body .ls-app:has(.ls-scene) .ls-table { max-height: 200px; }")
    go_to(page, ".ls-scene")
    page.keyboard.press("Enter")
    expect(page.locator(f"{NOW} .ls-scene-begin")).to_be_hidden()
    page.keyboard.press("e")
    table = page.locator(f"{NOW} .ls-table")
    expect(table).to_be_visible()
    left = "one => one.scrollHeight - one.clientHeight - one.scrollTop"
    page.wait_for_function(  # a list takes what room is left, once it has settled
        f"one => one.style.maxHeight && ({left})(one) < 3", arg=table.element_handle()
    )
    table.evaluate("one => one.style.removeProperty('max-height')")
    assert table.evaluate(left) > 50  # without that room it is cut
    table.evaluate("one => { one.style.maxHeight = '150px'; }")
    assert table.evaluate(left) > 50
    for _ in range(10):
        page.keyboard.press("ArrowDown")
    assert table.evaluate(left) < 3
    page.keyboard.press("ArrowUp")
    assert table.evaluate(left) > 50


def test_a_rhythm_is_begun_and_tapped_by_key_and_a_clicker_goes_on(opened: Opened) -> None:
    page = opened(SECOND)
    guess_all(page)
    go_to(page, ".ls-taps")
    here, taps = place(page), page.locator(f"{NOW} .ls-taps")
    page.keyboard.press("Enter")
    expect(taps.locator(".ls-live")).to_be_focused()
    for key in ("Space", "Enter", "Space"):
        page.keyboard.press(key)
    expect(taps.locator(".ls-taps-count")).to_contain_text("3 taps")
    assert place(page) == here
    page.keyboard.press("PageDown")
    assert place(page) != here


def test_what_the_line_below_says_of_a_key_is_gone_with_the_next(opened: Opened) -> None:
    page = opened(FIRST)
    said = page.locator("#deck-said")
    page.keyboard.press("End")
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    expect(said).to_have_text("This is the last screen; E leads to the evidence.")
    page.keyboard.press("Home")
    expect(said).to_be_empty()


def test_a_key_goes_from_section_to_section_and_arrows_move_in_the_index(opened: Opened) -> None:
    page = opened(FIRST)
    page.keyboard.press("Home")
    title = page.locator(f"{NOW} :is(h1, h2)").inner_text()
    page.keyboard.press("s")
    second = page.locator(f"{NOW} h2").inner_text()
    page.keyboard.press("s")
    third = page.locator(f"{NOW} h2").inner_text()
    assert len({title, second, third}) == 3
    page.keyboard.press("ArrowRight")
    page.keyboard.press("g")
    expect(page.locator("dialog a[aria-current]")).to_have_text(third)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator(f"{NOW} h2")).to_have_text(second)
    page.keyboard.press("Shift+S")
    expect(page.locator(f"{NOW} h1")).to_have_text(title)


def test_hands_that_are_counted_late_are_judged_all_the_same(opened: Opened) -> None:
    page = opened(FIRST, covered=True)
    go_to(page, ".deck-asked[data-guess]")
    here = place(page)
    page.keyboard.press("PageDown")
    expect(page.locator(f"{NOW} .ls-guess")).to_be_hidden()
    page.keyboard.press("PageUp")
    assert place(page) == here
    page.keyboard.press("2")
    page.keyboard.press("PageDown")
    expect(page.locator(f"{NOW} .ls-guess summary")).to_contain_text("The class said the crew.")


def test_notes_tell_the_stations_and_where_one_is_in_the_evidence(wall: Page, decks: Decks) -> None:
    open_deck(wall, decks, SECOND, apps=False)
    wall.wait_for_selector(".deck-screen:focus")
    with wall.expect_popup() as opened:
        wall.keyboard.press("n")
    notes = opened.value
    told = notes.locator("#notes")
    expect(told).to_contain_text("Two questions, one call (7 min)")
    expect(told).to_contain_text("Watch for: Right: press for the gasps")
    expect(told).not_to_contain_text("[object")
    for key in ("s", "ArrowRight"):
        wall.keyboard.press(key)
    holds = re.compile(r"^For the whole section, screens 2 to \d+; you are at 3\.$")
    expect(notes.locator("#holds")).to_have_text(holds)
    wall.keyboard.press("e")
    expect(notes.locator("#where")).to_have_text(re.compile(r"Evidence, screen 1 of \d+$"))
    expect(notes.locator("#next")).not_to_contain_text("last screen")
    expect(told).not_to_contain_text("Minutes")
    expect(wall.locator(".deck-place")).to_have_text(re.compile(r"^Evidence, 1 of \d+$"))
