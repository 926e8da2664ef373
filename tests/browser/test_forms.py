"""The questions before and after a lesson: by keyboard alone, each whole on a small screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from helpers.course.forms import PARALLEL
from helpers.course.questions import questions
from helpers.lessons import shelf
from tests.browser import steps
from tests.browser.server import Lab
from tests.browser.test_quiz import GRAVE, QUIZ, opened, store

pytestmark = pytest.mark.browser

LESSON = "02_basic_life_support"
ASKED = len(questions(LESSON, "posttest"))
LESSONS = [file.stem for file in shelf.notebooks()]
EACH = sum(len(questions(name, form)) for name in LESSONS for form in PARALLEL)
HIGH = 640  # CSS pixels that JupyterLab leaves for a cell on a laptop
# Every question before and after every lesson, answered with the wrong option of which most is
# told, and with the line that asks for an id: nothing can be higher.
EVERY = """
from IPython.display import display
from helpers.apps import who
from helpers.apps.forms import Posttest, told_to
from helpers.course import answers
from helpers.course.forms import PARALLEL
from helpers.course.questions import questions

def show(lesson):
    for question in [one for form in PARALLEL for one in questions(lesson, form)]:
        who._asks.clear()
        asked = Posttest("What you know now", lesson, [question], answers.store())
        wrong = [one.id for one in question.options if not one.correct]
        asked.answer(max(wrong, key=lambda option: len(told_to(question, option))))
        display(asked)
"""
_HEIGHTS = """() => [...document.querySelectorAll('.ls-quiz')].map(quiz => [
  Math.ceil(quiz.getBoundingClientRect().height), quiz.querySelector('p').textContent])"""


def whole(page: Page) -> bool:
    """Whether all that is asked stands in one screen."""
    box = page.locator(QUIZ).bounding_box()
    return box is not None and box["height"] <= HIGH


def press(page: Page, button: str) -> None:
    found = page.get_by_role("button", name=button)
    expect(found).to_be_enabled()
    found.press("Enter")


def choose_first(page: Page) -> None:
    first = page.locator(QUIZ).get_by_role("radio").first
    expect(first).to_be_enabled()  # those of the question before are locked, and go
    first.focus()
    page.keyboard.press("Space")


@pytest.mark.parametrize("width", [1000, 560])
def test_before_and_after_by_keyboard(page: Page, lab: Lab, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    store(lab).delete()
    code = f"from helpers.apps.ask import posttest, pretest\n{{}}({LESSON!r})"
    opened(page, lab, f"pretest-{width}", code.format("pretest"))
    assert whole(page)
    choose_first(page)
    press(page, "Keep my answer")
    expect(page.locator(f"{QUIZ} .ls-status")).to_have_text("Kept; the lesson answers it.")
    expect(page.get_by_role("button", name="Keep my answer")).to_be_focused()
    expect(page.locator(QUIZ)).to_contain_text(f"question 2 of {ASKED}")
    expect(page.locator(QUIZ).get_by_role("radio", checked=True)).to_have_count(0)
    press(page, "Go on without answering")
    expect(page.locator(QUIZ).get_by_role("radio")).to_have_count(0)  # hidden
    assert len(store(lab).answers()) == 1
    opened(page, lab, f"posttest-{width}", code.format("posttest"))
    for left in range(ASKED, 0, -1):
        group = page.locator(QUIZ).get_by_role("radiogroup")
        assert len(str(group.get_attribute("aria-label"))) > 20
        choose_first(page)
        press(page, "Check my answer")
        page.locator(".ls-said").wait_for()
        assert whole(page)
        if left == ASKED:
            assert [str(f) for f in steps.axe(page, QUIZ) if f.impact in GRAVE] == []
        press(page, "Next question" if left > 1 else "See my before and after")
        page.locator(".ls-said").wait_for(state="detached")
    expect(page.locator(f"{QUIZ} table")).to_contain_text("Before")
    assert [str(f) for f in steps.axe(page, QUIZ) if f.impact in GRAVE] == []


def test_each_question_is_whole_with_its_answer(page: Page, lab: Lab) -> None:
    store(lab).delete()
    page.set_viewport_size({"width": 1000, "height": 768})
    cells = [f"show({name!r})" for name in LESSONS]
    steps.write_notebook(lab.root, EVERY, *cells, name="forms-all.ipynb")
    steps.open_lesson(page, lab, "forms-all", alone=True)
    steps.attach_all_cells(page)
    assert steps.run_each(page) == []
    for width in (1000, 560):
        page.set_viewport_size({"width": width, "height": 768})
        steps.settle(page)
        expect(page.locator(".ls-quiz")).to_have_count(EACH)
        heights = page.evaluate(_HEIGHTS)
        assert [(high, stem) for high, stem in heights if not 0 < high <= HIGH] == []
