"""What asks without a test: the claims, the card, the nearest AED and a learner's own page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from helpers.domain.claims import VERDICTS, Round, of_lesson, rounds
from helpers.lessons import shelf
from tests.browser import steps
from tests.browser.server import DARK, LIGHT, Lab

pytestmark = pytest.mark.browser

HIGH = 640  # CSS pixels: what JupyterLab leaves to a cell of a small laptop
WIDTHS = (1000, 560)
GRAVE = ("critical", "serious")
LESSONS = [file.stem for file in shelf.notebooks()]
IMPORT = "from helpers.apps.ask import claims, manikin_card, my_answers, nearest_aed"


def too_high(page: Page) -> list[tuple[int, float]]:
    """The width and height of what does not fit, in a wide window and in a narrow one."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768})
        steps.settle(page)
        for one in page.locator(".ls-quiz").all():
            height = float(one.evaluate("one => one.getBoundingClientRect().height"))
            assert height > 0
            found += [(width, height)] if height > HIGH else []
    return found


def grave(page: Page) -> list[str]:
    return [str(found) for found in steps.axe(page, ".ls-quiz") if found.impact in GRAVE]


def press(app: Locator, name: str) -> None:
    """Press a button with the keyboard alone."""
    button = app.get_by_role("button", name=name, exact=True)
    button.focus()
    button.press("Enter")


def judge_all(app: Locator, these: Round) -> None:
    for claim in these.claims:
        expect(app).to_contain_text(claim.claim)
        press(app, claim.verdict.capitalize())
        expect(app).to_contain_text(claim.why, ignore_case=True)
        height = app.evaluate("one => one.getBoundingClientRect().height")
        assert height <= HIGH, claim.fact_id
        press(app, "To the end" if claim is these.claims[-1] else "Next claim")
    expect(app).to_contain_text(f"{len(these.claims)} of them as we do")


def test_every_claim_is_judged_by_keyboard_and_fits_with_its_reason(page: Page, lab: Lab) -> None:
    steps.run_cells(page, lab, "claims", IMPORT, *(f"claims({name!r})" for name in LESSONS))
    for place, name in enumerate(LESSONS):
        app = page.locator(".ls-quiz").nth(place)
        for these in rounds(name):
            judge_all(app, these)
            if these != rounds(name)[-1]:
                press(app, "Next topic")
    assert grave(page) == []


def test_the_longest_claim_fits_a_narrow_window(page: Page, lab: Lab) -> None:
    page.set_viewport_size({"width": WIDTHS[1], "height": 768})
    every = (claim for name in LESSONS for claim in of_lesson(name))
    longest = max(every, key=lambda one: len(one.claim + one.why + one.settled_by))
    code = (
        "from helpers.apps.claims import Claims\n"
        "from helpers.domain.claims import Round, of_lesson\n"
        f"one = next(c for c in of_lesson({longest.lesson!r}) if c.claim == {longest.claim!r})\n"
        "Claims(tuple(Round(one.lesson, topic, (one,)) for topic in ('What it is', 'Who asks')))"
    )
    steps.run_cells(page, lab, "claim", code)
    assert longest.verdict in VERDICTS
    press(page.locator(".ls-quiz"), longest.verdict.capitalize())
    expect(page.locator(".ls-quiz")).to_contain_text(longest.why, ignore_case=True)
    assert too_high(page) == []


@pytest.mark.parametrize("call", ["manikin_card()", "nearest_aed()", "my_answers()"])
def test_what_is_typed_in_fits_a_small_laptop_and_is_accessible(
    page: Page, lab: Lab, call: str
) -> None:
    steps.run_cells(page, lab, call[:-2], IMPORT, call)
    for theme in (LIGHT, DARK):
        steps.set_theme(page, theme)
        assert grave(page) == []
    assert too_high(page) == []
