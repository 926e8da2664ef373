"""What a class says to a deck: a guess that the app judges, and shouts in a scene."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from helpers.lessons.deck.serve import Decks
from tests.browser.decks import NOW, go_to, kept, place

pytestmark = pytest.mark.browser

FIRST = "00_start_here"
Opened = Callable[..., Page]


def test_what_most_of_a_class_guess_is_judged_by_the_app(opened: Opened, decks: Decks) -> None:
    page = opened(FIRST, covered=True)
    go_to(page, ".deck-asked[data-guess]")
    here = place(page)
    for key in ("1", "2"):
        page.keyboard.press(key)
    page.keyboard.press("PageDown")
    expect(page.locator("#deck-said")).to_contain_text("As many hands for two answers")
    assert place(page) == here
    page.keyboard.press("2")
    page.keyboard.press("PageDown")
    assert place(page) != here  # and no answer was shown there: the app shows it
    said = page.locator(f"{NOW} .ls-guess summary")
    expect(said).to_have_text(
        "The class said the crew. To see, set Time since the collapse (minutes) to 7."
    )
    slider = page.locator(f"{NOW} [role=slider]")
    slider.focus()
    for _ in range(3):
        slider.press("ArrowRight")
    expect(said).to_contain_text("The class said the crew. Not so: the shock.")
    assert kept(decks) == []


def test_a_number_that_a_class_says_is_judged_and_one_that_cannot_be_is_told(
    opened: Opened, decks: Decks
) -> None:
    page = opened("01_chain_of_survival", covered=True)
    go_to(page, ".deck-asked[data-guess] .deck-typed")
    here = place(page)
    for key in ("4", "0", "0"):
        page.keyboard.press(key)
    page.keyboard.press("PageDown")
    expect(page.locator("#deck-said")).to_contain_text("from 0 to 100")
    assert place(page) == here
    page.locator(f"{NOW} .deck-typed input").fill("30")
    page.keyboard.press("PageDown")
    assert place(page) != here
    expect(page.locator(f"{NOW} .ls-guess summary")).to_contain_text("The class said 30 of 100.")


def test_without_a_vote_the_cover_lifts_and_nobody_is_judged(opened: Opened, decks: Decks) -> None:
    page = opened(FIRST, covered=True)
    go_to(page, ".deck-asked[data-guess]")
    page.keyboard.press("PageDown")
    expect(page.locator(f"{NOW} .ls-guess")).to_be_hidden()
    expect(page.locator(f"{NOW} .ls-status")).to_contain_text("Care so far")


def test_a_scene_is_played_by_what_a_class_shouts(opened: Opened, decks: Decks) -> None:
    page = opened(FIRST, covered=True)
    go_to(page, ".ls-scene")
    here, scene = place(page), page.locator(f"{NOW} .ls-scene")
    keys = scene.locator(".ls-scene-action kbd").all_inner_texts()
    assert keys[:3] == ["1", "2", "3"]
    page.keyboard.press("Enter")
    expect(scene.locator(".ls-scene-begin")).to_be_hidden()
    for _ in range(2):
        seen = scene.locator(".ls-scene-newest").inner_text()
        expect(scene.locator("[aria-disabled=true]")).to_have_count(0)
        page.keyboard.press("1")
        expect(scene.locator(".ls-scene-newest")).not_to_have_text(seen)
    expect(scene.locator("[aria-disabled=true]")).to_have_count(0)
    for key in ("Space", "ArrowLeft", "ArrowRight", "PageUp"):  # the screens turn all the same
        before = place(page)
        page.keyboard.press(key)
        assert place(page) != before
    assert place(page) == here
    page.keyboard.press("e")
    expect(page.locator(f"{NOW} .ls-status")).to_contain_text(re.compile("This was"))
    assert place(page) == here
    assert kept(decks) == []


def test_a_drill_is_played_by_number(opened: Opened, decks: Decks) -> None:
    page = opened("02_basic_life_support")
    go_to(page, ".ls-presses")
    said = page.locator(f"{NOW} .ls-status")
    expect(said).to_contain_text("Asked: Does")
    page.keyboard.press("2")
    expect(said).to_contain_text("Asked: Is the breathing normal?")
