"""A quiz as a learner meets it: by keyboard alone, and still there after the kernel has ended."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from helpers.apps.quiz import SEVERAL
from helpers.course.answers_sql import SqlStore
from helpers.course.questions import bank, questions
from tests.browser import steps
from tests.browser.server import DARK, Lab

pytestmark = pytest.mark.browser

CODE = "from helpers.apps.quiz import quiz, warm_up\nquiz('00_start_here')"
QUIZ = ".ls-quiz"
ASKED = min(SEVERAL, len(questions("00_start_here", "lesson")))
#: axe-core's graver kinds; what is lighter is for the eye to judge.
GRAVE = ("critical", "serious")


def store(lab: Lab) -> SqlStore:
    """The learner's store of this JupyterLab, as another process reads it."""
    return SqlStore(Path(lab.log).parent / "answers" / "answers.sqlite3")


def opened(page: Page, lab: Lab, name: str, code: str = CODE) -> None:
    steps.run_cells(page, lab, name, code)
    page.locator(QUIZ).wait_for()


def choose(page: Page, item: int, option: int) -> None:
    """Choose an option and check it, with keys alone."""
    box = page.locator(".ls-item").nth(item)
    box.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    for _ in range(option):
        page.keyboard.press("ArrowDown")
    expect(box.get_by_role("button")).to_be_enabled()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def test_a_quiz_is_answered_by_keyboard_and_survives_a_restart(page: Page, lab: Lab) -> None:
    store(lab).delete()  # before the quiz is drawn: whose answers go gets a new id, and others
    opened(page, lab, "quiz-keys")
    item = page.locator(".ls-item").first
    choose(page, 0, 2)
    expect(item.locator(".ls-said")).to_be_visible()
    expect(page.locator(f"{QUIZ} .ls-status")).to_contain_text(f"1 of {ASKED} answered")
    (kept,) = store(lab).answers()
    assert kept.lesson == "00_start_here" and kept.attempt == 1
    steps.restart_kernel(page)
    assert steps.run_all(page) == []
    expect(page.locator(f"{QUIZ} .ls-status")).to_contain_text(f"1 of {ASKED} answered")
    expect(page.locator(".ls-item").first).to_contain_text("You answered this before")
    choose(page, 0, 1)
    expect(page.locator(".ls-item").first.locator(".ls-said")).not_to_contain_text("before")
    assert [answer.attempt for answer in store(lab).answers()] == [1, 2]


def test_what_was_chosen_last_counts_although_the_kernel_is_busy(page: Page, lab: Lab) -> None:
    store(lab).delete()
    opened(page, lab, "quiz-busy")
    item = page.locator(".ls-item").first
    item.get_by_role("radio").first.check()
    expect(item.get_by_role("button")).to_be_enabled()
    steps.keep_busy(page, seconds=3)
    choose(page, 0, 2)
    expect(item.locator(".ls-said")).to_be_visible()
    (kept,) = store(lab).answers()
    chosen = item.get_by_role("radio").nth(2)
    expect(chosen).to_be_checked()
    expect(chosen).to_have_accessible_name(bank()[kept.question_id].option(kept.option_id).text)


def test_what_is_said_to_an_answer_comes_into_the_window(page: Page, lab: Lab) -> None:
    opened(page, lab, "quiz-below")
    item = page.locator(".ls-item").nth(3)
    item.get_by_role("radio").first.check()
    button = item.get_by_role("button")
    expect(button).to_be_enabled()
    button.evaluate("one => one.scrollIntoView({ block: 'end' })")
    button.press("Enter")
    expect(item.locator(".ls-said")).to_be_in_viewport(ratio=1)


def test_the_hint_comes_after_two_wrong_tries(page: Page, lab: Lab) -> None:
    opened(page, lab, "quiz-hint")
    items = page.locator(".ls-item")
    for place in range(items.count()):
        item = items.nth(place)
        # Options are shuffled: where the right one comes early, the next question is tried.
        for option in range(4):
            choose(page, place, option)
            item.locator(".ls-said").first.wait_for()
            steps.settle(page)
            if item.get_by_text("Hint.").count():
                return
            if item.get_by_text("Right.").count():
                break
    raise AssertionError("no hint was shown after two wrong tries at any question")


def test_options_have_names_and_axe_finds_nothing_grave(page: Page, lab: Lab) -> None:
    opened(page, lab, "quiz-axe")
    groups = page.locator(QUIZ).get_by_role("radiogroup")
    expect(groups).to_have_count(ASKED)
    for place in range(ASKED):
        assert len(str(groups.nth(place).get_attribute("aria-label"))) > 20
    choose(page, 0, 1)
    page.locator(".ls-said").first.wait_for()
    for theme in ("", DARK):
        if theme:
            steps.set_theme(page, theme)
        found = [str(f) for f in steps.axe(page, QUIZ) if f.impact in GRAVE]
        assert found == []


def test_no_shortcut_of_jupyterlab_fires_from_a_quiz(page: Page, lab: Lab) -> None:
    opened(page, lab, "quiz-fence")
    cells = page.locator(".jp-Cell").count()
    page.locator(QUIZ).get_by_role("radio").first.focus()
    for key in ("a", "b", "d", "d", "x", "m", "y"):
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert page.locator(".jp-Cell").count() == cells


def test_long_options_are_not_cut_off(page: Page, lab: Lab) -> None:
    page.set_viewport_size({"width": 520, "height": 900})
    opened(page, lab, "quiz-narrow")
    for label in page.locator(".ls-item .widget-radio-box label").all():
        assert label.evaluate("e => e.scrollWidth <= e.clientWidth + 1")
